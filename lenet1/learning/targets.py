"""What the finder should say of made-up crops, and how far off what it says is."""

from typing import NamedTuple

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from lenet1.learning.crops.crop import Crop, make_crop
from lenet1.learning.crops.sheet import SIDE, Bank
from lenet1.learning.hand import Random
from lenet1.paper.finder import KINDS, SHIFT, SIZE, STEP, planes

HEIGHTS = (12.5, 54.0)  # px; lower and higher digits are another scale's
SPREAD = 0.17  # of a box's side; deviation of the bump at its middle ...
LEAST_SPREAD = 0.55  # places; ... at least
NEAR = 0.45  # of a bump's height; where a box is asked for
PLACES = SIDE // STEP
QUANTUM = 127 / 4  # of planes, which are kept in 8 bits


class Targets(NamedTuple):
    """A crop as the network takes it, and what it should say; or n of them."""

    planes: NDArray[np.int8]  # (2, SIDE, SIDE)
    heat: NDArray[np.uint8]  # (kinds, PLACES, PLACES); 255 at a middle
    boxes: NDArray[np.float16]  # (4, PLACES, PLACES) near a middle, else NaN
    ignored: NDArray[np.bool_]  # (PLACES, PLACES) digits of other scales


def targets_of(crop: Crop) -> Targets:
    """A bump at every middle, and the box in its units near it."""
    heat = np.zeros((len(KINDS), PLACES, PLACES), np.float32)
    boxes = np.full((4, PLACES, PLACES), np.nan, np.float16)
    ignored = np.zeros((PLACES, PLACES), np.bool_)
    nearest = np.zeros((PLACES, PLACES), np.float32)
    for character, left, top, wide, high in crop.boxes.tolist():
        kind = max(int(character) - 9, 0)  # all ten digits are one
        if kind == 0 and not HEIGHTS[0] <= high <= HEIGHTS[1]:
            rows = slice(max(int(top / STEP), 0), int((top + high) / STEP) + 1)
            columns = slice(max(int(left / STEP), 0), int((left + wide) / STEP) + 1)
            ignored[rows, columns] = True
            continue
        x, y = left + wide / 2, top + high / 2
        column, row = (min(int(v / STEP), PLACES - 1) for v in (x, y))
        reach = int(0.4 * max(wide, high) / STEP) + 2
        rows = slice(max(row - reach, 0), row + reach + 1)
        columns = slice(max(column - reach, 0), column + reach + 1)
        across, down = np.arange(PLACES)[None, columns], np.arange(PLACES)[rows, None]
        right, below = STEP * (across + 0.5) - x, STEP * (down + 0.5) - y
        spread = np.maximum(SPREAD * np.array([wide, high]), LEAST_SPREAD * STEP)
        bump = np.exp(-((right / spread[0]) ** 2 + (below / spread[1]) ** 2) / 2)
        bump[row - rows.start, column - columns.start] = 1
        own = heat[kind, rows, columns]
        np.maximum(own, bump, out=own)
        mine = (bump > NEAR) & (bump > nearest[rows, columns])
        nearest[rows, columns][mine] = bump[mine]
        size = np.log(np.maximum([wide, high], 1) / SIZE)
        for i, value in enumerate((-right / SHIFT, -below / SHIFT, *size)):
            boxes[i, rows, columns][mine] = np.broadcast_to(value, mine.shape)[mine]
    return Targets(
        np.rint(planes(crop.pixels) * QUANTUM).astype(np.int8),
        np.rint(heat * 255).astype(np.uint8),
        boxes,
        ignored,
    )


class Pool:
    """The last crops that were made, up to `size`: each is learned from several times.

    Making one takes longer than learning from one.
    """

    def __init__(self, bank: Bank, random: Random, size: int) -> None:
        self.bank, self.random, self.size = bank, random, size
        first = targets_of(make_crop(bank, random))
        self.kept = Targets._make(np.empty((size, *v.shape), v.dtype) for v in first)
        self.made = 0

    def batch(self, count: int, fresh: int) -> Targets:
        """`count` of those that are kept, after `fresh` more were made."""
        while self.made < count or fresh > 0:
            made = targets_of(make_crop(self.bank, self.random))
            for name, value in made._asdict().items():
                getattr(self.kept, name)[self.made % self.size] = value
            self.made += 1
            fresh -= 1
        have = min(self.made, self.size)
        index = self.random.integers(0, have, count)
        return Targets._make(values[index] for values in self.kept)


def as_input(planes: NDArray[np.int8]) -> Tensor:
    """(n, 2, h, w) in 8 bits as the networks take them."""
    x = torch.from_numpy(planes).float() / QUANTUM
    return x.contiguous(memory_format=torch.channels_last)


def loss_of(out: Tensor, batch: Targets) -> Tensor:
    """Focal loss of the middles (Law and Deng, 2018) and how far the boxes are off."""
    y = torch.from_numpy(batch.heat).float() / 255
    z = out[:, : len(KINDS)]
    with torch.no_grad():
        hit = (y == 1).float()
        p = z.sigmoid()
        weight = torch.where(y == 1, (1 - p) ** 2, p**2 * (1 - y) ** 4)
        weight[:, 0] *= ~torch.from_numpy(batch.ignored)
    cost = F.binary_cross_entropy_with_logits(z, hit, weight, reduction="sum")
    boxes = torch.from_numpy(batch.boxes).float()
    told = ~boxes.isnan()
    off = (out[:, len(KINDS) :] - boxes.nan_to_num()).abs() * told
    return cost / hit.sum().clamp(min=1) + 2 * off.sum() / told.sum().clamp(min=1)
