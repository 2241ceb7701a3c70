"""Printed digits, as on plates and forms: round, regular, with feet and flags.

Every digit is a recipe of strokes with the freedom that typefaces have, 1 high and from
0 to 1 wide; a typeface makes them narrower, and leans them where it is italic.
"""

import math
from collections.abc import Callable

import numpy as np

from lenet1.learning.alphabets import smooth
from lenet1.pen import Points

Random = np.random.Generator
Strokes = list[Points]

WIDE = (0.45, 0.75)  # of the height
ITALIC, MOST_ITALIC = 0.2, 0.25  # share of typefaces, and px sideways per px of height


def printed_digit(label: int, random: Random) -> Strokes:
    """The strokes of one digit in some typeface, 1 high."""
    wide = random.uniform(*WIDE)
    lean = random.uniform(0, MOST_ITALIC) if random.random() < ITALIC else 0.0

    def set_in_type(stroke: Points) -> Points:
        x, y = stroke.T
        return np.stack([wide * x - lean * y, y], axis=1)

    return [set_in_type(stroke) for stroke in RECIPES[label](random)]


def _line(*corners: tuple[float, float]) -> Points:
    return np.array(corners, float)


def _curve(*corners: tuple[float, float]) -> Points:
    return smooth(_line(*corners))


def _oval(top: float, bottom: float, wide: float, square: float) -> Points:
    """Closed; the more `square`, the straighter its sides (a superellipse)."""
    angle = np.linspace(0, 2 * math.pi, 48)
    x, y = (
        np.sign(v) * abs(v) ** (2 / square) for v in (np.sin(angle), -np.cos(angle))
    )
    middle, half = (top + bottom) / 2, (bottom - top) / 2
    return np.stack([0.5 + wide / 2 * x, middle + half * y], axis=1)


def _zero(random: Random) -> Strokes:
    return [_oval(0, 1, 1, random.uniform(2, 3.5))]


def _one(random: Random) -> Strokes:
    flag, low = random.uniform(0.3, 0.6), random.uniform(0.1, 0.3)
    strokes = [_line((0.6 - flag, low), (0.6, 0), (0.6, 1))]
    if random.random() < 0.4:
        strokes.append(_line((0.2, 1), (1, 1)))
    return strokes


def _two(random: Random) -> Strokes:
    neck = random.uniform(0.42, 0.55)
    bow = _curve((0, 0.3), (0.05, 0), (0.95, -0.03), (1, 0.3), (0.85, neck), (0.02, 1))
    return [bow, _line((0.02, 1), (1, 1))]


def _three(random: Random) -> Strokes:
    waist = random.uniform(0.44, 0.5)
    upper = _curve((0.02, 0.25), (0.1, 0), (0.95, -0.04), (0.95, waist), (0.4, waist))
    lower = _curve((0.4, waist), (1.03, waist), (1.03, 1), (0.1, 1.05), (0, 0.75))
    return [upper, lower]


def _four(random: Random) -> Strokes:
    stem, low = random.uniform(0.65, 0.8), random.uniform(0.62, 0.75)
    return [_line((stem, 1), (stem, 0), (0, low), (1, low))]


def _five(random: Random) -> Strokes:
    waist = random.uniform(0.4, 0.48)
    top = _line((0.92, 0), (0.18, 0), (0.1, waist))
    bowl = _curve(
        (0.1, waist), (0.5, 0.3), (1.05, 0.4), (1.05, 0.95), (0.4, 1.07), (0, 0.8)
    )
    return [top, bowl]


def _six(random: Random) -> Strokes:
    top, start = random.uniform(0.33, 0.42), random.uniform(0.1, 0.22)
    back = _curve((0.95, start), (0.8, -0.05), (0.15, -0.05), (0, 0.35), (0, 0.7))
    return [back, _oval(top, 1, 1, random.uniform(2, 2.8))]


def _seven(random: Random) -> Strokes:
    end, bend = random.uniform(0.2, 0.45), random.uniform(0, 0.12)
    return [_line((0, 0), (1, 0)), _curve((1, 0), (0.6 - bend, 0.5), (end, 1))]


def _eight(random: Random) -> Strokes:
    waist, narrow = random.uniform(0.44, 0.5), random.uniform(0.78, 0.95)
    square = random.uniform(2, 2.8)
    return [_oval(0, waist, narrow, square), _oval(waist, 1, 1, square)]


def _nine(random: Random) -> Strokes:
    return [1 - stroke for stroke in _six(random)]


RECIPES: list[Callable[[Random], Strokes]] = [
    _zero,
    _one,
    _two,
    _three,
    _four,
    _five,
    _six,
    _seven,
    _eight,
    _nine,
]
