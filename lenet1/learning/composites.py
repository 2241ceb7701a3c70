"""Digits that are not one digit: pairs, signs, circles, boxes, mirrors, outlines.

Every kind draws from digits as pens wrote them, so that those which measure refusals
can be by other writers than those which set them.
"""

import math
from collections.abc import Callable, Sequence

import numpy as np
from PIL import Image, ImageChops, ImageFilter

from lenet1.learning.forms import Random, random_hand
from lenet1.learning.pendigits import PenDigit
from lenet1.pen import PAD, Points, draw, load_examples, place

EXAMPLES = [
    PenDigit(label, 0, tuple(strokes)) for label, strokes in load_examples().items()
]
PENS = (0.03, 0.12)  # of the pad's side
LONGEST = (0.4, 0.9)  # of the pad's side; what the whole thing spans
FACING = (2, 3, 4, 5, 6, 7, 9)  # digits that a mirror changes
HOLLOW_PENS = (0.1, 0.16)  # of the pad's side; between the two outlines

Digits = Sequence[PenDigit]


def pair(digits: Digits, random: Random) -> Image.Image:
    """Two digits side by side, close or far, level or staggered, of unlike heights."""
    return penned(_row(digits, random, 2), random)


def several(digits: Digits, random: Random) -> Image.Image:
    """Three to five digits in a row."""
    return penned(_row(digits, random, int(random.integers(3, 6))), random)


def stacked(digits: Digits, random: Random) -> Image.Image:
    """Two digits one above the other, now and then with a line between."""
    upper, lower = (digit_of(digits, random) for _ in range(2))
    gap = random.uniform(0.1, 0.4)
    low = [_moved(stroke, random.normal(0, 0.1), 1 + gap) for stroke in lower]
    middle = 1 + gap / 2 + random.normal(0, 0.02, 2)
    line = np.stack([np.array([-0.1, 0.8]), middle], axis=1)
    return penned([*upper, *low, *([line] if random.random() < 0.4 else [])], random)


def signed(digits: Digits, random: Random) -> Image.Image:
    """A digit after a minus, a plus, a plus-minus, or before an equals sign."""
    strokes = digit_of(digits, random)
    width = np.concatenate(strokes).max(axis=0)[0]
    long = random.uniform(0.2, 0.5)
    bar = np.array([[-long / 2, 0], [long / 2, 0]])
    sign = [
        [bar],
        [bar, bar[:, ::-1]],
        [bar, bar[:, ::-1], _moved(bar, 0, 0.7 * long)],
        [bar, _moved(bar, 0, random.uniform(0.15, 0.3))],
    ][int(random.choice(4, p=[0.45, 0.3, 0.1, 0.15]))]
    away = long / 2 + random.uniform(0.12, 0.4)
    x = -away if random.random() < 0.8 else width + away
    hand = random_hand(random)
    moved = [_moved(hand(s), x, random.uniform(0.3, 0.7)) for s in sign]
    return penned([*strokes, *moved], random)


def circled(digits: Digits, random: Random) -> Image.Image:
    """A digit inside a circle that a hand drew."""
    strokes, middle, reach = _inside(digits, random)
    start = random.uniform(0, 2 * math.pi)
    angle = start + np.linspace(0, 2 * math.pi * random.uniform(0.95, 1.1), 40)
    oval = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    shape = reach * random.uniform(1.6, 2.5) * random.uniform(0.9, 1.1, 2)
    return penned([*strokes, random_hand(random)(oval) * shape + middle], random)


def boxed(digits: Digits, random: Random) -> Image.Image:
    """A digit inside a box or a triangle that a hand drew."""
    strokes, middle, reach = _inside(digits, random)
    corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)], float)
    if random.random() < 0.15:
        corners = np.array([(0, -1.7), (1.5, 1), (-1.5, 1), (0, -1.7)])
    shape = reach * random.uniform(1.4, 2.2) * random.uniform(0.9, 1.1, 2)
    return penned([*strokes, random_hand(random)(corners) * shape + middle], random)


def mirrored(digits: Digits, random: Random) -> Image.Image:
    """A digit as in a mirror, but none that looks the same there."""
    facing = [digit for digit in digits if digit.label in FACING]
    strokes = [stroke * (-1, 1) for stroke in digit_of(facing, random)]
    return penned(strokes, random)


