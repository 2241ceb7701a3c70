"""Which places of a page are digits: a small convolutional network, run at scales.

It sees how light and how red each pixel is beside its surroundings, and says for every
fourth pixel whether the middle of a digit or of a sign lies there, and how large that
is: objects as points (Zhou et al., 2019). What it learned from is in
`learning.crops`.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

import cv2
import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor, nn

KINDS = "0+-x=()/.,:"  # outputs: a digit, then each sign
STEP = 4  # px from one place to the next
WIDTH = 32  # maps of the trunk
DILATIONS = (1, 2, 4, 8, 4, 2, 1)  # places; of the trunk's layers
AROUND = 65  # px; the surroundings that a pixel is compared with
FAINTEST = 10.0  # of 255; deviation that surroundings have at least
HEIGHTS = (11.0, 60.0)  # px; of digits at the scale that they are found at
LEAST_SIDE = 20  # px; of the last scale
RIM = 16  # px; beyond the edges the outermost pixels go on so far
LEAST_ODDS = -1.0  # log odds from which on a place is looked at
MOST = 2_000  # places that are looked at; bounds the time
SAME = 0.55  # of the smaller box; what has so much in common is found twice
SHIFT, SIZE = 8.0, 20.0  # px; of the outputs' units: off a place, a digit's side


class Finder(nn.Module):
    """(n, 2, h, w) planes to (n, 15, h / 4, w / 4): logits of KINDS, then a box.

    A box is how far right and down its middle lies of the place's, in SHIFT px, and the
    logs of its width and height, in SIZE px.
    """

    def __init__(self) -> None:
        super().__init__()
        self.fine = nn.Conv2d(2, 16, 5, stride=2, padding=2)
        self.coarse = nn.Conv2d(16, WIDTH, 3, stride=2, padding=1)
        self.trunk = nn.ModuleList(
            nn.Conv2d(WIDTH, WIDTH, 3, padding=d, dilation=d) for d in DILATIONS
        )
        self.out = nn.Conv2d(WIDTH, len(KINDS) + 4, 1)

    def forward(self, x: Tensor) -> Tensor:
        x = self.coarse(self.fine(x).relu_()).relu_()
        for layer in self.trunk:
            x = x + layer(x).relu_()
        said: Tensor = self.out(x)
        return said


def planes(pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
    """(h, w, 1 or 3) to (2, h, w): light and redness beside what is around.

    In deviations of the light around; colour counts red against blue.
    """
    values = pixels.astype(np.float32)
    channels = values.shape[2]
    light = cv2.transform(values, np.full((1, channels), 1 / channels))  # their mean
    mean = cv2.blur(light, (AROUND, AROUND))
    square = cv2.blur(light * light, (AROUND, AROUND))
    deviation = np.sqrt(np.maximum(square - mean * mean, 0)) + FAINTEST
    red = values[..., 0] - values[..., -1]  # 0 where there is one channel
    red -= cv2.blur(red, (AROUND, AROUND))
    both = np.stack([light - mean, red]) / deviation
    return np.asarray(np.clip(both, -4, 4), dtype=np.float32)


@contextmanager
def with_onednn() -> Iterator[None]:
    """Large maps are five times as quick with it; single drawings do without."""
    before = torch.backends.mkldnn.set_flags(True)[0]
    try:
        yield
    finally:
        torch.backends.mkldnn.set_flags(before)


class Spots(NamedTuple):
    """Places found on a page, the surest first; of a whole page digits before signs."""

    kinds: NDArray[np.int64]  # (n,) indices in KINDS
    odds: NDArray[np.float64]  # (n,) log odds that the middle of this kind is there
    boxes: NDArray[np.float64]  # (n, 4) left, top, right, bottom; px

    def at(self, index: NDArray[np.bool_] | NDArray[np.int64]) -> "Spots":
        return Spots(self.kinds[index], self.odds[index], self.boxes[index])


def halvings(pixels: NDArray[np.uint8]) -> list[NDArray[np.uint8]]:
    """`pixels`, (h, w, c), and its halves while a digit could be seen in them."""
    several = [pixels]
    while min(several[-1].shape[:2]) >= 2 * LEAST_SIDE:
        height, width = several[-1].shape[:2]
        half = cv2.resize(
            several[-1], (width // 2, height // 2), interpolation=cv2.INTER_AREA
        )
        several.append(np.asarray(half, np.uint8).reshape(height // 2, width // 2, -1))
    return several


def find(
    finder: Finder,
    scales: Sequence[NDArray[np.uint8]],
) -> Spots:
    """Digits and signs of a page, of which `scales` are `halvings`.

    Each place once as a digit, and once as a sign if it may be either.
    """
    found = []
    for power, pixels in enumerate(scales):
        spots = _find_at(finder, pixels)
        found.append(spots._replace(boxes=spots.boxes * 2**power))
    every = Spots(*map(np.concatenate, zip(*found, strict=True)))
    every = every.at(np.argsort(-every.odds, kind="stable")[:MOST])
    # A 4 may look like a +: which one it is, its reading decides.
    apart = (every.at(every.kinds == 0), every.at(every.kinds > 0))
    return Spots(*map(np.concatenate, zip(*map(without_doubles, apart), strict=True)))


def _find_at(finder: Finder, pixels: NDArray[np.uint8]) -> Spots:
    height, width = pixels.shape[:2]
    edges = (RIM, RIM + -height % STEP, RIM, RIM + -width % STEP)
    padded = cv2.copyMakeBorder(pixels, *edges, cv2.BORDER_REPLICATE)
    padded = np.asarray(padded, np.uint8).reshape(*padded.shape[:2], -1)
    x = torch.from_numpy(planes(padded)).unsqueeze(0)
    with torch.inference_mode(), with_onednn():
        out = finder(x.contiguous(memory_format=torch.channels_last))[0]
        heat = out[: len(KINDS)]
        top = F.max_pool2d(heat.unsqueeze(0), 3, 1, 1)[0]
        kind, row, column = torch.nonzero(
            (heat == top) & (heat > LEAST_ODDS), as_tuple=True
        )
        odds = heat[kind, row, column]
        box = out[len(KINDS) :, row, column].double().numpy()
    at = STEP * (torch.stack([column, row]).numpy() + 0.5) - RIM
    middle = at + SHIFT * box[:2]
    half = SIZE / 2 * np.exp(np.clip(box[2:], -3, 2))
    boxes = np.concatenate([middle - half, middle + half]).T
    spots = Spots(kind.numpy(), odds.double().numpy(), boxes)
    tall = boxes[:, 3] - boxes[:, 1]
    inside = (middle > 0).all(axis=0) & ((width, height) > middle.T).all(axis=1)
    fits = (tall >= HEIGHTS[0]) & (tall <= HEIGHTS[1]) | (spots.kinds > 0)
    return spots.at(inside & fits)


def without_doubles(spots: Spots) -> Spots:
    """Each place once, as the surest has it; `spots` are in this order."""
    kept: list[int] = []
    gone = np.zeros(len(spots.odds), np.bool_)
    for i in range(len(gone)):
        if gone[i]:
            continue
        kept.append(i)
        gone |= are_same(spots.boxes[i], spots.boxes)
    return spots.at(np.array(kept, np.int64))


def are_same(box: NDArray[np.float64], boxes: NDArray[np.float64]) -> NDArray[np.bool_]:
    """(n,) which of n boxes lie where `box`, (4,), does."""
    size = np.minimum(box[2:], boxes[:, 2:]) - np.maximum(box[:2], boxes[:, :2])
    common = np.clip(size, 0, None).prod(axis=1)
    areas = (boxes[:, 2:] - boxes[:, :2]).prod(axis=1)
    same: NDArray[np.bool_] = common > SAME * np.minimum(
        (box[2:] - box[:2]).prod(), areas
    )
    return same
