"""Made-up pieces of pages for the finder: rows of digits among all that is none.

What a digit is and where is known, since it was put there. Letters, words, scribbles,
lines, boxes, dark edges and pictures' texture are put beside, unnamed.
"""

from collections.abc import Callable
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from lenet1.ink import Gray
from lenet1.learning.crops.clutter import large, nothing
from lenet1.learning.crops.displays import display, meter
from lenet1.learning.crops.pages import columns, grid, mnist_sheet, print_page, rows
from lenet1.learning.crops.photo import photographed
from lenet1.learning.crops.sheet import SHEET, SIDE, Bank, Named, Sheet
from lenet1.learning.hand import Random


class Crop(NamedTuple):
    """A piece of a page and what stands on it."""

    pixels: NDArray[np.uint8]  # (SIDE, SIDE, 3)
    boxes: NDArray[np.float32]  # (n, 5): index in CHARACTERS; left, top, width, height
    named: list[Named]  # the same n
    turn: NDArray[np.float64]  # (2, 3) from the sheet's places to the crop's


KINDS: list[Callable[[Sheet, Bank], None]] = [
    rows,
    print_page,
    columns,
    grid,
    display,
    meter,
    mnist_sheet,
    nothing,
    large,
]

SHARES = [0.31, 0.11, 0.11, 0.13, 0.07, 0.04, 0.04, 0.1, 0.09]


def make_crop(bank: Bank, random: Random) -> Crop:
    """One crop of a kind drawn by chance."""
    sheet = Sheet(random)
    kind = KINDS[int(random.choice(len(KINDS), p=SHARES))]
    kind(sheet, bank)
    layers, turn = _turned(sheet)
    boxes, named = _boxes_of(sheet.named, turn)
    light = kind in (display, meter, mnist_sheet) and random.random() < 0.6
    return Crop(photographed(layers, random, light), boxes, named, turn)


def _turned(sheet: Sheet) -> tuple[list[Gray], NDArray[np.float64]]:
    """Turned, slanted and stretched a little; and cut out."""
    random = sheet.random
    angle = random.normal(0, 3.5) if random.random() < 0.7 else random.uniform(-12, 12)
    turn = np.radians(angle)
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    slant = np.array([[1, random.normal(0, 0.1)], [0, 1]])
    matrix = rotation @ slant @ np.diag(random.uniform(0.9, 1.1, 2))
    shift = SIDE / 2 - matrix @ np.array([SHEET / 2, SHEET / 2])
    affine = np.concatenate([matrix, shift[:, None]], axis=1)
    layers = [
        np.asarray(cv2.warpAffine(layer, affine, (SIDE, SIDE)), dtype=np.uint8)
        for layer in sheet.layers
    ]
    return layers, affine


def _boxes_of(
    named: list[Named], affine: NDArray[np.float64]
) -> tuple[NDArray[np.float32], list[Named]]:
    """The boxes of those whose middle lies on the crop: of an ellipse in each box."""
    kept, boxes = [], []
    for one in named:
        half = np.array(one.ink.shape[::-1]) / 2
        x, y = affine[:, :2] @ (half + np.array([one.left, one.top])) + affine[:, 2]
        w, h = 2 * np.sqrt(((affine[:, :2] * half) ** 2).sum(axis=1))
        if 1 < x < SIDE - 1 and 1 < y < SIDE - 1:
            kept.append(one)
            boxes.append((one.character, x - w / 2, y - h / 2, w, h))
    return np.array(boxes, np.float32).reshape(-1, 5), kept
