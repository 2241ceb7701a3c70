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
SMALL = 16  # px; a picture of so few is cut tight, and its corners alone tell the paper
TIGHT = 48  # px; a smaller one may be, and they do where its rim tells another
WIDEST = 0.25  # of the longer side; a stroke is narrower, a shadow at the rim is not
FLAT = 6  # of 255; along a sheet's rim its colour varies by less, without a shadow
DRAWN = 0.85  # of a drawing's pixels; they are wholly paper or wholly ink
LIT = 48  # px; smaller pictures do not show how the light falls
DETAIL = 8  # of the picture's longer side; a digit's strokes are narrower
BLOCKS = 16  # squares a side that the light is fitted to
ROUNDS = 4  # of the fit; each leaves out what the one before does not explain
SMOOTH = 0.85  # of the squares; so many a smooth light explains
ON_RIM = 0.1  # of the rim; light that falls unevenly is seen there


def contrast(pixels: Pixels) -> Pixels:
    """How far each pixel is from the paper, (height, width) uint8 of 255.

    Even paper is one colour, and ink is whatever differs from it. Where the light is
    uneven, ink is what the light at its place does not explain.
    """
    paper = paper_colour(pixels)
    plain = _off(pixels, paper)
    if min(plain.shape) < LIT or is_clean(plain):
        return plain
    gray = np.asarray(pixels, np.float32)
    if gray.ndim == 3:
        gray = gray.mean(axis=2)
    level = float(np.mean(paper))
    if not is_dark(gray):
        gray, level = 255 - gray, 255 - level
    light = fit_light(gray)
    if light is not None:
        even = np.ptp(light) <= ALIKE
    else:
        light = find_light(gray)
        even = (np.abs(rim(light) - level) > ALIKE).mean() < ON_RIM
    return plain if even else _lost(gray, light)


