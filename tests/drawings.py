"""Drawings for the tests: strokes in percent of the pad, and the ten examples so."""

import io
from collections.abc import Sequence
from typing import Any

import numpy as np
from PIL import Image

from lenet1.centering import Centered, center
from lenet1.ink import Gray, drop_faint
from lenet1.pen import PAD, PEN, draw, load_examples

Stroke = Sequence[tuple[float, float]]  # points in percent of the pad, y down

EXAMPLES: dict[int, list[Stroke]] = {
    digit: [[(x, y) for x, y in stroke * (100 / PAD)] for stroke in strokes]
    for digit, strokes in load_examples().items()
}
# A 4, and a dot far enough from it to be left out.
DOTTED: list[Stroke] = [
    *([(0.6 * x + 38, 0.6 * y + 38) for x, y in stroke] for stroke in EXAMPLES[4]),
    [(8, 8), (9, 8)],
]


def ink_of(strokes: Sequence[Stroke], *, pen: float = PEN, side: int = PAD) -> Gray:
    """Strokes drawn on a pad: ink (side, side) uint8, 255 = ink.

    As drawn, with no paper to be told from it, as the page has it.
    """
    points = [np.array(stroke) * (PAD / 100) for stroke in strokes]
    return drop_faint(255 - np.asarray(draw(points, pen=pen, side=side)))


def must_center(ink: Gray) -> Centered:
    centered = center(ink)
    assert centered is not None
    return centered


def misfit(a: Gray, b: Gray) -> float:
    """Mean difference of two 28x28, in levels of 255, over moves of one pixel.

    A centre of mass near the middle between two pixels may be rounded either way.
    """
    moves = [(y, x) for y in (-1, 0, 1) for x in (-1, 0, 1)]
    shifted = [np.roll(b, move, axis=(0, 1)).astype(int) for move in moves]
    return min(float(np.abs(a - s).mean()) for s in shifted)


def file_of(picture: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    """What a file of that kind holds, with options of Pillow's."""
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()