def turned(digits: Digits, random: Random) -> Image.Image:
    """A digit on its side, or upside down; no 0, 1, 6, 8 or 9, which stay digits."""
    strokes = digit_of([d for d in digits if d.label in (2, 3, 4, 5, 7)], random)
    way = int(random.integers(3))
    if way == 2:  # in the water below it
        return penned([stroke * (1, -1) for stroke in strokes], random)
    quarter = np.array([[0, 1], [-1, 0]]) * (1, -1)[way]
    return penned([stroke @ quarter for stroke in strokes], random)


def crossed_out(digits: Digits, random: Random) -> Image.Image:
    """A digit struck through, by a cross or by several lines."""
    strokes = digit_of(digits, random)
    wide = np.concatenate(strokes).max(axis=0)[0]
    low, high = (-0.1 * wide, 0.05), (1.1 * wide, 0.95)
    lines = [np.array([low, high]), np.array([(low[0], high[1]), (high[0], low[1])])]
    if random.random() < 0.5:
        heights = np.sort(random.uniform(0.2, 0.8, int(random.integers(3, 6))))
        lines = [np.array([(low[0], y), (high[0], y - 0.05)]) for y in heights]
    hand = random_hand(random)
    return penned([*strokes, *(hand(line) for line in lines)], random)


def hollow(digits: Digits, random: Random) -> Image.Image:
    """The outline of a digit, as in bubble letters."""
    thick = draw(
        _placed(digit_of(digits, random), random, pen=0.2, longest=(0.5, 0.8)),
        pen=random.uniform(*HOLLOW_PENS),
    )
    outline = thick.filter(ImageFilter.MinFilter(int(random.choice([5, 7, 9, 11]))))
    return ImageChops.subtract(thick, outline).point(lambda level: 255 - level)


DIGIT_KINDS: dict[str, Callable[[Digits, Random], Image.Image]] = {
    "pair": pair,
    "several digits": several,
    "stacked digits": stacked,
    "digit with sign": signed,
    "circled digit": circled,
    "boxed digit": boxed,
    "mirrored digit": mirrored,
    "turned digit": turned,
    "struck out digit": crossed_out,
    "hollow digit": hollow,
}


def digit_of(digits: Digits, random: Random) -> list[Points]:
    """One of `digits` by another hand, 1 high, its upper left corner at 0."""
    chosen = digits[int(random.integers(len(digits)))]
    hand = random_hand(random)
    high = np.ptp(np.concatenate(chosen.strokes), axis=0).max()
    strokes = [hand(stroke / max(high, 1)) for stroke in chosen.strokes]
    every = np.concatenate(strokes)
    low, tall = every.min(axis=0), max(np.ptp(every, axis=0)[1], 1e-3)
    return [(stroke - low) / tall for stroke in strokes]


def _row(digits: Digits, random: Random, count: int) -> list[Points]:
    gap, x = random.uniform(0.06, 0.45), 0.0
    strokes: list[Points] = []
    for _ in range(count):
        size, y = random.uniform(0.75, 1.15), random.normal(0, 0.1)
        placed = [_moved(stroke * size, x, y) for stroke in digit_of(digits, random)]
        x = np.concatenate(placed).max(axis=0)[0] + gap * random.uniform(0.7, 1.3)
        strokes += placed
    return strokes


def _moved(stroke: Points, right: float, down: float) -> Points:
    moved: Points = stroke + np.array([right, down])
    return moved


def _inside(digits: Digits, random: Random) -> tuple[list[Points], Points, float]:
    """A digit, the middle of its box, and half its longer side."""
    strokes = digit_of(digits, random)
    every = np.concatenate(strokes)
    low, high = every.min(axis=0), every.max(axis=0)
    return strokes, (low + high) / 2, float((high - low).max()) / 2


def penned(strokes: list[Points], random: Random) -> Image.Image:
    pen = random.uniform(*PENS)
    longest = LONGEST if pen < 0.08 else (0.65, 0.9)
    return draw(_placed(strokes, random, pen=pen, longest=longest), pen=pen)


def _placed(
    strokes: list[Points], random: Random, *, pen: float, longest: tuple[float, float]
) -> list[Points]:
    size = (PAD - pen * PAD) * random.uniform(*longest)
    scaled = [stroke * 100 for stroke in strokes]
    return place(scaled, size=size, pen=pen, at=random.uniform(size=2))
