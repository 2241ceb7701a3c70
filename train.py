"""Train LeNet-1, on MNIST or on MNIST and pen digits, and write weights and record."""

import argparse
import hashlib
import json
import os
import platform
import shlex
import statistics
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")  # repeatable on CUDA

import torch
from tqdm import tqdm

from lenet1.confidence import Confidence, fit_confidence, save_confidence
from lenet1.data import DataError, Digits, hold_out, join, load_mnist
from lenet1.evaluation import accuracy, confusion
from lenet1.model import LeNet1, save_model
from lenet1.nondigits import draw_non_digits
from lenet1.pendigits import PENS, draw_digits, read_pen_digits, split_writers
from lenet1.report import score_digits, score_non_digits
from lenet1.storage import replace_file, require_writable
from lenet1.training import BATCH_SIZE, LR, DeviceError, Epoch, choose_device, train

WEIGHTS = Path(__file__).parent / "weights" / "lenet1.safetensors"
DRAWINGS = 2  # of each pen digit, with other pens, sizes and places
FIT_SEED, SCORE_SEED = 1, 2  # of the drawings that set and that measure refusals
NON_DIGITS = 300  # of each kind


class Data(NamedTuple):
    train: Digits
    held_out: Digits  # of MNIST's training digits
    refusals: Digits  # sets thresholds and temperature; never trained on
    unseen: dict[str, Digits]  # drawings by writers who never train, for each pen
    test: Digits  # MNIST's; looked at when there is nothing left to choose


class Run(NamedTuple):
    seed: int
    model: LeNet1
    history: list[Epoch]
    validation: dict[str, float]  # share right of what was held out, for each kind

    @property
    def merit(self) -> float:
        """What the run is chosen by: the kind that it reads worst."""
        return min(self.validation.values())


def parse_arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter
    )
    add = parser.add_argument
    add(
        "--device",
        choices=["auto", "cpu", "cuda", "mps"],
        default="auto",
        help="auto takes the best there is",
    )
    add("--epochs", type=positive(int), default=30, help="passes over the digits")
    add("--batch-size", type=positive(int), default=BATCH_SIZE, help="digits a step")
    add("--lr", type=positive(float), default=LR, help="highest learning rate")
    add("--seed", type=int, default=0, help="the same seed gives the same weights")
    add(
        "--runs",
        type=positive(int),
        default=1,
        help="train with so many seeds, keep the best on what was held out",
    )
    add(
        "--pen-digits",
        type=Path,
        help="UCI's pendigits-orig.tra, plain or .gz, to train on as well",
    )
    add("--data-dir", type=Path, default=Path("data"), help="where MNIST is or goes")
    add("--out", type=Path, default=WEIGHTS, help="weights; the rest lands beside")
    return parser.parse_args(arguments)


def positive(kind: type[int] | type[float]) -> Any:
    def number(text: str) -> float:
        value = kind(text)
        if not 0 < value < float("inf"):
            raise argparse.ArgumentTypeError(f"{text} is not above 0")
        return value

    number.__name__ = kind.__name__  # argparse names it in "invalid int value"
    return number


def main(arguments: list[str] | None = None) -> int:
    args = parse_arguments(arguments)
    confidence_path = args.out.parent / "confidence.safetensors"
    metrics_path = args.out.parent / "metrics.json"
    try:
        device = choose_device(args.device)
        for path in (args.out, confidence_path, metrics_path):
            require_writable(path)
        data = load(args, device)
        runs = [
            fit(args, data, seed) for seed in range(args.seed, args.seed + args.runs)
        ]
        best = max(runs, key=lambda run: run.merit)
        confidence, scores = judge(best, data)
        save_model(best.model, args.out)
        save_confidence(confidence, confidence_path)
        metrics = {**record(args, data, runs, best), **scores}
        metrics["weights_sha256"] = hashlib.sha256(args.out.read_bytes()).hexdigest()
        replace_file(metrics_path, json.dumps(metrics, indent=1).encode() + b"\n")
    except (DeviceError, DataError) as error:
        return refuse(str(error))
    except OSError as error:
        reason = error.strerror or str(error)
        return refuse(f"{error.filename or args.out} cannot be written ({reason}).")
    except KeyboardInterrupt:
        print(f"\nInterrupted; {args.out} is as it was.", file=sys.stderr)
        return 130
    print(f"Wrote {args.out}, {confidence_path} and {metrics_path}.")
    return 0


def load(args: argparse.Namespace, device: torch.device) -> Data:
    """MNIST, and pen digits drawn on the pad where they were asked for."""
    mnist, held_out = hold_out(load_mnist(args.data_dir, train=True, device=device))
    test = load_mnist(args.data_dir, train=False, device=device)
    if args.pen_digits is None:
        return Data(mnist, held_out, held_out, {}, test)
    print("Drawing the pen digits.")
    seen, unseen = split_writers(read_pen_digits(args.pen_digits))
    drawn = [draw_digits(seen, pens=PENS, seed=seed) for seed in range(DRAWINGS + 1)]
    pens = [digits.to(device) for digits in drawn]
    others = {
        f"pen {pen:.0%}": draw_digits(unseen, pens=[pen], seed=SCORE_SEED).to(device)
        for pen in PENS
    }
    refusals = join(held_out, pens[0])
    return Data(join(mnist, *pens[1:]), held_out, refusals, others, test)


