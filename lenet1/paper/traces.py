"""Long thin lines: looked for along directions, then followed column by column.

A printed line is thin, long, straight or slightly bent, and without gaps. The Hough
transform (Duda and Hart, 1972) says where to look.
"""

import math
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from lenet1.ink import Gray

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

Ints = NDArray[np.int64]


class Line(NamedTuple):
    """A line along the rows, more or less: its middle in each of its columns."""

    columns: Ints  # (n,)
    rows: Ints  # (n,)


def find_traces(
    mask: Gray,
    thickest: int,
    least: float,
    *,
    around: float | None = None,
    ends: Gray | None = None,
) -> Iterator[Line]:
    """Lines of at least `least` px along the rows, those with most ink first.

    Those that fall by `around` degrees, or by up to STEEPEST, up or down, if None.
    With `ends`, a mask like `mask`, those that begin and end by it.
    """
    free = mask.copy()  # without the lines found so far
    thin = _thin(mask, thickest)
    own = np.arange(-thickest, thickest + 1)[:, None]
    misses = 0
    candidates = _candidates(thin, round(0.6 * least), around)
    for middle in islice(candidates, MOST_TRIES):
        found = list(_followed(free, thin, middle, least, ends))
        for line in found:
            at = (within(line.rows + own, mask), line.columns)
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
    mask: Gray,
    thin: Gray,
    middle: NDArray[np.float64],
    least: float,
    ends: Gray | None,
) -> Iterator[Line]:
    """Lines along `middle`, (width,) rows, wherever a stretch of it is one."""
    gap = max(round(GAP * max(mask.shape)), 4)
    every = np.arange(mask.shape[1])
    if band(thin, middle, every, NEAR).any(axis=0).sum() < ALONE * least:
        return
    inked = np.flatnonzero(band(mask, middle, every, NEAR).any(axis=0))
    for run in _runs(inked, gap=gap, least=least):
        if run[-1] - run[0] < BENT and not _meets(ends, middle, run, 2 * NEAR):
            continue  # the strokes of a page's digits, before a curve is fitted to each
        curve = _fitted(thin, middle, every[run[0] : run[-1] + 1], NEAR)
        if curve is None:
            continue
        more = (run[-1] - run[0]) // 2  # a line that bends leaves the straight one
        along = every[max(run[0] - more, 0) : run[-1] + more + 1]
        curve = _fitted(thin, curve, along, NEAR // 2)
        if curve is None:
            continue
        fitted = curve[along]
        whole = np.flatnonzero(band(mask, fitted, along, 1).any(axis=0))
        alone = np.asarray(band(thin, fitted, along, 1).any(axis=0))
        for part in _runs(whole, gap=gap, least=least):
            length = part[-1] - part[0] + 1
            if (
                part.size >= COVERED * length
                and alone[part].sum() >= ALONE * length
                and _meets(ends, curve, along[part], NEAR)
            ):
                at = np.rint(fitted[part[0] : part[-1] + 1]).astype(np.int64)
                yield Line(along[part[0] : part[-1] + 1], within(at, mask))


def _meets(
    ends: Gray | None, middle: NDArray[np.float64], columns: Ints, near: int
) -> bool:
    """Whether `ends` has something `near` px from the first and the last of `columns`.

    They lie at `middle`, which has a row for each column of the page.
    """
    if ends is None:
        return True
    for x in (int(columns[0]), int(columns[-1])):
        top, left = max(round(middle[x]) - near, 0), max(x - near, 0)
        if not ends[top : top + 2 * near + 1, left : x + near + 1].any():
            return False
    return True


def _fitted(
    thin: Gray, middle: NDArray[np.float64], columns: Ints, reach: int
) -> NDArray[np.float64] | None:
    """The straight line, or slight bend, that most points near `middle` make.

    `middle` has a row for each column of the page, and so has what comes back; only
    `columns` count.
    """
    near = band(thin, middle[columns], columns, reach)
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


def band(
    mask: Gray, middle: NDArray[np.float64], columns: Ints, reach: int
) -> NDArray[np.bool_]:
    """(2 * reach + 1, n): what of `mask` is inked around each column's middle row."""
    rows = np.rint(middle).astype(np.int64) + np.arange(-reach, reach + 1)[:, None]
    outside = (rows < 0) | (rows >= mask.shape[0])
    return np.asarray((mask[within(rows, mask), columns] > 0) & ~outside)


def within(rows: Ints, mask: Gray) -> Ints:
    return np.clip(rows, 0, mask.shape[0] - 1)


def _runs(places: Ints, *, gap: int, least: float) -> list[Ints]:
    """Stretches of (n,) ascending places without gaps that are long enough."""
    if places.size == 0:
        return []
    runs = np.split(places, np.flatnonzero(np.diff(places) > gap) + 1)
    return [run for run in runs if run[-1] - run[0] + 1 >= least]
