"""Forms of digits that some people write and neither source has, by many hands.

Drawn from a seed: every form is a recipe of strokes with its own freedom, and a hand
bends, leans and stretches it. Underlines, overlines and blobs are put on pen digits.
Printed digits are among them: both sources were written by hand.
"""

import math
from collections.abc import Callable, Sequence

import numpy as np
import torch

from lenet1.centering import center
from lenet1.ink import find_ink
from lenet1.learning.alphabets import smooth
from lenet1.learning.data import Digits
from lenet1.learning.pendigits import SIZES, PenDigit
from lenet1.learning.printed import printed_digit
from lenet1.pen import PAD, Points, draw, place

Random = np.random.Generator
PENS = (0.03, 0.13)  # of the pad's side; the thinnest and the thickest pen
BLOB_PENS, BLOB_SIZES = (0.12, 0.17), (0.25, 0.4)  # likewise, of a small digit
LEAN = 0.25  # px sideways per px of height; the most that a hand leans a form
TURN = math.radians(6)
PRINTED = 3  # times as many as of any other form, since they are all ten digits
WOBBLE = 0.02  # of the height; standard deviation of every corner's place


def draw_forms(
    pen_digits: Sequence[PenDigit], count: int, *, seed: int
) -> dict[str, Digits]:
    """`count` drawings of every form, brought to 28x28 as a drawing is.

    `pen_digits` are what gets a line or is drawn as a blob.
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
    thick = [(digit.label, list(digit.strokes)) for digit in blobs]
    drawn["blob"] = _digits(thick, random, pens=BLOB_PENS, sizes=BLOB_SIZES)
    labels = random.integers(10, size=PRINTED * count).tolist()
    typed = [(label, printed_digit(label, random)) for label in labels]
    drawn["printed"] = _digits(typed, random)
    return drawn


def lambda_one(random: Random) -> list[Points]:
    """A 1 whose flag comes down far, like a capital lambda."""
    flag = random.uniform(0.4, 1)
    left = -random.uniform(0.22, 0.6) * flag
    return [_by_hand([(left, flag), (0, 0), (random.uniform(0, 0.4), 1)], random)]


def cursive_one(random: Random) -> list[Points]:
    """A 1 with an upstroke that bends, and a foot that swings out."""
    reach = random.uniform(0.3, 0.6)
    up = [(-reach, random.uniform(0.3, 0.6)), (-0.3 * reach, 0.3), (0.05, 0)]
    stem = [(0.05, 0), (0, 0.5), (-0.05, 0.95)]
    foot = [(-0.3, 1), (0, random.uniform(0.9, 1)), (random.uniform(0.2, 0.4), 1)]
    hand = random_hand(random)
    return [hand(smooth(np.array(s))) for s in (up, stem, foot)]


def footed_seven(random: Random) -> list[Points]:
    """A 7 that stands on a short bar, its stem ending at the bar's middle."""
    end = random.uniform(0.1, 0.3)
    reach = random.uniform(0.12, 0.28)
    return _all_by_hand(
        [[(0, 0), (0.6, 0), (end, 1)], [(end - reach, 1), (end + reach, 1)]], random
    )


def barred_seven(random: Random) -> list[Points]:
    """A 7 with a bent roof and a bar, perhaps two, as in a yen."""
    bend = random.uniform(0.05, 0.35)
    roof = [(0, 0.02), (0.25, bend), (0.6, 0)]
    end = random.uniform(0.15, 0.35)
    stem = [(0.6, 0), (0.4, 0.5), (end, 1)]
    if bend > 0.22:
        roof = [(0, 0), (0.15, 0.3), (0.35, 0.35)]
        stem = [(0.65, 0), (0.35, 0.4), (end, 1)]
    bars = [random.uniform(0.42, 0.6)]
    if random.random() < 0.2:
        bars.append(bars[0] + 0.17)
    hand = random_hand(random)
    lines = [np.array([(0.12, y), (0.65, y - 0.04)]) for y in bars]
    curves = [smooth(np.array(s)) for s in (roof, stem)]
    return [hand(s) for s in (*curves, *lines)]


def closed_four(random: Random) -> list[Points]:
    """A 4 whose triangle is small, on a long stem, high or low."""
    top, low = random.uniform(0, 0.15), random.uniform(0.35, 0.65)
    left = -random.uniform(0.25, 0.5)
    right = random.uniform(0, 0.15)
    return [
        _by_hand([(0, 1), (0, top), (left, low), (right, low + 0.02)], random),
    ]


