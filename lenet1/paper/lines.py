"""Digits and signs put in lines, and lines in numbers, by their boxes."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

REACH = 2.5  # of the digits' height; neighbours nearer than this tell how a line rises
STEEPEST = 0.25  # rise per px along; 14 degrees
SAME_LINE = 0.5  # of the lower one's height; how far it may stick out of the other's
GAP = 0.75  # of the digits' height; a wider gap parts two numbers ...
SPACED = 1.8  # times the middle gap; ... where the digits of one stand further apart
BESIDE = 1.5  # of the digit's height; a sign that stands further off is of no number
SIGN_SIZE = 1.6  # of the digit's height; no sign is higher

Boxes = NDArray[np.float64]  # (n, 4) left, top, right, bottom; px


def find_lines(boxes: Boxes) -> list[list[int]]:
    """Lines from top to bottom; in each its boxes' indices, from left to right."""
    if not len(boxes):
        return []
    tall = boxes[:, 3] - boxes[:, 1]
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    level = y - rise(x, y, float(np.median(tall))) * x
    lines: list[list[int]] = []
    ends: list[tuple[float, float]] = []  # level and height of each line's end so far
    for i in np.argsort(x, kind="stable").tolist():
        off = [
            (abs(end - level[i]) - abs(high - tall[i]) / 2) / min(high, tall[i])
            for end, high in ends
        ]
        at = int(np.argmin(off)) if off else 0
        if not off or off[at] > SAME_LINE:
            at = len(lines)
            lines.append([])
            ends.append((0.0, 0.0))
        lines[at].append(i)
        last = lines[at][-3:]
        ends[at] = float(np.mean(level[last])), float(np.mean(tall[last]))
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


def find_numbers(boxes: Boxes) -> list[list[int]]:
    """Indices of a line's boxes, from left to right, of each number: by the gaps."""
    if not len(boxes):
        return []
    tall = float(np.median(boxes[:, 3] - boxes[:, 1]))
    gaps = [float(b[0] - a[2]) for a, b in pairwise(boxes)]
    most = GAP * tall
    if len(gaps) >= 3 and np.median(gaps) > most / 2:
        most = max(most, SPACED * float(np.median(gaps)))
    numbers = [[0]]
    for i, gap in enumerate(gaps):
        if gap > most:
            numbers.append([])
        numbers[-1].append(i + 1)
    return numbers


def signs_of(line: Boxes, signs: Boxes) -> list[int]:
    """Which signs stand on a line of digits: beside one of them, at its height."""
    found = []
    for i, (left, top, right, bottom) in enumerate(signs):
        middle = (top + bottom) / 2
        gap = np.maximum(line[:, 0] - right, left - line[:, 2])
        tall = line[:, 3] - line[:, 1]
        beside = (gap < BESIDE * tall) & (gap > -0.5 * (right - left) - 0.1 * tall)
        beside &= (middle > line[:, 1]) & (middle < line[:, 3] + 0.3 * tall)
        beside &= bottom - top < SIGN_SIZE * tall
        if beside.any():
            found.append(i)
    return found


def written(texts: Sequence[str], starts: Sequence[float]) -> str:
    """Numbers and signs of a line as they come; points and strokes join numbers."""
    order = sorted(range(len(texts)), key=lambda i: starts[i])
    line = " ".join(texts[i] for i in order)
    for sign in CLOSE:
        line = line.replace(f" {sign} ", sign)
    return line.replace("( ", "(").replace(" )", ")")


CLOSE = "/.,:"  # signs with numbers close on both sides
