"""How far each pixel differs from the paper around it, under whatever light.

The paper is what is left when everything dark and narrower than a brush is closed
(grey-scale closing): it follows a shadow's edge, and a stroke is always narrower.
"""

import cv2
import numpy as np

from lenet1.ink import Gray
from lenet1.paper.sheet import Pixels

BRUSH = 0.12  # of the picture's side; what is broader in both ways is paper
SIGNIFICANT = 12  # of 255; differences from the paper that tell ink from grain
POLARITY_SIDE = 500  # px; size at which it is decided whether ink is dark
AROUND = 0.2  # of the picture's side; grain is measured in squares so wide
NEIGHBOURHOODS = (0.02, 0.05, 0.1, 0.2)  # of the side; squares that paper is most of
LEAST, MOST_LEAST = 18, 110  # of 255; contrast below is never ink, above always
APART = 4  # px; pixels so far apart share no grain, though it has been smoothed
DEVIATION = 1.48 / 2**0.5  # of grain, from the median difference of two pixels
DARKEST = 16  # of 255; darker pixels are all the same, or noise would be ink on black
NOISES = 4.5  # deviations of the noise that ink has to rise over
GRAINY = 3.0  # of 255; deviation of noise from which it is smoothed away first


def ink_contrast(pixels: Pixels) -> Gray:
    """Contrast with the paper of (height, width, channels): (height, width) uint8.

    0 is paper, 255 black on white; a share of the paper's light, so that a stroke in
    shadow has the same. The greatest of all channels counts. Ink is the darker.
    """
    planes = [_contrast(np.ascontiguousarray(c)) for c in np.moveaxis(pixels, 2, 0)]
    contrast: Gray = np.maximum.reduce(planes)
    if noise(contrast) > GRAINY:
        contrast = np.asarray(cv2.GaussianBlur(contrast, (0, 0), 1.0), dtype=np.uint8)
    return contrast


def dark_on_light(pixels: Pixels) -> Pixels:
    """`pixels`, or their negative where the ink is lighter than its paper."""
    return pixels if is_ink_dark(pixels) else 255 - pixels


def ink_mask(contrast: Gray) -> Gray:
    """What may be ink, (height, width) uint8 of 0 and 255: not what may be grain."""
    least = threshold(contrast)
    return np.where(contrast >= least, 255, 0).astype(np.uint8)


def threshold(contrast: Gray) -> Gray:
    """(height, width): from which contrast on a pixel may be ink.

    By the grain around it, since that is a greater share of the light where there is
    less, as on a table around the page.
    """
    here = np.ascontiguousarray(contrast[::APART, ::APART])
    beside = np.roll(here, 1, axis=1)
    around = 2 * round(AROUND / 2 * min(here.shape)) + 1
    paper = cv2.medianBlur(here, around).astype(np.float32)
    grain = cv2.medianBlur(cv2.absdiff(here, beside), around)
    least = np.clip(paper + NOISES * DEVIATION * grain, LEAST, MOST_LEAST)
    size = contrast.shape[::-1]
    large = cv2.resize(least.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST)
    return np.asarray(large, dtype=np.uint8)


def noise(contrast: Gray) -> float:
    """Standard deviation of the grain: of next pixels' differences, by the median.

    Measured where the contrast is not cut off at 0.
    """
    rows = contrast[::2].astype(np.int16)
    both = (rows[:, 1:] > 0) & (rows[:, :-1] > 0)
    if both.mean() < 0.05:  # hardly any grain at all
        return 0.0
    return float(np.median(np.abs(np.diff(rows, axis=1))[both]) * DEVIATION)


def is_ink_dark(pixels: Pixels) -> bool:
    """Whether ink is darker than the paper around it, which there is more of.

    The paper is the median of a neighbourhood, and ink is what is far off it. A step of
    light, as at a shadow or a sheet's edge, is not, except at its corners: the smaller
    the neighbourhood in which something shows, the more it counts.
    """
    height, width = pixels.shape[:2]
    share = min(POLARITY_SIDE / max(height, width), 1)
    size = (max(round(width * share), 1), max(round(height * share), 1))
    small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    gray = small.reshape(size[1], size[0], -1).mean(axis=2)
    gray = cv2.blur(gray.astype(np.uint8), (3, 3))
    darker = 0.0
    for share in NEIGHBOURHOODS:
        around = 2 * round(share / 2 * (size[0] * size[1]) ** 0.5) + 1
        off = cv2.medianBlur(gray, around).astype(np.int16) - gray
        darker += float(off[np.abs(off) > SIGNIFICANT].sum(dtype=np.int64)) / share**2
    return darker >= 0


def _contrast(plane: Gray) -> Gray:
    height, width = plane.shape
    half = cv2.resize(
        plane, ((width + 1) // 2, (height + 1) // 2), interpolation=cv2.INTER_AREA
    )
    calm = cv2.blur(half, (3, 3))
    side = int(BRUSH * (half.shape[0] * half.shape[1]) ** 0.5) | 1
    brush = cv2.getStructuringElement(cv2.MORPH_RECT, (side, side))
    closed = cv2.morphologyEx(calm, cv2.MORPH_CLOSE, brush)
    paper = cv2.resize(closed, (width, height), interpolation=cv2.INTER_LINEAR)
    light, paper = np.maximum(plane, DARKEST), np.maximum(paper, DARKEST)
    return np.asarray(255 - cv2.divide(light, paper, scale=255), dtype=np.uint8)
