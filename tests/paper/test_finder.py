"""Where digits and signs lie on a page."""

import numpy as np
import pytest
import torch

from lenet1.paper.finder import (
    KINDS,
    LEAST_ODDS,
    LEAST_SIDE,
    MOST,
    STEP,
    Finder,
    Spots,
    find,
    halvings,
    planes,
    without_doubles,
)
from lenet1.paper.networks import shipped_networks
from tests.paper.pages import inked, written


@pytest.fixture(scope="module")
def pixels() -> np.ndarray:
    return np.asarray(written().convert("RGB")).repeat(3, axis=0).repeat(3, axis=1)


def digits_of(spots: Spots) -> Spots:
    return spots.at((spots.kinds == 0) & (spots.odds > LEAST_ODDS / 2))


def test_every_fourth_pixel_is_a_place_and_has_a_middle_of_each_kind_and_a_box() -> (
    None
):
    with torch.inference_mode():
        out = Finder()(torch.zeros(2, 2, 64, 96))
    assert out.shape == (2, len(KINDS) + 4, 64 // STEP, 96 // STEP)


def test_planes_do_not_depend_on_light_or_contrast(pixels: np.ndarray) -> None:
    dim = (60 + 0.4 * pixels.astype(float)).astype(np.uint8)
    assert np.abs(planes(dim)[0] - planes(pixels)[0]).mean() < 0.1
    assert not planes(pixels)[1].any()  # grey has no redness


def test_red_ink_is_told_from_blue() -> None:
    paper = np.full((60, 60, 3), 255, np.uint8)
    red, blue = paper.copy(), paper.copy()
    red[20:40, 28:32] = 200, 30, 30
    blue[20:40, 28:32] = 30, 30, 200
    assert planes(red)[1, 30, 30] > 1
    assert planes(blue)[1, 30, 30] < -1


def test_each_digit_is_found_once_and_its_box_lies_on_its_ink(
    pixels: np.ndarray,
) -> None:
    spots = digits_of(find(shipped_networks().finder, halvings(pixels)))
    assert len(spots.odds) == 6
    ink = inked().repeat(3, axis=0).repeat(3, axis=1) > 128
    for left, top, right, bottom in np.rint(spots.boxes).astype(int):
        around = ink[top - 24 : bottom + 24, left - 24 : right + 24].sum()
        assert ink[top:bottom, left:right].sum() > 0.85 * around


def test_a_larger_picture_has_the_same_digits(pixels: np.ndarray) -> None:
    times = 2
    large = pixels.repeat(times, axis=0).repeat(times, axis=1)
    small = digits_of(find(shipped_networks().finder, halvings(pixels)))
    found = digits_of(find(shipped_networks().finder, halvings(large)))
    assert len(found.odds) == len(small.odds)
    order, other = np.lexsort(small.boxes.T[:2]), np.lexsort(found.boxes.T[:2])
    assert found.boxes[other] / times == pytest.approx(small.boxes[order], abs=24)


def test_halves_end_where_no_digit_could_be_seen() -> None:
    sides = [half.shape[:2] for half in halvings(np.zeros((200, 333, 1), np.uint8))]
    assert sides == [(200, 333), (100, 166), (50, 83), (25, 41)]
    assert min(sides[-1]) >= LEAST_SIDE


def test_of_two_boxes_on_one_place_the_surer_stays() -> None:
    boxes = np.array([[0, 0, 20, 30], [2, 1, 22, 31], [15, 0, 35, 30]], float)
    spots = Spots(np.array([0, 0, 0]), np.array([3.0, 2.0, 1.0]), boxes)
    assert without_doubles(spots).odds.tolist() == [3.0, 1.0]


def test_however_much_is_there_no_more_is_looked_at_than_fits_in_the_time() -> None:
    everywhere = Finder()
    with torch.no_grad():
        for parameter in everywhere.parameters():
            parameter.zero_()
        everywhere.get_parameter("out.bias")[: len(KINDS)] = 5.0
    spots = find(everywhere, [np.zeros((400, 400, 3), np.uint8)])
    assert len(spots.odds) <= MOST
