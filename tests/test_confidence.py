"""Verdicts against thresholds that are known."""

from itertools import product
from typing import Any

import pytest
import torch

from lenet1.confidence import (
    HIDDEN,
    KERNEL,
    MAPS,
    Answer,
    Confidence,
    Reader,
    Verdict,
    answers,
    likeness,
)
from lenet1.learning.data import Digits
from lenet1.learning.evaluation import activations
from lenet1.model import Activations, LeNet1

READ = 16 * 4 * 4 + 12 * 4 * 4 + 10  # its own maps, pool2, the logits


def plain(**changes: float) -> Confidence:
    """No temperature, and a head that finds everything to be a digit."""
    values = {"temperature": 1.0, "bias": 0.0}
    values |= {"least_likeness": -1.0, "least_probability": 0.0, **changes}
    tensors = {name: torch.tensor(value) for name, value in values.items()}
    hidden = torch.zeros(HIDDEN, READ)
    silent = torch.zeros(HIDDEN)
    return Confidence(
        kernels=torch.zeros(MAPS, 4, KERNEL, KERNEL),
        kernel_bias=torch.zeros(MAPS),
        hidden_weights=hidden,
        hidden_bias=silent,
        weights=silent,
        **tensors,
    )


def only_answer(held: Activations, confidence: Confidence) -> Answer:
    (reply,) = answers(Reader(LeNet1(), confidence), held)
    return reply


def test_verdicts_follow_the_two_thresholds(untrained: LeNet1, drawn: Digits) -> None:
    held = activations(untrained, drawn.images[:1])
    best = held.logits[0].softmax(0).max().item()
    verdicts = [
        only_answer(held, plain(**changes)).verdict
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
    reply = only_answer(held, plain(temperature=0.01))
    order = held.logits[0].argsort(descending=True)
    assert [reply.digit, reply.runner_up] == order[:2].tolist()
    assert reply.probabilities.sum().item() == pytest.approx(1)


def test_the_likeness_equals_plain_loops(untrained: LeNet1, drawn: Digits) -> None:
    generator = torch.Generator().manual_seed(0)
    kernels = torch.randn(MAPS, 4, KERNEL, KERNEL, generator=generator)
    kernel_bias = torch.randn(MAPS, generator=generator) / 10
    hidden = torch.randn(HIDDEN, READ, generator=generator) / 10
    hidden_bias, weights = torch.randn(2, HIDDEN, generator=generator)
    confidence = plain(bias=0.5)._replace(
        kernels=kernels,
        kernel_bias=kernel_bias,
        hidden_weights=hidden,
        hidden_bias=hidden_bias,
        weights=weights,
    )
    held = activations(untrained, drawn.images[4:5])
    read = [
        *own_maps(held["pool1"][0].tolist(), kernels.tolist(), kernel_bias.tolist()),
        *held["pool2"].flatten().tolist(),
        *sorted(held.logits.flatten().tolist()),
    ]
    expected = 0.5
    for unit in range(HIDDEN):
        total = hidden_bias[unit].item()
        for value, weight in zip(read, hidden[unit].tolist(), strict=True):
            total += value * weight
        expected += max(total, 0) * weights[unit].item()
    assert likeness(Reader(untrained, confidence), held).item() == pytest.approx(
        expected, abs=1e-3
    )


def own_maps(pool1: Any, kernels: Any, bias: list[float]) -> list[float]:
    """Convolved, 0 where below it, averaged 2x2: map after map, row after row."""

    def unit(of: int, y: int, x: int) -> float:
        total = bias[of]
        for source, i, j in product(range(4), range(5), range(5)):
            total += pool1[source][y + i][x + j] * kernels[of][source][i][j]
        return max(total, 0)

    return [
        sum(unit(of, 2 * y + i, 2 * x + j) for i in (0, 1) for j in (0, 1)) / 4
        for of, y, x in product(range(MAPS), range(4), range(4))
    ]
