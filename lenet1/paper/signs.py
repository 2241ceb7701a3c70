"""What stands between numbers: points, commas, dashes, and the strokes of a date.

A point or a dash is too low for a digit. A stroke is as high as a 1 and read as one: it
is told by leaning further than the digits beside it, and by its height, or by parting
them as a date is parted.
"""

from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np

from lenet1.paper.parts import Part

STRAIGHT = 1.35  # times as far off its middle as a straight stroke's ink is
THIN = 0.25  # of its length; a stroke is no thicker
LEAST_LEAN = 10.0  # degrees to the right; of a stroke between numbers
FURTHER = 6.0  # degrees; it leans so much further than the digits beside it
TALL, FAR = 1.25, 10.0  # times their height, degrees further; then it needs no fellow
SAME_LEAN, SAME_HEIGHT = 4.0, 0.1  # degrees and share; the two strokes of a date
DATES = {(2, 2, 4), (2, 2, 2), (1, 2, 4), (2, 1, 4), (1, 1, 4), (4, 2, 2)}
FLAT = 1.6  # times its height; a dash is at least as wide
SMALL = 0.32  # of the digits' height; the longer side of a point or comma
TAIL = 1.5  # times its width; a comma is higher
LOW = 0.2  # of the digits' height; the middle of a dash lies so far above their foot
HIGH = 0.6  # of the digits' height; of the signs only strokes are higher
NEAR = 0.6  # of the digits' height; a sign that stands further off belongs to neither


class Stroke(NamedTuple):
    """A shape's slant, seen as one stroke."""

    lean: float  # degrees to the right of upright
    is_straight: bool


def stroke_of(part: Part) -> Stroke:
    """The direction in which its ink spreads most, and whether it hardly leaves it."""
    y, x = np.nonzero(part.ink >= 128)
    if y.size < 3:
        return Stroke(0.0, False)
    spread, axes = np.linalg.eigh(np.cov(x, y))
    right, down = axes[:, 1] * (1 if axes[1, 1] >= 0 else -1)
    length = float(np.ptp(x * right + y * down)) + 1
    thick = y.size / length
    off = float(max(spread[0], 0)) ** 0.5 * 12**0.5 / thick
    lean = float(np.degrees(np.arctan2(-right, down)))
    return Stroke(lean, off <= STRAIGHT and thick <= THIN * length)


def find_strokes(number: Sequence[Part], slants: Sequence[float]) -> list[int]:
    """Indices of the shapes of a number that are strokes between two numbers.

    `slants` are degrees by which each shape leans as a digit, whatever it is.
    """
    strokes = [stroke_of(part) for part in number]
    middle = [i for i in range(1, len(number) - 1) if strokes[i].is_straight]
    others = [i for i in range(len(number)) if i not in middle] or list(
        range(len(number))
    )
    tall = float(np.median([number[i].height for i in others]))
    slant = float(np.median([slants[i] for i in others]))
    leaning = [i for i in middle if strokes[i].lean >= max(LEAST_LEAN, slant + FURTHER)]
    for i, j in combinations(leaning, 2):
        if (i, j - i - 1, len(number) - j - 1) not in DATES:
            continue
        apart = abs(strokes[i].lean - strokes[j].lean)
        heights = sorted((number[i].height, number[j].height))
        if apart <= SAME_LEAN and heights[1] <= (1 + SAME_HEIGHT) * heights[0]:
            return [i, j]
    return [
        i
        for i in leaning
        if number[i].height >= TALL * tall and strokes[i].lean >= slant + FAR
    ]


def signs_between(a: Part, b: Part, signs: Sequence[Part]) -> list[Part]:
    """The signs that stand between two digits of a line, from left to right."""
    top, bottom = max(a.top, b.top), max(a.bottom, b.bottom)
    between = [
        sign
        for sign in signs
        if a.right < sign.left + sign.width / 2 < b.left
        and top < sign.top + sign.height / 2 < bottom + (bottom - top) / 4
    ]
    return sorted(between, key=lambda sign: sign.left)


def text_between(a: Part, b: Part, signs: Sequence[Part]) -> str:
    """How the space between two numbers, which end with `a` and begin with `b`, reads.

    One of `/-.,:`, or " " where there is no such sign or it stands far off.
    """
    tall = (a.height + b.height) / 2
    between = signs_between(a, b, signs)
    if not between:
        return " "
    first, last = between[0], between[-1]
    if max(first.left - a.right, b.left - last.right) > NEAR * tall:
        return " "
    if len(between) == 1:
        return _text(first, (a.bottom + b.bottom) / 2, tall)
    small = all(max(s.width, s.height) <= SMALL * tall for s in between)
    stacked = len(between) == 2 and last.left < first.right
    return ":" if small and stacked else " "


def _text(sign: Part, base: float, tall: float) -> str:
    """What one sign is beside digits `tall` px high that stand at `base`."""
    above = (base - sign.top - sign.height / 2) / tall  # of its middle
    if sign.height >= HIGH * tall:
        return "/"
    if sign.width >= FLAT * sign.height:
        return "-" if LOW < above < 1 - LOW else " "
    if max(sign.width, sign.height) > SMALL * tall or above >= LOW + SMALL / 2:
        return " "
    return "," if sign.height >= TAIL * sign.width else "."
