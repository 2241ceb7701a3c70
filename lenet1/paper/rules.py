"""Printed lines taken out: rules, tables, form cells; strokes across them stay.

Where a line is thicker than it is elsewhere a stroke crosses it, and all the ink of
that column stays.
"""

import math
from collections.abc import Callable
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from lenet1.ink import Gray
from lenet1.paper.parts import digit_height, not_too_nested
from lenet1.paper.traces import NEAR, Ints, Line, band, find_traces, within

THICKEST = 0.009  # of the page's longer side; of a printed line
LEAST_THICKEST = 6  # px
LONG = 0.1  # of the page's side along it; what a line needs to be a rule ...
LONG_IN_DIGITS = 2.5  # ... and of the digits' height: a 7's bar is shorter
FEWEST = 5  # lines on a page that holds nothing else; fewer may be a digit's strokes
WALL = 0.8  # of the digits' height; a line this long between two rules is one too
AROUND = 0.06  # of a box's side; how near its outline its ink lies
MARGIN = 12  # px; so far the corners of a turned box may stand out of its window
BOXED = 0.9  # of its outline; how much of a box is there
SPARE = 1.5  # of its thickness; a line is no thicker where nothing crosses it


class Unruled(NamedTuple):
    """A page's ink without printed lines; both (height, width) uint8, 0 or 255."""

    ink: Gray
    walls: Gray  # what was taken away of lines that go down the page


def without_rules(mask: Gray, check: Callable[[], None] = lambda: None) -> Unruled:
    """Take the printed lines out of `mask`, (height, width) uint8 of 0 and 255.

    `check` is called between the steps; by raising it ends the work.
    """
    thickest = max(round(THICKEST * max(mask.shape)), LEAST_THICKEST)
    height, width = mask.shape
    level = list(find_traces(mask, thickest, LONG * width))
    check()
    upright = list(find_traces(_turned(mask), thickest, LONG * height))
    check()
    ink = _erased(_erased(mask, level, thickest), upright, thickest, turn=True)
    tall = digit_height(ink)
    if not tall and len(level) + len(upright) < FEWEST:  # a large digit made of lines
        return Unruled(mask, np.zeros_like(mask))
    level = [line for line in level if line.columns.size >= LONG_IN_DIGITS * tall]
    upright = [line for line in upright if line.columns.size >= LONG_IN_DIGITS * tall]
    ink = _erased(_erased(mask, level, thickest), upright, thickest, turn=True)
    check()
    thick = SPARE * max((_thickness(mask, line, thickest) for line in level), default=0)
    cells = _between(ink, level, thickest, least=WALL * tall, thick=thick + 1)
    ink = _erased(ink, cells, thickest, turn=True)
    check()
    ink, boxes = _without_boxes(ink, thickest)
    walls = cv2.bitwise_or(_turned(_drawn(upright + cells, mask.shape[::-1])), boxes)
    return Unruled(ink, np.asarray(walls, dtype=np.uint8))


def _turned(mask: Gray) -> Gray:
    return np.ascontiguousarray(mask.T)


def _between(
    ink: Gray, level: list[Line], thickest: int, *, least: float, thick: float
) -> list[Line]:
    """Walls of cells: shorter lines down the page, from one rule to the next.

    They are `least` px long and at most `thick` px thick.
    """
    if not level:
        return []
    slope = float(np.median([_slope(line) for line in level]))
    ends = _turned(_drawn(level, ink.shape))
    turned = _turned(ink)
    walls = find_traces(turned, thickest, least, around=-slope, ends=ends)
    return [wall for wall in walls if _thickness(turned, wall, thickest) <= thick]


def _slope(line: Line) -> float:
    """Degrees by which a line falls to the right."""
    down, right = line.rows[-1] - line.rows[0], line.columns[-1] - line.columns[0]
    return math.degrees(math.atan2(float(down), float(right)))


def _drawn(lines: list[Line], shape: tuple[int, ...]) -> Gray:
    """The lines' middles as a mask."""
    mask = np.zeros(shape, np.uint8)
    for line in lines:
        mask[line.rows, line.columns] = 255
    return mask


def _erased(
    mask: Gray, lines: list[Line], thickest: int, *, turn: bool = False
) -> Gray:
    """`mask` without the lines; with `turn` they are lines of the turned mask."""
    if not lines:
        return mask
    left = _turned(mask) if turn else mask.copy()
    whole = left.copy()
    for line in lines:
        _erase(left, whole, line, thickest)
    return _turned(left) if turn else left


