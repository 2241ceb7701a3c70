"""Lines of writing, also on a page that is turned, and the numbers in them."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from lenet1.ink import Gray
from lenet1.paper.parts import Part, middle_height_of
from lenet1.paper.signs import signs_between

REACH = 2.5  # of the digits' height; neighbours nearer than this tell how a line rises
STEEPEST = 0.25  # rise per px along; 14 degrees
SAME_LINE = 0.5  # of the digits' height; how far from its line's middle a digit may be
GAP = 0.75  # of the digits' height; a wider gap parts two numbers ...
SPACED = 1.8  # times the middle gap; ... where the digits of one stand further apart
WALL_BAND = 3  # px; walls are looked for in so many rows above and below the middle
MOST_WALLS = 2  # between the digits of two cells beside each other


def find_lines(parts: Sequence[Part]) -> list[list[int]]:
    """Lines from top to bottom; in each its parts' indices, from left to right."""
    if not parts:
        return []
    boxes = np.array([(p.left, p.top, p.right, p.bottom) for p in parts], dtype=float)
    height = middle_height_of(parts)
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    level = y - rise(x, y, height) * x
    lines: list[list[int]] = []
    ends: list[float] = []  # level of each line where it ends so far
    for i in np.argsort(x, kind="stable").tolist():
        off = np.abs(np.array(ends) - level[i])
        at = int(off.argmin()) if lines else 0
        if not lines or off[at] > SAME_LINE * height:
            at = len(lines)
            lines.append([])
            ends.append(0.0)
        lines[at].append(i)
        ends[at] = float(np.mean(level[lines[at][-3:]]))
    lines.sort(key=lambda line: float(np.mean(level[line])))
    return lines


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


def find_numbers(
    line: Sequence[Part], signs: Sequence[Part] = (), walls: Gray | None = None
) -> list[list[int]]:
    """Indices of the parts, from left to right, of each number of a line.

    A wide gap parts numbers, and so does a sign. Where most of a line stands in cells,
    as `walls`, (height, width), show, those beside each other are one number.
    """
    if not line:
        return []
    tall = float(np.median([part.height for part in line]))
    gaps = [b.left - a.right for a, b in pairwise(line)]
    most = GAP * tall
    if len(gaps) >= 3 and np.median(gaps) > most / 2:
        most = max(most, SPACED * float(np.median(gaps)))
    cells = in_next_cells(line, walls)
    in_cells = 2 * sum(cells) > len(cells)
    numbers = [[0]]
    for i, gap in enumerate(gaps):
        apart = gap > most or bool(signs_between(line[i], line[i + 1], signs))
        if apart and not (in_cells and cells[i]):
            numbers.append([])
        numbers[-1].append(i + 1)
    return numbers


def in_next_cells(line: Sequence[Part], walls: Gray | None) -> list[bool]:
    """(n - 1,): which of n parts and the next stand in cells beside each other."""
    return [0 < walls_between(*pair, walls) <= MOST_WALLS for pair in pairwise(line)]


def walls_between(a: Part, b: Part, walls: Gray | None) -> int:
    """How many walls of cells stand between the middles of two parts."""
    row = (a.top + a.bottom + b.top + b.bottom) // 4
    return _walls(row, (a.left + a.right) // 2, (b.left + b.right) // 2, walls)


def is_walled(part: Part, reach: float, walls: Gray | None) -> bool:
    """Whether a wall stands up to `reach` px right of a part, or left, if negative."""
    middle = (part.left + part.right) // 2
    beyond = max(round((part.right if reach > 0 else part.left) + reach), 0)
    row = (part.top + part.bottom) // 2
    return _walls(row, min(middle, beyond), max(middle, beyond), walls) > 0


def _walls(row: int, low: int, high: int, walls: Gray | None) -> int:
    """How many walls cross a row from column `low` to `high`."""
    if walls is None:
        return 0
    band = walls[max(row - WALL_BAND, 0) : row + WALL_BAND + 1, low : high + 1]
    crossed = np.concatenate([[False], band.any(axis=0)])
    return int((crossed[1:] & ~crossed[:-1]).sum())
