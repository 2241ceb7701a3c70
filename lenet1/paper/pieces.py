"""Pieces of ink put together to digits: a 5 and its bar, a broken 4, a dotted 0."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lenet1.paper.parts import Part, middle_height

SMALL = 0.62  # of the digits' height; what is lower may be a piece of a digit
APART = 0.25  # of the digits' height; pieces of one digit are nearer, one above another
BESIDE = 0.15  # of the digits' height; so near side by side, they may be two pieces
OVER = 0.5  # of the narrower one's width; how far pieces lie one above another
TALLEST, WIDEST = 1.45, 1.5  # of the digits' height; what pieces may become together


def put_together(parts: Sequence[Part]) -> list[Part]:
    """Unite the parts that surely make one digit: one above another, or a 5's bar."""
    height = middle_height(np.array([part.height for part in parts], dtype=np.int32))
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
    boxes = np.array([(p.left, p.top, p.right, p.bottom) for p in parts])
    left, top, right, bottom = boxes.reshape(-1, 4).T
    across = np.minimum(right[:, None], right) - np.maximum(left[:, None], left)
    down = np.minimum(bottom[:, None], bottom) - np.maximum(top[:, None], top)
    wide = np.maximum(right[:, None], right) - np.minimum(left[:, None], left)
    tall = np.maximum(bottom[:, None], bottom) - np.minimum(top[:, None], top)
    near = (-across <= BESIDE * height) & (-down <= BESIDE * height)
    near &= (wide <= WIDEST * height) & (tall <= TALLEST * height)
    first, second = np.nonzero(np.triu(near, k=1))
    return list(zip(first.tolist(), second.tolist(), strict=True))


def _pairs_of_one(boxes: NDArray[np.int64], height: float) -> list[tuple[int, int]]:
    """Pairs of parts that are pieces of one digit, the nearest ones first."""
    left, top, right, bottom = boxes.T
    across = np.minimum(right[:, None], right) - np.maximum(left[:, None], left)
    down = np.minimum(bottom[:, None], bottom) - np.maximum(top[:, None], top)
    narrower = np.minimum((right - left)[:, None], right - left)
    lower = np.minimum((bottom - top)[:, None], bottom - top)
    above = (across >= OVER * narrower) & (-down <= APART * height)
    above &= (lower <= SMALL * height) | (down >= 0.5 * lower)
    bar = (lower <= 0.35 * height) & (-across <= 0.1 * height) & _is_bar(boxes, height)
    near = np.triu(above | bar, k=1)
    gap = np.maximum(-down, 0) + np.maximum(-across, 0)
    first, second = np.nonzero(near)
    order = np.argsort(gap[first, second], kind="stable")
    return list(zip(first[order].tolist(), second[order].tolist(), strict=True))


def _is_bar(boxes: NDArray[np.int64], height: float) -> NDArray[np.bool_]:
    """(n, n): whether either of two is a flat piece at the other's upper right."""
    left, top, right, bottom = boxes.T
    flat = (right - left >= 1.2 * (bottom - top)) & (right - left < 0.9 * height)
    upper = bottom[:, None] <= top + 0.4 * (bottom - top)
    upper &= bottom[:, None] >= top - APART * height
    beside = left[:, None] >= left
    bar = flat[:, None] & upper & beside & (bottom - top > 0.6 * height)
    return np.asarray(bar | bar.T)


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
