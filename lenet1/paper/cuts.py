"""Shapes taken apart where digits touch, along paths of least ink."""

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from lenet1.ink import Gray
from lenet1.paper.parts import Part

MOST_DIGITS = 3  # that are taken apart where they touch
CUT_SIDE = 40  # px; height at which cuts are looked for


class Cut(NamedTuple):
    """A way to take a shape apart."""

    parts: list[Part]  # from left to right
    ink: float  # how much ink it goes through, in heights of the shape
    strokes: int  # how many it goes through; where digits touch, mostly one each


def cuts_of(part: Part, height: float) -> list[Cut]:
    """The ways to take a wide shape apart among digits of some height."""
    ratio = part.width / max(part.height, 0.8 * height)
    counts = [n for n in range(2, MOST_DIGITS + 1) if 0.25 * n <= ratio <= 1.6 * n]
    cuts = [_cut(part, places) for count in counts for places in _places(count)]
    return [cut for cut in cuts if all(min(p.ink.shape) > 1 for p in cut.parts)]


def _places(count: int) -> list[list[tuple[float, float]]]:
    """Where, in shares of the width, a shape is cut into `count`: from and to."""
    if count == 2:
        return [[(0.2, 0.4)], [(0.35, 0.5)], [(0.5, 0.65)], [(0.6, 0.8)]]
    return [[((i - 0.25) / count, (i + 0.25) / count) for i in range(1, count)]]


def _cut(part: Part, places: Sequence[tuple[float, float]]) -> Cut:
    """Cut along the paths of least ink from top to bottom through `places`."""
    rest = np.zeros(part.ink.shape, dtype=np.int32)
    through, strokes = 0.0, 0
    for low, high in places:
        path = _path(part.ink, low, high)
        across = np.minimum(path, part.width - 1)
        crossed = part.ink[np.arange(part.height), across]
        through += crossed.mean() / 255
        strokes += _runs(crossed >= 128)
        rest += np.arange(part.width) >= path[:, None]
    pieces = [np.where(rest == i, part.ink, 0) for i in range(len(places) + 1)]
    parts = [_cropped(part, piece.astype(np.uint8)) for piece in pieces]
    return Cut(parts, through, strokes)


def _runs(inked: NDArray[np.bool_]) -> int:
    """How many times (n,) rows become inked."""
    return int((inked[1:] & ~inked[:-1]).sum() + inked[0])


def _path(ink: Gray, low: float, high: float) -> NDArray[np.int64]:
    """(height,) the column of the path of least ink; it goes a column a row at most."""
    height, width = ink.shape
    share = CUT_SIDE / height
    size = (max(round(width * share), 4), CUT_SIDE)
    small = cv2.resize(ink, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    first = min(round(low * size[0]), size[0] - 2)
    last = max(round(high * size[0]), first + 2)
    cost = small[:, first:last] + 4  # a shorter way where there is no ink at all
    back = np.zeros(cost.shape, dtype=np.int64)
    before = np.full(cost.shape[1] + 2, np.inf, dtype=np.float32)
    for row in range(1, CUT_SIDE):
        before[1:-1] = cost[row - 1]
        options = np.stack([before[1:-1], before[:-2] + 2, before[2:] + 2])
        back[row] = np.array([0, -1, 1])[options.argmin(axis=0)]
        cost[row] += options.min(axis=0)
    column = int(cost[-1].argmin())
    path = np.empty(CUT_SIDE)
    for row in range(CUT_SIDE - 1, -1, -1):
        path[row] = column
        column += int(back[row, column])
    rows = (np.arange(height) + 0.5) * share
    smooth = np.interp(rows, np.arange(CUT_SIDE) + 0.5, path)
    return np.asarray(np.rint((smooth + first + 0.5) * width / size[0]), dtype=np.int64)


def _cropped(part: Part, ink: Gray) -> Part:
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if rows.size == 0:
        return Part(part.left, part.top, ink[:0, :0])
    y, x = int(rows[0]), int(columns[0])
    ink = ink[y : rows[-1] + 1, x : columns[-1] + 1]
    return Part(part.left + x, part.top + y, ink)