def paper_colour(pixels: Pixels) -> Pixels:
    """The paper's level, (), or colour, (3,), uint8.

    The rim's median where enough of the picture is like it; else a frame or a table
    lies along the rim, and the commonest colour is the paper's. A small picture may be
    cut so tight that its rim is mostly ink; its corners are not.
    """
    longer = max(pixels.shape[:2])
    at_rim = median(rim(pixels))
    if longer < TIGHT:
        at_corners = _of_corners(pixels)
        if longer <= SMALL or _off(at_corners, at_rim).max() >= ALIKE:
            return at_corners
    if _share(_off(pixels, at_rim) < ALIKE) >= MOST:
        return at_rim
    flat = pixels.reshape(-1, *pixels.shape[2:])
    coarse = (flat // BIN).astype(np.int64).reshape(len(flat), -1)
    number = coarse @ (256 // BIN) ** np.arange(coarse.shape[1])
    commonest = np.bincount(number).argmax()
    return median(flat[number == commonest])


def is_clean(plain: Pixels) -> bool:
    """Whether no camera saw this: its rim is paper alone, or it has two levels only."""
    if _share(rim(plain) > FLAT) < ON_RIM:
        return True
    full = plain.max() - np.minimum(plain.max(), FLAT)
    return _share((plain <= FLAT) | (plain >= full)) >= DRAWN


def is_dark(gray: Plane) -> bool:
    """Whether ink is darker than its paper: the details that stand out most are.

    Light that changes slowly has no part in it.
    """
    soft = ndimage.uniform_filter(gray, 3)
    detail = soft - ndimage.uniform_filter(soft, max(gray.shape) // DETAIL)
    return bool((detail**3).sum() < 0)


def find_light(gray: Plane) -> Plane:
    """The level that paper has at each place, (height, width), of dark ink on it.

    Grey closing (Serra, 1982) takes away what is dark and narrower than WIDEST.
    """
    soft = ndimage.uniform_filter(gray, 3)
    light: Plane = ndimage.grey_closing(soft, int(WIDEST * max(gray.shape)) | 1)
    return light


def fit_light(gray: Plane) -> Plane | None:
    """The same where light falls off smoothly, a quadratic in x and y; else None.

    Fitted to the lightest of every square of the picture, which ink seldom fills, and
    again without those that are far off; None where many are, as in a shadow.
    """
    rows, columns = (np.arange(BLOCKS) * n // BLOCKS for n in gray.shape)
    soft = ndimage.uniform_filter(gray, 3)
    lightest = np.maximum.reduceat(np.maximum.reduceat(soft, rows, 0), columns, 1)
    middles = (np.arange(BLOCKS) + 0.5) / BLOCKS
    at, level = _quadratic(middles, middles), lightest.ravel()
    near = np.ones(level.size, np.bool_)
    for _ in range(ROUNDS):
        weights = np.linalg.lstsq(at[near], level[near], rcond=None)[0]
        near = np.abs(level - at @ weights) < ALIKE / 2
        if near.mean() < SMOOTH:
            return None
    y, x = ((np.arange(n) + 0.5) / n for n in gray.shape)
    light: Plane = (_quadratic(y, x) @ weights).reshape(gray.shape).astype(np.float32)
    return light


def median(pixels: Pixels) -> Pixels:
    """The middle one of (n, ...), for each colour; of two the mean, rounded down."""
    ordered = np.sort(pixels, axis=0).astype(np.uint16)
    middle: Pixels = (ordered[(len(pixels) - 1) // 2] + ordered[len(pixels) // 2]) // 2
    return middle.astype(np.uint8)


def rim(pixels: Kind) -> Kind:
    """The outermost pixels of (height, width, ...), as (n, ...)."""
    sides = [pixels[0], pixels[-1], pixels[1:-1, 0], pixels[1:-1, -1]]
    outermost: Kind = np.concatenate(sides, axis=0)
    return outermost


def _lost(gray: Plane, light: Plane) -> Pixels:
    """The share of the light that ink swallows, 255 for all of it."""
    share = 1 - gray / np.maximum(light, 1)
    return np.rint(255 * np.clip(share, 0, 1)).astype(np.uint8)


def _quadratic(y: NDArray[np.float64], x: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n * m, 6): 1, y, x, yy, yx and xx at each of n heights and m widths."""
    y, x = (axis.ravel() for axis in np.meshgrid(y, x, indexing="ij"))
    return np.stack([np.ones_like(y), y, x, y * y, y * x, x * x], axis=1)


def _of_corners(pixels: Pixels) -> Pixels:
    """The colour of the paper in a small picture that ink fills, by its corners."""
    flat = pixels.reshape(-1, *pixels.shape[2:])
    level = flat if pixels.ndim == 2 else flat.mean(axis=1)
    middle = (float(level.min()) + float(level.max())) / 2
    light = level > middle
    is_light = _are_corners_light(light.reshape(pixels.shape[:2]))
    colour: Pixels = np.percentile(
        flat[light == is_light], 75 if is_light else 25, axis=0
    ).astype(np.uint8)
    return colour


def _are_corners_light(light: NDArray[np.bool_]) -> bool:
    """Whether most corners of (height, width) are.

    Of two against two those are not that a bar joins, as in a 7 or a 2; the other two
    have paper and ink between them. Where none does, what most of the picture is like.
    """
    corners = light[[0, 0, -1, -1], [0, -1, 0, -1]].sum()
    if corners != 2:
        return bool(corners > 2)
    for side, other in ((light[0], light[-1]), (light[:, 0], light[:, -1])):
        if side[0] == side[-1] != other[0] == other[-1]:
            fuller = (side == side[0]).mean() - (other == other[0]).mean()
            if fuller:
                bar = side if fuller > 0 else other
                return not bar[0]
    return bool(light.mean() > 0.5)


def _off(pixels: Pixels, colour: Pixels) -> Pixels:
    """How far each pixel is from `colour`; of three channels the farthest counts."""
    off: Pixels = np.maximum(pixels, colour) - np.minimum(pixels, colour)
    return off if off.ndim < 3 else off.max(axis=2)


def _share(mask: NDArray[np.bool_]) -> float:
    """As `mean` has it, many times as fast."""
    return np.count_nonzero(mask) / mask.size
