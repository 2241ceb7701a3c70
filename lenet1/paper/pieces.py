"""Pieces of ink put together to digits: a 5 and its bar, a broken 4, a dotted 0."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lenet1.paper.parts import Part, middle_height_of

SMALL = 0.62  # of the digits' height; what is lower may be a piece of a digit
APART = 0.25  # of the digits' height; pieces of one digit are nearer, one above another
BESIDE = 0.15  # of the digits' height; so near side by side, they may be two pieces
OVER = 0.5  # of the narrower one's width; how far pieces lie one above another
TALLEST, WIDEST = 1.45, 1.5  # of the digits' height; what pieces may become together


def put_together(parts: Sequence[Part]) -> list[Part]:
    """Unite the parts that surely make one digit: one above another, or a 5's bar."""
    height = middle_height_of(parts)
    groups = [[part] for part in parts]
    boxes = [(p.left, p.top, p.right, p.bottom) for p in parts]
    owner = list(range(len(parts)))
    for first, second in _pairs_of_one(np.array(boxes).reshape(-1, 4), height):
        a, b = owner[first], owner[second]
        if a == b:
            continue
        union = _union(boxes[a], boxes[b])
        if union[3] - union[1] > TALLEST * height or union[2] - union[0] > WIDEST * max(
            height, boxes[a][2] - boxes[a][0]
        ):
            continue
        groups[a] += groups[b]
        groups[b] = []
        boxes[a] = union
        owner = [a if of == b else of for of in owner]
    return [united(group) for group in groups if group]


def near_pairs(parts: Sequence[Part], height: float) -> list[tuple[int, int]]:
    """Pairs, side by side, that may be two pieces of one digit."""
    boxes = np.array([(p.left, p.top, p.right, p.bottom) for p in parts]).reshape(-1, 4)
    first, second = pairs_in_reach(boxes[:, 1], boxes[:, 3], BESIDE * height)
    a, b = boxes[first].T, boxes[second].T
    across, _ = _overlap(a, b)
    wide = np.maximum(a[2], b[2]) - np.minimum(a[0], b[0])
    tall = np.maximum(a[3], b[3]) - np.minimum(a[1], b[1])
    near = -across <= BESIDE * height
    near &= (wide <= WIDEST * height) & (tall <= TALLEST * height)
    return sorted(zip(first[near].tolist(), second[near].tolist(), strict=True))


def _pairs_of_one(boxes: NDArray[np.int64], height: float) -> list[tuple[int, int]]:
    """Pairs of parts that are pieces of one digit, the nearest ones first."""
    first, second = pairs_in_reach(boxes[:, 1], boxes[:, 3], APART * height)
    a, b = boxes[first].T, boxes[second].T
    across, down = _overlap(a, b)
    narrower = np.minimum(a[2] - a[0], b[2] - b[0])
    lower = np.minimum(a[3] - a[1], b[3] - b[1])
    above = across >= OVER * narrower
    above &= (lower <= SMALL * height) | (down >= 0.5 * lower)
    bar = (lower <= 0.35 * height) & (-across <= 0.1 * height)
    bar &= _is_bar(a, b, height) | _is_bar(b, a, height)
    gap = np.maximum(-down, 0) + np.maximum(-across, 0)
    near = np.flatnonzero(above | bar)
    near = near[np.lexsort((second[near], first[near], gap[near]))]
    return list(zip(first[near].tolist(), second[near].tolist(), strict=True))


def _overlap(
    a: NDArray[np.int64], b: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """How far (4, m) boxes overlap across and down, px; below 0, how far apart."""
    across, down = np.minimum(a[2:], b[2:]) - np.maximum(a[:2], b[:2])
    return across, down


def pairs_in_reach(
    top: NDArray[np.int64], bottom: NDArray[np.int64], reach: float
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(m,) and (m,): all pairs of (n,) parts, at most `reach` px above one another.

    The first index is the lower one. Of a page's n * n pairs that leaves a few lines'.
    """
    order = np.argsort(top, kind="stable")
    ends = np.searchsorted(top[order], bottom[order] + reach, side="right")
    counts = np.maximum(ends - np.arange(top.size) - 1, 0)
    upper = np.repeat(np.arange(top.size), counts)
    nth = np.arange(counts.sum()) - np.repeat(counts.cumsum() - counts, counts)
    one, other = order[upper], order[upper + 1 + nth]
    return np.minimum(one, other), np.maximum(one, other)


def _is_bar(
    bar: NDArray[np.int64], body: NDArray[np.int64], height: float
) -> NDArray[np.bool_]:
    """(m,): whether each of (4, m) boxes is a flat piece at the other's upper right."""
    left, top, right, bottom = bar
    flat = (right - left >= 1.2 * (bottom - top)) & (right - left < 0.9 * height)
    tall = body[3] - body[1]
    upper = bottom <= body[1] + 0.4 * tall
    upper &= bottom >= body[1] - APART * height
    return np.asarray(flat & upper & (left >= body[0]) & (tall > 0.6 * height))


def _union(a: Sequence[int], b: Sequence[int]) -> tuple[int, int, int, int]:
    return (min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))


def united(group: Sequence[Part]) -> Part:
    """Several parts as one."""
    if len(group) == 1:
        return group[0]
    left, top = min(p.left for p in group), min(p.top for p in group)
    right, bottom = max(p.right for p in group), max(p.bottom for p in group)
    ink = np.zeros((bottom - top, right - left), dtype=np.uint8)
    for part in group:
        y, x = part.top - top, part.left - left
        window = ink[y : y + part.height, x : x + part.width]
        np.maximum(window, part.ink, out=window)
    return Part(left, top, ink)
