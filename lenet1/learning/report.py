"""The experiment: a run for each seed, the one that is kept, and the record of all.

MNIST's test digits are looked at once, when there is nothing left to choose.
"""

import copy
import hashlib
import json
import platform
import statistics
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

import torch

from lenet1.confidence import Confidence, Reader
from lenet1.learning.calibration import fit_confidence
from lenet1.learning.evaluation import accuracy
from lenet1.learning.likes import find_likes, likes_file
from lenet1.learning.scores import score
from lenet1.learning.splits import Splits
from lenet1.learning.training import Epoch, train
from lenet1.model import LeNet1, Network
from lenet1.weights import confidence_file, model_file


class Run(NamedTuple):
    """One seed's training."""

    seed: int
    model: Network
    history: list[Epoch]
    validation: dict[str, float]  # share right of what was held out, for each kind

    @property
    def merit(self) -> float:
        """What the run is chosen by, in [0, 1]: scans and drawings count the same."""
        scans, *drawings = self.validation.values()
        return (scans + statistics.mean(drawings)) / 2 if drawings else scans

    @property
    def seconds(self) -> float:
        """Of training, without the evaluations."""
        return sum(epoch.seconds for epoch in self.history)


class Report(NamedTuple):
    """What `train.py` writes."""

    metrics: dict[str, Any]  # the record
    weights: bytes  # the content of their file
    confidence: bytes  # likewise
    likes: bytes  # likewise

    @property
    def contents(self) -> tuple[bytes, bytes, bytes, bytes]:
        """Of the files: weights, confidence, likes, and the record as JSON."""
        record = json.dumps(self.metrics, indent=1, allow_nan=False).encode() + b"\n"
        return self.weights, self.confidence, self.likes, record


def train_run(
    data: Splits,
    *,
    seed: int,
    epochs: int,
    batch_size: int,
    lr: float,
    progress: Callable[[Epoch], None],
) -> Run:
    """Train a network with one seed, repeatably; `progress` is told of every epoch."""
    torch.use_deterministic_algorithms(True)
    torch.manual_seed(seed)
    model = LeNet1().to(data.device)
    history = []
    for epoch in train(
        model,
        data.train,
        data.held_out,
        epochs=epochs,
        batch_size=batch_size,
        lr=lr,
        seed=seed,
    ):
        history.append(epoch)
        progress(epoch)
    return Run(seed, model, history, validate(model, data))


def validate(model: Network, data: Splits) -> dict[str, float]:
    """Share right of each kind of what was held out, in [0, 1]."""
    aside = {"held-out MNIST": data.held_out, **data.unseen}
    return {name: accuracy(model, digits) for name, digits in aside.items()}


def best_of(runs: Sequence[Run]) -> Run:
    """The run that ships; the first of equals."""
    return max(runs, key=lambda run: run.merit)


def make_report(runs: Sequence[Run], data: Splits, command: str) -> Report:
    """The files of the best run, with its refusals fitted and all of it measured.

    `command`, what made the runs, and how the others fared are in the record.
    """
    best = best_of(runs)
    confidence = fit_refusals(best.model, data)
    scored = score(Reader(best.model, confidence), data)
    weights = model_file(best.model)
    metrics = {
        **describe_runs(runs, data, scored["scores"]["mnist"]["accuracy"]),
        "command": command,
        **scored,
        "weights_sha256": hashlib.sha256(weights).hexdigest(),
    }
    here = torch.device("cpu")
    likes = find_likes(copy.deepcopy(best.model).to(here), data.train.to(here))
    return Report(
        metrics,
        weights,
        confidence_file(confidence, of=weights),
        likes_file(likes, of=weights),
    )


def fit_refusals(model: Network, data: Splits) -> Confidence:
    """The confidence of a trained model, from nothing that later measures it.

    Its head is fitted to what the model trained on and to drawings that are no digit,
    its temperature and thresholds to digits that were held out.
    """
    others = data.non_digits_to_fit().images.to(data.device)
    return fit_confidence(model, data.train, data.refusals, others)


def describe_runs(
    runs: Sequence[Run], data: Splits, test_accuracy: float
) -> dict[str, Any]:
    """How the weights of the best run were made, and how all runs fared.

    `test_accuracy`, in [0, 1], is the best run's.
    """
    best = best_of(runs)
    tests = [
        test_accuracy if run is best else accuracy(run.model, data.test) for run in runs
    ]
    return {
        "test_accuracy": test_accuracy,
        "validation": best.validation,
        "training_digits": len(data.train.labels),
        "held_out_digits": len(data.held_out.labels),
        "test_digits": len(data.test.labels),
        "seed": best.seed,
        "runs": {
            "mean": statistics.mean(tests),
            "standard_deviation": statistics.stdev(tests) if len(tests) > 1 else 0.0,
            "least": min(tests),
            "seeds": [run.seed for run in runs],
            "test_accuracies": tests,
            "validation": [run.validation for run in runs],
            "seconds": [round(run.seconds, 1) for run in runs],
        },
        "device": str(data.device),
        "versions": {"python": platform.python_version(), "torch": torch.__version__},
        "date": datetime.now(UTC).date().isoformat(),
        "epochs": [epoch._asdict() for epoch in best.history],
    }


def summary(metrics: dict[str, Any]) -> str:
    """The record's figures in words, a line each."""
    named = {**metrics["scores"], "no digits refused": metrics["non_digits_refused"]}
    lines = [f"{name}: {listed(shares)}" for name, shares in named.items()]
    lines.append(
        f"test accuracy {metrics['test_accuracy']:.2%} on {metrics['test_digits']:,}"
        f" digits, seed {metrics['seed']}"
    )
    runs = metrics["runs"]
    if len(runs["seeds"]) > 1:
        lines.append(
            f"mean of {len(runs['seeds'])} runs {runs['mean']:.3%},"
            f" s.d. {runs['standard_deviation']:.3%}, least {runs['least']:.2%}"
        )
    return "\n".join(lines)


def listed(shares: dict[str, float | None]) -> str:
    """Shares in [0, 1] as percentages, each after its name."""
    return ", ".join(
        f"{name} {'none' if share is None else f'{share:.2%}'}"
        for name, share in shares.items()
    )
