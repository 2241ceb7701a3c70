"""Verdicts against thresholds that are known."""

import pytest
import torch

from lenet1.confidence import FEATURES, Confidence, Verdict, answer
from lenet1.learning.data import Digits
from lenet1.learning.evaluation import activations
from lenet1.model import LeNet1


def plain(**changes: float) -> Confidence:
    """No temperature, and a readout that finds everything to be a digit."""
    values = {"temperature": 1.0, "bias": 0.0}
    values |= {"least_likeness": -1.0, "least_probability": 0.0, **changes}
    tensors = {name: torch.tensor(value) for name, value in values.items()}
    return Confidence(weights=torch.zeros(FEATURES), **tensors)


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
