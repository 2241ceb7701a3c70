"""A picture's background: which colour the paper is, how the light falls on it."""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

Pixels = NDArray[np.uint8]  # (height, width) or (height, width, 3)
Plane = NDArray[np.float32]  # (height, width)
Kind = TypeVar("Kind", Pixels, Plane)

ALIKE = 24  # of 255; colours of one paper differ by less
MOST = 0.25  # of the picture; the rim's colour is the paper where so much is like it
BIN = 16  # levels; colours are counted so coarsely
LIT = 48  # px; smaller pictures do not show how the light falls
SAME = 6  # of 255; along a sheet's rim its colour varies by less, without a shadow
SEEN = 0.1  # of the rim; light that falls unevenly is seen there
DRAWN = 0.85  # of a drawing's pixels; they are wholly paper or wholly ink
BOARD = 0.6  # of the lightest; most of a blackboard is darker, and most of paper is not
STROKE_WIDTH = (
    0.25  # of the longer side; a stroke is narrower, a shadow at the rim is not
)


def contrast(pixels: Pixels) -> Pixels:
    """How far each pixel is from the paper: (height, width) uint8, 0 for paper.

    A drawing's paper is one colour, and ink is whatever differs from it. In a photo ink
    is what the light at its place does not explain.
    """
    paper = paper_colour(pixels)
    plain = _off(pixels, paper)
    if min(plain.shape) < LIT or is_clean(plain):
        return plain
    middle, lightest = np.percentile(pixels, (50, 99))
    levels = pixels if middle > BOARD * lightest else 255 - pixels
    gray = levels if levels.ndim == 2 else levels.min(axis=2)  # as dark as any channel
    return _lost(gray.astype(np.float32))


def paper_colour(pixels: Pixels) -> Pixels:
    """The paper's level, (), or colour, (3,), uint8.

    The rim's median where enough of the picture is like it; else a frame or a table
    lies along the rim, and the commonest colour is the paper's.
    """
    at_rim = _median(rim(pixels))
    if _share(_off(pixels, at_rim) < ALIKE) >= MOST:
        return at_rim
    flat = pixels.reshape(-1, *pixels.shape[2:])
    coarse = (flat // BIN).astype(np.int64).reshape(len(flat), -1)
    number = coarse @ (256 // BIN) ** np.arange(coarse.shape[1])
    commonest = np.bincount(number).argmax()
    return _median(flat[number == commonest])


def is_clean(plain: Pixels) -> bool:
    """Whether no camera saw this: its rim is paper alone, or it has two levels only.

    `plain` is how far each pixel is from the paper's colour, (height, width).
    """
    if _share(rim(plain) > SAME) < SEEN:
        return True
    full = plain.max() - np.minimum(plain.max(), SAME)
    return _share((plain <= SAME) | (plain >= full)) >= DRAWN


def rim(pixels: Kind) -> Kind:
    """The outermost pixels of (height, width, ...), as (n, ...)."""
    sides = [pixels[0], pixels[-1], pixels[1:-1, 0], pixels[1:-1, -1]]
    outermost: Kind = np.concatenate(sides, axis=0)
    return outermost


def _lost(gray: Plane) -> Pixels:
    """The share of the light that dark ink swallows, 255 for all of it.

    Grey closing (Serra, 1982) takes away what is dark and narrower than STROKE_WIDTH;
    what is left is the level of the paper at each place.
    """
    soft = ndimage.uniform_filter(gray, 3)
    light = ndimage.grey_closing(soft, int(STROKE_WIDTH * max(gray.shape)) | 1)
    share = 1 - gray / np.maximum(light, 1)
    lost: Pixels = np.rint(255 * np.clip(share, 0, 1)).astype(np.uint8)
    return lost


def _off(pixels: Pixels, colour: Pixels) -> Pixels:
    """How far each pixel is from `colour`; of three channels the farthest counts."""
    off: Pixels = np.maximum(pixels, colour) - np.minimum(pixels, colour)
    return off if off.ndim < 3 else off.max(axis=2)


def _share(mask: NDArray[np.bool_]) -> float:
    """As `mean` has it, many times as fast."""
    return np.count_nonzero(mask) / mask.size


def _median(pixels: Pixels) -> Pixels:
    """The middle one of (n, ...), for each colour; of two the mean, rounded down."""
    middle: Pixels = np.median(pixels, axis=0).astype(np.uint8)
    return middle
