"""Printed lines taken out: rules, tables, form cells; strokes across them stay.

A line is thin, long, straight and without gaps. It is looked for with the Hough
transform (Duda and Hart, 1972) and followed column by column; where it is thicker than
it is elsewhere a stroke crosses it, and all the ink of that column stays.
"""

import math
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from lenet1.ink import Gray
from lenet1.paper.parts import digit_height

THICKEST = 0.009  # of the page's longer side; of a printed line
LEAST_THICKEST = 6  # px
LONG = 0.1  # of the page's side along it; what a line needs to be a rule ...
LONG_IN_DIGITS = 2.5  # ... and of the digits' height: a 7's bar is shorter
WALL = 0.8  # of the digits' height; a line this long between two rules is one too
GAP = 0.006  # of the page's longer side; a rule has no longer gap
COVERED = 0.9  # of its length; how much of a rule is there
ALONE = 0.4  # of its length; how much of a rule nothing crosses
OFF = 1.0  # px; how far a rule's middle is from its curve, on average
STEEPEST = 14  # degrees; how far a line may be turned
STEP = 0.5  # degrees; in which lines are looked for
SPREAD = 0.3  # of its length; what does not lie so far apart makes no line
BENT = 300  # px; shorter lines are straight
RIGHT = 4  # degrees; how far walls are from right angles to the rules at most
MOST_CANDIDATES = 4000  # lines; as many votes are sorted by what lies near
MOST_TRIES = 200  # candidates that are followed; bounds the time that hatching takes
MOST_MISSES = 30  # candidates in a row that are no lines; then the rest are none
NEAR = 6  # px; nearer lines are the same, and a wall that near meets a rule
AROUND = 0.06  # of a box's side; how near its outline its ink lies
MARGIN = 12  # px; so far the corners of a turned box may stand out of its window
BOXED = 0.9  # of its outline; how much of a box is there
SPARE = 1.5  # of its thickness; a line is no thicker where nothing crosses it

Ints = NDArray[np.int64]


class Line(NamedTuple):
    """A line along the rows, more or less: its middle in each of its columns."""

    columns: Ints  # (n,)
    rows: Ints  # (n,)


class Unruled(NamedTuple):
    """A page's ink without printed lines; both (height, width) uint8, 0 or 255."""

    ink: Gray
    walls: Gray  # what was taken away of lines that go down the page


def without_rules(mask: Gray) -> Unruled:
    """Take the printed lines out of `mask`, (height, width) uint8 of 0 and 255."""
    thickest = max(round(THICKEST * max(mask.shape)), LEAST_THICKEST)
    height, width = mask.shape
    level = list(_lines(mask, thickest, LONG * width))
    upright = list(_lines(_turned(mask), thickest, LONG * height))
    ink = _erased(_erased(mask, level, thickest), upright, thickest, turn=True)
    tall = digit_height(ink)
    if not tall:  # nothing but lines, or one large digit made of them
        return Unruled(mask, np.zeros_like(mask))
    level = [line for line in level if line.columns.size >= LONG_IN_DIGITS * tall]
    upright = [line for line in upright if line.columns.size >= LONG_IN_DIGITS * tall]
    ink = _erased(_erased(mask, level, thickest), upright, thickest, turn=True)
    thick = SPARE * max((_thickness(mask, line, thickest) for line in level), default=0)
    cells = _between(ink, level, thickest, least=WALL * tall, thick=thick + 1)
    ink = _erased(ink, cells, thickest, turn=True)
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
    walls = _lines(turned, thickest, least, around=-slope)
    return [
        wall
        for wall in walls
        if _meets(ends, wall) and _thickness(turned, wall, thickest) <= thick
    ]


def _slope(line: Line) -> float:
    """Degrees by which a line falls to the right."""
    down, right = line.rows[-1] - line.rows[0], line.columns[-1] - line.columns[0]
    return math.degrees(math.atan2(float(down), float(right)))


def _lines(
    mask: Gray, thickest: int, least: float, around: float | None = None
) -> Iterator[Line]:
    """Lines of at least `least` px along the rows, those with most ink first.

    Those that fall by `around` degrees, or by up to STEEPEST, up or down, if None.
    """
    free = mask.copy()  # without the lines found so far
    thin = _thin(mask, thickest)
    misses = 0
    candidates = _candidates(thin, round(0.6 * least), around)
    for middle in islice(candidates, MOST_TRIES):
        found = list(_followed(free, thin, middle, least))
        for line in found:
            for row in range(-thickest, thickest + 1):
                at = (_within(line.rows + row, mask), line.columns)
                free[at] = thin[at] = 0
            yield line
        misses = 0 if found else misses + 1
        if misses > MOST_MISSES:
            return


def _thin(mask: Gray, thickest: int) -> Gray:
    """What is at most `thickest` px high, where it lies."""
    size = thickest + 1 + thickest % 2  # odd, or the opened would lie beside its place
    high = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((size, 1), np.uint8))
    return np.asarray(cv2.subtract(mask, high), dtype=np.uint8)


