"""Train LeNet-1, on MNIST or on MNIST and pen digits, and write weights and record."""

import argparse
import os
import shlex
import signal
import sys
from pathlib import Path
from typing import Any

os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")  # repeatable on CUDA
ON_CTRL_C = signal.getsignal(signal.SIGINT)
if __name__ == "__main__" and ON_CTRL_C is signal.default_int_handler:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # no traceback out of an import

from tqdm import tqdm

from lenet1.learning import report
from lenet1.learning.data import DataError
from lenet1.learning.device import DeviceError, choose_device
from lenet1.learning.report import Run
from lenet1.learning.splits import Splits, load_splits
from lenet1.learning.training import BATCH_SIZE, LR, DivergedError, Epoch
from lenet1.weights import CONFIDENCE, LIKES, MODEL, replace_files, require_writable


def parse_arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter
    )
    add = parser.add_argument
    devices = ["auto", "cpu", "cuda", "mps"]
    add("--device", choices=devices, default="auto", help="auto takes the best")
    add("--epochs", type=positive(int), default=50, help="passes over the digits")
    add("--batch-size", type=positive(int), default=BATCH_SIZE, help="digits a step")
    add("--lr", type=positive(float), default=LR, help="highest learning rate")
    add("--seed", type=int, default=0, help="the same seed gives the same weights")
    several = "train with so many seeds, keep the best on what was held out"
    add("--runs", type=positive(int), default=1, help=several)
    uci = "UCI's pendigits-orig.tra, plain or .gz, to train on as well"
    add("--pen-digits", type=Path, help=uci)
    add("--data-dir", type=Path, default=Path("data"), help="where MNIST is or goes")
    out = Path(__file__).parent / "weights" / MODEL
    add("--out", type=Path, default=out, help="weights; the rest lands beside")
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
    beside = [args.out.with_name(name) for name in (CONFIDENCE, LIKES, "metrics.json")]
    try:
        for path in (args.out, *beside):
            require_writable(path)
        write(dict(zip((args.out, *beside), run(args).contents, strict=True)))
    except (DeviceError, DataError, DivergedError) as error:
        return refuse(str(error))
    except OSError as error:
        reason = error.strerror or str(error)
        return refuse(f"{error.filename or args.out} cannot be written ({reason}).")
    except KeyboardInterrupt:
        print(f"\nInterrupted; {args.out} is as it was.", file=sys.stderr)
        return 130
    *others, last = beside
    print(f"Wrote {', '.join(map(str, [args.out, *others]))} and {last}.")
    return 0


def run(args: argparse.Namespace) -> report.Report:
    data = load_splits(args.data_dir, args.pen_digits, choose_device(args.device))
    seeds = range(args.seed, args.seed + args.runs)
    runs = [train_run(args, data, seed) for seed in seeds]
    made = report.make_report(runs, data, command_line(args))
    print(report.summary(made.metrics))
    return made


def train_run(args: argparse.Namespace, data: Splits, seed: int) -> Run:
    """Train with one seed, printing a line an epoch."""
    with tqdm(total=args.epochs, unit="epoch", dynamic_ncols=True) as bar:

        def show(epoch: Epoch) -> None:
            bar.write(
                f"epoch {epoch.number:3d}   loss {epoch.loss:.4f}   held-out accuracy"
                f" {epoch.accuracy:.2%}   {epoch.seconds:.1f} s"
            )
            bar.update()

        done = report.train_run(
            data,
            seed=seed,
            epochs=args.epochs,
            batch_size=args.batch_size,
            lr=args.lr,
            progress=show,
        )
    print(f"seed {seed}: {done.seconds:.0f} s of training on {data.device}")
    return done


def command_line(args: argparse.Namespace) -> str:
    """With the arguments that change the weights; where files lie is left out."""
    names = ["device", "epochs", "batch_size", "lr", "seed", "runs"]
    words = [(f"--{n.replace('_', '-')}", str(getattr(args, n))) for n in names]
    if args.pen_digits is not None:
        words.append(("--pen-digits", args.pen_digits.name))
    return shlex.join(
        ["python", "train.py", *(word for pair in words for word in pair)]
    )


def write(files: dict[Path, bytes]) -> None:
    """Write all, deaf to Ctrl-C: weights without their confidence would be refused."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        replace_files(files)
    finally:
        signal.signal(signal.SIGINT, before)


def refuse(reason: str) -> int:
    print(f"train.py: {reason}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    signal.signal(signal.SIGINT, ON_CTRL_C)
    sys.exit(main())
