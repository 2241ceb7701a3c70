"""A drawing's connected parts, and which of them are accidents beside it.

A stray dot or a grain far from a digit would set the box that the digit is scaled by.
What is left out is counted, never forgotten: the verdict and the page know of it.
"""

from functools import reduce
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

Gray = NDArray[np.uint8]  # (height, width), 255 = ink

GRID = 140  # points; the longer side on which parts are told apart, the pad's own
DOT = 0.3  # of the longest part; what is smaller and lies far from it is a dot
GRAIN = 0.1  # of the longest part; what is smaller is one even close to it
DOT_APART = 0.3  # of the longest part; the dot of an i is nearer
PALE = 0.5  # of the darkest; a part that is paler everywhere counts only when near
PALE_APART = 0.1  # of the longest part; so far around a drawing a pale part may lie
LINE_HEIGHT = 0.35  # of its width; an underline is no higher
LINE_WIDTH = 0.75  # of the width of what is above; an underline is at least as wide
ABOVE_HEIGHT = 0.5  # of the underline's width; what is above is at least as high
LINE_GAP = 0.5  # of the height of what is above; an underline is nearer
TOUCHING = np.ones((3, 3), np.bool_)  # corners connect


class LeftOut(NamedTuple):
    """What was taken away from a drawing before it was read."""

    kind: str  # "dot", "smudge", "underline"; of pictures also "line", "frame", "rim"
    number: int  # of things
    share: float  # of all ink there was, in [0, 1]


class Part(NamedTuple):
    """One connected part of a drawing, in points of its grid."""

    top: int
    left: int
    bottom: int  # one past the last
    right: int
    darkest: int  # of 255

    @property
    def longer(self) -> int:
        return max(self.bottom - self.top, self.right - self.left)


def box_of(ink: Gray) -> tuple[slice, slice]:
    """The rows and columns of (height, width) from the first with ink to the last.

    All of them where there is no ink.
    """
    rows, columns = (np.flatnonzero(ink.any(axis=axis)).tolist() for axis in (1, 0))
    if not rows:
        return slice(0, ink.shape[0]), slice(0, ink.shape[1])
    return slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)


def find_parts(ink: Gray) -> tuple[NDArray[np.int32], list[Part]]:
    """The parts of ink, (height, width): which one each pixel is of, from 1, and all.

    Where ink is 0 no part is. Parts are in the order of their first row, then column.
    """
    labels = np.zeros(ink.shape, np.int32)
    box = box_of(ink)  # nearly all is paper
    inner, levels = labels[box], ink[box]
    count = ndimage.label(levels, structure=TOUCHING, output=inner)
    darkest = np.zeros(count + 1, np.uint8)
    np.maximum.at(darkest, inner.ravel(), levels.ravel())
    y, x = (side.start for side in box)
    parts = [
        Part(y + down.start, x + right.start, y + down.stop, x + right.stop, int(dark))
        for (down, right), dark in zip(
            ndimage.find_objects(inner), darkest[1:], strict=True
        )
    ]
    return labels, parts


def drop_accidents(ink: Gray) -> tuple[Gray, tuple[LeftOut, ...]]:
    """Leave out of `ink`, (height, width) uint8, what is an accident beside a drawing.

    A dot is a part shorter than DOT of the longest and DOT_APART from the box around
    the others, or shorter than GRAIN and just outside it. A smudge is nowhere as dark
    as PALE of the darkest and not near them. An underline is a flat stroke that lies
    below all others and spans them. A dot inside the box, the bar of a 5, and several
    dots without a stroke stay; so does a line above, perhaps the bar of a 5 or a 7.
    """
    labels, parts = find_parts(_on_grid(ink))
    if len(parts) < 2:
        return ink, ()
    dark = PALE * max(part.darkest for part in parts)
    longest = max(part.longer for part in parts if part.darkest >= dark)
    strokes = [p for p in parts if p.darkest >= dark and p.longer >= DOT * longest]
    box = _around(strokes)
    dots = [
        (p.longer < DOT * longest and _apart(p, box, DOT_APART * longest))
        or (p.longer < GRAIN * longest and _apart(p, box, 0))
        for p in parts
    ]
    smudges = [
        p.darkest < dark and not dot and _apart(p, box, PALE_APART * longest)
        for p, dot in zip(parts, dots, strict=True)
    ]
    lowest = max(strokes, key=lambda part: part.bottom)
    # An underline begins below where all others end.
    lines = [p == lowest and _underlines(p, strokes) for p in parts]
    accidents = {"dot": dots, "smudge": smudges, "underline": lines}
    return drop_parts(ink, labels, parts, accidents)


def drop_parts(
    ink: Gray,
    labels: NDArray[np.int32],
    parts: list[Part],
    accidents: dict[str, list[bool]],
) -> tuple[Gray, tuple[LeftOut, ...]]:
    """`ink` without the accidents, a flag for each of `parts` under the kind's name.

    `labels` may lie on a coarser grid than `ink`, as `drop_accidents` has it.
    """
    left_out = []
    kept = ink
    for kind, flags in accidents.items():
        if any(flags):
            gone = _on_pixels(np.array([False, *flags])[labels], ink)
            share = ink[gone].sum(dtype=np.int64) / ink.sum(dtype=np.int64)
            left_out.append(LeftOut(kind, sum(flags), float(share)))
            kept = np.where(gone, 0, kept).astype(np.uint8)
    return kept, tuple(left_out)


def _underlines(line: Part, strokes: list[Part]) -> bool:
    """Whether `line`, one of the strokes, is a line under all the others."""
    others = [p for p in strokes if p != line]
    if not others:
        return False
    top, left, bottom, right = _around(others)
    wide = line.right - line.left
    return (
        line.bottom - line.top <= LINE_HEIGHT * wide
        and wide >= LINE_WIDTH * (right - left)
        and bottom - top >= ABOVE_HEIGHT * wide
        and 0 <= line.top - bottom <= LINE_GAP * (bottom - top)
    )


def _on_pixels(mask: NDArray[np.bool_], ink: Gray) -> NDArray[np.bool_]:
    """A mask on a coarser grid or the same, on the pixels of `ink`."""
    step = _step(ink) if mask.shape != ink.shape else 1
    height, width = ink.shape
    return mask.repeat(step, axis=0).repeat(step, axis=1)[:height, :width]


def _step(ink: Gray) -> int:
    """Pixels of `ink` to a point of the grid, both ways."""
    longer: int = max(ink.shape)
    return -(-longer // GRID)


def _on_grid(ink: Gray) -> Gray:
    """The darkest of every square of `ink`, so that GRID points span it."""
    step = _step(ink)
    if step == 1:
        return ink
    height, width = (-(-n // step) for n in ink.shape)
    padded = np.zeros((height * step, width * step), np.uint8)
    padded[: ink.shape[0], : ink.shape[1]] = ink
    rows = reduce(np.maximum, (padded[i::step] for i in range(step)))
    return reduce(np.maximum, (rows[:, i::step] for i in range(step)))


def _around(parts: list[Part]) -> tuple[int, int, int, int]:
    """Top, left, bottom and right of the box around `parts`."""
    tops, lefts, bottoms, rights = list(zip(*parts, strict=True))[:4]
    return min(tops), min(lefts), max(bottoms), max(rights)


def _apart(part: Part, box: tuple[int, int, int, int], margin: float) -> bool:
    """Whether `part` lies outside `box` and `margin` around it."""
    top, left, bottom, right = box
    return (
        part.bottom <= top - margin
        or part.top >= bottom + margin
        or part.right <= left - margin
        or part.left >= right + margin
    )
