import numpy as np
import pytest
import torch

from lenet1.learning.data import Digits
from lenet1.learning.evaluation import accuracy
from lenet1.model import LeNet1
from lenet1.upright import as_input
from tests.benchmarks.robustness import (
    DISTURBANCES,
    measure,
    noise,
    rotate,
    scale,
    shift,
    thicken,
)


@pytest.fixture
def x(drawn: Digits) -> torch.Tensor:
    return as_input(drawn.images)


def test_whole_shifts_equal_rolled_pictures(x: torch.Tensor) -> None:
    torch.testing.assert_close(shift(x, 2), x.roll(2, dims=3), atol=1e-4, rtol=0)


def test_quarter_turns_equal_rot90(x: torch.Tensor) -> None:
    clockwise = x.rot90(-1, dims=(2, 3))
    torch.testing.assert_close(rotate(x, 90), clockwise, atol=1e-4, rtol=0)


def test_ink_grows_with_the_square_of_the_scale(x: torch.Tensor) -> None:
    ratio = scale(x, 0.8).sum(dim=(1, 2, 3)) / x.sum(dim=(1, 2, 3))
    np.testing.assert_allclose(ratio, 0.64, atol=0.02)


def test_a_bar_gets_as_much_wider_as_it_says() -> None:
    bar = torch.zeros(1, 1, 28, 28)
    bar[..., 4:24, 12:16] = 1
    for pixels in (-0.5, 0.25, 1.0):
        assert thicken(bar, pixels)[0, 0, 14].sum().item() == pytest.approx(
            4 + 2 * pixels, abs=0.3
        )


def test_noise_is_the_same_each_time(x: torch.Tensor) -> None:
    assert torch.equal(noise(x, 0.2), noise(x, 0.2))
    assert torch.equal(noise(x, 0), x)


def test_undisturbed_digits_score_as_they_do(shipped: LeNet1, drawn: Digits) -> None:
    curves = measure(shipped, drawn)
    assert [curve.name for curve in curves] == list(DISTURBANCES)
    for curve in curves:
        none = 1 if curve.name == "scale" else 0
        at_none = curve.accuracies[curve.strengths.index(none)]
        assert at_none == pytest.approx(accuracy(shipped, drawn))
