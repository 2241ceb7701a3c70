"""Windows around made-up digits, and which of their ink is the digit's."""

from collections.abc import Iterator
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from lenet1.ink import Gray
from lenet1.learning.crops.crop import Crop
from lenet1.learning.crops.sheet import SIDE as CROP
from lenet1.learning.crops.sheet import Named
from lenet1.learning.hand import Random
from lenet1.paper.cutout import SIDE, placed, window_of
from lenet1.paper.finder import halvings

LOWEST, HIGHEST = 10.0, 64.0  # px; of digits that windows are made of
WHOLE = 0.85  # of a box's sides; less on the crop is not read
OFF = 0.07  # of a box's side; deviation by which the finder's boxes are off


class Window(NamedTuple):
    """What is seen around a digit, and its own ink."""

    planes: NDArray[np.float32]  # (2, SIDE, SIDE)
    ink: Gray  # (SIDE, SIDE)
    label: int


def windows(crop: Crop, random: Random) -> Iterator[Window]:
    """A window around each digit of a crop, placed as roughly as the finder places."""
    scales = halvings(crop.pixels)
    for (character, left, top, wide, high), named in zip(
        crop.boxes.tolist(), crop.named, strict=True
    ):
        seen = (
            min(left + wide, CROP) - max(left, 0),
            min(top + high, CROP) - max(top, 0),
        )
        if seen[0] < WHOLE * wide or seen[1] < WHOLE * high:
            continue
        if character > 9 or not LOWEST <= high <= HIGHEST:
            continue
        off = random.normal(0, OFF, 4) * (wide, high, wide, high)
        box = np.array([left, top, left + wide, top + high]) + off
        yield Window(window_of(scales, box), own_ink(named, crop, box), int(character))


def own_ink(named: Named, crop: Crop, box: NDArray[np.float64]) -> Gray:
    """(SIDE, SIDE): a digit's ink as the window around `box` should show it."""
    window = placed(box)
    turned = window[:, :2] @ crop.turn[:, :2]
    corner = crop.turn[:, :2] @ (named.left, named.top) + crop.turn[:, 2]
    shift = window[:, :2] @ corner + window[:, 2]
    affine = np.concatenate([turned, shift[:, None]], axis=1)
    ink = cv2.warpAffine(named.ink, affine, (SIDE, SIDE), flags=cv2.INTER_LINEAR)
    full = 255 / max(int(ink.max()), 64)
    return np.asarray(np.minimum(ink * full, 255), dtype=np.uint8)
