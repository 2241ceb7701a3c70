"""Figures of the benchmarks beside those of `train.py`, in one `metrics.json`.

As a command, it puts there how the recipe does on MNIST alone, from the record that
`train.py --runs 5` without `--pen-digits` wrote elsewhere.
"""

import argparse
import json
from pathlib import Path
from typing import Any

from lenet1.weights import replace_files
from tests.conftest import WEIGHTS


def add_to_record(path: Path, name: str, figures: Any) -> None:
    """Put `figures` under `name`, in place of what was there; keep all the rest."""
    metrics = json.loads(path.read_text())
    metrics[name] = figures
    replace_files({path: json.dumps(metrics, indent=1).encode() + b"\n"})


def parse_arguments(description: str | None) -> argparse.Namespace:
    """What a benchmark is told that fits refusals anew, and records what came of it."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.ArgumentDefaultsHelpFormatter
    )
    add = parser.add_argument
    add("--data-dir", type=Path, default=Path("data"), help="where MNIST is")
    add("--pen-digits", type=Path, help="those that train.py was given, if any")
    add("--weights", type=Path, default=WEIGHTS, help="folder of weights and record")
    return parser.parse_args()


def runs_alone(metrics: dict[str, Any]) -> dict[str, Any]:
    """Of `metrics`, a run's record, what is worth keeping beside another's."""
    kept = ("command", "device", "date", "seed", "runs")
    return {name: metrics[name] for name in kept}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter
    )
    parser.add_argument("alone", type=Path, help="the metrics.json of those runs")
    parser.add_argument(
        "--record",
        type=Path,
        default=Path("weights/metrics.json"),
        help="metrics.json that the figures shall go into",
    )
    args = parser.parse_args()
    figures = runs_alone(json.loads(args.alone.read_text()))
    add_to_record(args.record, "mnist_alone", figures)


if __name__ == "__main__":
    main()
