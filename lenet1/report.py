"""Every figure of the record that lies beside the weights, measured in one place."""

from typing import NamedTuple

import numpy as np

from lenet1.confidence import (
    Confidence,
    accepted,
    calibration_error,
    probabilities,
    run,
)
from lenet1.data import Digits
from lenet1.model import LeNet1
from lenet1.nondigits import NonDigits

COVERAGE = 0.99  # share of the digits answered, the most probable ones first


class Scores(NamedTuple):
    """How one set of digits fared; shares in [0, 1]."""

    accuracy: float  # with every digit answered
    calibration_error: float
    accepted: float  # got the verdict "digit"
    accuracy_of_accepted: float
    accuracy_at_99_percent_coverage: float


def score_digits(model: LeNet1, confidence: Confidence, digits: Digits) -> Scores:
    activations = run(model, digits.images)
    probability = probabilities(activations.logits, confidence)
    right = (activations.logits.argmax(dim=1) == digits.labels).double()
    taken = accepted(activations, confidence)
    best = probability.max(dim=1).values
    surest = best.argsort(descending=True, stable=True)
    return Scores(
        right.mean().item(),
        calibration_error(probability, digits.labels),
        taken.double().mean().item(),
        right[taken].mean().item(),
        right[surest[: round(COVERAGE * len(surest))]].mean().item(),
    )


def score_non_digits(
    model: LeNet1, confidence: Confidence, others: NonDigits
) -> dict[str, float]:
    """Share refused of each kind and of all, in [0, 1]."""
    images = others.images.to(model.fc_out.weight.device)
    refused = (~accepted(run(model, images), confidence)).cpu().numpy()
    kinds = np.array(others.kinds)
    shares = {kind: float(refused[kinds == kind].mean()) for kind in set(others.kinds)}
    return {"all": float(refused.mean()), **dict(sorted(shares.items()))}
