"""Printed lines taken out: rules, tables, form cells; strokes across them stay.

A line is thin across itself, long and straight; of it goes only what is thin, so that
a stroke keeps its ink where it crosses. The page may be turned: lines may rise.
"""

import math
from collections.abc import Iterator
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from lenet1.ink import Gray
from lenet1.paper.parts import digit_height

THICKEST = 0.008  # of the page's longer side; of a printed line
LEAST_THICKEST = 4  # px
LONG = 0.1  # of the page's side along it; what a line needs to be a rule ...
LONG_IN_DIGITS = 2.5  # ... and of the digits' height: a 7's bar is shorter
WALL = 0.8  # of the digits' height; a line this long between two rules is one too
GAP = 0.02  # of the page's longer side; such a gap a stroke across leaves in a rule
COVERED = 0.6  # of its length; how much of a line is there
STEEPEST = 0.25  # rad; how far a line may be turned, 14 degrees
RHO, THETA = 2, math.pi / 360  # px and rad; steps in which lines are looked for
MOST_CANDIDATES = 600  # lines; bounds the time that a page of hatching takes
NEAR = 6  # px; where a wall meets a rule
AROUND = 0.06  # of a box's side; how near its outline its ink lies
BOXED = 0.9  # of its outline; how much of a box is there


class Line(NamedTuple):
    """Points on one line that runs along the rows, more or less."""

    rows: NDArray[np.int64]  # (n,)
    columns: NDArray[np.int64]  # (n,)
    length: int  # px


def without_rules(mask: Gray) -> Gray:
    """`mask`, (height, width) uint8 of 0 and 255, without printed lines."""
    thickest = 2 * max(round(THICKEST / 2 * max(mask.shape)), LEAST_THICKEST // 2)
    level, upright = _thin(mask, thickest), _thin(_turned(mask), thickest)
    lines = list(_lines(level, thickest, LONG * mask.shape[1]))
    stems = list(_lines(upright, thickest, LONG * mask.shape[0]))
    if lines or stems:
        drawn = _drawn(lines, level) | _turned(_drawn(stems, upright))
        least = LONG_IN_DIGITS * digit_height(mask & ~drawn)
        rules = _drawn([line for line in lines if line.length >= least], level)
        posts = _drawn([stem for stem in stems if stem.length >= least], upright)
        wall = WALL * least / LONG_IN_DIGITS
        walls = _lines(upright & ~posts, thickest, wall, ends=_turned(rules))
        beams = _lines(level & ~rules, thickest, wall, ends=_turned(posts))
        rules = rules | _drawn(list(beams), level)
        posts = posts | _drawn(list(walls), upright)
        mask = mask & ~(rules | _turned(posts))
    return _without_boxes(mask, thickest)


def _turned(mask: Gray) -> Gray:
    return np.ascontiguousarray(mask.T)


def _thin(mask: Gray, thickest: int) -> Gray:
    """What is at most `thickest` px high, an even number, where it lies."""
    high = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((thickest + 1, 1), np.uint8))
    return np.asarray(cv2.subtract(mask, high), dtype=np.uint8)


def _lines(
    thin: Gray, thickest: int, least: float, ends: Gray | None = None
) -> Iterator[Line]:
    """Lines of at least `least` px along the rows; only from `ends` to `ends` if given.

    `thin` and `ends` are (height, width) uint8, 0 or 255. Lines are looked for with the
    Hough transform (Duda and Hart, 1972), those with most points first.
    """
    rows, columns = np.nonzero(thin)
    free = np.ones(rows.size, dtype=bool)
    votes = max(round(COVERED * least), 2)
    for rho, theta in _candidates(thin, votes):
        middle = (rho - columns * math.cos(theta)) / math.sin(theta)
        near = np.flatnonzero(free & (np.abs(rows - middle) <= thickest))
        if near.size < votes:
            continue
        for degree in (1, 2):  # a candidate is a step of THETA off: fit, gather again
            bend = _fit(rows[near], columns[near], degree)
            off = np.abs(rows - bend(columns))
            near = np.flatnonzero(free & (off <= thickest / 2 + 1))
        for run in _runs(columns[near], gap=GAP * max(thin.shape), least=least):
            points = near[run]
            if ends is None or _meets(ends, rows[points], columns[points]):
                free[points] = False
                length = int(np.ptp(columns[points])) + 1
                yield Line(rows[points], columns[points], length)


