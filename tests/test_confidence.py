"""Confidence against what is known: made-up odds, plain sums, and drawn non-digits."""

from pathlib import Path

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from lenet1.augmentation import distort
from lenet1.confidence import (
    Confidence,
    Verdict,
    accepted,
    answer,
    calibration_error,
    fit_confidence,
    fit_temperature,
    load_confidence,
    run,
    save_confidence,
)
from lenet1.data import Digits
from lenet1.model import LeNet1, save_model
from lenet1.nondigits import draw_non_digits
from lenet1.preprocessing import normalize


def plain(**changes: float) -> Confidence:
    """No temperature, and a readout that finds everything to be a digit."""
    values = {"temperature": 1.0, "bias": 0.0}
    values |= {"least_likeness": -1.0, "least_probability": 0.0, **changes}
    tensors = {name: torch.tensor(value) for name, value in values.items()}
    return Confidence(weights=torch.zeros(202), **tensors)


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


def test_verdicts_follow_the_two_thresholds(untrained: LeNet1, drawn: Digits) -> None:
    activations = run(untrained, drawn.images[:1])
    best = activations.logits[0].softmax(0).max().item()
    verdicts = [
        answer(activations, plain(**changes)).verdict
        for changes in (
            {"least_probability": best - 0.001},
            {"least_probability": best + 0.001},
            {"least_probability": best + 0.001, "least_likeness": 0.001},
        )
    ]
    assert verdicts == [Verdict.DIGIT, Verdict.NOT_SURE, Verdict.NO_DIGIT]


def test_the_runner_up_is_the_second_most_probable(
    untrained: LeNet1, drawn: Digits
) -> None:
    activations = run(untrained, drawn.images[3:4])
    reply = answer(activations, plain(temperature=0.01))
    order = activations.logits[0].argsort(descending=True)
    assert [reply.digit, reply.runner_up] == order[:2].tolist()
    assert reply.probabilities.sum().item() == pytest.approx(1)


def hands(drawn: Digits, *, seed: int) -> Digits:
    """400 distorted copies of the example digits."""
    x = normalize(drawn.images).repeat(40, 1, 1, 1)
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
    assert accepted(run(shipped, others), fitted).float().mean() < 0.2
    digits = hands(drawn, seed=3).images
    assert accepted(run(shipped, digits), fitted).float().mean() > 0.95


def test_the_fit_repeats_itself(
    shipped: LeNet1, fitted: Confidence, drawn: Digits
) -> None:
    again = fit_on(shipped, drawn)
    assert all(map(torch.equal, fitted, again))


def test_what_was_saved_is_what_is_read(fitted: Confidence, tmp_path: Path) -> None:
    path = tmp_path / "confidence.safetensors"
    save_confidence(fitted, path)
    assert all(map(torch.equal, fitted, load_confidence(path, device="cpu")))


def test_another_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "confidence.safetensors"
    save_model(LeNet1(), path)
    with pytest.raises(ValueError, match=r"confidence\.safetensors"):
        load_confidence(path, device="cpu")
