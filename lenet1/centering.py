"""From ink to MNIST's form: the same invariants, not its code.

MNIST's digits fit a 20x20 box with their aspect kept and lie with their centre of mass
in the middle of 28x28 (LeCun et al., 1998). The program that did it is lost; QMNIST
(Yadav and Bottou, 2019) reconstructs it.
"""

import math
from collections.abc import Callable
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


class Drawn(NamedTuple):
    """A drawing on its way, cropped to its ink, and where it lay in the picture.

    Position u in it is position `left + u * pixel` of the picture; likewise for `top`.
    """

    ink: Gray  # (height, width), 255 = ink; not blank
    left: float  # picture px
    top: float  # picture px
    pixel: float  # picture px
    left_out: tuple[LeftOut, ...]  # what lay beside the drawing


def cut_out(drawn: Drawn) -> Drawn:
    """Without what lies beside the drawing."""
    ink, left_out = drop_accidents(drawn.ink)
    return _cropped(drawn._replace(ink=ink, left_out=left_out))


def stroke(drawn: Drawn) -> Drawn:
    """With a stroke of MNIST's width."""
    ink, left, top, pixel = normalize_stroke(drawn.ink, box=DIGIT_BOX)
    left, top = drawn.left + left * drawn.pixel, drawn.top + top * drawn.pixel
    return _cropped(
        Drawn(drop_faint(ink), left, top, pixel * drawn.pixel, drawn.left_out)
    )


# What is done to a drawing before it is put into the 28x28 and made upright.
STEPS: dict[str, Callable[[Drawn], Drawn]] = {"cut out": cut_out, "stroke": stroke}


def center(ink: Gray) -> Centered | None:
    """Bring ink (height, width) uint8 into MNIST's form; None when there is none.

    Takes ink, 255 where it is full; `find_ink` makes it of a picture. What is fainter
    than FAINTEST_INK does not count. After STEPS the drawing is scaled to 20 px by
    exact area averaging with its aspect kept, its centre of mass moved to index 14 by
    whole pixels, so that the digit keeps filling exactly 20 of them, but never ink out
    of the 28x28, and its brightest pixel made 255.
    """
    ink = drop_faint(ink)
    if not ink.any():
        return None
    drawn = Drawn(ink, 0, 0, 1, ())
    for step in STEPS.values():
        drawn = step(drawn)
    return _placed(drawn)


def _placed(drawn: Drawn) -> Centered:
    ink = drawn.ink
    scale = DIGIT_BOX / max(ink.shape)
    top = _start(ink.sum(axis=1, dtype=np.float64), scale)
    left = _start(ink.sum(axis=0, dtype=np.float64), scale)
    mean = (
        _coverage(ink.shape[0], start=top, scale=scale)
        @ ink
        @ _coverage(ink.shape[1], start=left, scale=scale).T
    )
    image = np.rint(mean * (255 / mean.max())).astype(np.uint8)
    pixel = drawn.pixel / scale
    x, y = drawn.left - left * pixel, drawn.top - top * pixel
    return Centered(image, x, y, pixel, drawn.left_out)


def _cropped(drawn: Drawn) -> Drawn:
    """From the first row and column with ink to the last."""
    rows, columns = box_of(drawn.ink)
    left = drawn.left + columns.start * drawn.pixel
    top = drawn.top + rows.start * drawn.pixel
    return drawn._replace(ink=drawn.ink[rows, columns], left=left, top=top)


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
