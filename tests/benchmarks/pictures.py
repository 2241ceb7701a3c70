"""Pictures of the record in `weights/`: training curves, confusion, robustness."""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

from lenet1.learning.data import load_mnist
from lenet1.upright import as_input
from lenet1.weights import MODEL, load_model
from tests.benchmarks.record import add_to_record
from tests.benchmarks.robustness import Curve, measure
from tests.conftest import WEIGHTS

MANY = 8  # digits mistaken for one other; as dark as the picture gets


def training_picture(metrics: dict[str, Any]) -> Figure:
    figure = Figure(figsize=(8, 3), layout="constrained")
    loss, right = figure.subplots(1, 2)
    epochs = metrics["epochs"]
    x = [epoch["number"] for epoch in epochs]
    loss.plot(x, [epoch["loss"] for epoch in epochs])
    loss.set(title="training loss", xlabel="epoch", ylabel="nats", yscale="log")
    right.plot(x, [epoch["accuracy"] for epoch in epochs])
    right.set(title="held-out digits read", xlabel="epoch", ylabel="share")
    return figure


def confusion_picture(counts: Sequence[Sequence[int]]) -> Figure:
    figure = Figure(figsize=(5, 5), layout="constrained")
    axes = figure.subplots()
    mistakes = [
        [0 if row == column else count for column, count in enumerate(line)]
        for row, line in enumerate(counts)
    ]
    axes.imshow(mistakes, cmap="Oranges", vmax=MANY)
    axes.set(xlabel="what it was called", ylabel="what it is")
    axes.set(xticks=range(10), yticks=range(10))
    for row, line in enumerate(counts):
        for column, count in enumerate(line):
            if count:
                axes.text(column, row, str(count), ha="center", va="center", size=8)
    return figure


def robustness_picture(named: dict[str, list[Curve]]) -> Figure:
    """A chart for each disturbance, with a line for each of the named weights."""
    charts = len(next(iter(named.values())))
    figure = Figure(figsize=(2.6 * charts, 2.8), layout="constrained")
    axes = figure.subplots(1, charts, sharey=True, squeeze=False)[0]
    for name, curves in named.items():
        for chart, curve in zip(axes, curves, strict=True):
            chart.plot(curve.strengths, curve.accuracies, label=name)
            chart.set(title=curve.name, xlabel=curve.unit)
    axes[0].set(ylabel="MNIST test digits read")
    axes[0].legend()
    return figure


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter
    )
    add = parser.add_argument
    add("--data-dir", type=Path, default=Path("data"), help="where MNIST is")
    add(
        "--weights",
        type=Path,
        default=WEIGHTS / MODEL,
        help="with metrics.json beside them",
    )
    add("--article", type=Path, help="weights that the article's own loop made")
    args = parser.parse_args()
    test = load_mnist(args.data_dir, train=False, device="cpu")
    curves = {"ours": measure(load_model(args.weights, device="cpu"), test)}
    if args.article:
        theirs = load_model(args.article, device="cpu")
        curves["the article's"] = measure(theirs, test, prepare=as_input)
    folder = args.weights.parent
    metrics = json.loads((folder / "metrics.json").read_text())
    pictures = {
        "training": training_picture(metrics),
        "confusion": confusion_picture(metrics["confusion"]),
        "robustness": robustness_picture(curves),
    }
    for name, figure in pictures.items():
        figure.savefig(folder / f"{name}.png", dpi=110)
    add_to_record(
        folder / "metrics.json",
        "robustness",
        {
            name: [curve._asdict() for curve in measured]
            for name, measured in curves.items()
        },
    )


if __name__ == "__main__":
    main()
