"""A sheet of ink in layers, and what is named on it: what crops are cut out of."""

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from lenet1.ink import Gray
from lenet1.learning.crops.hands import (
    DIGITS,
    SIGNS,
    Font,
    Glyph,
    Hand,
    mnist_hand,
    pen_hand,
    printed_hand,
)
from lenet1.learning.hand import Random
from lenet1.learning.pendigits import PenDigit

CHARACTERS = DIGITS + SIGNS

SIDE = 256  # px; of a crop

SHEET = 320  # px; of the sheet that it is cut out of, once turned

SMALLEST, LARGEST = 11.0, 60.0  # px; heights of digits that are drawn

SHARED = 0.35  # of lines; on them zeros that follow each other may share a side

Thing = TypeVar("Thing")


class Named(NamedTuple):
    """A digit or sign on a sheet."""

    character: int  # index in CHARACTERS
    left: int  # px of the sheet
    top: int
    ink: Gray


class Bank(NamedTuple):
    """What crops are made of."""

    images: Gray  # (n, 28, 28) MNIST's digits
    labels: NDArray[np.int64]  # (n,)
    writers: list[list[PenDigit]]
    fonts: list[Font]
    displays: list[Font]


class Sheet:
    """Ink in layers of one colour each, and the boxes of what is named."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.layers: list[Gray] = []
        self.named: list[Named] = []

    def layer(self) -> Gray:
        self.layers.append(np.zeros((SHEET, SHEET), np.uint8))
        return self.layers[-1]

    def put(
        self,
        on: Gray,
        glyph: Glyph,
        x: float,
        line: float,
        kind: int,
        *,
        seen: Gray | None = None,
    ) -> None:
        """A character with its left edge at `x` on a line; `kind` -1 is unnamed.

        Where `seen` is given it is what is drawn of the glyph's ink.
        """
        ink = glyph.ink if seen is None else seen
        high, wide = ink.shape
        left, top = round(x), round(line + glyph.drop) - high
        a, b = max(left, 0), max(top, 0)
        c, d = min(left + wide, SHEET), min(top + high, SHEET)
        if c <= a or d <= b:
            return
        window = on[b:d, a:c]
        np.maximum(window, ink[b - top : d - top, a - left : c - left], out=window)
        if kind >= 0:
            self.named.append(Named(kind, left, top, glyph.ink))

    def write(
        self,
        on: Gray,
        text: str,
        hand: Hand,
        *,
        x: float,
        line: float,
        height: float,
        gap: float,
        named: bool = True,
    ) -> float:
        """Characters along a line, `gap` heights apart; where the next would stand."""
        random = self.random
        shared = random.random() < SHARED
        for character, following in zip(text, [*text[1:], ""], strict=True):
            if character == " ":
                x += random.uniform(0.35, 0.7) * height
                continue
            glyph = hand(character, height * random.uniform(0.92, 1.08))
            if glyph is None:
                x += 0.4 * height
                continue
            x += glyph.before
            up = random.normal(0, 0.03) * height
            kind = CHARACTERS.find(character) if named else -1
            joined = shared and character == following == "0"
            seen = _open(glyph.ink, random) if joined else glyph.ink
            self.put(on, glyph, x, line + up, kind, seen=seen)
            x += glyph.ink.shape[1]
            if joined:
                x -= glyph.before + random.uniform(0, 0.2) * height
            else:
                x += glyph.after + gap * height
        return x


def _open(ink: Gray, random: Random) -> Gray:
    """A zero as it is seen where the next one closes it: often not at its right."""
    if random.random() < 0.3:
        return ink
    high, wide = ink.shape
    top, bottom = random.uniform(-0.2, 0.3), random.uniform(0.3, 0.9)
    seen = ink.copy()
    rows = slice(max(round(top * high), 0), round(bottom * high))
    seen[rows, round(random.uniform(0.5, 0.8) * wide) :] = 0
    return seen


def any_hand(bank: Bank, random: Random, *, by_hand: float = 0.65) -> Hand:
    if random.random() >= by_hand:
        return printed_hand(one_of(bank.fonts, random), random)
    if random.random() < 0.5:
        return mnist_hand(bank.images, bank.labels, random)
    return pen_hand(one_of(bank.writers, random), random)


def any_height(random: Random, low: float = SMALLEST, high: float = LARGEST) -> float:
    return float(np.exp(random.uniform(np.log(low), np.log(high))))


def not_under(
    named: list[Named], x: float, y: float, wide: float, high: float
) -> list[Named]:
    """Those whose middle lies outside a rectangle."""
    return [
        one
        for one in named
        if not (
            x < one.left + one.ink.shape[1] / 2 < x + wide
            and y < one.top + one.ink.shape[0] / 2 < y + high
        )
    ]


def one_of(things: Sequence[Thing], random: Random) -> Thing:
    return things[int(random.integers(len(things)))]
