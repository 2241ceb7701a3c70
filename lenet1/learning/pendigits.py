"""Digits recorded as pen strokes, drawn on a sketchpad the way a visitor draws.

Reads UNIPEN text (Guyon et al., 1994) as UCI's Pen-Based Recognition of Handwritten
Digits has it (Alpaydin and Alimoglu, 1998): 250 digits by each of 30 writers.
"""

import gzip
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from PIL import Image

from lenet1.centering import center
from lenet1.ink import Gray, find_ink
from lenet1.learning.data import DataError, Digits
from lenet1.learning.hand import Random, written
from lenet1.pen import Points, load_examples

PENS = (0.04, 0.08, 0.12)  # of the pad's side: thin, normal and thick
SIZES = (0.3, 0.8)  # of the pad's side; the longer side of what the pen's tip spans
HELD_OUT_EVERY = 5  # writers 5, 10, ..., 30 never train: new hands, not new samples


class PenDigit(NamedTuple):
    """One digit as its writer's pen went."""

    label: int  # 0..9
    writer: int
    strokes: tuple[Points, ...]  # at least one, none empty; units of the tablet


PenDigits = Sequence[PenDigit]
EXAMPLE_DIGITS = [  # one of each digit, for runs without a file of pen digits
    PenDigit(label, 0, tuple(strokes)) for label, strokes in load_examples().items()
]


def read_pen_digits(path: str | Path) -> list[PenDigit]:
    """The digits of a UNIPEN file, plain or `.gz`, in its order.

    Raises DataError when it is missing, unreadable, or has no digits.
    """
    path = Path(path)
    try:
        data = path.read_bytes()
        text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("ascii")
        digits = [
            _digit(part) for part in re.split(r"^\.SEGMENT", text, flags=re.M)[1:]
        ]
    except (OSError, EOFError) as error:
        reason = getattr(error, "strerror", None) or error
        raise DataError(f"{path}: cannot be read ({reason}).") from None
    except ValueError as error:
        raise DataError(
            f"{path}: is not pen digits in UNIPEN form ({error})."
        ) from None
    if not digits:
        raise DataError(f"{path}: holds no digits.")
    return digits


def split_writers(digits: Iterable[PenDigit]) -> tuple[list[PenDigit], list[PenDigit]]:
    """Digits to train on and digits by held-out writers, the same ones each time."""
    parts: tuple[list[PenDigit], list[PenDigit]] = ([], [])
    for digit in digits:
        parts[digit.writer % HELD_OUT_EVERY == 0].append(digit)
    return parts


def draw_digits(digits: PenDigits, *, pens: Sequence[float], seed: int) -> Digits:
    """Each digit drawn with one of `pens` somewhere on a pad and brought to 28x28.

    Pen (as a share of the pad's side), size and place are drawn from `seed`.
    """
    random = np.random.default_rng(seed)
    images = [
        written_in_mnist_form(d.strokes, random, pen=random.choice(pens), sizes=SIZES)
        for d in digits
    ]
    labels = [digit.label for digit in digits]
    return Digits(torch.from_numpy(np.stack(images)), torch.tensor(labels))


def written_in_mnist_form(
    strokes: Sequence[Points], random: Random, *, pen: float, sizes: tuple[float, float]
) -> Gray:
    """Strokes drawn as `hand.written` draws them, then brought to 28x28 uint8."""
    return in_mnist_form(written(strokes, random, pen=pen, sizes=sizes))


def in_mnist_form(picture: Image.Image) -> Gray:
    """A picture of one digit, brought to 28x28 uint8 as a visitor's is."""
    centered = center(find_ink(picture).levels)
    assert centered is not None  # every stroke has a point, every point leaves ink
    return centered.image


def _digit(segment: str) -> PenDigit:
    """One `.SEGMENT`: its quoted label, a .COMMENT with the writer, its strokes."""
    label = re.search(r'"([0-9])"', segment)
    comment = re.search(r"^\.COMMENT\s+\d+\s+(\d+)", segment, flags=re.M)
    strokes = re.findall(r"^\.PEN_DOWN\s+([-+.\d\s]*\d)\s*^\.PEN_UP", segment, re.M)
    if not (label and comment and strokes):
        raise ValueError(f"a segment lacks label, writer or strokes: {segment[:40]!r}")
    return PenDigit(int(label[1]), int(comment[1]), tuple(map(_points, strokes)))


def _points(text: str) -> Points:
    return np.array(text.split(), dtype=np.float64).reshape(-1, 2) * (1, -1)
