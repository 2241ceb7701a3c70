"""One decision on a place of a page: is it a digit, and is it read right?

A logistic regression on what the finder says and what the network says, fitted by
`learning.finder` on held-out crops; so its probability means what it says.
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from lenet1.confidence import Answer, Verdict

DOUBTFUL, SURE = 0.7, 0.8  # probabilities of being right, from which on it is told
EVIDENCE = 3  # numbers that it is made on
WIDEST = 8.0  # log odds; more tells nothing more


class Decision(NamedTuple):
    """What `learning.finder` fits; float32 tensors."""

    weights: Tensor  # (EVIDENCE,)
    bias: Tensor  # ()


def evidence(odds: float, answer: Answer) -> list[float]:
    """Log odds of the finder, of the best digit, and that it looks like a digit."""
    best = float(answer.probabilities.max())
    every = (odds, math.log(best / max(1 - best, 1e-6)), answer.odds)
    return [min(max(value, -WIDEST), WIDEST) for value in every]


def probability(every: NDArray[np.float64], decision: Decision) -> NDArray[np.float64]:
    """(n,) that a digit stands there and is read right, of (n, 3) evidence."""
    odds = every @ decision.weights.double().numpy() + float(decision.bias)
    return np.asarray(1 / (1 + np.exp(-odds)))


def least_odds(decision: Decision) -> float:
    """Log odds of the finder below which no reading could make a place a digit."""
    first, *others = (float(weight) for weight in decision.weights)
    most = sum(max(weight, 0) * WIDEST for weight in others)
    return (float(-decision.bias) - most) / first


def verdict(right: float) -> Verdict:
    """What to say of a place that is read right with this probability."""
    if right < DOUBTFUL:
        return Verdict.NO_DIGIT
    return Verdict.DIGIT if right >= SURE else Verdict.NOT_SURE
