"""Fits `paper.decision.Decision` on held-out crops, and tells how well all reads."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray

from lenet1.confidence import Reader
from lenet1.learning.crops.crop import Crop
from lenet1.learning.crops.sheet import SIDE
from lenet1.learning.data import DataError
from lenet1.learning.targets import HEIGHTS
from lenet1.paper.cutout import Cutout
from lenet1.paper.decision import DOUBTFUL, Decision, around, evidence, probability
from lenet1.paper.finder import Finder, find, halvings
from lenet1.paper.page import Found, read_spots

OVERLAP = 0.4  # of the union; boxes that have so much in common are of one digit
DECAY = 1e-3  # of the weights' squares, in the loss


class Case(NamedTuple):
    """A place that the finder took for a digit on a made-up crop."""

    evidence: list[float]
    is_right: bool  # a digit is there, and the best is it
    is_there: bool


class Tried(NamedTuple):
    """What was found on crops on which `digits` stand."""

    cases: list[Case]
    digits: int
    crops: int


class Scores(NamedTuple):
    """How well digits of held-out crops are read; shares of 1."""

    digits: int
    found: float  # of all digits
    right: float  # of those found
    told: float  # of all digits, told and right
    false: float  # per digit: told, and wrong or no digit
    calibration: float  # mean probability of what is told, less its share right


def tried(
    finder: Finder, cutout: Cutout, reader: Reader, crops: Sequence[Crop]
) -> Tried:
    """Find and read the digits of crops, of the heights that are looked for."""
    cases, digits = [], 0
    for crop in crops:
        scales = halvings(crop.pixels)
        spots = find(finder, scales)
        spots = spots.at(spots.kinds == 0)
        others = around(spots.odds, spots.boxes)
        found = read_spots(reader, cutout, scales, spots, others)
        true = crop.boxes[crop.boxes[:, 0] < 10]
        tall = (true[:, 4] >= HEIGHTS[0]) & (true[:, 4] <= HEIGHTS[1])
        corners = np.concatenate([true[:, 1:3], true[:, 1:3] + true[:, 3:]], axis=1)
        tall &= (corners[:, :2] >= 0).all(axis=1) & (corners[:, 2:] <= SIDE).all(axis=1)
        digits += int(tall.sum())
        cases += _cases(found, true[:, 0], corners, tall)
    return Tried(cases, digits, len(crops))


def _cases(
    found: Sequence[Found],
    labels: NDArray[np.float32],
    corners: NDArray[np.float32],
    tall: NDArray[np.bool_],
) -> list[Case]:
    """Each digit is found once; what finds one that is cut or too small is left out."""
    cases, taken = [], np.zeros(len(labels), np.bool_)
    for one in found:
        common = _overlap(np.array(one.box), corners) * ~taken
        best = int(common.argmax()) if len(common) else -1
        there = best >= 0 and common[best] >= OVERLAP
        if there:
            taken[best] = True
            if not tall[best]:
                continue
        right = there and one.reading.answer.digit == int(labels[best])
        told = evidence(one.odds, one.around, one.reading.answer)
        cases.append(Case(told, right, there))
    return cases


def _overlap(
    box: NDArray[np.float64], corners: NDArray[np.float32]
) -> NDArray[np.float64]:
    """(n,): intersection over union of a box and n others."""
    size = np.minimum(box[2:], corners[:, 2:]) - np.maximum(box[:2], corners[:, :2])
    common = np.clip(size, 0, None).prod(axis=1)
    areas = (corners[:, 2:] - corners[:, :2]).prod(axis=1)
    return np.asarray(common / ((box[2:] - box[:2]).prod() + areas - common))


def fit_decision(cases: Sequence[Case]) -> Decision:
    """Logistic regression: which places are read right. Raises DataError for none."""
    if not any(case.is_right for case in cases):
        raise DataError(
            "No digit of the held-out crops is read right; learn for longer."
        )
    x = torch.tensor([case.evidence for case in cases])
    y = torch.tensor([float(case.is_right) for case in cases])
    weights, bias = torch.zeros(x.shape[1]), torch.zeros(())
    parameters = [weights.requires_grad_(), bias.requires_grad_()]
    optimizer = torch.optim.LBFGS(parameters, max_iter=200)

    def closure() -> float:
        optimizer.zero_grad()
        fit = F.binary_cross_entropy_with_logits(x @ weights + bias, y)
        loss = fit + DECAY * weights.square().sum()
        loss.backward()
        return loss.item()

    optimizer.step(closure)
    return Decision(weights.detach(), bias.detach())


def scores_of(tried: Tried, decision: Decision) -> Scores:
    """How crops that the decision was not fitted to are read."""
    every = np.array([case.evidence for case in tried.cases])
    right = np.array([case.is_right for case in tried.cases])
    there = np.array([case.is_there for case in tried.cases])
    sure = probability(every, decision)
    told = sure >= DOUBTFUL
    return Scores(
        digits=tried.digits,
        found=float(there.sum() / tried.digits),
        right=float(right.sum() / there.sum()),
        told=float((right & told).sum() / tried.digits),
        false=float((told & ~right).sum() / tried.digits),
        calibration=float(sure[told].mean() - right[told].mean()),
    )
