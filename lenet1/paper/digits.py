"""What belongs to one digit: parts put together, touching digits taken apart.

Where a shape is too wide for one digit to be sure, it is read whole and cut in two and
three, all in one batch; what the network makes most of wins.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from lenet1.confidence import Confidence, Verdict, likeness
from lenet1.ink import Gray, Ink
from lenet1.model import LeNet1
from lenet1.paper.parts import Part, middle_height, too_many
from lenet1.reading import Reading, read_all

SMALL = 0.62  # of the digits' height; what is lower may be a piece of a digit
APART = 0.25  # of the digits' height; pieces of one digit are nearer, one above another
BESIDE = 0.15  # of the digits' height; so near side by side, they may be two pieces
OVER = 0.5  # of the narrower one's width; how far pieces lie one above another
TALLEST, WIDEST = 1.45, 1.5  # of the digits' height; what pieces may become together
WIDE = 0.95  # of the digits' height; a wider shape may be two digits ...
VERY_WIDE = 1.3  # ... and one so wide is, though it reads as one
MOST_DIGITS = 3  # that are taken apart where they touch
DIGIT_WIDTH, WIDTH_SPREAD = 0.68, 0.3  # of the height; wider is less likely
DIGIT_HEIGHT, HEIGHT_SPREAD = 0.8, 0.15  # of the others' height; lower is less likely
MOST_DOUBTED = 150  # shapes that are tried apart; bounds the time that a comic takes
MANY, FEW = 200, 0.3  # shapes, and the share of digits below which they are no page
CUT_COST = 4.0  # in log probability; of a cut through ink from top to bottom
CUT_SIDE = 40  # px; height at which cuts are looked for


class Glyph(NamedTuple):
    """A shape that was read as one."""

    part: Part
    reading: Reading

    def odds(self, confidence: Confidence) -> float:
        """Log odds that it is a digit; below 0 it is refused."""
        like = likeness(self.reading.activations, confidence)
        return float(like - confidence.least_likeness)


class Way(NamedTuple):
    """A way to see some ink as digits."""

    parts: list[Part]  # from left to right
    cut: float  # how much ink the cuts go through, in heights of the shape


def read_glyphs(
    model: LeNet1, confidence: Confidence, parts: Sequence[Part]
) -> list[Glyph]:
    """Read every shape; wide ones apart too, and near ones together.

    Whatever the network makes most of is what stands there. Raises PictureError for
    many shapes of which hardly any is a digit.
    """
    height = middle_height(np.array([part.height for part in parts], dtype=np.int32))
    alone = [Way([part], 0.0) for part in parts]
    whole = _read(model, confidence, alone)
    if len(parts) > MANY and sum(map(_is_sure, whole)) < FEW * len(parts):
        raise too_many(len(parts))
    sets = [
        [i, j]
        for i, j in near_pairs(parts, height)
        if not (_is_sure(whole[i]) and _is_sure(whole[j]))
    ]
    paired = {i for pair in sets for i in pair}
    sets += [
        [i]
        for i, way in enumerate(whole)
        if i not in paired and _may_be_several(way, height)
    ]
    sets = sets[:MOST_DOUBTED]
    ways = [
        [Way([_united([parts[i] for i in at])], 0.0)]
        if len(at) > 1
        else cut_ways(parts[at[0]], height)
        for at in sets
    ]
    read = iter(_read(model, confidence, [way for options in ways for way in options]))
    better = []
    for at, options in zip(sets, ways, strict=True):
        before = [glyph for i in at for glyph in whole[i] or []]
        most = _worth(before, confidence, height)
        for way, glyphs in zip(options, (next(read) for _ in options), strict=True):
            if glyphs is None:
                continue
            worth = _worth(glyphs, confidence, height) - CUT_COST * way.cut
            if worth > most:
                better.append((worth - most, at, glyphs))
    found = {i: glyphs for i, glyphs in enumerate(whole) if glyphs}
    for _, at, glyphs in sorted(better, key=lambda option: -option[0]):
        if all(i in found and found[i] is whole[i] for i in at):
            for i in at:
                del found[i]
            found[at[0]] = glyphs
    return [glyph for _, glyphs in sorted(found.items()) for glyph in glyphs]


def _read(
    model: LeNet1, confidence: Confidence, ways: Sequence[Way]
) -> list[list[Glyph] | None]:
    """Each way's glyphs; None where a part holds no ink."""
    parts = [part for way in ways for part in way.parts]
    inks = [Ink(part.ink, ()) for part in parts]
    readings = iter(read_all(model, confidence, inks))
    read: list[list[Glyph] | None] = []
    for way in ways:
        own = [(part, next(readings)) for part in way.parts]
        glyphs = [Glyph(part, reading) for part, reading in own if reading]
        read.append(glyphs if len(glyphs) == len(own) else None)
    return read


def _is_sure(glyphs: list[Glyph] | None) -> bool:
    return glyphs is None or all(
        glyph.reading.answer.verdict is Verdict.DIGIT for glyph in glyphs
    )


