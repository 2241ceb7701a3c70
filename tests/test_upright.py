"""Upright digits: no slant left, no ink lost, and the way back."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from lenet1.learning.data import Digits
from lenet1.upright import MOST_SLANT, straighten


def bar(slant: float, side: int = 28) -> Tensor:
    """A bar 4 px wide and 20 high, each row pushed sideways by whole pixels."""
    image = torch.zeros(1, side, side, dtype=torch.uint8)
    for row in range(4, 24):
        left = round(12 + slant * (row - 13.5))
        image[0, row, left : left + 4] = 255
    return image


def covariance(image: Tensor) -> float:
    """Of height and sideways position of the ink, in px^2, by plain numpy."""
    y, x = np.indices(image.shape)
    return float(np.cov(y.ravel(), x.ravel(), aweights=image.numpy().ravel())[0, 1])


@pytest.mark.parametrize("slant", [-0.6, -0.25, 0, 0.4])
def test_a_leaning_bar_gets_upright(slant: float) -> None:
    upright = straighten(bar(slant))
    assert upright.slant.item() == pytest.approx(slant, abs=0.03)
    assert upright.middle.item() == pytest.approx(14, abs=0.05)
    columns = (upright.images[0] > 127).any(dim=0).sum()
    assert columns <= 6  # 4 and the rounding of the bar's own rows


def test_digits_have_no_slant_left(drawn: Digits) -> None:
    for before, after in zip(
        drawn.images, straighten(drawn.images).images, strict=True
    ):
        assert abs(covariance(after)) < 0.1 * abs(covariance(before)) + 0.3


def test_an_upright_position_is_where_the_slant_says() -> None:
    upright = straighten(bar(0.4))
    slant, middle = upright.slant.item(), upright.middle.item()
    for row in (5, 14, 22):
        ink = upright.images[0, row].double()
        at = float((ink * (torch.arange(28) + 0.5)).sum() / ink.sum())
        leaning = bar(0.4)[0, row].double()
        was = float((leaning * (torch.arange(28) + 0.5)).sum() / leaning.sum())
        assert at + slant * (row + 0.5 - middle) == pytest.approx(was, abs=0.02)


def test_blank_stays_blank() -> None:
    blank = torch.zeros(2, 28, 28, dtype=torch.uint8)
    upright = straighten(blank)
    assert torch.equal(upright.images, blank)
    assert upright.slant.isfinite().all()


@given(st.integers(0, 2**32 - 1), st.floats(0.001, 0.5))
def test_no_ink_leaves_the_picture(seed: int, share: float) -> None:
    random = torch.Generator().manual_seed(seed)
    lit = torch.rand(3, 28, 28, generator=random) < share
    images = lit.to(torch.uint8) * 255
    upright = straighten(images)
    before, after = (t.double().sum(dim=2) for t in (images, upright.images))
    torch.testing.assert_close(after, before, atol=28, rtol=0)  # rounding, row by row
    assert (upright.slant.abs() <= MOST_SLANT).all()


def test_the_networks_input_is_0_for_paper_and_1_for_full_ink() -> None:
    x = straighten(torch.tensor([[[0, 255], [51, 102]]], dtype=torch.uint8)).x
    assert x.shape == (1, 1, 2, 2)
    torch.testing.assert_close(x.flatten(), torch.tensor([0, 1, 0.2, 0.4]))
