"""The width of a drawing's stroke: measured, and brought to MNIST's where it is not.

MNIST was written with pens and pencils on small boxes; a sketchpad's brush is often
twice as wide, or half. Everything happens on a grid four times finer than MNIST's
pixels, by the distance to the nearest point beyond the outline (Rosenfeld and Pfaltz,
1966): the stroke loses or gains the same breadth on both sides everywhere.
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from lenet1.ink import Gray

FINE = 4  # grid points per pixel of MNIST, both ways
THINNEST, THICKEST = 2.0, 3.2  # px of MNIST's; its own are 1.7 to 4.0 (5 to 95 %)
FADE = 0.5  # px of width; so far outside the range the drawing is wholly redrawn
REACH = 5 * FINE  # grid points; as far inside a blob its middle is looked for
MARGIN = 2 * FINE  # grid points of paper around the drawing, to grow into
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
    levels = _fine(ink, box * FINE)
    blackest = np.float32(levels.max())
    fine, darkest = (
        plane.astype(np.float32) / blackest
        for plane in (levels, darkest_nearby(levels))
    )
    shape = fine >= np.maximum(darkest, 2 * FAINTEST_PART) / 2
    even = fine / np.clip(darkest / PALE_PART, FAINTEST_PART / PALE_PART, 1)
    inside = distance(~shape)
    width = measured_width(inside[shape])
    target = min(max(width, THINNEST), THICKEST)
    pixel = max(ink.shape) / (box * FINE)
    if width == target:
        if (even == fine)[shape].all():
            return Stroked(ink, 0, 0, 1)
        return Stroked(_gray(even), -MARGIN * pixel, -MARGIN * pixel, pixel)
    change = FINE * (target - width) / 2  # grid points on either side
    if change < 0:
        redrawn = inside + change
    else:
        redrawn = 1 + change - distance(shape, reach=math.ceil(1 + change))
    share = min(abs(target - width) / FADE, 1)
    mixed = even + share * (np.clip(redrawn, 0, 1) - even)
    return Stroked(_gray(mixed), -MARGIN * pixel, -MARGIN * pixel, pixel)


def measured_width(inside: Plane) -> float:
    """Width in px of MNIST's of a stroke whose points lie (n,) `inside` its outline.

    They are a quarter of the width inside on average; the grid adds half a point.
    """
    return float(4 * (inside.mean() - 0.5) / FINE)


def distance(target: NDArray[np.bool_], *, reach: int = REACH) -> Plane:
    """How far each point, (h, w), is from the nearest True one, at most `reach`.

    Exact and Euclidean: squares grow by the odd numbers, 1 + 3 + 5 + ..., along the
    rows and down the columns (Huang and Mitchell, 1994), while any can be less. A rim
    is all True, or `reach` and more away from True: rows lie one behind the other.
    """
    square = np.where(target, 0, reach**2).astype(np.uint16)
    flat = square.reshape(-1)
    for n in range(1, reach):
        if n**2 >= flat.max():
            break
        for step in (1, target.shape[1]):
            here = flat[step:-step]
            beside = np.minimum(flat[: -2 * step], flat[2 * step :])
            np.minimum(here, beside + (2 * n - 1), out=here)
    return np.sqrt(square)


def darkest_nearby(levels: Gray) -> Gray:
    """The most up to NEARBY points around each point with ink of (h, w), MARGIN inside.

    A window twice as wide needs one more maximum.
    """
    flat = levels.reshape(-1).copy()
    for step in (1, levels.shape[1]):
        most, span = flat, 1
        while span <= 2 * NEARBY:
            more = min(span, 2 * NEARBY + 1 - span)
            most = np.maximum(most[: -more * step], most[more * step :])
            span += more
        flat[NEARBY * step : -NEARBY * step] = most
    return flat.reshape(levels.shape)


def _gray(plane: Plane) -> Gray:
    levels: Gray = np.rint(255 * np.minimum(plane, 1)).astype(np.uint8)
    return levels


def _fine(ink: Gray, longer: int) -> Gray:
    """`ink` on the fine grid with room to grow around it."""
    height, width = ink.shape
    scale = longer / max(height, width)
    size = (max(round(scale * width), 1), max(round(scale * height), 1))
    small = Image.fromarray(ink).resize(size, Image.Resampling.BILINEAR)
    levels = np.zeros((size[1] + 2 * MARGIN, size[0] + 2 * MARGIN), np.uint8)
    levels[MARGIN:-MARGIN, MARGIN:-MARGIN] = small
    return levels