def _may_be_several(glyphs: list[Glyph] | None, height: float) -> bool:
    """Whether a shape is wide, and not surely a digit unless it is very wide."""
    if glyphs is None:
        return False
    ratio = glyphs[0].part.width / max(glyphs[0].part.height, 0.8 * height, 1)
    return ratio > (VERY_WIDE if _is_sure(glyphs) else WIDE)


def _worth(way: Sequence[Glyph], confidence: Confidence, height: float) -> float:
    """Log probability that the least likely of these is a digit, wide and high as one.

    Not the mean: a stroke cut off a 2 would be outweighed by the 2 that is left.
    """
    return min(_likely(glyph, confidence, height) for glyph in way)


def _likely(glyph: Glyph, confidence: Confidence, height: float) -> float:
    ratio = glyph.part.width / max(glyph.part.height, 0.8 * height, 1)
    wide = max((ratio - DIGIT_WIDTH) / WIDTH_SPREAD, 0)
    low = max((DIGIT_HEIGHT - glyph.part.height / height) / HEIGHT_SPREAD, 0)
    best = math.log(glyph.reading.answer.probabilities.max().item())
    is_digit = -math.log1p(math.exp(-glyph.odds(confidence)))
    return best + is_digit - (wide**2 + low**2) / 2


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


def put_together(parts: Sequence[Part]) -> list[Part]:
    """Unite the parts that make one digit: a 5 and its bar, a broken 4, a dotted 0."""
    height = middle_height(np.array([part.height for part in parts], dtype=np.int32))
    groups = [[part] for part in parts]
    boxes = [(p.left, p.top, p.right, p.bottom) for p in parts]
    owner = list(range(len(parts)))
    for first, second in _near_pairs(np.array(boxes).reshape(-1, 4), height):
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
    return [_united(group) for group in groups if group]


def _near_pairs(boxes: NDArray[np.int64], height: float) -> list[tuple[int, int]]:
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


def _united(group: Sequence[Part]) -> Part:
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


def cut_ways(part: Part, height: float) -> list[Way]:
    """The ways to take a wide shape apart among digits of some height."""
    ratio = part.width / max(part.height, 0.8 * height)
    counts = [n for n in range(2, MOST_DIGITS + 1) if 0.25 * n <= ratio <= 1.6 * n]
    ways = [_cut(part, places) for count in counts for places in _places(count)]
    return [way for way in ways if all(min(p.ink.shape) > 1 for p in way.parts)]


def _places(count: int) -> list[list[tuple[float, float]]]:
    """Where, in shares of the width, a shape is cut into `count`: from and to."""
    if count == 2:
        return [[(0.2, 0.4)], [(0.35, 0.5)], [(0.5, 0.65)], [(0.6, 0.8)]]
    return [[((i - 0.25) / count, (i + 0.25) / count) for i in range(1, count)]]


def _cut(part: Part, places: Sequence[tuple[float, float]]) -> Way:
    """Cut along the paths of least ink from top to bottom through `places`."""
    rest = np.zeros(part.ink.shape, dtype=np.int32)
    cut = 0.0
    for low, high in places:
        path = _path(part.ink, low, high)
        across = np.minimum(path, part.width - 1)
        cut += part.ink[np.arange(part.height), across].mean() / 255
        rest += np.arange(part.width) >= path[:, None]
    pieces = [np.where(rest == i, part.ink, 0) for i in range(len(places) + 1)]
    return Way([_cropped(part, piece.astype(np.uint8)) for piece in pieces], cut)


def _path(ink: Gray, low: float, high: float) -> NDArray[np.int64]:
    """(height,) the column of the path of least ink; it goes a column a row at most."""
    height, width = ink.shape
    share = CUT_SIDE / height
    size = (max(round(width * share), 4), CUT_SIDE)
    small = cv2.resize(ink, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    first = min(round(low * size[0]), size[0] - 2)
    last = max(round(high * size[0]), first + 2)
    cost = small[:, first:last] + 4  # a shorter way where there is no ink at all
    back = np.zeros(cost.shape, dtype=np.int64)
    for row in range(1, CUT_SIDE):
        before = np.pad(cost[row - 1], 1, constant_values=np.inf)
        options = np.stack([before[1:-1], before[:-2] + 2, before[2:] + 2])
        back[row] = np.array([0, -1, 1])[options.argmin(axis=0)]
        cost[row] += options.min(axis=0)
    column = int(cost[-1].argmin())
    path = np.empty(CUT_SIDE)
    for row in range(CUT_SIDE - 1, -1, -1):
        path[row] = column
        column += int(back[row, column])
    rows = (np.arange(height) + 0.5) * share
    smooth = np.interp(rows, np.arange(CUT_SIDE) + 0.5, path)
    return np.asarray(np.rint((smooth + first + 0.5) * width / size[0]), dtype=np.int64)


def _cropped(part: Part, ink: Gray) -> Part:
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if rows.size == 0:
        return Part(part.left, part.top, ink[:0, :0])
    y, x = int(rows[0]), int(columns[0])
    ink = ink[y : rows[-1] + 1, x : columns[-1] + 1]
    return Part(part.left + x, part.top + y, ink)
