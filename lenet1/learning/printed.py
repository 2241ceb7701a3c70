"""Printed digits, as on plates and forms: round, regular, with feet and flags.

Every digit is a recipe of strokes with the freedom that typefaces have, 1 high and from
0 to 1 wide; a typeface makes them narrower, and leans them where it is italic.
"""

import math
from collections.abc import Callable

import numpy as np

from lenet1.learning.hand import Random, Strokes, circle, curve, line
from lenet1.pen import Points

TYPE_WIDTHS = (0.45, 0.75)  # of the height, from the narrowest typeface to the widest
ITALIC, MOST_ITALIC = 0.2, 0.25  # share of typefaces, and px sideways per px of height
FOOTED = 0.4  # share of the 1s that stand on a bar


def printed_digit(label: int, random: Random) -> Strokes:
    """The strokes, (n, 2) float64 each, of the digit 0..9 in some typeface, 1 high."""
    wide = random.uniform(*TYPE_WIDTHS)
    lean = random.uniform(0, MOST_ITALIC) if random.random() < ITALIC else 0.0
    typeface = np.array([[wide, 0], [-lean, 1]])
    ranges, recipe = RECIPES[label]
    strokes = recipe(*(random.uniform(*bounds) for bounds in ranges))
    return [stroke @ typeface for stroke in strokes]


def _oval(top: float, bottom: float, wide: float, square: float) -> Points:
    """Closed; the more `square`, the straighter its sides (a superellipse)."""
    x_y = circle(np.linspace(0, 2 * math.pi, 48))[:, ::-1] * (1, -1)  # from the top
    x_y = np.sign(x_y) * abs(x_y) ** (2 / square)
    return (0.5, (top + bottom) / 2) + x_y * (wide / 2, (bottom - top) / 2)


def _one(flag: float, low: float, foot: float) -> Strokes:
    strokes = [line((0.6 - flag, low), (0.6, 0), (0.6, 1))]
    return [*strokes, line((0.2, 1), (1, 1))] if foot < FOOTED else strokes


def _two(neck: float) -> Strokes:
    bow = curve((0, 0.3), (0.05, 0), (0.95, -0.03), (1, 0.3), (0.85, neck), (0.02, 1))
    return [bow, line((0.02, 1), (1, 1))]


def _three(waist: float) -> Strokes:
    upper = curve((0.02, 0.25), (0.1, 0), (0.95, -0.04), (0.95, waist), (0.4, waist))
    lower = curve((0.4, waist), (1.03, waist), (1.03, 1), (0.1, 1.05), (0, 0.75))
    return [upper, lower]


def _five(waist: float) -> Strokes:
    bowl = [(0.1, waist), (0.5, 0.3), (1.05, 0.4), (1.05, 0.95), (0.4, 1.07), (0, 0.8)]
    return [line((0.92, 0), (0.18, 0), (0.1, waist)), curve(*bowl)]


def _six(top: float, start: float, square: float) -> Strokes:
    back = curve((0.95, start), (0.8, -0.05), (0.15, -0.05), (0, 0.35), (0, 0.7))
    return [back, _oval(top, 1, 1, square)]


Recipe = Callable[..., Strokes]  # takes a number out of each range beside it
OF_SIX = [(0.33, 0.42), (0.1, 0.22), (2, 2.8)]
RECIPES: list[tuple[list[tuple[float, float]], Recipe]] = [  # of 0 to 9
    ([(2, 3.5)], lambda square: [_oval(0, 1, 1, square)]),
    ([(0.3, 0.6), (0.1, 0.3), (0, 1)], _one),
    ([(0.42, 0.55)], _two),
    ([(0.44, 0.5)], _three),
    (
        [(0.65, 0.8), (0.62, 0.75)],
        lambda stem, low: [line((stem, 1), (stem, 0), (0, low), (1, low))],
    ),
    ([(0.4, 0.48)], _five),
    (OF_SIX, _six),
    (
        [(0.2, 0.45), (0, 0.12)],
        lambda end, bend: [
            line((0, 0), (1, 0)),
            curve((1, 0), (0.6 - bend, 0.5), (end, 1)),
        ],
    ),
    (
        [(0.44, 0.5), (0.78, 0.95), (2, 2.8)],
        lambda waist, narrow, square: [
            _oval(0, waist, narrow, square),
            _oval(waist, 1, 1, square),
        ],
    ),
    (OF_SIX, lambda *of_six: [1 - stroke for stroke in _six(*of_six)]),
]
