"""What surrounds a digit in a picture: lines, frames, edges, neighbours at the rim.

A sketchpad has none of it. A picture of a page, a form or a table is cut somewhere, and
what its cut goes through is seldom the digit.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from lenet1.parts import Gray, LeftOut, Part, box_of, drop_parts, find_parts

SMALLEST = 40  # px; in smaller pictures a bar of a digit is as thin as a ruled line
RULE_WIDTH = 0.03  # of the picture's height; a ruled line is thinner
RULE_LENGTH = 0.95  # of the picture's width; a ruled line is longer
DIGIT_HEIGHT = 0.2  # of the picture's longer side; a digit inside is taller than that
HOLLOW = 0.2  # of a frame's sides; all of its ink lies so near to them
FRAME_SIDE = 0.8  # of the picture's sides; a frame spans as much


def drop_surroundings(ink: Gray) -> tuple[Gray, tuple[LeftOut, ...]]:
    """Leave out of a picture's ink, (height, width) uint8, what is not its subject.

    A frame around all the rest goes first, then ruled lines, which tie a digit to the
    rim, then what touches the rim, where something tall does not.
    """
    if stands_clear(ink):
        return ink, ()
    ink, frames = _drop_where(ink, "frame", _frames)
    ink, lines = _drop_lines(ink)
    ink, at_rim = _drop_where(ink, "rim", _at_rim)
    return ink, (*frames, *lines, *at_rim)


def stands_clear(ink: Gray) -> bool:
    """Whether nothing touches the rim or spans as much as a line or a frame does.

    `ink` is (height, width) uint8.
    """
    (height, width), (rows, columns) = ink.shape, box_of(ink)
    tall, wide = rows.stop - rows.start, columns.stop - columns.start
    return bool(
        min(rows.start, columns.start) > 0
        and rows.stop < height
        and columns.stop < width
        and max(tall / height, wide / width) < RULE_LENGTH
        and min(tall / height, wide / width) < FRAME_SIDE
    )


Find = Callable[[Gray, NDArray[np.int32], list[Part]], list[bool]]


def _drop_where(ink: Gray, kind: str, find: Find) -> tuple[Gray, tuple[LeftOut, ...]]:
    labels, parts = find_parts(ink)
    if len(parts) < 2:
        return ink, ()
    return drop_parts(ink, labels, parts, {kind: find(ink, labels, parts)})


def _at_rim(ink: Gray, labels: NDArray[np.int32], parts: list[Part]) -> list[bool]:
    """Which parts touch the rim, where one that does not could be a digit."""
    height, width = ink.shape
    cut = [
        p.top == 0 or p.left == 0 or p.bottom == height or p.right == width
        for p in parts
    ]
    inside = [p for p, flag in zip(parts, cut, strict=True) if not flag]
    least = DIGIT_HEIGHT * max(ink.shape)
    digits = [p for p in inside if p.bottom - p.top >= least]
    return cut if digits else [False] * len(parts)


def _frames(ink: Gray, labels: NDArray[np.int32], parts: list[Part]) -> list[bool]:
    """Which parts go all around, near their own box's sides, with others inside."""
    height, width = ink.shape

    def is_frame(number: int, part: Part) -> bool:
        tall, wide = part.bottom - part.top, part.right - part.left
        if tall < FRAME_SIDE * height or wide < FRAME_SIDE * width:
            return False
        y, x = round(HOLLOW * tall), round(HOLLOW * wide)
        inner = labels[part.top + y : part.bottom - y, part.left + x : part.right - x]
        return not (inner == number).any() and bool(inner.any())

    return [is_frame(number, part) for number, part in enumerate(parts, start=1)]


def _drop_lines(ink: Gray) -> tuple[Gray, tuple[LeftOut, ...]]:
    """Without thin lines from rim to rim, across and down; what crosses them stays."""
    if min(ink.shape) < SMALLEST:
        return ink, ()
    whole = ink.sum(dtype=np.int64)
    across, rows = _without_rows(ink)
    down, columns = _without_rows(ink.T)
    if not rows + columns:
        return ink, ()
    left = np.minimum(across, down.T)
    return left, (LeftOut("line", rows + columns, float(1 - left.sum() / whole)),)


def _without_rows(ink: Gray) -> tuple[Gray, int]:
    full = np.concatenate(([False], (ink > 0).mean(axis=1) >= RULE_LENGTH, [False]))
    edges = np.flatnonzero(full[1:] != full[:-1])
    found = 0
    ink = ink.copy()
    for start, stop in edges.reshape(-1, 2):
        if stop - start > max(1, RULE_WIDTH * len(ink)):
            continue
        low, high = max(start - 1, 0), min(stop + 1, len(ink))
        above = ink[low - 1] if low > 0 else np.zeros_like(ink[0])
        below = ink[high] if high < len(ink) else np.zeros_like(ink[0])
        ink[low:high] = np.where((above > 0) & (below > 0), np.minimum(above, below), 0)
        found += 1
    return ink, found
