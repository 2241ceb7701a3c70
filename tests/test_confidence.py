"""Verdicts against thresholds that are known."""

import pytest
import torch

from lenet1.confidence import (
    FEATURES,
    HIDDEN,
    MOST_LEFT_OUT,
    Confidence,
    Verdict,
    answer,
    likeness,
)
from lenet1.learning.data import Digits
from lenet1.learning.evaluation import activations
from lenet1.model import LeNet1


def plain(**changes: float) -> Confidence:
    """No temperature, and a readout that finds everything to be a digit."""
    values = {"temperature": 1.0, "bias": 0.0}
    values |= {"least_likeness": -1.0, "least_probability": 0.0, **changes}
    tensors = {name: torch.tensor(value) for name, value in values.items()}
    hidden = torch.zeros(HIDDEN, FEATURES)
    silent = torch.zeros(HIDDEN)
    return Confidence(
        hidden_weights=hidden, hidden_bias=silent, weights=silent, **tensors
    )


def test_verdicts_follow_the_two_thresholds(untrained: LeNet1, drawn: Digits) -> None:
    held = activations(untrained, drawn.images[:1])
    best = held.logits[0].softmax(0).max().item()
    verdicts = [
        answer(held, plain(**changes)).verdict
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
    held = activations(untrained, drawn.images[3:4])
    reply = answer(held, plain(temperature=0.01))
    order = held.logits[0].argsort(descending=True)
    assert [reply.digit, reply.runner_up] == order[:2].tolist()
    assert reply.probabilities.sum().item() == pytest.approx(1)


def test_a_drawing_beside_which_much_lay_is_not_one_digit(
    untrained: LeNet1, drawn: Digits
) -> None:
    held = activations(untrained, drawn.images[:1])
    for left_out, verdict in [
        (MOST_LEFT_OUT - 0.01, Verdict.DIGIT),
        (MOST_LEFT_OUT + 0.01, Verdict.NO_DIGIT),
    ]:
        assert answer(held, plain(), left_out).verdict is verdict


def test_the_likeness_equals_plain_loops(untrained: LeNet1, drawn: Digits) -> None:
    generator = torch.Generator().manual_seed(0)
    hidden = torch.randn(HIDDEN, FEATURES, generator=generator) / 10
    hidden_bias, weights = torch.randn(2, HIDDEN, generator=generator)
    confidence = plain(bias=0.5)._replace(
        hidden_weights=hidden, hidden_bias=hidden_bias, weights=weights
    )
    held = activations(untrained, drawn.images[4:5])
    read = [
        *held.pool1.flatten().tolist(),
        *held.pool2.flatten().tolist(),
        *sorted(held.logits.flatten().tolist()),
    ]
    expected = 0.5
    for unit in range(HIDDEN):
        total = hidden_bias[unit].item()
        for value, weight in zip(read, hidden[unit].tolist(), strict=True):
            total += value * weight
        expected += max(total, 0) * weights[unit].item()
    assert likeness(held, confidence).item() == pytest.approx(expected, abs=1e-4)
