"""Connected parts of the ink, each by itself however near its neighbours are."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from lenet1 import sentences
from lenet1.ink import Gray
from lenet1.paper.sheet import Pixels
from lenet1.picture import PictureError

LEAST_HEIGHT = 7  # px; smaller parts are no digits at the working size
SPECK = 0.13  # of the digits' height; what is smaller both ways is a speck
LARGEST = 6  # times the digits' height; larger parts are edges, frames, pictures
EDGE = 0.25  # of a part's own contrast; its outline, half-way up a blurred edge
FULL = 0.8  # quantile of a part's contrast that is its own full ink
FAINT = 0.35  # of the digits' contrast; fainter parts are rules, shadows, the back side
FILLED, SLIM = 0.6, 0.4  # of its box, of its height; a 1 fills it, too, but is slim
BESIDE = 5  # px; so far from a part its paper is looked at
MOST = 3_000  # parts; more are no page of digits
MOST_NESTED = 4.0  # pages; how large all boxes are together: few lie in each other


class Part(NamedTuple):
    """Ink of one connected part, or of several that belong together."""

    left: int  # px
    top: int  # px
    ink: Gray  # (height, width), 255 = the part's own full ink

    @property
    def height(self) -> int:
        return int(self.ink.shape[0])

    @property
    def width(self) -> int:
        return int(self.ink.shape[1])

    @property
    def right(self) -> int:
        return self.left + self.width

    @property
    def bottom(self) -> int:
        return self.top + self.height


def digit_height(mask: Gray) -> float:
    """Height of the digits of `mask`, (h, w) uint8, px; 0 where it holds nothing.

    Frames and edges, which are most of the page high, do not count beside others.
    """
    stats = np.asarray(cv2.connectedComponentsWithStats(mask, connectivity=8)[2])
    return middle_height(_below(stats[1:, cv2.CC_STAT_HEIGHT], mask.shape[0]))


def _below(heights: NDArray[Any], page: int) -> NDArray[Any]:
    lower = heights[(heights < 0.6 * page) & (heights >= LEAST_HEIGHT)]
    return lower if lower.size else heights


def middle_height(heights: NDArray[Any]) -> float:
    """The median of (n,) heights, each weighing as much as it is; 0 of none."""
    heights = np.sort(heights[heights >= LEAST_HEIGHT])
    if heights.size == 0:
        return 0.0
    total = np.cumsum(heights)
    return float(heights[np.searchsorted(total, total[-1] / 2)])


def middle_height_of(parts: Iterable[Part]) -> float:
    """`middle_height` of the heights of parts, px."""
    return middle_height(np.array([part.height for part in parts], dtype=np.int32))


def find_parts(contrast: Gray, mask: Gray) -> list[Part]:
    """The connected parts of `mask`, (h, w) uint8, with their ink from `contrast`.

    Each is cut off at EDGE of its own contrast, and falls apart if it then does. Specks
    and parts much fainter than the rest are left out; more than MOST others raise
    PictureError.
    """
    labels = np.asarray(cv2.connectedComponents(mask, connectivity=8)[1])
    levels = _full_ink(labels, contrast)
    solid = np.where(contrast >= EDGE * levels[labels], mask, 0).astype(np.uint8)
    found = cv2.connectedComponentsWithStats(solid, connectivity=8)
    labels, stats = np.asarray(found[1]), np.asarray(found[2])
    levels = _full_ink(labels, contrast)
    heights = stats[:, cv2.CC_STAT_HEIGHT]
    height = middle_height(_below(heights[1:], mask.shape[0]))
    sides = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1)
    kept = sides >= max(LEAST_HEIGHT / 2, SPECK * height)
    kept &= sides <= LARGEST * height
    kept[0] = False
    if kept.sum() > MOST:
        raise too_many(int(kept.sum()))
    if not kept.any():
        return []
    kept &= levels >= FAINT * np.average(levels[kept], weights=heights[kept])
    return [
        _part(label, labels, contrast, stats[label].tolist(), float(levels[label]))
        for label in not_too_nested(stats, kept, mask.size)
    ]


def not_too_nested(stats: Any, kept: NDArray[np.bool_], page: int) -> list[int]:
    """Indices of `kept` with the smallest boxes, as many as cover MOST_NESTED pages.

    `stats` are connectedComponentsWithStats', `page` the page's px. Each box is looked
    at by itself, which would take a hundred frames around each other a hundred times
    the page.
    """
    some = np.flatnonzero(kept)
    areas = stats[some][:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].prod(axis=1)
    order = np.argsort(areas, kind="stable")
    fitting = order[areas[order].cumsum() <= MOST_NESTED * page]
    return sorted(some[fitting].tolist())


def on_paper(parts: Sequence[Part], pixels: Pixels) -> list[Part]:
    """The parts of a page, ink dark, that have paper on both sides.

    The dark beyond a sheet's edge or under a shadow's has it on one. Ink takes about
    the same share of the light on both, also where a shadow's edge runs through it;
    and all ink of a page takes much, a table's grain little.
    """
    light = pixels.max(axis=2)
    taken = [_taken(part, light) for part in parts]
    usual = float(np.median([most for _, most in taken])) if parts else 0.0
    return [
        part
        for part, (least, most) in zip(parts, taken, strict=True)
        if least >= FAINT * most and most >= FAINT * usual
    ]


def _taken(part: Part, light: Gray) -> tuple[float, float]:
    """The least and the most share of the light that a part takes, of its two sides."""
    rows = slice(part.top, part.bottom)
    inside = _quantile(light[rows, part.left : part.right][part.ink >= 128], 0.5)
    strips = [
        light[rows, max(part.left - BESIDE, 0) : part.left],
        light[rows, part.right : part.right + BESIDE],
    ]
    sides = [_quantile(strip.ravel(), FULL) for strip in strips if strip.size]
    if not sides:  # it reaches from rim to rim, as a digit cut out tightly does
        return 1.0, 1.0
    filled = part.width >= SLIM * part.height and (part.ink >= 128).mean() >= FILLED
    if len(sides) == 1 and filled:  # the rim cuts it, and it goes on beyond
        sides.append(inside)
    least, most = (1 - inside / max(side, 1.0) for side in (min(sides), max(sides)))
    return least, most


def _quantile(values: NDArray[Any], share: float) -> float:
    """Of (n,) values; the lower of two. numpy's own takes ten times as long."""
    at = int(share * (values.size - 1))
    return float(np.partition(values, at)[at])


