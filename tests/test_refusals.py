"""Refusals fitted anew: the network and what was measured of its training stay."""

import json
import shutil
from pathlib import Path

import pytest
import torch

from lenet1.confidence import Confidence
from lenet1.learning import calibration, splits
from lenet1.learning.nondigits import NonDigits, draw_non_digits
from lenet1.model import LeNet1
from lenet1.weights import CONFIDENCE, MODEL, load
from tests.benchmarks import refusals
from tests.conftest import WEIGHTS
from tests.learning.sets import sample_as_splits


def draw_few(count: int, **how: object) -> NonDigits:
    seed = how["seed"]
    assert isinstance(seed, int)
    return draw_non_digits(1, seed=seed)


def test_only_the_refusals_and_their_figures_change(
    confidence: Confidence,
    shipped: LeNet1,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in (MODEL, CONFIDENCE, "metrics.json"):
        shutil.copy(WEIGHTS / name, tmp_path)
    monkeypatch.setattr(calibration, "FIT_EPOCHS", 2)
    monkeypatch.setattr(splits, "draw_non_digits", draw_few)
    monkeypatch.setattr(refusals, "load_splits", lambda *_: sample_as_splits())
    monkeypatch.setattr("sys.argv", ["refusals", "--weights", str(tmp_path)])
    refusals.main()
    network, fitted = load(tmp_path)
    assert torch.equal(network.get_parameter("conv1.weight"), shipped.conv1.weight)
    assert not torch.equal(fitted.kernels, confidence.kernels)
    before, after = (
        json.loads((folder / "metrics.json").read_text())
        for folder in (WEIGHTS, tmp_path)
    )
    for name in ("runs", "command", "weights_sha256", "validation", "epochs"):
        assert after[name] == before[name]
    assert list(after["scores"]) == ["mnist", "pen 4%"]
    assert after["non_digits_refused"] != before["non_digits_refused"]
    assert "refusals_fitted" in after