def _candidates(
    thin: Gray, votes: int, around: float | None
) -> Iterator[NDArray[np.float64]]:
    """Each straight line's row in every column, those with most ink first."""
    middle, spread = (0.0, STEEPEST) if around is None else (around, RIGHT)
    found = cv2.HoughLines(
        thin,
        2,
        math.radians(STEP),
        max(votes, 2),
        min_theta=math.radians(90 + middle - spread),
        max_theta=math.radians(90 + middle + spread),
    )
    if found is None:
        return
    rho, theta = found.reshape(-1, found.shape[-1])[:MOST_CANDIDATES, :2].T
    left, right = (
        (rho - x * np.cos(theta)) / np.sin(theta) for x in (0, thin.shape[1] - 1)
    )
    while left.size:
        yield np.linspace(left[0], right[0], thin.shape[1])
        other = np.abs(left - left[0]) + np.abs(right - right[0]) >= 2 * NEAR
        left, right = left[other], right[other]


def _followed(
    mask: Gray, thin: Gray, middle: NDArray[np.float64], least: float
) -> Iterator[Line]:
    """Lines along `middle`, (width,) rows, wherever a stretch of it is one."""
    gap = max(round(GAP * max(mask.shape)), 4)
    every = np.arange(mask.shape[1])
    if _band(thin, middle, every, NEAR).any(axis=0).sum() < ALONE * least:
        return
    inked = np.flatnonzero(_band(mask, middle, every, NEAR).any(axis=0))
    for run in _runs(inked, gap=gap, least=least):
        curve = _fitted(thin, middle, every[run[0] : run[-1] + 1], NEAR)
        if curve is None:
            continue
        more = (run[-1] - run[0]) // 2  # a line that bends leaves the straight one
        along = every[max(run[0] - more, 0) : run[-1] + more + 1]
        curve = _fitted(thin, curve, along, NEAR // 2)
        if curve is None:
            continue
        fitted = curve[along]
        whole = np.flatnonzero(_band(mask, fitted, along, 1).any(axis=0))
        alone = np.asarray(_band(thin, fitted, along, 1).any(axis=0))
        for part in _runs(whole, gap=gap, least=least):
            length = part[-1] - part[0] + 1
            if part.size >= COVERED * length and alone[part].sum() >= ALONE * length:
                at = np.rint(fitted[part[0] : part[-1] + 1]).astype(np.int64)
                yield Line(along[part[0] : part[-1] + 1], _within(at, mask))


def _fitted(
    thin: Gray, middle: NDArray[np.float64], columns: Ints, reach: int
) -> NDArray[np.float64] | None:
    """The straight line, or slight bend, that most points near `middle` make.

    `middle` has a row for each column of the page, and so has what comes back; only
    `columns` count.
    """
    near = _band(thin, middle[columns], columns, reach)
    there = np.flatnonzero(near.any(axis=0))
    if there.size < ALONE / 2 * columns.size:
        return None
    start, length = columns[0], columns.size
    at, inked = (columns[there] - start) / length, near[:, there]
    offsets = (np.arange(-reach, reach + 1) @ inked) / inked.sum(axis=0)
    degree = 2 if columns.size >= BENT else 1
    keep = np.ones(there.size, dtype=bool)
    for _ in range(2):
        if np.ptp(at[keep]) < SPREAD:
            return None
        bend = np.polyfit(at[keep], offsets[keep], degree)
        off = np.abs(offsets - np.polyval(bend, at))
        keep = off <= max(OFF, 2 * float(np.median(off)))
    if float(np.median(off)) > OFF:
        return None
    every = (np.arange(middle.size) - start) / length
    return np.asarray(middle + np.polyval(bend, every))


def _band(
    mask: Gray, middle: NDArray[np.float64], columns: Ints, reach: int
) -> NDArray[np.bool_]:
    """(2 * reach + 1, n): what of `mask` is inked around each column's middle row."""
    rows = np.rint(middle).astype(np.int64) + np.arange(-reach, reach + 1)[:, None]
    outside = (rows < 0) | (rows >= mask.shape[0])
    return np.asarray((mask[_within(rows, mask), columns] > 0) & ~outside)


def _within(rows: Ints, mask: Gray) -> Ints:
    return np.clip(rows, 0, mask.shape[0] - 1)


def _runs(places: Ints, *, gap: int, least: float) -> list[Ints]:
    """Stretches of (n,) ascending places without gaps that are long enough."""
    if places.size == 0:
        return []
    runs = np.split(places, np.flatnonzero(np.diff(places) > gap) + 1)
    return [run for run in runs if run[-1] - run[0] + 1 >= least]


def _meets(ends: Gray, line: Line) -> bool:
    """Whether the line's first and last points lie by `ends`."""
    for at in (0, -1):
        y, x = int(line.rows[at]), int(line.columns[at])
        top, left = max(y - NEAR, 0), max(x - NEAR, 0)
        if not ends[top : y + NEAR + 1, left : x + NEAR + 1].any():
            return False
    return True


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
    gone = below - above <= max(SPARE * own, own + 1)
    for step in range(-2 * thickest, 2 * thickest + 1):
        at = gone & (above <= step) & (step < below)
        left[_within(line.rows[at] + step, left), line.columns[at]] = 0


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
    inked = _band(mask, line.rows.astype(float), line.columns, far)
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
    for label in np.flatnonzero(large).tolist():
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
    inked = _band(own, edge, columns, reach)[::inward]
    first = np.where(inked.any(axis=0), inked.argmax(axis=0), reach)
    rows = np.rint(edge).astype(np.int64) + inward * (first - reach)
    return Line(columns, _within(rows, own))
