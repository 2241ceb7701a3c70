"""Forms of digits that some people write and neither source has, by many hands.

Drawn from a seed: every form is a recipe of strokes with its own freedom, 1 high, and a
hand bends, leans and stretches it. Printed digits are among them, since both sources
were written by hand; lines and blobs are made of pen digits.
"""

import math
from collections.abc import Callable, Sequence

import numpy as np
import torch

from lenet1.learning.data import Digits
from lenet1.learning.hand import (
    Random,
    Strokes,
    box,
    by_hand,
    circle,
    curve,
    line,
    random_hand,
)
from lenet1.learning.pendigits import SIZES, PenDigit, PenDigits, written_in_mnist_form
from lenet1.learning.printed import printed_digit
from lenet1.pen import Points

FORM_PENS = (0.03, 0.13)  # of the pad's side; the thinnest and the thickest pen
BLOB_PENS, BLOB_SIZES = (0.12, 0.17), (0.25, 0.4)  # likewise, of a small digit
PRINTED = 3  # times as many as of any other form, since they are all ten digits

Drawing = tuple[int, Sequence[Points]]  # what digit it is, and its strokes


def draw_forms(pen_digits: PenDigits, count: int, *, seed: int) -> dict[str, Digits]:
    """`count` drawings of every form, by its name; three times as many printed ones.

    All are brought to 28x28 as a drawing is. Lines and blobs are made of `pen_digits`.
    """
    random = np.random.default_rng(seed)
    drawn = {
        name: _digits([(label, recipe(random)) for _ in range(count)], random)
        for name, (label, recipe) in FORMS.items()
    }
    chosen = random.integers(len(pen_digits), size=(3, count))
    under, over, blobs = ([pen_digits[i] for i in row] for row in chosen)
    drawn["underlined"] = _digits([_lined(d, 1, random) for d in under], random)
    drawn["overlined"] = _digits([_lined(d, -1, random) for d in over], random)
    thick = [(digit.label, digit.strokes) for digit in blobs]
    drawn["blob"] = _digits(thick, random, pens=BLOB_PENS, sizes=BLOB_SIZES)
    labels = random.integers(10, size=PRINTED * count).tolist()
    typed = [(label, printed_digit(label, random)) for label in labels]
    drawn["printed"] = _digits(typed, random)
    return drawn


def lambda_one(random: Random) -> Strokes:
    """A 1 whose flag comes down far, like a capital lambda."""
    flag = random.uniform(0.4, 1)
    left = -random.uniform(0.22, 0.6) * flag
    stem = line((left, flag), (0, 0), (random.uniform(0, 0.4), 1))
    return by_hand([stem], random)


def cursive_one(random: Random) -> Strokes:
    """A 1 with an upstroke that bends, and a foot that swings out."""
    reach = random.uniform(0.3, 0.6)
    up = curve((-reach, random.uniform(0.3, 0.6)), (-0.3 * reach, 0.3), (0.05, 0))
    stem = curve((0.05, 0), (0, 0.5), (-0.05, 0.95))
    rise, swing = random.uniform(0.9, 1), random.uniform(0.2, 0.4)
    return by_hand([up, stem, curve((-0.3, 1), (0, rise), (swing, 1))], random)


def footed_seven(random: Random) -> Strokes:
    """A 7 that stands on a short bar, its stem ending at the bar's middle."""
    end, reach = random.uniform(0.1, 0.3), random.uniform(0.12, 0.28)
    foot = line((end - reach, 1), (end + reach, 1))
    return by_hand([line((0, 0), (0.6, 0), (end, 1)), foot], random)


def barred_seven(random: Random) -> Strokes:
    """A 7 with a bent roof and a bar, perhaps two, as in a yen."""
    bend, end = random.uniform(0.05, 0.35), random.uniform(0.15, 0.35)
    roof = curve((0, 0.02), (0.25, bend), (0.6, 0))
    stem = curve((0.6, 0), (0.4, 0.5), (end, 1))
    if bend > 0.22:
        roof = curve((0, 0), (0.15, 0.3), (0.35, 0.35))
        stem = curve((0.65, 0), (0.35, 0.4), (end, 1))
    bars = [random.uniform(0.42, 0.6)]
    if random.random() < 0.2:
        bars.append(bars[0] + 0.17)
    lines = [line((0.12, y), (0.65, y - 0.04)) for y in bars]
    return by_hand([roof, stem, *lines], random)


