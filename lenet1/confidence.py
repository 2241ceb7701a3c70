"""How far an answer can be trusted: calibrated, "not sure", or no digit at all.

Three numbers and a second head on the network's first maps, all fitted after training
(`learning.calibration`) with the network left as it is:

- a temperature (Guo et al., 2017) makes the probabilities mean what they say;
- likeness to one digit is read by a head like the network's own second half: 16 maps of
  `pool1`, averaged 2x2, then 32 sums of them, of `pool2` and of the logits in order of
  size, each sum counting where it is above 0, weighed once more; fitted to tell digits
  from scribbles, letters, signs, pairs and what else people draw, since the network's
  own maps keep what tells digits from each other and lose much of the rest;
- two thresholds, set by how many held-out digits they may turn away.
"""

from enum import StrEnum
from typing import Any, NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor

from lenet1.model import Activations, LeNet1

MAPS = 16  # of `pool1`, made for the likeness alone
KERNEL = 5  # px; side of their kernels, as in the network
FEATURES = MAPS * 4 * 4 + 12 * 4 * 4 + 10  # those maps averaged, pool2, logits: 458
HIDDEN = 32  # sums of the features between them and the likeness
MOST_LEFT_OUT = 0.3  # of the ink; where more lay beside the digit, it was not alone


class Verdict(StrEnum):
    DIGIT = "digit"
    NOT_SURE = "not sure"
    NO_DIGIT = "does not look like one digit"


class Answer(NamedTuple):
    """What to say about one drawing."""

    verdict: Verdict
    digit: int  # the most probable one, whatever the verdict
    runner_up: int
    probabilities: Tensor  # (10,) float32, calibrated; sums to 1
    odds: float  # log odds that it looks like one digit; below 0 it is refused

    def message(self) -> dict[str, Any]:
        """The same for JSON, under the names that the page and programs know."""
        return {
            "verdict": self.verdict.value,
            "label": self.digit,
            "runner_up": self.runner_up,
            "probabilities": self.probabilities.tolist(),
        }


class Confidence(NamedTuple):
    """What `learning.calibration` fits; float32 tensors."""

    temperature: Tensor  # () divides the logits; above 0
    kernels: Tensor  # (16, 4, 5, 5) of the likeness's maps
    kernel_bias: Tensor  # (16,)
    hidden_weights: Tensor  # (32, 458) of its sums
    hidden_bias: Tensor  # (32,)
    weights: Tensor  # (32,)
    bias: Tensor  # ()
    least_likeness: Tensor  # () below it, no digit
    least_probability: Tensor  # () of the best; below it, not sure


class Reader(NamedTuple):
    """What reads drawings: a network, and what was fitted to it."""

    network: LeNet1
    confidence: Confidence


def answers(
    activations: Activations, confidence: Confidence, left_out: Tensor
) -> list[Answer]:
    """The verdicts on n drawings, beside which `left_out`, (n,), of all ink lay."""
    alone = left_out.to(activations.logits.device) <= MOST_LEFT_OUT
    odds = likeness(activations, confidence) - confidence.least_likeness
    one = alone & (odds >= 0)
    every = probabilities(activations.logits, confidence)
    sure = _is_probable(every, confidence)
    best = activations.logits.topk(2).indices
    verdicts = map(_verdict, one.tolist(), sure.tolist())
    rows = zip(verdicts, best.tolist(), every.unbind(), odds.tolist(), strict=True)
    return [
        Answer(verdict, first, second, values, odds)
        for verdict, (first, second), values, odds in rows
    ]


def _verdict(one: bool, sure: bool) -> Verdict:
    if not one:
        return Verdict.NO_DIGIT
    return Verdict.DIGIT if sure else Verdict.NOT_SURE


def accepted(activations: Activations, confidence: Confidence) -> Tensor:
    """(n,) bool: which of n drawings get the verdict `Verdict.DIGIT`."""
    like = looks_like_a_digit(activations, confidence)
    return like & is_sure(activations, confidence)


def looks_like_a_digit(activations: Activations, confidence: Confidence) -> Tensor:
    """(n,) bool: which of n drawings are not `Verdict.NO_DIGIT`."""
    return likeness(activations, confidence) >= confidence.least_likeness


def is_sure(activations: Activations, confidence: Confidence) -> Tensor:
    """(n,) bool: in which of n drawings the best digit is probable enough."""
    return _is_probable(probabilities(activations.logits, confidence), confidence)


def _is_probable(every: Tensor, confidence: Confidence) -> Tensor:
    return every.max(dim=1).values >= confidence.least_probability


def probabilities(logits: Tensor, confidence: Confidence) -> Tensor:
    """(n, 10) calibrated probabilities of (n, 10) logits."""
    return F.softmax(logits / confidence.temperature, dim=1)


def likeness(activations: Activations, confidence: Confidence) -> Tensor:
    """(n,) log odds that each of n drawings is one digit, at even odds beforehand."""
    _, pool1, _, pool2, logits = activations
    return head(pool1, pool2, logits, confidence)


def head(
    pool1: Tensor, pool2: Tensor, logits: Tensor, confidence: Confidence
) -> Tensor:
    """The likeness, (n,), from the layers that it is read from."""
    maps = F.relu(F.conv2d(pool1, confidence.kernels, confidence.kernel_bias))
    maps = F.avg_pool2d(maps, 2)  # (n, 16, 4, 4)
    ordered = logits.sort(dim=1).values
    features = torch.cat([maps.flatten(1), pool2.flatten(1), ordered], dim=1)
    sums = features @ confidence.hidden_weights.T + confidence.hidden_bias
    return F.relu(sums) @ confidence.weights + confidence.bias
