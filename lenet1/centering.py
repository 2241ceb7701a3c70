"""From ink to MNIST's form: the same invariants, not its code.

MNIST's digits fit a 20x20 box with their aspect kept and lie with their centre of mass
in the middle of 28x28 (LeCun et al., 1998). The program that did it is lost; QMNIST
(Yadav and Bottou, 2019) reconstructs it.
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lenet1.ink import Gray, drop_faint
from lenet1.parts import LeftOut, box_of, drop_accidents
from lenet1.stroke_width import normalize_stroke

SIDE = 28  # px; side of MNIST's images
DIGIT_BOX = 20  # px; the longer side of MNIST's size-normalised digits
CENTER = 14  # pixel index of MNIST's centre of mass: 14.0 on average, +- 0.5


class Centered(NamedTuple):
    """A drawing in MNIST's form, and where it lay in the picture.

    Position u in the 28x28 (0 at its left edge, 28 at its right) is position
    `left + u * pixel` of the picture; likewise for `top`.
    """

    image: Gray  # (28, 28), 255 = ink
    left: float  # picture px; x of the 28x28's left edge
    top: float  # picture px; y of the 28x28's top edge
    pixel: float  # picture px; side of one pixel of the 28x28
    left_out: tuple[LeftOut, ...]  # what lay beside the drawing


def center(ink: Gray) -> Centered | None:
    """Bring ink (height, width) uint8 into MNIST's form; None when there is none.

    Takes ink, 255 where it is full; `find_ink` makes it of a picture. What is fainter
    than FAINTEST_INK does not count. Crops to the ink, brings its stroke to MNIST's
    width, scales it to 20 px by exact area averaging with its aspect kept, moves the
    centre of mass to index 14 by whole pixels, so that the digit keeps filling exactly
    20 of them, but never ink out of the 28x28, and makes the brightest pixel 255.
    """
    ink = drop_faint(ink)
    if not ink.any():
        return None
    ink, left_out = drop_accidents(ink)
    y, x, crop = _crop(ink)
    stroke = normalize_stroke(crop, box=DIGIT_BOX)
    down, right, crop = _crop(drop_faint(stroke.ink))
    y, x = y + stroke.top + down * stroke.pixel, x + stroke.left + right * stroke.pixel
    scale = DIGIT_BOX / max(crop.shape)
    top = _start(crop.sum(axis=1, dtype=np.float64), scale)
    left = _start(crop.sum(axis=0, dtype=np.float64), scale)
    mean = (
        _coverage(crop.shape[0], start=top, scale=scale)
        @ crop
        @ _coverage(crop.shape[1], start=left, scale=scale).T
    )
    image = np.rint(mean * (255 / mean.max())).astype(np.uint8)
    pixel = stroke.pixel / scale
    return Centered(image, x - left * pixel, y - top * pixel, pixel, left_out)


def _crop(ink: Gray) -> tuple[float, float, Gray]:
    """The first row and column with ink, and `ink` from the first to the last."""
    rows, columns = box_of(ink)
    return rows.start, columns.start, ink[rows, columns]


def _start(profile: NDArray[np.float64], scale: float) -> int:
    """Where in the 28 px a digit begins: `profile` is its ink along one axis."""
    moment = ((np.arange(profile.size) + 0.5) * profile).sum()  # whole halves: exact
    center_of_mass = scale * float(moment / profile.sum())
    last = SIDE - math.ceil(scale * profile.size - 1e-6)
    return min(max(round(CENTER + 0.5 - center_of_mass), 0), last)


def _coverage(size: int, *, start: int, scale: float) -> NDArray[np.float32]:
    """(28, size): how much of each of 28 pixels each source pixel covers, in [0, 1].

    Source pixel j lies between start + j * scale and start + (j + 1) * scale.
    """
    edges = start + scale * np.arange(size + 1)
    pixels = np.arange(SIDE)[:, None]
    inside = np.clip(edges, pixels, pixels + 1)
    covered: NDArray[np.float32] = (inside[:, 1:] - inside[:, :-1]).astype(np.float32)
    return covered