def _candidates(thin: Gray, votes: int) -> list[tuple[float, float]]:
    """Distance from the corner and direction of lines' normals, the strongest first."""
    found = cv2.HoughLines(
        thin,
        RHO,
        THETA,
        votes,
        min_theta=math.pi / 2 - STEEPEST,
        max_theta=math.pi / 2 + STEEPEST,
    )
    if found is None:
        return []
    lines = [(float(rho), float(theta)) for rho, theta in found.reshape(-1, 2)]
    return lines[:MOST_CANDIDATES]


def _fit(
    rows: NDArray[np.int64], columns: NDArray[np.int64], degree: int
) -> np.polynomial.Polynomial:
    """The line, or the slight bend, that most of the points make."""
    degree = min(degree, np.unique(columns).size - 1)
    bend = np.polynomial.Polynomial.fit(columns, rows, degree)
    off = np.abs(rows - bend(columns))
    keep = off <= max(float(np.median(off)) * 2, 1)
    return np.polynomial.Polynomial.fit(columns[keep], rows[keep], degree)


def _runs(
    columns: NDArray[np.int64], *, gap: float, least: float
) -> Iterator[NDArray[np.int64]]:
    """Indices of points in each stretch that is long and covered enough."""
    order = np.argsort(columns, kind="stable")
    breaks = np.flatnonzero(np.diff(columns[order]) > gap) + 1
    for run in np.split(order, breaks):
        length = int(np.ptp(columns[run])) + 1 if run.size else 0
        covered = np.unique(columns[run]).size
        if length >= least and covered >= COVERED * length:
            yield run


def _meets(ends: Gray, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> bool:
    """Whether the points' first and last lie by `ends`."""
    for at in (int(columns.argmin()), int(columns.argmax())):
        y, x = int(rows[at]), int(columns[at])
        if not ends[
            max(y - NEAR, 0) : y + NEAR + 1, max(x - NEAR, 0) : x + NEAR + 1
        ].any():
            return False
    return True


def _drawn(lines: list[Line], like: Gray) -> Gray:
    """The lines' points as a mask the size of `like`."""
    mask = np.zeros_like(like)
    for line in lines:
        mask[line.rows, line.columns] = 255
    return mask


def _without_boxes(mask: Gray, thickest: int) -> Gray:
    """`mask` without the outlines of rectangles that stand by themselves."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    sides = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]]
    large = (sides.min(axis=1) >= 5 * thickest) & (
        stats[:, cv2.CC_STAT_AREA] < 0.5 * sides.prod(axis=1)
    )
    for label in np.flatnonzero(large):
        x, y, width, height, _ = (int(value) for value in stats[label])
        if label == 0:
            continue
        window = (slice(y, y + height), slice(x, x + width))
        own = np.where(labels[window] == label, 255, 0).astype(np.uint8)
        outline = _box_outline(own, thickest)
        if outline is not None:
            mask[window] &= ~(own & outline)
    return mask


def _box_outline(own: Gray, thickest: int) -> Gray | None:
    """A band along the rectangle that `own` makes; None where it makes none."""
    rectangle = cv2.minAreaRect(cv2.findNonZero(own))
    corners = cv2.boxPoints(rectangle)
    tolerance = max(AROUND * min(rectangle[1]), 2)
    away = cv2.distanceTransform(255 - own, cv2.DIST_L2, 3)
    share = np.linspace(0, 1, 40, endpoint=False)[:, None]
    sides = [
        a + share * (b - a)
        for a, b in zip(corners, np.roll(corners, -1, 0), strict=True)
    ]
    places = np.rint(np.concatenate(sides)).astype(int)
    limits = np.array(own.shape[::-1]) - 1
    columns, rows = np.clip(places, 0, limits).T
    if (away[rows, columns] <= tolerance).mean() < BOXED:
        return None
    band = np.zeros_like(own)
    width = 2 * round(tolerance + thickest) + 1
    cv2.polylines(band, [np.rint(corners).astype(np.int32)], True, 255, width)
    thin = _thin(own, thickest) | _turned(_thin(_turned(own), thickest))
    return band & thin