def _erase(left: Gray, whole: Gray, line: Line, thickest: int) -> None:
    """Take a line out of `left`; `whole` is the ink as it was before any was taken."""
    above, below = _reach(whole, line, thickest)
    own = _middle_thickness(above, below)
    gone = (above < below) & (below - above <= max(SPARE * own, own + 1))
    if not gone.any():
        return
    for step in range(int(above[gone].min()), int(below[gone].max())):
        at = gone & (above <= step) & (step < below)
        left[within(line.rows[at] + step, left), line.columns[at]] = 0


def _thickness(mask: Gray, line: Line, thickest: int) -> float:
    """How thick a line is where it is there, px; its median."""
    return _middle_thickness(*_reach(mask, line, thickest))


def _middle_thickness(above: Ints, below: Ints) -> float:
    thick = (below - above)[below > above]
    return float(np.median(thick)) if thick.size else 0.0


def _reach(mask: Gray, line: Line, thickest: int) -> tuple[Ints, Ints]:
    """Where the ink at a line's middle, or a px beside it, begins and ends.

    Two (n,), rows from the middle: the first of the ink and the one past the last.
    """
    far = 2 * thickest
    inked = band(mask, line.rows.astype(float), line.columns, far)
    above = np.zeros(line.columns.size, dtype=np.int64)
    below = np.zeros_like(above)
    for start in (0, -1, 1):
        fresh = np.flatnonzero((below == above) & inked[far + start])
        above[fresh] = start + 1 - _inked_first(inked[far + start :: -1, fresh])
        below[fresh] = start + _inked_first(inked[far + start :, fresh])
    return above, below


def _inked_first(inked: NDArray[np.bool_]) -> Ints:
    """(n,): how many of the first rows of (rows, n) are inked without a gap."""
    paper = np.zeros((1, inked.shape[1]), dtype=bool)
    return np.asarray(np.concatenate([inked, paper]).argmin(axis=0))


def _without_boxes(mask: Gray, thickest: int) -> tuple[Gray, Gray]:
    """`mask` without rectangles that stand by themselves; and their upright sides."""
    left, walls = mask.copy(), np.zeros_like(mask)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    sides = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]]
    sparse = stats[:, cv2.CC_STAT_AREA] < 0.5 * sides.prod(axis=1)
    large = (sides.min(axis=1) >= 5 * thickest) & sparse
    large[0] = False
    for label in not_too_nested(stats, large, mask.size):
        x, y, width, height, _ = (int(value) for value in stats[label])
        window = (slice(y, y + height), slice(x, x + width))
        own = np.where(labels[window] == label, 255, 0).astype(np.uint8)
        level, upright = _sides(own)
        rest = _erased(_erased(own, level, thickest), upright, thickest, turn=True)
        left[window] &= ~own | rest
        walls[window] |= _turned(_drawn(upright, own.shape[::-1]))
    return left, walls


def _sides(own: Gray) -> tuple[list[Line], list[Line]]:
    """The sides of the rectangle that `own` draws; none where it draws none."""
    rectangle = cv2.minAreaRect(cv2.findNonZero(own))
    corners = np.array(cv2.boxPoints(rectangle)) + MARGIN
    away = cv2.distanceTransform(
        np.pad(255 - own, MARGIN, constant_values=255), cv2.DIST_L2, 3
    )
    count = 2 * max(own.shape)
    sides = [
        np.linspace(a, b, count)
        for a, b in zip(corners, np.roll(corners, -1, 0), strict=True)
    ]
    places = np.rint(np.concatenate(sides)).astype(np.int64)
    if (places < 0).any() or (places >= away.shape[::-1]).any():  # it stands on a tip
        return [], []
    columns, rows = places.T
    if (away[rows, columns] <= max(AROUND * min(rectangle[1]), 2)).mean() < BOXED:
        return [], []
    level, upright = [], []
    for side in sides:
        x, y = side.T - MARGIN
        if np.ptp(x) >= np.ptp(y):
            level.append(_traced(own, x, y))
        else:
            upright.append(_traced(_turned(own), y, x))
    return level, upright


def _traced(own: Gray, x: NDArray[np.float64], y: NDArray[np.float64]) -> Line:
    """The inked line along a side, whose outermost edge x, y is: two px further in."""
    order = np.argsort(x)
    columns = np.arange(max(math.ceil(x.min()), 0), min(int(x.max()) + 1, own.shape[1]))
    edge = np.interp(columns, x[order], y[order])
    inward = 1 if float(y.mean()) < own.shape[0] / 2 else -1
    reach = NEAR
    inked = band(own, edge, columns, reach)[::inward]
    first = np.where(inked.any(axis=0), inked.argmax(axis=0), reach)
    rows = np.rint(edge).astype(np.int64) + inward * (first - reach)
    return Line(columns, within(rows, own))
