"""How far an answer can be trusted: calibrated, "not sure", or no digit at all.

Three numbers and a head on the network's layers, all fitted after training
(`learning.calibration`) with the network left as it is:

- a temperature (Guo et al., 2017) makes the probabilities mean what they say;
- likeness to one digit is what the head says, which is like the network's own second
  half: 16 maps of the first averages, averaged 2x2, then 32 sums of them, of the layer
  before the logits and of the logits in order of size, each sum counting where it is
  above 0, weighed once more; fitted to tell digits from scribbles, letters, signs,
  pairs and what else people draw, since the network's own maps keep what tells digits
  from each other and lose much of the rest;
- two thresholds, set by how many held-out digits they may turn away.
"""

import math
from enum import StrEnum
from typing import Any, NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor

from lenet1.model import Activations, Layer, Network

MAPS = 16  # the head's own, of the first averages
KERNEL = 5  # units of these; side of its kernels, as in the network
HIDDEN = 32  # its sums between what it reads and the likeness

BLANK = "blank"  # stands for a verdict where nothing is drawn


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
    """What `learning.calibration` fits; float32 tensors, their shapes for LeNet-1."""

    temperature: Tensor  # () divides the logits; above 0
    kernels: Tensor  # (16, 4, 5, 5) of the head's maps
    kernel_bias: Tensor  # (16,)
    hidden_weights: Tensor  # (32, 458) of its sums
    hidden_bias: Tensor  # (32,)
    weights: Tensor  # (32,)
    bias: Tensor  # ()
    least_likeness: Tensor  # () below it, no digit
    least_probability: Tensor  # () of the best; below it, not sure


class Sources(NamedTuple):
    """The layers of a network that the head reads."""

    pooled: Layer  # the first averages, of which it has maps of its own
    last: Layer  # the one before the logits, as it is
    logits: Layer  # in order of size


def sources(layers: tuple[Layer, ...]) -> Sources:
    """Those of a network of these layers, of which one averages at least."""
    pooled = next(layer for layer in layers if layer.kind == "average")
    return Sources(pooled, *layers[-2:])


def tensor_shapes(layers: tuple[Layer, ...]) -> dict[str, torch.Size]:
    """Of the tensors of a `Confidence` in a network of these layers, by name."""
    pooled, last, logits = sources(layers)
    own = MAPS * ((pooled.side - KERNEL + 1) // 2) ** 2
    read = own + math.prod(last.shape) + math.prod(logits.shape)
    found = dict.fromkeys(Confidence._fields, torch.Size())
    found["kernels"] = torch.Size([MAPS, pooled.maps, KERNEL, KERNEL])
    found["kernel_bias"] = torch.Size([MAPS])
    found["hidden_weights"] = torch.Size([HIDDEN, read])
    found["hidden_bias"] = found["weights"] = torch.Size([HIDDEN])
    return found


class Reader(NamedTuple):
    """What reads drawings: a network, and what was fitted to it.

    The scales that the page shows values on are none of it: they follow from the
    network, and nothing that only reads needs them (`page.scales`).
    """

    network: Network
    confidence: Confidence


def answers(reader: Reader, activations: Activations) -> list[Answer]:
    """The verdicts on n drawings with the `activations` of the reader's network."""
    odds = likeness(reader, activations) - reader.confidence.least_likeness
    every = probabilities(activations.logits, reader.confidence)
    sure = _is_probable(every, reader.confidence)
    best = activations.logits.topk(2).indices
    verdicts = map(_verdict, (odds >= 0).tolist(), sure.tolist())
    rows = zip(verdicts, best.tolist(), every.unbind(), odds.tolist(), strict=True)
    return [
        Answer(verdict, first, second, values, odds)
        for verdict, (first, second), values, odds in rows
    ]


def _verdict(one: bool, sure: bool) -> Verdict:
    if not one:
        return Verdict.NO_DIGIT
    return Verdict.DIGIT if sure else Verdict.NOT_SURE


def accepted(reader: Reader, activations: Activations) -> Tensor:
    """(n,) bool: which of n drawings get the verdict `Verdict.DIGIT`."""
    return looks_like_a_digit(reader, activations) & is_sure(reader, activations)


def looks_like_a_digit(reader: Reader, activations: Activations) -> Tensor:
    """(n,) bool: which of n drawings are not `Verdict.NO_DIGIT`."""
    return likeness(reader, activations) >= reader.confidence.least_likeness


def is_sure(reader: Reader, activations: Activations) -> Tensor:
    """(n,) bool: in which of n drawings the best digit is probable enough."""
    every = probabilities(activations.logits, reader.confidence)
    return _is_probable(every, reader.confidence)


def _is_probable(every: Tensor, confidence: Confidence) -> Tensor:
    return every.max(dim=1).values >= confidence.least_probability


def probabilities(logits: Tensor, confidence: Confidence) -> Tensor:
    """(n, 10) calibrated probabilities of (n, 10) logits."""
    return F.softmax(logits / confidence.temperature, dim=1)


def likeness(reader: Reader, activations: Activations) -> Tensor:
    """(n,) log odds that each of n drawings is one digit, at even odds beforehand."""
    held = (activations[layer.name] for layer in sources(reader.network.layers))
    return head(reader.confidence, *held)


def head(
    confidence: Confidence, pooled: Tensor, last: Tensor, logits: Tensor
) -> Tensor:
    """The likeness, (n,), from what the layers of `Sources` hold for n drawings."""
    maps = own_maps(pooled, confidence.kernels, confidence.kernel_bias)
    ordered = logits.sort(dim=1).values
    features = torch.cat([maps, last.flatten(1), ordered], dim=1)
    sums = features @ confidence.hidden_weights.T + confidence.hidden_bias
    return F.relu(sums) @ confidence.weights + confidence.bias


def own_maps(pooled: Tensor, kernels: Tensor, bias: Tensor) -> Tensor:
    """The head's own maps, averaged; (n, 16 * 4 * 4) for LeNet-1's (n, 4, 12, 12)."""
    return F.avg_pool2d(F.relu(F.conv2d(pooled, kernels, bias)), 2).flatten(1)