def too_many(marks: int) -> PictureError:
    return PictureError(sentences.too_many_marks(marks))


def _full_ink(labels: NDArray[Any], contrast: Gray) -> NDArray[np.float32]:
    """(labels,) quantile FULL of each label's contrast; infinite for the paper's, 0."""
    inked = labels > 0
    label, value = labels[inked], contrast[inked]
    order = np.lexsort((value, label))
    ends = np.searchsorted(label[order], np.arange(1, labels.max() + 2))
    at = ends[:-1] + (FULL * (np.diff(ends) - 1)).astype(int)
    levels = np.full(labels.max() + 1, np.inf, dtype=np.float32)
    levels[1:] = value[order][at]
    return levels


def _part(
    label: int,
    labels: NDArray[Any],
    contrast: Gray,
    stats: list[int],
    level: float,
) -> Part:
    """One label's ink, with a pixel of its soft edge that is nobody else's."""
    left, top, width, height, _ = stats
    x, y = max(left - 1, 0), max(top - 1, 0)
    window = np.s_[y : top + height + 1, x : left + width + 1]
    own = (labels[window] == label).astype(np.uint8)
    soft = (cv2.dilate(own, np.ones((3, 3), np.uint8)) > 0) & (labels[window] == 0)
    ink = np.where((own > 0) | soft, contrast[window] * (255 / level), 0)
    return Part(x, y, np.rint(np.minimum(ink, 255)).astype(np.uint8))
