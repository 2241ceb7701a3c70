"""The pictures and the model card: whole, and true to the figures they are given."""

import json
from pathlib import Path
from typing import Any

import numpy as np

from tests.benchmarks.model_card import card, finder_card
from tests.benchmarks.pictures import (
    confusion_picture,
    robustness_picture,
    training_picture,
)
from tests.benchmarks.record import add_to_record, runs_alone
from tests.benchmarks.robustness import Curve

COUNTS = [[90 if row == column else 1 for column in range(10)] for row in range(10)]
SCORES = {"accuracy": 0.991, "accepted": 0.985}
METRICS: dict[str, Any] = {
    "test_accuracy": 0.99,
    "validation": {"held-out MNIST": 0.98, "pen 4%": 0.97},
    "training_digits": 55_000,
    "held_out_digits": 5_000,
    "test_digits": 990,
    "seed": 1,
    "runs": {
        "mean": 0.989,
        "standard_deviation": 0.001,
        "least": 0.988,
        "seeds": [0, 1],
        "seconds": [50.0, 60.0],
    },
    "command": "python train.py --runs 2",
    "device": "cpu",
    "versions": {"python": "3", "torch": "2"},
    "date": "2000-01-01",
    "epochs": [
        {"number": n, "loss": 1 / n, "accuracy": 1 - 0.03 / n} for n in (1, 2, 3)
    ],
    "scores": {"mnist": SCORES},
    "non_digits_refused": {"all": 0.95, "line": 1.0},
    "never_fitted_refused": {"all": 0.87, "dots": 0.9},
    "forms": {"slashed 0": 0.97},
    "confusion": COUNTS,
}


def test_the_confusion_picture_has_every_count_that_is_not_0() -> None:
    counts = [
        [0 if c == (r + 1) % 10 else n for c, n in enumerate(row)]
        for r, row in enumerate(COUNTS)
    ]
    (axes,) = confusion_picture(counts).axes
    words = [text.get_text() for text in axes.texts]
    assert words.count("90") == 10
    assert words.count("1") == 80


def test_every_disturbance_has_a_line_for_each_weights() -> None:
    better = Curve("shift", "px", (0, 1), (0.99, 0.9))
    worse = better._replace(accuracies=(0.95, 0.6))
    (axes,) = robustness_picture({"ours": [better], "theirs": [worse]}).axes
    drawn = {
        line.get_label(): np.asarray(line.get_ydata()).tolist() for line in axes.lines
    }
    assert drawn == {"ours": [0.99, 0.9], "theirs": [0.95, 0.6]}


def test_the_training_picture_has_a_point_for_every_epoch() -> None:
    figure = training_picture(METRICS)
    assert [np.size(axes.lines[0].get_xdata()) for axes in figure.axes] == [3, 3]


def test_a_benchmark_adds_its_figures_and_keeps_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "metrics.json"
    path.write_text(json.dumps({"seed": 1, "speed": {"old": 1}}))
    add_to_record(path, "speed", {"seconds": 2.5})
    assert json.loads(path.read_text()) == {"seed": 1, "speed": {"seconds": 2.5}}


def test_the_card_says_where_nothing_was_accepted() -> None:
    scores = {"mnist": {**SCORES, "accuracy_of_accepted": None}}
    assert "| mnist | 99.10% | 98.50% | none |" in card({**METRICS, "scores": scores})


def test_the_card_says_what_the_record_says() -> None:
    text = card(METRICS)
    assert "{" not in text.split("---", 2)[2]
    assert "**99.00%** right" in text
    assert "in 60 s on cpu" in text  # the shipped seed's, not the first one's
    assert "held-out MNIST 98.00%, pen 4% 97.00%." in text
    assert "all 95.0%, line 100.0%." in text
    assert "thought of:\nall 87.0%, dots 90.0%." in text
    assert "slashed 0 97.0%" in text
    assert "UCI" not in text  # no pen digits in this command
    assert "UCI" in card({**METRICS, "command": "python train.py --pen-digits x"})
    assert "alone" not in text
    assert "anew" not in text
    assert "anew on 2026-01-02" in card({**METRICS, "refusals_fitted": "2026-01-02"})
    whole = {**METRICS, "mnist_alone": runs_alone(METRICS)}
    assert "(`python train.py --runs 2`) the recipe reads 98.900%" in card(whole)


def test_the_card_says_what_the_finders_record_says() -> None:
    scores = {"digits": 734, "found": 0.9714, "right": 0.9158}
    text = finder_card({"held_out_crops": scores})
    assert "Of 734 digits on held-out crops" in text
    assert "97.1%" in text
    assert "91.6%" in text
    assert "{" not in text
