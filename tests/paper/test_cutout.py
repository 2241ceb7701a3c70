"""A digit's ink without what is near it."""

import numpy as np
import pytest
import torch

from lenet1.paper.cutout import BOX, SIDE, Cutout, cut_out, placed, window_of
from lenet1.paper.finder import halvings
from lenet1.paper.networks import shipped_networks
from tests.drawings import EXAMPLES, ink_of

PLACE = (100, 60)  # px; left and top of the drawn digit's sheet
SHEET = 80  # px


def page_of(digit: int, pen: int = 0, paper: int = 255) -> np.ndarray:
    """(200, 300, 3): one digit in the middle of white paper."""
    pixels = np.full((200, 300, 3), float(paper))
    ink = ink_of(EXAMPLES[digit], side=SHEET)[..., None] / 255
    window = pixels[PLACE[1] : PLACE[1] + SHEET, PLACE[0] : PLACE[0] + SHEET]
    window += ink * (pen - window)
    return pixels.astype(np.uint8)


def box_of(digit: int) -> np.ndarray:
    y, x = np.nonzero(ink_of(EXAMPLES[digit], side=SHEET) > 128)
    left, top = x.min() + PLACE[0], y.min() + PLACE[1]
    return np.array([left, top, left + np.ptp(x) + 1, top + np.ptp(y) + 1], float)


def test_a_windows_middle_is_the_boxs_and_its_longer_side_fills_it() -> None:
    affine = placed([10, 20, 40, 80])
    assert affine @ (25, 50, 1) == pytest.approx([SIDE / 2, SIDE / 2])
    assert affine[1, 1] * 60 == pytest.approx(BOX)


@pytest.mark.parametrize("times", [1, 4])
def test_a_window_shows_the_same_at_every_size(times: int) -> None:
    pixels = page_of(5).repeat(times, axis=0).repeat(times, axis=1)
    small = window_of([page_of(5)], box_of(5))
    large = window_of(halvings(pixels), box_of(5) * times)
    assert np.abs(large - small).mean() < 0.15


def ink_at(pixels: np.ndarray, digit: int) -> np.ndarray:
    """The ink that is cut out, on the page's pixels."""
    one = next(cut_out(shipped_networks().cutout, [pixels], box_of(digit)[None]))
    assert one is not None
    y, x = np.indices(pixels.shape[:2]) + 0.5
    rows = np.floor((y - one.top) / one.pixel).astype(int)
    columns = np.floor((x - one.left) / one.pixel).astype(int)
    inside = (rows >= 0) & (rows < one.ink.shape[0])
    inside &= (columns >= 0) & (columns < one.ink.shape[1])
    found = np.zeros(pixels.shape[:2])
    found[inside] = one.ink[rows[inside], columns[inside]]
    return found > 128


def overlap(a: np.ndarray, b: np.ndarray) -> float:
    return float((a & b).sum() / (a | b).sum())


@pytest.mark.parametrize("digit", [2, 3, 5, 8])
@pytest.mark.parametrize(("pen", "paper"), [(0, 255), (240, 30), (150, 230)])
def test_what_is_cut_out_is_the_digits_ink_on_light_and_dark_paper(
    digit: int, pen: int, paper: int
) -> None:
    true = page_of(digit)[..., 0] < 128
    assert overlap(ink_at(page_of(digit, pen, paper), digit), true) > 0.6


@pytest.mark.parametrize("digit", [2, 5])
def test_lines_and_boxes_around_it_are_left_out(digit: int) -> None:
    pixels = page_of(digit)
    left, _, right, bottom = box_of(digit).astype(int)
    pixels[bottom + 4 : bottom + 6] = 60
    pixels[:, left - 9 : left - 6] = 0
    pixels[:, right + 6 : right + 9] = 0
    true = page_of(digit)[..., 0] < 128
    found = ink_at(pixels, digit)
    assert overlap(found, true) > 0.6
    assert not found[bottom + 4 : bottom + 6].any()
    assert not found[:, left - 9 : left - 6].any()


def test_where_nothing_is_the_digits_there_is_no_ink() -> None:
    nothing = Cutout()
    with torch.no_grad():
        nothing.get_parameter("out.bias").fill_(-50)
    assert list(cut_out(nothing, [page_of(3)], box_of(3)[None])) == [None]


@pytest.mark.parametrize(
    ("pen", "paper"), [(100, 200), (60, 240), (230, 46), (242, 255)]
)
def test_contrast_is_the_inks_share_of_the_lighter_one(pen: int, paper: int) -> None:
    page = page_of(0, pen, paper)
    one = next(cut_out(shipped_networks().cutout, [page], box_of(0)[None]))
    assert one is not None
    expected = abs(paper - pen) / max(paper, pen)
    assert one.contrast == pytest.approx(expected, rel=0.1)
