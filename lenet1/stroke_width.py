"""The width of a drawing's stroke: measured, and brought to MNIST's where it is not.

MNIST was written with pens and pencils on small boxes; a sketchpad's brush is often
twice as wide, or half. Everything happens on a grid four times finer than MNIST's
pixels, by the distance to the nearest point beyond the outline (Rosenfeld and Pfaltz,
1966): the stroke loses or gains the same breadth on both sides everywhere.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

from lenet1.ink import Gray

FINE = 4  # grid points per pixel of MNIST, both ways
THINNEST, THICKEST = 2.0, 3.2  # px of MNIST's; its own are 1.7 to 4.0 (5 to 95 %)
FADE = 0.5  # px of width; so far outside the range the drawing is wholly redrawn
REACH = 5 * FINE  # grid points; as far inside a blob its middle is looked for
RIM = 2 * FINE  # grid points of paper around the drawing, to grow into
NEARBY = 6  # grid points; the darkest of a stroke is so near to its edges
FAINTEST_PART = 0.25  # of the darkest; a pencil's lightest stroke is darker
PALE_PART = 0.75  # of the darkest; what is paler is darkened to as much

Plane = NDArray[np.float32]


class Stroked(NamedTuple):
    """A drawing with another stroke, on a grid of its own.

    Position u of it is position `left + u * pixel` of the drawing; likewise for `top`.
    """

    ink: Gray  # (height, width), 255 = ink
    left: float  # drawing px
    top: float  # drawing px
    pixel: float  # drawing px


def normalize_stroke(ink: Gray, *, box: int) -> Stroked:
    """Thin or thicken the stroke of `ink`, (height, width) uint8 cropped to its ink.

    `box` is how many of MNIST's pixels the longer side gets. Inside the range of widths
    the drawing comes back as it is, outside it on the finer grid; between the two it
    fades, without a jump.
    """
    fine = _fine(ink, box * FINE)
    darkest = ndimage.maximum_filter(fine, 2 * NEARBY + 1)
    shape = fine >= np.maximum(darkest, 2 * FAINTEST_PART) / 2
    even = fine / np.clip(darkest / PALE_PART, FAINTEST_PART / PALE_PART, 1)
    inside = distance(~shape)
    width = measured_width(inside[shape])
    target = min(max(width, THINNEST), THICKEST)
    pixel = max(ink.shape) / (box * FINE)
    if width == target:
        if (even == fine)[shape].all():
            return Stroked(ink, 0, 0, 1)
        return Stroked(_gray(even), -RIM * pixel, -RIM * pixel, pixel)
    change = FINE * (target - width) / 2  # grid points on either side
    if change < 0:
        spare = inside.max() - FINE * THICKEST / 2  # what the widest place can lose
        redrawn = inside - min(-change, max(spare, 0))
    else:
        redrawn = 1 + change - distance(shape)
    share = min(abs(target - width) / FADE, 1)
    mixed = even + share * (np.clip(redrawn, 0, 1) - even)
    return Stroked(_gray(mixed), -RIM * pixel, -RIM * pixel, pixel)


def measured_width(inside: Plane) -> float:
    """Width in px of MNIST's of a stroke whose points lie (n,) `inside` its outline.

    They are a quarter of the width inside on average; the grid adds half a point.
    """
    return float(4 * (inside.mean() - 0.5) / FINE)


def distance(target: NDArray[np.bool_]) -> Plane:
    """How far each point, (h, w), is from the nearest True one, at most REACH.

    Exact and Euclidean: along rows by running maxima, then the lower envelope of the
    columns (Felzenszwalb and Huttenlocher, 2012), tried out to REACH.
    """
    height, width = target.shape
    column = np.arange(width, dtype=np.float32)
    last = np.maximum.accumulate(np.where(target, column, -np.inf), axis=1)
    following = np.minimum.accumulate(
        np.where(target, column, np.inf)[:, ::-1], axis=1
    )[:, ::-1]
    across = np.minimum(np.minimum(column - last, following - column), REACH) ** 2
    nearest = across.copy()
    for down in range(1, min(REACH, height)):
        np.minimum(nearest[down:], across[:-down] + down**2, out=nearest[down:])
        np.minimum(nearest[:-down], across[down:] + down**2, out=nearest[:-down])
    return np.asarray(np.sqrt(nearest), dtype=np.float32)


def _gray(plane: Plane) -> Gray:
    levels: Gray = np.rint(255 * np.minimum(plane, 1)).astype(np.uint8)
    return levels


def _fine(ink: Gray, longer: int) -> Plane:
    """`ink` on the fine grid with room to grow around it, its blackest at 1."""
    height, width = ink.shape
    scale = longer / max(height, width)
    size = (max(round(scale * width), 1), max(round(scale * height), 1))
    small = Image.fromarray(ink).resize(size, Image.Resampling.BILINEAR)
    plane = np.pad(np.asarray(small, dtype=np.float32), RIM)
    return plane / np.float32(plane.max())
