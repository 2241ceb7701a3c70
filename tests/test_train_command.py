"""`train.py` as a person runs it: files whole or untouched, errors in words."""

import hashlib
import json
import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import torch
from tqdm import tqdm

import train
from lenet1.learning import calibration, report, splits
from lenet1.learning.data import hold_out
from lenet1.weights import CONFIDENCE, LIKES, MODEL, load, load_confidence, load_model
from tests.learning.test_data import write_mnist
from tests.learning.test_pendigits import TINY, unipen

Command = Callable[..., tuple[int, str, str]]
FILES = [CONFIDENCE, MODEL, LIKES, "metrics.json"]


@pytest.fixture
def command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    """Run it in this process, on few digits; exit code, output, errors."""
    for number in ("NON_DIGITS", "SCORED", "INVENTED", "FORMS_TAUGHT", "FORMS_SCORED"):
        monkeypatch.setattr(splits, number, 1)
    monkeypatch.setattr(calibration, "FIT_EPOCHS", 1)
    monkeypatch.setattr(splits, "hold_out", partial(hold_out, count=100))

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        try:
            code = train.main([*map(str, arguments)])
        except SystemExit as exit_:
            code = int(str(exit_.code))
        return code, *capsys.readouterr()

    return run


@pytest.fixture
def terminal() -> Iterator[None]:
    """Ctrl-C as in a terminal; whoever runs the tests may have it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("data")
    write_mnist(root, train=300, test=100)
    return root


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A folder with the files of an earlier run."""
    for name in FILES:
        (tmp_path / name).write_bytes(b"old")
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_it_writes_weights_and_their_record(
    command: Command, data: Path, tmp_path: Path
) -> None:
    out = tmp_path / "new" / "w.safetensors"
    code, output, _ = command("--data-dir", data, "--out", out, "--epochs", "2")
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
    load_confidence(out.parent / CONFIDENCE, of=out, device="cpu")
    names = sorted(path.name for path in out.parent.iterdir())
    assert names == [CONFIDENCE, LIKES, "metrics.json", "w.safetensors"]


def test_pen_digits_join_in_and_every_seed_gets_its_run(
    command: Command, data: Path, tmp_path: Path
) -> None:
    pens = tmp_path / "pens.tra"
    strokes = TINY[1][2]
    pens.write_text(unipen([(d, w, strokes) for d in range(10) for w in (3, 5)]))
    options = ("--epochs", "1", "--runs", "2", "--seed", "7", "--pen-digits", pens)
    out = tmp_path / "out" / MODEL
    code, output, errors = command("--data-dir", data, "--out", out, *options)
    assert code == 0, errors
    assert "mean of 2 runs " in output
    metrics = json.loads((out.parent / "metrics.json").read_text())
    kinds = ["pen 4%", "pen 8%", "pen 12%"]
    assert list(metrics["scores"]) == ["mnist", *kinds]
    assert list(metrics["validation"]) == ["held-out MNIST", *kinds]
    assert metrics["runs"]["seeds"] == [7, 8]
    assert str(tmp_path) not in metrics["command"]


