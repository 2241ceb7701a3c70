"""Fitting against what is known: made-up odds, plain sums, and drawn non-digits."""

from collections.abc import Iterator
from typing import NamedTuple

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from lenet1.confidence import (
    Confidence,
    Reader,
    accepted,
    is_sure,
    likeness,
    looks_like_a_digit,
    probabilities,
)
from lenet1.learning import calibration
from lenet1.learning.augmentation import distort
from lenet1.learning.calibration import (
    calibration_error,
    fit_confidence,
    fit_temperature,
)
from lenet1.learning.data import Digits, join
from lenet1.learning.evaluation import activations
from lenet1.learning.nondigits import draw_non_digits
from lenet1.model import LeNet1
from lenet1.upright import straighten
from tests.learning.sets import noisy


@settings(max_examples=10)
@given(st.floats(0.4, 3.0))
def test_the_temperature_that_made_the_odds_is_found(temperature: float) -> None:
    generator = torch.Generator().manual_seed(0)
    logits = 3 * torch.randn(10_000, 10, generator=generator)
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


class Hands(NamedTuple):
    """Sets of 200 distorted copies of the example digits, each by another hand."""

    fitting: Digits
    held_out: Digits
    harder: Digits  # likewise held out
    others: Digits


@pytest.fixture(scope="module")
def hands(drawn: Digits) -> Hands:
    def by(seed: int) -> Digits:
        x = straighten(drawn.images).x.repeat(20, 1, 1, 1)
        distorted = distort(x, torch.Generator().manual_seed(seed)).squeeze(1) * 255
        return Digits(distorted.round().to(torch.uint8), drawn.labels.repeat(20))

    return Hands(by(0), by(1), noisy(by(2), share=90), by(3))


@pytest.fixture(autouse=True, scope="module")
def in_small_batches() -> Iterator[None]:
    """So that a few hundred drawings get as many steps as they need."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(calibration, "FIT_BATCH", 64)
        yield


@pytest.fixture(scope="module")
def non_digits() -> Tensor:
    return draw_non_digits(4, seed=1).images


@pytest.fixture(scope="module")
def fitted(shipped: LeNet1, hands: Hands, non_digits: Tensor) -> Confidence:
    return fit_confidence(shipped, hands.fitting, hands.held_out, non_digits)


@pytest.fixture(scope="module")
def fitted_to_harder(shipped: LeNet1, hands: Hands, non_digits: Tensor) -> Confidence:
    return fit_confidence(shipped, hands.fitting, hands.harder, non_digits)


def test_what_is_no_digit_is_mostly_refused_and_digits_are_not(
    shipped: LeNet1, hands: Hands, fitted: Confidence
) -> None:
    reader = Reader(shipped, fitted)
    unseen = draw_non_digits(4, seed=2).images
    assert accepted(reader, activations(shipped, unseen)).float().mean() < 0.1
    digits = hands.others.images
    assert accepted(reader, activations(shipped, digits)).float().mean() > 0.95


def test_thresholds_turn_away_the_shares_of_held_out_digits_that_they_may(
    shipped: LeNet1, hands: Hands, non_digits: Tensor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Too close a call is a share of those only that look like a digit."""
    monkeypatch.setattr(calibration, "UNLIKE", 0.3)
    monkeypatch.setattr(calibration, "UNSURE", 0.1)
    strange = torch.cat([draw_non_digits(4, seed=s).images for s in (3, 4)])
    some = len(strange)
    held_out = join(hands.held_out, Digits(strange, torch.arange(some) % 10))
    fitted = fit_confidence(shipped, hands.fitting, held_out, non_digits)
    reader = Reader(shipped, fitted)
    held = activations(shipped, held_out.images)
    like = looks_like_a_digit(reader, held)
    unsure = ~is_sure(reader, held)
    assert (~like).double().mean().item() == pytest.approx(0.3, abs=0.005)
    assert unsure[like].double().mean().item() == pytest.approx(0.1, abs=0.005)
    assert abs(unsure.double().mean().item() - 0.1) > 0.02  # not of all digits


def test_the_temperature_is_the_held_out_digits(
    shipped: LeNet1, hands: Hands, fitted_to_harder: Confidence
) -> None:
    logits = activations(shipped, hands.harder.images).logits
    labels, found = hands.harder.labels, fitted_to_harder.temperature
    assert found == fit_temperature(logits, labels)
    surprise = [
        torch.nn.functional.cross_entropy(logits / t, labels).item()
        for t in (found, 0.9 * found, 1.1 * found)
    ]
    assert surprise[0] == min(surprise)
    calibrated = probabilities(logits, fitted_to_harder)
    torch.testing.assert_close(calibrated, (logits / found).softmax(1))


def test_what_tells_digits_from_others_never_saw_the_held_out_ones(
    fitted: Confidence, fitted_to_harder: Confidence
) -> None:
    thresholds = ("temperature", "least_likeness")
    first, second = fitted._asdict(), fitted_to_harder._asdict()
    for name in set(first) - {*thresholds, "least_probability"}:
        assert torch.equal(first[name], second[name]), name
    for name in thresholds:
        assert not torch.equal(first[name], second[name]), name


def test_many_digits_weigh_no_more_than_the_few_drawings_beside_them(
    shipped: LeNet1, hands: Hands
) -> None:
    """The same pictures on both sides: as likely the one as the other."""
    few = hands.fitting.at(torch.arange(40))
    fitted = fit_confidence(shipped, join(*[few] * 5), hands.held_out, few.images)
    log_odds = likeness(Reader(shipped, fitted), activations(shipped, few.images))
    assert log_odds.mean().abs() < 0.3  # by their numbers it would be log 5 = 1.6


def test_where_there_are_more_digits_than_enough_some_of_all_are_fitted(
    shipped: LeNet1, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    """MNIST's come first, and drawings would never be seen."""
    monkeypatch.setattr(calibration, "FIT_EPOCHS", 1)
    monkeypatch.setattr(calibration, "ENOUGH", 50)
    first, last = (hands.fitting.at(torch.arange(n, n + 50)) for n in (0, 50))
    others = hands.others.images[:50]
    fitted, to_first, to_last = (
        fit_confidence(shipped, digits, first, others).kernels
        for digits in (join(first, last), first, last)
    )
    assert not torch.equal(fitted, to_first)
    assert not torch.equal(fitted, to_last)


def test_the_fit_repeats_itself(
    shipped: LeNet1, hands: Hands, non_digits: Tensor, fitted: Confidence
) -> None:
    again = fit_confidence(shipped, hands.fitting, hands.held_out, non_digits)
    assert all(map(torch.equal, fitted, again))
