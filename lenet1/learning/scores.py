"""How a trained model and its refusals fared: shares of digits and of non-digits."""

from typing import Any, NamedTuple

import numpy as np
from torch import Tensor

from lenet1.confidence import Reader, accepted, probabilities
from lenet1.learning.calibration import calibration_error
from lenet1.learning.evaluation import accuracy, activations, confusion
from lenet1.learning.nondigits import NonDigits
from lenet1.learning.splits import Splits
from lenet1.model import Activations

COVERAGE = 0.99  # share of the digits answered, the most probable ones first


class Scores(NamedTuple):
    """How one set of digits fared; shares in [0, 1]."""

    accuracy: float  # with every digit answered
    calibration_error: float
    accepted: float  # got the verdict "digit"
    accuracy_of_accepted: float | None  # None where no digit was accepted
    accuracy_at_99_percent_coverage: float


def score(reader: Reader, data: Splits) -> dict[str, Any]:
    """All that a trained model is measured by, as plain values for the record."""
    tested = activations(reader.network, data.test.images)
    scores = {"mnist": score_digits(reader, tested, data.test.labels)}
    for name, digits in data.unseen.items():
        seen = activations(reader.network, digits.images)
        scores[name] = score_digits(reader, seen, digits.labels)
    return {
        "scores": {name: scored._asdict() for name, scored in scores.items()},
        "forms": {name: accuracy(reader.network, d) for name, d in data.forms.items()},
        "non_digits_refused": score_non_digits(reader, data.non_digits_to_score()),
        "confusion": confusion(tested.logits.argmax(dim=1), data.test.labels).tolist(),
    }


def score_digits(reader: Reader, activations: Activations, labels: Tensor) -> Scores:
    """The scores of n digits from their activations and their labels, (n,) int64."""
    probability = probabilities(activations.logits, reader.confidence)
    right = (activations.logits.argmax(dim=1) == labels).double()
    taken = accepted(reader, activations)
    best = probability.max(dim=1).values
    surest = best.argsort(descending=True, stable=True)
    return Scores(
        right.mean().item(),
        calibration_error(probability, labels),
        taken.double().mean().item(),
        right[taken].mean().item() if taken.any() else None,
        right[surest[: round(COVERAGE * len(surest))]].mean().item(),
    )


def score_non_digits(reader: Reader, others: NonDigits) -> dict[str, float]:
    """Share refused of each kind and of all, in [0, 1]."""
    images = others.images.to(reader.network.device)
    taken = accepted(reader, activations(reader.network, images))
    refused = (~taken).cpu().numpy()
    kinds = np.array(others.kinds)
    shares = {kind: float(refused[kinds == kind].mean()) for kind in set(others.kinds)}
    return {"all": float(refused.mean()), **dict(sorted(shares.items()))}
