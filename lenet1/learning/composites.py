"""Digits that are not one digit: pairs, signs, circles, boxes, mirrors, outlines.

Every kind is drawn from digits as pens wrote them, so that refusals can be measured
with other writers than those whose digits set them.
"""

import math
from collections.abc import Callable

import numpy as np
from PIL import Image, ImageChops, ImageFilter

from lenet1.learning.hand import (
    Random,
    Strokes,
    box,
    by_hand,
    circle,
    line,
    moved,
    placed,
    random_hand,
)
from lenet1.learning.pendigits import PenDigits
from lenet1.pen import PAD, Points, draw

COMPOSITE_PENS = (0.03, 0.12)  # of the pad's side; from the thinnest to the thickest
LONGEST = (0.4, 0.9)  # of the pad's side without the pen; what the whole thing spans
LONGEST_THICK = (0.65, 0.9)  # likewise, of what is drawn with a pen of THICK or more
THICK = 0.08  # of the pad's side
FACING = (2, 3, 4, 5, 6, 7, 9)  # digits that a mirror changes
HOLLOW_PENS = (0.1, 0.16)  # of the pad's side; between the two outlines

Composite = Callable[[PenDigits, Random], Image.Image]


def pair(digits: PenDigits, random: Random) -> Image.Image:
    """Two digits side by side, close or far, level or staggered, of unlike heights."""
    return penned(_row(digits, random, 2), random)


def several(digits: PenDigits, random: Random) -> Image.Image:
    """Three to five digits in a row."""
    return penned(_row(digits, random, int(random.integers(3, 6))), random)


def stacked(digits: PenDigits, random: Random) -> Image.Image:
    """Two digits one above the other, now and then with a line between."""
    upper, lower = (digit_of(digits, random) for _ in range(2))
    gap = random.uniform(0.1, 0.4)
    low = [moved(stroke, random.normal(0, 0.1), 1 + gap) for stroke in lower]
    left, right = 1 + gap / 2 + random.normal(0, 0.02, 2)
    between = [line((-0.1, left), (0.8, right))] if random.random() < 0.4 else []
    return penned([*upper, *low, *between], random)


def signed(digits: PenDigits, random: Random) -> Image.Image:
    """A digit after a minus, a plus, a plus-minus, or before an equals sign."""
    strokes = digit_of(digits, random)
    long = random.uniform(0.2, 0.5)
    bar = line((-long / 2, 0), (long / 2, 0))
    upright = bar[:, ::-1]
    sign = [
        [bar],
        [bar, upright],
        [bar, upright, moved(bar, 0, 0.7 * long)],
        [bar, moved(bar, 0, random.uniform(0.15, 0.3))],
    ][int(random.choice(4, p=[0.45, 0.3, 0.1, 0.15]))]
    away = long / 2 + random.uniform(0.12, 0.4)
    x = -away if random.random() < 0.8 else box(strokes)[1][0] + away
    hand = random_hand(random)
    signs = [moved(hand(stroke), x, random.uniform(0.3, 0.7)) for stroke in sign]
    return penned([*strokes, *signs], random)


def circled(digits: PenDigits, random: Random) -> Image.Image:
    """A digit inside a circle that a hand drew."""
    strokes, middle, reach = _inside(digits, random)
    start = random.uniform(0, 2 * math.pi)
    oval = circle(start + np.linspace(0, 2 * math.pi * random.uniform(0.95, 1.1), 40))
    shape = reach * random.uniform(1.6, 2.5) * random.uniform(0.9, 1.1, 2)
    (around,) = by_hand([oval], random)
    return penned([*strokes, around * shape + middle], random)


def boxed(digits: PenDigits, random: Random) -> Image.Image:
    """A digit inside a box or a triangle that a hand drew."""
    strokes, middle, reach = _inside(digits, random)
    corners = line((-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1))
    if random.random() < 0.15:
        corners = line((0, -1.7), (1.5, 1), (-1.5, 1), (0, -1.7))
    shape = reach * random.uniform(1.4, 2.2) * random.uniform(0.9, 1.1, 2)
    (around,) = by_hand([corners], random)
    return penned([*strokes, around * shape + middle], random)


