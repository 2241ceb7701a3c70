"""One decision on a place of a page: is it a digit, and is it read right?

A logistic regression on what the finder says of it and of its neighbours, and what the
network says, fitted by `learning.finder` on held-out crops; so its probability means
what it says.
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from lenet1.confidence import Answer, Verdict

DOUBTFUL, SURE = 0.55, 0.8  # probabilities of being right, from which on it is told
EVIDENCE = 4  # numbers that it is made on
NEIGHBOURS = 6.0  # of the longer side of the larger; so near are neighbours
WIDEST = 8.0  # log odds; more tells nothing more
LEAST = math.log(DOUBTFUL / (1 - DOUBTFUL))  # log odds of what is told

Odds = NDArray[np.float64]


class Decision(NamedTuple):
    """What `learning.finder` fits; float32 tensors."""

    weights: Tensor  # (EVIDENCE,)
    bias: Tensor  # ()


def around(odds: Odds, boxes: NDArray[np.float64]) -> Odds:
    """(n,) mean log odds of each place's neighbours, 0 where it has none.

    `odds`, (n,), are the finder's, `boxes`, (n, 4), left, top, right, bottom.
    """
    middles, sides = (boxes[:, :2] + boxes[:, 2:]) / 2, boxes[:, 2:] - boxes[:, :2]
    longer = sides.max(axis=1, initial=0)
    apart = np.linalg.norm(middles[:, None] - middles, axis=2)
    near = apart < NEIGHBOURS * np.maximum(longer[:, None], longer)
    np.fill_diagonal(near, False)
    mean: Odds = near @ np.clip(odds, -WIDEST, WIDEST) / np.maximum(near.sum(axis=1), 1)
    return mean


def evidence(odds: float, others: float, answer: Answer) -> list[float]:
    """Log odds of the finder, of the best digit, that it looks like one, `around`."""
    best = float(answer.probabilities.max())
    every = (odds, math.log(best / max(1 - best, 1e-6)), answer.odds, others)
    return [min(max(value, -WIDEST), WIDEST) for value in every]


def probability(every: NDArray[np.float64], decision: Decision) -> NDArray[np.float64]:
    """(n,) that a digit stands there and is read right, of (n, EVIDENCE) evidence."""
    odds = every @ decision.weights.double().numpy() + float(decision.bias)
    return np.asarray(1 / (1 + np.exp(-odds)))


def may_be_digits(odds: Odds, others: Odds, decision: Decision) -> NDArray[np.bool_]:
    """(n,) which places, of these `odds` and `around`, some reading makes digits."""
    own, *read, last = (float(weight) for weight in decision.weights)
    most = sum(max(weight, 0) * WIDEST for weight in read) + float(decision.bias)
    may: NDArray[np.bool_] = own * odds + last * others + most > LEAST
    return may


def verdict(right: float) -> Verdict:
    """What to say of a place that is read right with this probability."""
    if right < DOUBTFUL:
        return Verdict.NO_DIGIT
    return Verdict.DIGIT if right >= SURE else Verdict.NOT_SURE
