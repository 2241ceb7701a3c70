"""The experiment: which digits are for what, which run is kept, and every figure of it.

What decides between runs and what sets the refusals was held out of training; MNIST's
test digits are looked at once, when there is nothing left to choose.
"""

import platform
import statistics
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
import torch

from lenet1.confidence import Confidence, accepted, probabilities
from lenet1.learning.calibration import calibration_error, fit_confidence
from lenet1.learning.composites import EXAMPLES
from lenet1.learning.data import Digits, hold_out, join, load_mnist
from lenet1.learning.evaluation import accuracy, activations, confusion
from lenet1.learning.forms import draw_forms
from lenet1.learning.nondigits import NonDigits, draw_non_digits
from lenet1.learning.pendigits import (
    PENS,
    PenDigit,
    draw_digits,
    read_pen_digits,
    split_writers,
)
from lenet1.learning.training import Epoch
from lenet1.model import LeNet1

FORMS, FORMS_SCORED = 250, 250  # of every form that neither source has
DRAWINGS = 2  # of each pen digit, with other pens, sizes and places
FIT_SEED, SCORE_SEED = 1, 2  # of the drawings that set and that measure refusals
NON_DIGITS, SCORED = 400, 150  # of each kind, to fit and to measure
COVERAGE = 0.99  # share of the digits answered, the most probable ones first


class Data(NamedTuple):
    train: Digits
    held_out: Digits  # of MNIST's training digits
    refusals: Digits  # sets thresholds and temperature; never trained on
    unseen: dict[str, Digits]  # drawings by writers who never train, for each pen
    test: Digits  # MNIST's
    forms: Mapping[str, Digits] = MappingProxyType({})  # by hands that never train
    fitting: Sequence[PenDigit] = EXAMPLES  # pairs and signs are drawn of them
    scoring: Sequence[PenDigit] = EXAMPLES  # likewise, to measure; by other writers


class Run(NamedTuple):
    """One seed's training."""

    seed: int
    model: LeNet1
    history: list[Epoch]
    validation: dict[str, float]  # share right of what was held out, for each kind

    @property
    def merit(self) -> float:
        """What the run is chosen by: the kind that it reads worst."""
        return min(self.validation.values())

    @property
    def seconds(self) -> float:
        """Of training, without the evaluations."""
        return sum(epoch.seconds for epoch in self.history)


class Scores(NamedTuple):
    """How one set of digits fared; shares in [0, 1]."""

    accuracy: float  # with every digit answered
    calibration_error: float
    accepted: float  # got the verdict "digit"
    accuracy_of_accepted: float
    accuracy_at_99_percent_coverage: float


def load_data(data_dir: Path, pen_digits: Path | None, device: torch.device) -> Data:
    """MNIST, and pen digits drawn on the pad where a file of them is named.

    Raises DataError when either cannot be had.
    """
    mnist, held_out = hold_out(load_mnist(data_dir, train=True, device=device))
    test = load_mnist(data_dir, train=False, device=device)
    if pen_digits is None:
        return Data(mnist, held_out, held_out, {}, test)
    seen, unseen = split_writers(read_pen_digits(pen_digits))
    thresholds, *drawn = (
        draw_digits(seen, pens=PENS, seed=seed).to(device)
        for seed in range(DRAWINGS + 1)
    )
    others = {
        f"pen {pen:.0%}": draw_digits(unseen, pens=[pen], seed=SCORE_SEED).to(device)
        for pen in PENS
    }
    taught = draw_forms(seen, FORMS, seed=FIT_SEED).values()
    forms = draw_forms(unseen, FORMS_SCORED, seed=SCORE_SEED)
    return Data(
        join(mnist, *drawn, *(digits.to(device) for digits in taught)),
        held_out,
        join(held_out, thresholds),
        others,
        test,
        {name: digits.to(device) for name, digits in forms.items()},
        seen,
        unseen,
    )


def validate(model: LeNet1, data: Data) -> dict[str, float]:
    """Share right of each kind of what was held out, in [0, 1]."""
    aside = {"held-out MNIST": data.held_out, **data.unseen}
    return {name: accuracy(model, digits) for name, digits in aside.items()}


def best_of(runs: Sequence[Run]) -> Run:
    """The run that ships; the first of equals."""
    return max(runs, key=lambda run: run.merit)


def fit_refusals(model: LeNet1, data: Data) -> Confidence:
    """The confidence of a trained model, from what neither trained it nor scores it."""
    others = draw_non_digits(NON_DIGITS, seed=FIT_SEED, digits=data.fitting).images
    device = data.train.images.device
    return fit_confidence(model, data.train, data.refusals, others.to(device))


def score_digits(model: LeNet1, confidence: Confidence, digits: Digits) -> Scores:
    held = activations(model, digits.images)
    probability = probabilities(held.logits, confidence)
    right = (held.logits.argmax(dim=1) == digits.labels).double()
    taken = accepted(held, confidence)
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
    refused = (~accepted(activations(model, images), confidence)).cpu().numpy()
    kinds = np.array(others.kinds)
    shares = {kind: float(refused[kinds == kind].mean()) for kind in set(others.kinds)}
    return {"all": float(refused.mean()), **dict(sorted(shares.items()))}


def score(model: LeNet1, confidence: Confidence, data: Data) -> dict[str, Any]:
    """All that a trained model is measured by, as plain values for the record."""
    sets = {"mnist": data.test, **data.unseen}
    scores = {name: score_digits(model, confidence, d) for name, d in sets.items()}
    others = draw_non_digits(SCORED, seed=SCORE_SEED, digits=data.scoring)
    return {
        "scores": {name: scored._asdict() for name, scored in scores.items()},
        "forms": {name: accuracy(model, d) for name, d in data.forms.items()},
        "non_digits_refused": score_non_digits(model, confidence, others),
        "confusion": confusion(model, data.test).tolist(),
    }


def compare(runs: Sequence[Run], test: Digits) -> dict[str, Any]:
    """How all runs fared on the test digits, chosen or not."""
    tests = [accuracy(run.model, test) for run in runs]
    return {
        "mean": statistics.mean(tests),
        "standard_deviation": statistics.stdev(tests) if len(tests) > 1 else 0.0,
        "least": min(tests),
        "seeds": [run.seed for run in runs],
        "test_accuracies": tests,
        "validation": [run.validation for run in runs],
        "seconds": [round(run.seconds, 1) for run in runs],
    }


def make_record(runs: Sequence[Run], data: Data, command: str) -> dict[str, Any]:
    """How the weights of the best run were made, and how all runs fared."""
    best, compared = best_of(runs), compare(runs, data.test)
    return {
        "test_accuracy": compared["test_accuracies"][runs.index(best)],
        "validation": best.validation,
        "training_digits": len(data.train.labels),
        "held_out_digits": len(data.held_out.labels),
        "test_digits": len(data.test.labels),
        "seed": best.seed,
        "runs": compared,
        "command": command,
        "device": str(data.train.images.device),
        "versions": {"python": platform.python_version(), "torch": torch.__version__},
        "date": datetime.now(UTC).date().isoformat(),
        "epochs": [epoch._asdict() for epoch in best.history],
    }