def mirrored(digits: PenDigits, random: Random) -> Image.Image:
    """A digit as in a mirror, but none that looks the same there."""
    facing = [digit for digit in digits if digit.label in FACING]
    strokes = [stroke * (-1, 1) for stroke in digit_of(facing, random)]
    return penned(strokes, random)


def turned(digits: PenDigits, random: Random) -> Image.Image:
    """A digit on its side, or upside down; no 0, 1, 6, 8 or 9, which stay digits."""
    strokes = digit_of([d for d in digits if d.label in (2, 3, 4, 5, 7)], random)
    way = int(random.integers(3))
    if way == 2:  # upside down, as water mirrors it
        return penned([stroke * (1, -1) for stroke in strokes], random)
    quarter = np.array([[0, 1], [-1, 0]]) * (1, -1)[way]
    return penned([stroke @ quarter for stroke in strokes], random)


def crossed_out(digits: PenDigits, random: Random) -> Image.Image:
    """A digit struck through, by a cross or by several lines."""
    strokes = digit_of(digits, random)
    wide = box(strokes)[1][0]
    left, right, high, low = -0.1 * wide, 1.1 * wide, 0.05, 0.95
    lines = [line((left, high), (right, low)), line((left, low), (right, high))]
    if random.random() < 0.5:
        heights = np.sort(random.uniform(0.2, 0.8, int(random.integers(3, 6))))
        lines = [line((left, y), (right, y - 0.05)) for y in heights]
    return penned([*strokes, *by_hand(lines, random)], random)


def hollow(digits: PenDigits, random: Random) -> Image.Image:
    """The outline of a digit, as in bubble letters."""
    strokes = _large(digit_of(digits, random), random, pen=0.2, sizes=(0.5, 0.8))
    thick = draw(strokes, pen=random.uniform(*HOLLOW_PENS))
    outline = thick.filter(ImageFilter.MinFilter(int(random.choice([5, 7, 9, 11]))))
    return ImageChops.subtract(thick, outline).point(lambda level: 255 - level)


DIGIT_KINDS: dict[str, Composite] = {
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


def digit_of(digits: PenDigits, random: Random) -> Strokes:
    """One of `digits` by another hand, 1 high, its upper left corner at 0.

    Raises ValueError when there are none.
    """
    chosen = digits[int(random.integers(len(digits)))]
    low, high = box(chosen.strokes)
    longer = max((high - low).max(), 1)
    strokes = by_hand([stroke / longer for stroke in chosen.strokes], random)
    low, high = box(strokes)
    tall = max((high - low)[1], 1e-3)
    return [(stroke - low) / tall for stroke in strokes]


def _row(digits: PenDigits, random: Random, count: int) -> Strokes:
    gap, x = random.uniform(0.06, 0.45), 0.0
    strokes: Strokes = []
    for _ in range(count):
        size, y = random.uniform(0.75, 1.15), random.normal(0, 0.1)
        digit = [moved(s * size, x, y) for s in digit_of(digits, random)]
        x = box(digit)[1][0] + gap * random.uniform(0.7, 1.3)
        strokes += digit
    return strokes


def _inside(digits: PenDigits, random: Random) -> tuple[Strokes, Points, float]:
    """A digit, the middle of its box, and half its longer side."""
    strokes = digit_of(digits, random)
    low, high = box(strokes)
    return strokes, (low + high) / 2, float((high - low).max()) / 2


def penned(strokes: Strokes, random: Random) -> Image.Image:
    """The pad, black on white, with `strokes`, about 1 high, anywhere on it."""
    pen = random.uniform(*COMPOSITE_PENS)
    sizes = LONGEST if pen < THICK else LONGEST_THICK
    return draw(_large(strokes, random, pen=pen, sizes=sizes), pen=pen)


def _large(
    strokes: Strokes, random: Random, *, pen: float, sizes: tuple[float, float]
) -> Strokes:
    scaled = [stroke * 100 for stroke in strokes]
    return placed(scaled, random, pen=pen, sizes=sizes, room=PAD - pen * PAD)
