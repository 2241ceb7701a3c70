"""`python train.py` as a person runs it: files whole or untouched, errors in words."""

import hashlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from lenet1.weights import load_confidence, load_model
from tests.conftest import ROOT
from tests.learning.test_data import write_mnist
from tests.learning.test_pendigits import TINY, unipen

QUIET = {**os.environ, "PYTHONWARNINGS": "default"}


def start(*arguments: str | Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, ROOT / "train.py", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=QUIET,
    )


def run(*arguments: str | Path) -> tuple[int, str, str]:
    process = start(*arguments)
    output, errors = process.communicate(timeout=120)
    return process.returncode, output, errors


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("data")
    write_mnist(root, train=5_200, test=100)
    return root


def test_it_writes_weights_and_their_record(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "w.safetensors"
    code, output, _ = run("--data-dir", data, "--out", out, "--epochs", "2")
    assert code == 0
    assert output.count("held-out accuracy") == 2
    assert "on 100 digits" in output
    assert "mean of" not in output  # of one run
    load_model(out, device="cpu")
    metrics = json.loads((out.parent / "metrics.json").read_text())
    assert metrics["weights_sha256"] == hashlib.sha256(out.read_bytes()).hexdigest()
    assert len(metrics["epochs"]) == 2
    assert metrics["test_digits"] == 100
    assert 0 <= metrics["test_accuracy"] <= 1
    assert str(tmp_path) not in metrics["command"]
    assert set(metrics["scores"]) == {"mnist"}  # no pen digits were asked for
    assert sum(map(sum, metrics["confusion"])) == 100
    load_confidence(out.parent / "confidence.safetensors", of=out, device="cpu")
    assert sorted(p.name for p in out.parent.iterdir()) == [
        "confidence.safetensors",
        "metrics.json",
        "w.safetensors",
    ]


def test_pen_digits_join_in_and_the_best_of_two_runs_is_kept(
    data: Path, tmp_path: Path
) -> None:
    pens = tmp_path / "pens.tra"
    pens.write_text(unipen([*TINY, *TINY]))
    out = tmp_path / "w.safetensors"
    options = ("--epochs", "1", "--runs", "2", "--pen-digits", pens)
    code, output, errors = run("--data-dir", data, "--out", out, *options)
    assert code == 0, errors
    assert "mean of 2 runs " in output
    metrics = json.loads((tmp_path / "metrics.json").read_text())
    assert set(metrics["scores"]) == {"mnist", "pen 4%", "pen 8%", "pen 12%"}
    assert metrics["training_digits"] == 200 + 2 * 2  # two drawings each
    shares = [min(run.values()) for run in metrics["runs"]["validation"]]
    assert min(metrics["validation"].values()) == max(shares)
    assert set(metrics["validation"]) == {
        "held-out MNIST",
        *list(metrics["scores"])[1:],
    }
    assert str(tmp_path) not in metrics["command"]


def test_ctrl_c_leaves_the_old_files_as_they_were(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "w.safetensors"
    out.write_bytes(b"old")
    process = start("--data-dir", data, "--out", out, "--epochs", "100000")
    assert process.stdout is not None
    process.stdout.readline()  # the first epoch is done
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in errors
    assert "is as it was" in errors
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [
        ("w.safetensors", b"old")
    ]


def refusals(data: Path, tmp_path: Path) -> dict[str, tuple[list[str | Path], str]]:
    (tmp_path / "file").write_text("")
    here: list[str | Path] = ["--data-dir", data, "--epochs", "1"]
    cases: dict[str, tuple[list[str | Path], str]] = {
        "target is a folder": ([*here, "--out", tmp_path], "cannot be written"),
        "folder is a file": (
            [*here, "--out", tmp_path / "file" / "w.safetensors"],
            "cannot be written",
        ),
        "no data": (
            ["--data-dir", "/proc/none", "--out", tmp_path / "w.safetensors"],
            "MNIST is not complete",
        ),
    }
    cases["no pens"] = (
        [*here, "--pen-digits", tmp_path / "pens.tra", "--out", tmp_path / "w.s"],
        "pens.tra: cannot be read",
    )
    if not torch.cuda.is_available():
        cases["no CUDA"] = (
            [*here, "--device", "cuda", "--out", tmp_path / "w.safetensors"],
            "no cuda device",
        )
    return cases


@pytest.mark.parametrize(
    "case", ["target is a folder", "folder is a file", "no data", "no pens", "no CUDA"]
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    data: Path, tmp_path: Path, case: str
) -> None:
    cases = refusals(data, tmp_path)
    if case not in cases:
        pytest.skip("this machine has CUDA")
    arguments, reason = cases[case]
    code, _, errors = run(*arguments)
    assert code == 2
    assert "Traceback" not in errors
    assert reason in errors
    assert errors.startswith("train.py: ")
    assert errors.count("\n") == 1


@pytest.mark.parametrize("value", ["0", "-1", "nan", "many"])
def test_senseless_numbers_are_refused(value: str) -> None:
    code, _, errors = run("--epochs", value)
    assert code == 2
    assert "--epochs" in errors
