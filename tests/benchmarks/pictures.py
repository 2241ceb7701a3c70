"""Pictures of the record in `weights/`: training curves, confusion, robustness.

Writes SVG by hand, so that the project needs no plotting library.
"""

import argparse
import json
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from lenet1.data import load_mnist
from lenet1.evaluation import confusion
from lenet1.model import LeNet1, load_model
from lenet1.robustness import Curve, measure

WIDTH, HEIGHT, MARGIN = 300, 200, 40  # px of one chart
COLORS = ("#1f6feb", "#d1570c", "#6e7781")
CELL = 34  # px; one field of the confusion matrix


class Line(NamedTuple):
    label: str
    x: Sequence[float]
    y: Sequence[float]


def chart(title: str, unit: str, lines: Sequence[Line], *, low: float) -> str:
    """A line chart as an SVG group, y from `low` to 1 or to the highest value."""
    xs = [x for line in lines for x in line.x]
    high = max(1.0, *(y for line in lines for y in line.y))
    across = (WIDTH - 2 * MARGIN) / (max(xs) - min(xs) or 1)
    up = (HEIGHT - 2 * MARGIN) / (high - low)

    def at(x: float, y: float) -> str:
        return (
            f"{MARGIN + (x - min(xs)) * across:.1f},"
            f"{HEIGHT - MARGIN - (max(y, low) - low) * up:.1f}"
        )

    parts = [text(MARGIN, 20, f"{title}, {unit}", "start")]
    for tick in range(5):
        value = low + tick * (high - low) / 4
        y = HEIGHT - MARGIN - tick * (HEIGHT - 2 * MARGIN) / 4
        parts.append(
            f'<path d="M{MARGIN},{y:.1f}H{WIDTH - MARGIN}" stroke="#8884" fill="none"/>'
        )
        parts.append(text(MARGIN - 4, y + 4, f"{value:.3g}", "end"))
    parts += [
        text(float(at(x, low).split(",")[0]), HEIGHT - MARGIN + 15, f"{x:g}", "middle")
        for x in (min(xs), max(xs))
    ]
    for number, line in enumerate(lines):
        color = COLORS[number]
        points = " ".join(map(at, line.x, line.y))
        parts.append(
            f'<polyline points="{points}" fill="none" stroke="{color}"'
            ' stroke-width="2"/>'
        )
        place = MARGIN + number * 95
        parts.append(text(place, HEIGHT - 6, line.label, "start", color))
    return "\n".join(parts)


def text(x: float, y: float, words: str, anchor: str, color: str = "#57606a") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{color}"'
        f' font-family="sans-serif" font-size="12">{escape(words)}</text>'
    )


def beside(charts: Sequence[str], *, columns: int) -> str:
    """Charts in rows, as a whole SVG file."""
    rows = -(-len(charts) // columns)
    groups = [
        f'<g transform="translate({number % columns * WIDTH},'
        f'{number // columns * HEIGHT})">{part}</g>'
        for number, part in enumerate(charts)
    ]
    return file(WIDTH * min(columns, len(charts)), HEIGHT * rows, groups)


def file(width: int, height: int, parts: Sequence[str]) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
    paper = '<rect width="100%" height="100%" fill="#fff"/>'
    return "\n".join([head, paper, *parts, "</svg>", ""])


def training_picture(metrics: dict[str, Any]) -> str:
    epochs = metrics["epochs"]
    x = [epoch["number"] for epoch in epochs]
    loss = Line("training loss", x, [epoch["loss"] for epoch in epochs])
    right = Line("held-out digits", x, [epoch["accuracy"] for epoch in epochs])
    charts = [
        chart("loss", "nats by epoch", [loss], low=0),
        chart("accuracy", "share by epoch", [right], low=0.96),
    ]
    return beside(charts, columns=2)


def robustness_picture(named: dict[str, list[Curve]]) -> str:
    charts = []
    for number, curve in enumerate(next(iter(named.values()))):
        lines = [
            Line(name, curves[number].strengths, curves[number].accuracies)
            for name, curves in named.items()
        ]
        charts.append(chart(curve.name, curve.unit, lines, low=0.5))
    return beside(charts, columns=3)


def confusion_picture(counts: Sequence[Sequence[int]]) -> str:
    """10x10 fields, row = what it is, column = what it was called."""
    parts = [text(CELL * 6, 14, "called", "middle")]
    for row, values in enumerate(counts):
        y = CELL * (row + 1)
        parts.append(text(CELL / 2, y + 22, str(row), "middle"))
        parts.append(text(CELL * (row + 1.5), CELL - 6, str(row), "middle"))
        for column, count in enumerate(values):
            share = 1.0 if row == column else min(count / 8, 1)
            color = "#1f6feb" if row == column else "#d1570c"
            x = CELL * (column + 1)
            parts.append(
                f'<rect x="{x}" y="{y}" width="{CELL - 1}" height="{CELL - 1}"'
                f' fill="{color}" fill-opacity="{share * 0.6:.2f}"/>'
            )
            if count:
                parts.append(text(x + CELL / 2, y + 22, str(count), "middle", "#000"))
    return file(CELL * 11 + 4, CELL * 11 + 4, parts)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter
    )
    add = parser.add_argument
    add("--data-dir", type=Path, default=Path("data"), help="where MNIST is")
    add("--weights", type=Path, default=Path("weights/lenet1.safetensors"))
    add("--article", type=Path, help="weights that the article's own loop made")
    args = parser.parse_args()
    folder = args.weights.parent
    test = load_mnist(args.data_dir, train=False, device="cpu")
    models: dict[str, LeNet1] = {"ours": load_model(args.weights, device="cpu")}
    if args.article is not None:
        models["the article's"] = load_model(args.article, device="cpu")
    curves = {name: measure(model, test) for name, model in models.items()}
    counts = confusion(models["ours"], test).tolist()
    metrics = json.loads((folder / "metrics.json").read_text())
    (folder / "training.svg").write_text(training_picture(metrics))
    (folder / "robustness.svg").write_text(robustness_picture(curves))
    (folder / "confusion.svg").write_text(confusion_picture(counts))
    for name, measured in curves.items():
        for curve in measured:
            shares = (f"{a:.4f}" for a in curve.accuracies)
            print(name, curve.name, dict(zip(curve.strengths, shares, strict=True)))


if __name__ == "__main__":
    main()
