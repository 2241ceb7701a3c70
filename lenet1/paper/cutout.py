"""The ink of one digit of a page, without lines, neighbours and what else is near.

A second small network sees a window around the digit and says of every pixel how much
of the digit's own ink it holds.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import cv2
import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor, nn

from lenet1.ink import Gray

SIDE = 48  # px; of a window
BOX = 30  # px; the longer side of the digit's box in its window
WIDTH = 24  # maps
DILATIONS = (1, 2, 4, 2, 1)
FAINTEST = 4.0  # of 255; deviation that a window has at least
BATCH = 64  # windows
HELD = 0.25  # share of a pixel; less of the digit's ink is none


class Cutout(nn.Module):
    """(n, 2, 48, 48) windows to (n, 48, 48) log odds of the middle digit's ink."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv2d(2, WIDTH, 5, stride=2, padding=2)
        self.trunk = nn.ModuleList(
            nn.Conv2d(WIDTH, WIDTH, 3, padding=d, dilation=d) for d in DILATIONS
        )
        self.out = nn.Conv2d(WIDTH, 4, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        x = F.relu(self.first(x))
        for layer in self.trunk:
            x = x + F.relu(layer(x))
        odds: Tensor = F.pixel_shuffle(self.out(x), 2)[:, 0]
        return odds


class Inked(NamedTuple):
    """A digit's ink where it lies on the page."""

    left: float  # px
    top: float  # px
    pixel: float  # px; side of one pixel of the ink
    ink: Gray  # (h, w), 255 = full ink; cut out
    contrast: float  # difference of ink and paper; share of the lighter one

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom; px of the page."""
        height, width = (side * self.pixel for side in self.ink.shape)
        return self.left, self.top, self.left + width, self.top + height


def window_of(
    scales: Sequence[NDArray[np.uint8]], box: Sequence[float] | NDArray[np.float64]
) -> NDArray[np.float32]:
    """(2, SIDE, SIDE): light and redness around a box, in deviations of the light.

    `scales` are `finder.halvings` of a page, `box` left, top, right, bottom on it.
    """
    return _evened(_cut(scales, box))


def _cut(
    scales: Sequence[NDArray[np.uint8]], box: Sequence[float] | NDArray[np.float64]
) -> NDArray[np.float32]:
    """(2, SIDE, SIDE): light, of 0 to 255, and redness around a box."""
    affine = placed(box)
    power = int(np.clip(-np.log2(affine[0, 0]), 0, len(scales) - 1))
    pixels = scales[power]
    affine[:, :2] *= 2**power
    cut = cv2.warpAffine(
        pixels,
        affine,
        (SIDE, SIDE),
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    values = cut.reshape(SIDE, SIDE, -1).astype(np.float32)
    return np.stack([values.mean(axis=2), values[..., 0] - values[..., -1]])


def _evened(cut: NDArray[np.float32]) -> NDArray[np.float32]:
    light, red = cut
    deviation = float(light.std()) + FAINTEST
    both = np.stack([light - light.mean(), red - red.mean()]) / deviation
    return np.asarray(np.clip(both, -4, 4), dtype=np.float32)


def placed(box: Sequence[float] | NDArray[np.float64]) -> NDArray[np.float64]:
    """(2, 3): from a page's places to those of the window around a box."""
    left, top, right, bottom = (float(side) for side in box)
    share = BOX / max(right - left, bottom - top, 1)
    middle = np.array([(left + right) / 2, (top + bottom) / 2])
    shift = SIDE / 2 - share * middle
    return np.array([[share, 0, shift[0]], [0, share, shift[1]]])


def cut_out(
    network: Cutout,
    scales: Sequence[NDArray[np.uint8]],
    boxes: NDArray[np.float64],
) -> Iterator[Inked | None]:
    """The ink of the digit in each box; None where there is none."""
    for start in range(0, len(boxes), BATCH):
        some = boxes[start : start + BATCH]
        cuts = [_cut(scales, box) for box in some]
        windows = np.stack([_evened(cut) for cut in cuts])
        with torch.inference_mode():
            shares = network(torch.from_numpy(windows)).sigmoid().numpy()
        for box, cut, share in zip(some, cuts, shares, strict=True):
            yield _inked(share, placed(box), cut[0])


def _inked(
    share: NDArray[np.float32],
    affine: NDArray[np.float64],
    light: NDArray[np.float32],
) -> Inked | None:
    ink = np.rint(255 * share * (share > HELD)).astype(np.uint8)
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not rows.size:
        return None
    y, x = int(rows[0]), int(columns[0])
    pixel = 1 / float(affine[0, 0])
    left, top = (np.array([x, y]) - affine[:, 2]) * pixel
    cut = np.ascontiguousarray(ink[y : rows[-1] + 1, x : columns[-1] + 1])
    inked = float(np.median(light[share > HELD]))
    paper = float(np.median(light[share <= np.median(share)]))
    contrast = abs(paper - inked) / max(paper, inked, 1)
    return Inked(float(left), float(top), pixel, cut, contrast)