def crossed_nine(random: Random) -> list[Points]:
    """A 9 whose loop is crossed by its own tail, like a ribbon or a rho."""
    wide, low = random.uniform(0.22, 0.32), random.uniform(0.45, 0.6)
    start = (-random.uniform(0.05, wide), low)
    loop = [start, (wide, 0.3), (wide * 0.8, 0), (-wide * 0.6, 0), (-wide, 0.25)]
    tail = [(0.02, low), (0.08, 0.75), (random.uniform(-0.1, 0.15), 1)]
    return [random_hand(random)(smooth(np.array(loop + tail)))]


def slashed_zero(random: Random) -> list[Points]:
    """A zero crossed from corner to corner, either way, far beyond it or not quite."""
    oval = _oval(random.uniform(0.5, 0.85), random)
    reach = random.uniform(0.75, 1.6)
    angle = random.uniform(0.25, 0.8) * random.choice([-1, 1])
    half = 0.5 * reach * np.array([math.sin(angle), -math.cos(angle)])
    half[0] *= 0.85
    hand = random_hand(random)
    slash = np.stack([-half, half])
    return [hand(oval), hand(slash)]


def dotted_zero(random: Random) -> list[Points]:
    """A zero with a dot or a short stroke in its middle."""
    oval = _oval(random.uniform(0.55, 0.85), random)
    middle = random.normal(0, 0.03, size=(1, 2)).repeat(2, axis=0)
    middle[1, 1] += random.uniform(0, 0.1)
    hand = random_hand(random)
    return [hand(oval), hand(middle)]


def narrow_zero(random: Random) -> list[Points]:
    """A zero a quarter to a half as wide as high; a thick pen closes its hole."""
    return [random_hand(random)(_oval(random.uniform(0.22, 0.5), random))]


FORMS: dict[str, tuple[int, Callable[[Random], list[Points]]]] = {
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
    drawings: Sequence[tuple[int, list[Points]]],
    random: Random,
    *,
    pens: tuple[float, float] = PENS,
    sizes: tuple[float, float] = SIZES,
) -> Digits:
    images = []
    for _, strokes in drawings:
        pen, size = random.uniform(*pens), PAD * random.uniform(*sizes)
        placed = place(strokes, size=size, pen=pen, at=random.uniform(size=2))
        centered = center(find_ink(draw(placed, pen=pen)).levels)
        assert centered is not None  # every form has a point, every point leaves ink
        images.append(centered.image)
    labels = torch.tensor([label for label, _ in drawings])
    return Digits(torch.from_numpy(np.stack(images)), labels)


def _lined(digit: PenDigit, below: int, random: Random) -> tuple[int, list[Points]]:
    """A pen digit with a line below it (1) or above it (-1)."""
    every = np.concatenate(digit.strokes)
    low, high = every.min(axis=0), every.max(axis=0)
    wide = max(high[0] - low[0], 0.35 * (high[1] - low[1]))
    middle = (low[0] + high[0]) / 2
    half = wide * random.uniform(0.4, 0.75)
    gap = (high[1] - low[1]) * random.uniform(0.08, 0.3)
    y = high[1] + gap if below > 0 else low[1] - gap
    lean = random.normal(0, 0.04) * half
    line = np.array([[middle - half, y - lean], [middle + half, y + lean]])
    return digit.label, [*digit.strokes, line]


def _oval(wide: float, random: Random) -> Points:
    start = random.uniform(-0.6, 0.6) - math.pi / 2
    angle = start + random.choice([-1, 1]) * np.linspace(
        0, 2 * math.pi + random.uniform(-0.15, 0.3), 40
    )
    return np.stack([wide / 2 * np.cos(angle), np.sin(angle) / 2], axis=1)


def _by_hand(corners: list[tuple[float, float]], random: Random) -> Points:
    return _all_by_hand([corners], random)[0]


def _all_by_hand(
    strokes: list[list[tuple[float, float]]], random: Random
) -> list[Points]:
    hand = random_hand(random)
    return [hand(np.array(stroke, float)) for stroke in strokes]


Hand = Callable[[Points], Points]


def random_hand(random: Random) -> Hand:
    """One hand's lean, turn, width, and unsteadiness."""
    lean, turn = random.uniform(-LEAN, LEAN), random.uniform(-TURN, TURN)
    wide = random.uniform(0.75, 1.3)
    phase, slow = random.uniform(0, 2 * math.pi, 2), random.uniform(2, 5, 2)

    def bend(points: Points) -> Points:
        x, y = points.T
        x = wide * x - lean * y
        turned = np.stack([x - turn * y, y + turn * x], axis=1)
        wave = np.sin(slow * points[:, ::-1] + phase)
        return turned + WOBBLE * (wave + random.normal(0, 0.3, size=points.shape))

    return bend
