"""How a pen moves: lines, curves and circles, written by one hand or another.

Strokes are (n, 2) float64, x to the right and y down, in whatever unit the caller has:
the digit's height, tenths of a figure's box, or px of the pad.
"""

import math
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike
from PIL import Image

from lenet1.pen import PAD, Points, draw, place

Random = np.random.Generator
Strokes = list[Points]
Hand = Callable[[Points], Points]

CURVE_POINTS = 8  # that a curve has between two of its corners
LEAN = 0.25  # px sideways per px of height; the most that a hand slants, either way
TURN = math.radians(6)  # the most that it turns, either way
WAVES = 0.02  # of the height; how far an unsteady line swings to either side
JITTER = 0.3 * WAVES  # of the height; standard deviation of every point's place


def line(*corners: ArrayLike) -> Points:
    """Straight from each of n (x, y) corners to the next, (n, 2)."""
    return np.array(corners, float)


def curve(*corners: ArrayLike) -> Points:
    """From the first of n (x, y) corners to the last, bent towards those between."""
    points = np.array(corners, float)
    ends = np.concatenate([points[:1], points, points[-1:]])
    return spline(ends, np.linspace(0, 1, CURVE_POINTS))


def spline(corners: Points, times: Points) -> Points:
    """A quadratic B-spline of (n, 2) `corners`, ((n - 2) * m, 2).

    It runs from the middle between the first two corners to that of the last two, with
    a point at each of m `times`, in [0, 1], of every piece.
    """
    middles = (corners[:-1] + corners[1:]) / 2
    t = times[:, None]
    pieces = [
        (1 - t) ** 2 * a + 2 * t * (1 - t) * c + t**2 * b
        for a, c, b in zip(middles[:-1], corners[1:-1], middles[1:], strict=True)
    ]
    return np.concatenate(pieces)


def circle(angle: Points) -> Points:
    """Points of the unit circle, (n, 2), at n angles in radians, 0 to the right."""
    return np.stack([np.cos(angle), np.sin(angle)], axis=1)


def rotation(angle: float) -> Points:
    """(2, 2), which turns `points @ rotation(angle)` anticlockwise on the screen."""
    cos, sin = math.cos(angle), math.sin(angle)
    return np.array([[cos, -sin], [sin, cos]])


def moved(stroke: Points, right: float, down: float) -> Points:
    """`stroke`, (n, 2), a little further right and down."""
    return np.array(stroke + np.array([right, down]))


def box(strokes: Sequence[Points]) -> tuple[Points, Points]:
    """The upper left and the lower right corner, (2,) each, of all that is written."""
    every = np.concatenate(strokes)
    return every.min(axis=0), every.max(axis=0)


def random_hand(random: Random) -> Hand:
    """One hand, with a lean, turn, width and unsteadiness of its own.

    It takes strokes (n, 2) in units of what it writes, which is about 1 high.
    """
    lean, turn = random.uniform(-LEAN, LEAN), random.uniform(-TURN, TURN)
    wide = random.uniform(0.75, 1.3)
    phase, slow = random.uniform(0, 2 * math.pi, 2), random.uniform(2, 5, 2)

    def write(points: Points) -> Points:
        x, y = points.T
        x = wide * x - lean * y
        turned = np.stack([x - turn * y, y + turn * x], axis=1)
        waves = WAVES * np.sin(slow * points[:, ::-1] + phase)
        return turned + waves + random.normal(0, JITTER, size=points.shape)

    return write


def by_hand(strokes: Sequence[Points], random: Random) -> Strokes:
    """`strokes`, about 1 high together, as one random hand writes them."""
    hand = random_hand(random)
    return [hand(stroke) for stroke in strokes]


def placed(
    strokes: Sequence[Points],
    random: Random,
    *,
    pen: float,
    sizes: tuple[float, float],
    room: float = PAD,
) -> Strokes:
    """`strokes` in px of the pad, at a random place and of a random size.

    Their longer side is a share of `room` px between the two `sizes`; `pen` is a share
    of the pad's side.
    """
    size = room * random.uniform(*sizes)
    return place(strokes, size=size, pen=pen, at=random.uniform(size=2))


def written(
    strokes: Sequence[Points], random: Random, *, pen: float, sizes: tuple[float, float]
) -> Image.Image:
    """The pad, black on white, with `strokes` somewhere on it; see `placed`."""
    return draw(placed(strokes, random, pen=pen, sizes=sizes), pen=pen)