def test_the_best_run_is_the_one_that_is_written_and_recorded(
    command: Command, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The middle one of three, by what was held out; the weights are its own."""
    shares = iter([0.5, 0.9, 0.7])
    models = []

    def validate(model: torch.nn.Module, _: object) -> dict[str, float]:
        models.append(model)
        return {"held out": next(shares)}

    monkeypatch.setattr(report, "validate", validate)
    options = ("--epochs", "1", "--runs", "3", "--out", tmp_path / MODEL)
    assert command("--data-dir", data, *options)[0] == 0
    metrics = json.loads((tmp_path / "metrics.json").read_text())
    assert metrics["seed"] == 1
    assert metrics["validation"] == {"held out": 0.9}
    written = load(tmp_path).network.state_dict()
    weights = [model.state_dict()["fc_out.weight"] for model in models]
    assert torch.equal(written["fc_out.weight"], weights[1])
    assert not torch.equal(weights[0], weights[1])  # each has a seed of its own
    assert not torch.equal(weights[1], weights[2])


def test_the_recorded_command_asks_for_the_same_weights() -> None:
    asked = "--device cpu --epochs 2 --batch-size 8 --lr 0.02 --seed 7 --runs 3"
    args = train.parse_arguments([*asked.split(), "--pen-digits", "/here/pens.tra.gz"])
    python, script, *recorded = shlex.split(train.command_line(args))
    assert (python, script) == ("python", "train.py")
    again = vars(train.parse_arguments(recorded))
    assert again == vars(args) | {"pen_digits": Path("pens.tra.gz")}


@pytest.mark.parametrize(
    "where", ["validate", "fit_refusals", "describe_runs", "score"]
)
def test_ctrl_c_before_all_is_measured_leaves_the_old_files(
    command: Command,
    data: Path,
    old: Path,
    monkeypatch: pytest.MonkeyPatch,
    where: str,
) -> None:
    def interrupted(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(report, where, interrupted)
    options = ("--epochs", "1", "--out", old / MODEL)
    code, _, errors = command("--data-dir", data, *options)
    assert code == 130
    assert "is as it was" in errors
    assert contents(old) == dict.fromkeys(FILES, b"old")


@pytest.mark.usefixtures("terminal")
def test_ctrl_c_between_the_files_ends_with_all_of_them_new(
    command: Command, data: Path, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Weights without the confidence that was fitted to them would be refused."""
    really = Path.replace

    def replace(path: Path, target: Path) -> Path:
        os.kill(os.getpid(), signal.SIGINT)
        return really(path, target)

    monkeypatch.setattr(Path, "replace", replace)
    options = ("--epochs", "1", "--out", old / MODEL)
    code, output, _ = command("--data-dir", data, *options)
    assert code == 0
    assert "Wrote" in output
    assert sorted(contents(old)) == FILES
    load(old)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.usefixtures("terminal")
def test_ctrl_c_between_two_epochs_says_so_without_a_traceback(
    command: Command, data: Path, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Told by a real signal, as the terminal does."""

    def interrupt(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(tqdm, "write", interrupt)
    code, _, errors = command("--data-dir", data, "--out", old / MODEL)
    assert code == 130
    assert "Traceback" not in errors
    assert "is as it was" in errors
    assert contents(old) == dict.fromkeys(FILES, b"old")


def test_ctrl_c_while_it_imports_ends_it_without_a_word(tmp_path: Path) -> None:
    """As any program ends that has not begun; here by a module in tqdm's place."""
    script = "import os, signal\nos.kill(os.getpid(), signal.SIGINT)\n"
    (tmp_path / "tqdm.py").write_text(script)
    ended = subprocess.run(
        [sys.executable, train.__file__],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert ended.returncode == -signal.SIGINT
    assert ended.stdout + ended.stderr == ""


def refusals(data: Path, folder: Path) -> dict[str, tuple[list[str | Path], str]]:
    """Arguments that cannot be obeyed, and a part of the sentence."""
    (folder / "file").write_text("")
    here: list[str | Path] = ["--data-dir", data, "--epochs", "1", "--out"]
    out = folder / "w.safetensors"
    pens = folder / "pens.tra"
    return {
        "target is a folder": ([*here, folder], "cannot be written"),
        "folder is a file": ([*here, folder / "file" / "w.s"], "cannot be written"),
        "no data": (["--data-dir", "/proc/none", "--out", out], "is not complete"),
        "no pens": ([*here, out, "--pen-digits", pens], "pens.tra: cannot be read"),
        "no CUDA": ([*here, out, "--device", "cuda"], "no cuda device"),
    }


@pytest.mark.parametrize(
    "case", ["target is a folder", "folder is a file", "no data", "no pens", "no CUDA"]
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    command: Command,
    data: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    case: str,
) -> None:
    if case == "no CUDA" and torch.cuda.is_available():
        pytest.skip("this machine has CUDA")
    monkeypatch.setattr("torchvision.datasets.MNIST.mirrors", ["http://127.0.0.1:9/"])
    arguments, reason = refusals(data, tmp_path)[case]
    code, _, errors = command(*arguments)
    assert code == 2
    assert reason in errors
    assert errors.startswith("train.py: ")
    assert errors.count("\n") == 1


def test_training_that_fails_leaves_the_old_files(
    command: Command, data: Path, old: Path
) -> None:
    options = ("--lr", "1e30", "--batch-size", "20", "--out", old / MODEL)
    code, _, errors = command("--data-dir", data, *options)
    assert code == 2
    assert "train.py: The loss of epoch 1 is no number; try a lower" in errors
    assert contents(old) == dict.fromkeys(FILES, b"old")


@pytest.mark.parametrize("value", ["0", "-1", "nan", "many"])
def test_senseless_numbers_are_refused(command: Command, value: str) -> None:
    code, _, errors = command("--epochs", value)
    assert code == 2
    assert "--epochs" in errors
