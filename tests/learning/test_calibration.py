"""Fitting against what is known: made-up odds, plain sums, and drawn non-digits."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from lenet1.confidence import Confidence, accepted
from lenet1.learning.augmentation import distort
from lenet1.learning.calibration import (
    calibration_error,
    fit_confidence,
    fit_temperature,
)
from lenet1.learning.data import Digits
from lenet1.learning.evaluation import activations
from lenet1.learning.nondigits import draw_non_digits
from lenet1.model import LeNet1
from lenet1.upright import straighten


@settings(max_examples=15, deadline=None)
@given(st.floats(0.4, 3.0))
def test_the_temperature_that_made_the_odds_is_found(temperature: float) -> None:
    generator = torch.Generator().manual_seed(0)
    logits = 3 * torch.randn(20_000, 10, generator=generator)
    labels = torch.multinomial(logits.softmax(1), 1, generator=generator).flatten()
    assert fit_temperature(temperature * logits, labels).item() == pytest.approx(
        temperature, rel=0.05
    )


def test_the_calibration_error_equals_plain_sums() -> None:
    generator = torch.Generator().manual_seed(0)
    probability = (2 * torch.randn(500, 10, generator=generator)).softmax(1)
    labels = torch.randint(0, 10, (500,), generator=generator)
    expected = 0.0
    for low in range(15):
        inside = [
            (p.max().item(), int(p.argmax() == label))
            for p, label in zip(probability, labels, strict=True)
            if low / 15 <= p.max().item() < (low + 1) / 15
        ]
        expected += abs(sum(p - right for p, right in inside)) / 500
    assert calibration_error(probability, labels) == pytest.approx(expected, abs=1e-6)


def test_honest_odds_have_no_calibration_error() -> None:
    sure = torch.eye(10)
    assert calibration_error(sure, torch.arange(10)) == 0
    assert calibration_error(sure, (torch.arange(10) + 1) % 10) == 1


def hands(drawn: Digits, *, seed: int) -> Digits:
    """400 distorted copies of the example digits."""
    x = straighten(drawn.images).x.repeat(40, 1, 1, 1)
    distorted = distort(x, torch.Generator().manual_seed(seed)).squeeze(1) * 255
    return Digits(distorted.round().to(torch.uint8), drawn.labels.repeat(40))


@pytest.fixture(scope="module")
def fitted(shipped: LeNet1, drawn: Digits) -> Confidence:
    return fit_on(shipped, drawn)


def fit_on(model: LeNet1, drawn: Digits) -> Confidence:
    others = draw_non_digits(20, seed=1).images
    return fit_confidence(model, hands(drawn, seed=0), hands(drawn, seed=1), others)


def test_what_is_no_digit_is_mostly_refused_and_digits_are_not(
    shipped: LeNet1, fitted: Confidence, drawn: Digits
) -> None:
    others = draw_non_digits(20, seed=2).images
    assert accepted(activations(shipped, others), fitted).float().mean() < 0.2
    digits = hands(drawn, seed=3).images
    assert accepted(activations(shipped, digits), fitted).float().mean() > 0.95


def test_the_fit_repeats_itself(
    shipped: LeNet1, fitted: Confidence, drawn: Digits
) -> None:
    again = fit_on(shipped, drawn)
    assert all(map(torch.equal, fitted, again))
