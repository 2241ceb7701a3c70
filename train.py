"""Train LeNet-1 on MNIST and write the weights and a record of how they were made."""

import argparse
import hashlib
import json
import os
import platform
import shlex
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")  # repeatable on CUDA

import torch
from tqdm import tqdm

from lenet1.data import DataError, Digits, hold_out, load_mnist
from lenet1.evaluation import accuracy
from lenet1.model import LeNet1, save_model
from lenet1.storage import replace_file, require_writable
from lenet1.training import DeviceError, Epoch, choose_device, train

WEIGHTS = Path(__file__).parent / "weights" / "lenet1.safetensors"


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
    add("--batch-size", type=positive(int), default=64, help="digits a step")
    add("--lr", type=positive(float), default=0.005, help="highest learning rate")
    add("--seed", type=int, default=0, help="the same seed gives the same weights")
    add("--data-dir", type=Path, default=Path("data"), help="where MNIST is or goes")
    add("--out", type=Path, default=WEIGHTS, help="weights; metrics.json lands beside")
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
    metrics_path = args.out.parent / "metrics.json"
    try:
        device = choose_device(args.device)
        require_writable(args.out)
        require_writable(metrics_path)
        digits, held_out = hold_out(
            load_mnist(args.data_dir, train=True, device=device)
        )
        test = load_mnist(args.data_dir, train=False, device=device)
        model, metrics = fit(args, digits, held_out, test)
        save_model(model, args.out)
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
    print(f"Wrote {args.out} and {metrics_path}.")
    return 0


def fit(
    args: argparse.Namespace, digits: Digits, held_out: Digits, test: Digits
) -> tuple[LeNet1, dict[str, Any]]:
    """Train by `args`, printing a line an epoch; the model and its record."""
    torch.use_deterministic_algorithms(True)
    torch.manual_seed(args.seed)
    model = LeNet1().to(digits.images.device)
    started = time.perf_counter()
    epochs = train(
        model,
        digits,
        held_out,
        epochs=args.epochs,
        batch_size=args.batch_size,
        lr=args.lr,
        seed=args.seed,
    )
    history = []
    for epoch in tqdm(epochs, total=args.epochs, unit="epoch", dynamic_ncols=True):
        history.append(epoch)
        tqdm.write(describe(epoch))
    seconds = time.perf_counter() - started
    result = accuracy(model, test)
    print(
        f"test accuracy {result:.2%} on {len(test.labels):,} digits,"
        f" {seconds:.0f} s on {digits.images.device}"
    )
    return model, {
        "test_accuracy": result,
        "held_out_accuracy": history[-1].accuracy,
        "training_digits": len(digits.labels),
        "held_out_digits": len(held_out.labels),
        "test_digits": len(test.labels),
        "seed": args.seed,
        "command": shlex.join(["python", "train.py", *command_line(args)]),
        "device": str(digits.images.device),
        "seconds": round(seconds, 1),
        "versions": {"python": platform.python_version(), "torch": torch.__version__},
        "date": datetime.now(UTC).date().isoformat(),
        "epochs": [epoch._asdict() for epoch in history],
    }


def command_line(args: argparse.Namespace) -> list[str]:
    """The arguments that change the weights; where files lie is left out."""
    names = ["device", "epochs", "batch_size", "lr", "seed"]
    values = [(name, getattr(args, name)) for name in names]
    return [w for name, v in values for w in (f"--{name.replace('_', '-')}", str(v))]


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