def fit(args: argparse.Namespace, data: Data, seed: int) -> Run:
    """Train with one seed, printing a line an epoch."""
    torch.use_deterministic_algorithms(True)
    torch.manual_seed(seed)
    model = LeNet1().to(data.train.images.device)
    epochs = train(
        model,
        data.train,
        data.held_out,
        epochs=args.epochs,
        batch_size=args.batch_size,
        lr=args.lr,
        seed=seed,
    )
    history = []
    for epoch in tqdm(epochs, total=args.epochs, unit="epoch", dynamic_ncols=True):
        history.append(epoch)
        tqdm.write(describe(epoch))
    seconds = sum(epoch.seconds for epoch in history)
    print(f"seed {seed}: {seconds:.0f} s of training on {data.train.images.device}")
    aside = {"held-out MNIST": data.held_out, **data.unseen}
    validation = {name: accuracy(model, digits) for name, digits in aside.items()}
    return Run(seed, model, history, validation)


def judge(run: Run, data: Data) -> tuple[Confidence, dict[str, Any]]:
    """Fit the refusals of a trained model and measure all it is measured by."""
    device = data.train.images.device
    some = draw_non_digits(NON_DIGITS, seed=FIT_SEED).images.to(device)
    confidence = fit_confidence(run.model, data.train, data.refusals, some)
    measured = {"mnist": data.test, **data.unseen}
    scores = {n: score_digits(run.model, confidence, d) for n, d in measured.items()}
    others = draw_non_digits(NON_DIGITS, seed=SCORE_SEED)
    refused = score_non_digits(run.model, confidence, others)
    for name, score in scores.items():
        print(f"{name}:", ", ".join(f"{k} {v:.2%}" for k, v in score._asdict().items()))
    print("no digits refused:", ", ".join(f"{k} {v:.1%}" for k, v in refused.items()))
    return confidence, {
        "scores": {name: score._asdict() for name, score in scores.items()},
        "non_digits_refused": refused,
        "confusion": confusion(run.model, data.test).tolist(),
    }


def record(
    args: argparse.Namespace, data: Data, runs: list[Run], best: Run
) -> dict[str, Any]:
    """How the weights were made and how all runs fared on the test digits.

    These are looked at here, once, when there is nothing left to choose.
    """
    tests = [accuracy(run.model, data.test) for run in runs]
    count, mean, least = len(data.test.labels), statistics.mean(tests), min(tests)
    deviation = statistics.stdev(tests) if len(tests) > 1 else 0.0
    print(
        f"test accuracy {tests[runs.index(best)]:.2%} on {count:,} digits,"
        f" seed {best.seed}"
    )
    if len(runs) > 1:
        print(
            f"mean of {len(runs)} runs {mean:.3%},"
            f" s.d. {deviation:.3%}, least {least:.2%}"
        )
    return {
        "test_accuracy": tests[runs.index(best)],
        "validation": best.validation,
        "training_digits": len(data.train.labels),
        "held_out_digits": len(data.held_out.labels),
        "test_digits": count,
        "seed": best.seed,
        "runs": {
            "mean": mean,
            "standard_deviation": deviation,
            "least": least,
            "seeds": [run.seed for run in runs],
            "test_accuracies": tests,
            "validation": [run.validation for run in runs],
            "seconds": [round(sum(e.seconds for e in r.history), 1) for r in runs],
        },
        "command": shlex.join(["python", "train.py", *command_line(args)]),
        "device": str(data.train.images.device),
        "versions": {"python": platform.python_version(), "torch": torch.__version__},
        "date": datetime.now(UTC).date().isoformat(),
        "epochs": [epoch._asdict() for epoch in best.history],
    }


def command_line(args: argparse.Namespace) -> list[str]:
    """The arguments that change the weights; where files lie is left out."""
    names = ["device", "epochs", "batch_size", "lr", "seed", "runs"]
    values = [
        (f"--{name.replace('_', '-')}", str(getattr(args, name))) for name in names
    ]
    if args.pen_digits is not None:
        values.append(("--pen-digits", args.pen_digits.name))
    return [word for pair in values for word in pair]


def describe(epoch: Epoch) -> str:
    return (
        f"epoch {epoch.number:3d}   loss {epoch.loss:.4f}"
        f"   held-out accuracy {epoch.accuracy:.2%}   {epoch.seconds:.1f} s"
    )


def refuse(reason: str) -> int:
    print(f"train.py: {reason}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
