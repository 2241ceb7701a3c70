"""Lines of writing, also on a page that is turned, and the numbers in them."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from lenet1.paper.parts import Part, middle_height

REACH = 2.5  # of the digits' height; neighbours nearer than this tell how a line rises
STEEPEST = 0.25  # rise per px along; 14 degrees
SAME_LINE = 0.5  # of the digits' height; how far from its line's middle a digit may be
GAP = 0.75  # of the digits' height; a wider gap parts two numbers


def find_lines(parts: Sequence[Part]) -> list[list[list[int]]]:
    """Lines from top to bottom; in each its numbers; in each its parts' indices."""
    if not parts:
        return []
    boxes = np.array([(p.left, p.top, p.right, p.bottom) for p in parts], dtype=float)
    heights = boxes[:, 3] - boxes[:, 1]
    height = middle_height(heights.astype(np.int32))
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    level = y - rise(x, y, height) * x
    lines: list[list[int]] = []
    for i in np.argsort(x, kind="stable").tolist():
        line = _line_of(lines, i, x, level, height)
        line.append(i)
        if len(line) == 1:
            lines.append(line)
    lines.sort(key=lambda line: float(np.mean(level[line])))
    return [_numbers(line, boxes) for line in lines]


def rise(x: NDArray[np.float64], y: NDArray[np.float64], height: float) -> float:
    """By how much lines rise, px a px: the median over next neighbours to the right."""
    across, down = x - x[:, None], y - y[:, None]
    near = (across > 0.2 * height) & (across < REACH * height)
    near &= np.abs(down) < STEEPEST * across + 0.1 * height
    distance = np.where(near, across, np.inf)
    nearest = distance.argmin(axis=1)
    linked = np.isfinite(distance.min(axis=1))
    if linked.sum() < 3:
        return 0.0
    rows = np.flatnonzero(linked)
    return float(np.median(down[rows, nearest[rows]] / across[rows, nearest[rows]]))


def _line_of(
    lines: list[list[int]],
    i: int,
    x: NDArray[np.float64],
    level: NDArray[np.float64],
    height: float,
) -> list[int]:
    """The line that part i goes on with: the one whose last parts lie nearest in y."""
    if not lines:
        return []
    off = [abs(float(np.mean(level[line[-3:]])) - level[i]) for line in lines]
    best = int(np.argmin(off))
    return lines[best] if off[best] <= SAME_LINE * height else []


def _numbers(line: list[int], boxes: NDArray[np.float64]) -> list[list[int]]:
    """A line's parts, in order, parted where the gap is wide."""
    tall = float(np.median(boxes[line, 3] - boxes[line, 1]))
    numbers = [[line[0]]]
    for before, i in pairwise(line):
        if boxes[i, 0] - boxes[before, 2] > GAP * tall:
            numbers.append([])
        numbers[-1].append(i)
    return numbers