def closed_four(random: Random) -> Strokes:
    """A 4 whose triangle is small, on a long stem, high or low."""
    top, low = random.uniform(0, 0.15), random.uniform(0.35, 0.65)
    left, right = -random.uniform(0.25, 0.5), random.uniform(0, 0.15)
    return by_hand([line((0, 1), (0, top), (left, low), (right, low + 0.02))], random)


def crossed_nine(random: Random) -> Strokes:
    """A 9 whose loop is crossed by its own tail, like a ribbon or a rho."""
    wide, low = random.uniform(0.22, 0.32), random.uniform(0.45, 0.6)
    start = (-random.uniform(0.05, wide), low)
    loop = [start, (wide, 0.3), (wide * 0.8, 0), (-wide * 0.6, 0), (-wide, 0.25)]
    tail = [(0.02, low), (0.08, 0.75), (random.uniform(-0.1, 0.15), 1)]
    return by_hand([curve(*loop, *tail)], random)


def slashed_zero(random: Random) -> Strokes:
    """A zero crossed from corner to corner, either way, far beyond it or not quite."""
    oval = _oval(random.uniform(0.5, 0.85), random)
    reach = random.uniform(0.75, 1.6)
    angle = random.uniform(0.25, 0.8) * random.choice([-1, 1])
    half = 0.5 * reach * np.array([0.85 * math.sin(angle), -math.cos(angle)])
    return by_hand([oval, line(-half, half)], random)


def dotted_zero(random: Random) -> Strokes:
    """A zero with a dot or a short stroke in its middle."""
    oval = _oval(random.uniform(0.55, 0.85), random)
    x, y = random.normal(0, 0.03, size=2)
    return by_hand([oval, line((x, y), (x, y + random.uniform(0, 0.1)))], random)


def narrow_zero(random: Random) -> Strokes:
    """A zero a quarter to a half as wide as high; a thick pen closes its hole."""
    hand = random_hand(random)
    return [hand(_oval(random.uniform(0.22, 0.5), random))]


FORMS: dict[str, tuple[int, Callable[[Random], Strokes]]] = {
    "lambda 1": (1, lambda_one),
    "cursive 1": (1, cursive_one),
    "footed 7": (7, footed_seven),
    "barred 7": (7, barred_seven),
    "closed 4": (4, closed_four),
    "crossed 9": (9, crossed_nine),
    "slashed 0": (0, slashed_zero),
    "dotted 0": (0, dotted_zero),
    "narrow 0": (0, narrow_zero),
}


def _digits(
    drawings: Sequence[Drawing],
    random: Random,
    *,
    pens: tuple[float, float] = FORM_PENS,
    sizes: tuple[float, float] = SIZES,
) -> Digits:
    images = [
        written_in_mnist_form(strokes, random, pen=random.uniform(*pens), sizes=sizes)
        for _, strokes in drawings
    ]
    labels = torch.tensor([label for label, _ in drawings])
    return Digits(torch.from_numpy(np.stack(images)), labels)


def _lined(digit: PenDigit, below: int, random: Random) -> Drawing:
    """A pen digit with a line below it (1) or above it (-1)."""
    (left, top), (right, bottom) = box(digit.strokes)
    high = bottom - top
    half = max(right - left, 0.35 * high) * random.uniform(0.4, 0.75)
    gap = high * random.uniform(0.08, 0.3)
    y = bottom + gap if below > 0 else top - gap
    lean = random.normal(0, 0.04) * half
    middle = (left + right) / 2
    under = line((middle - half, y - lean), (middle + half, y + lean))
    return digit.label, [*digit.strokes, under]


def _oval(wide: float, random: Random) -> Points:
    """1 high; begun near its top, either way round, not quite closed or overlapping."""
    start = random.uniform(-0.6, 0.6) - math.pi / 2
    way = random.choice([-1, 1])
    turned = 2 * math.pi + random.uniform(-0.15, 0.3)
    return circle(start + way * np.linspace(0, turned, 40)) * (wide / 2, 0.5)
