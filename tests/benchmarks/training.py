"""The article's training loop and ours, side by side in one process on the CPU.

The article feeds PIL images through ToTensor and a DataLoader in batches of 8 to Adam
at 1e-3, for 20 epochs; it reaches 98.8 % at their end. The loops take turns, so that a
machine that others use slows all of them; times and ratios are medians of the rounds.
"""

import argparse
import resource
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import torch

from lenet1.learning.augmentation import distort
from lenet1.learning.data import Digits, load_mnist
from lenet1.learning.evaluation import accuracy
from lenet1.learning.training import BATCH_SIZE, LR, Epoch, train
from lenet1.model import LeNet1
from tests.benchmarks import article
from tests.benchmarks.record import add_to_record

ARTICLE_ACCURACY = 0.988  # what its loop reaches then, run as written
QUICK_EPOCHS = 5  # of ours, without distortions; more than the article's accuracy takes
KIB = 1024


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter
    )
    add = parser.add_argument
    add("--data-dir", type=Path, default=Path("data"), help="where MNIST is")
    threads = torch.get_num_threads()
    add("--threads", type=int, default=threads, help="CPU threads, for both loops")
    add("--rounds", type=int, default=5, help="how often each loop gets its turn")
    add("--share", type=float, default=0.2, help="of the article's epoch in a round")
    add("--record", type=Path, help="metrics.json that the figures shall go into")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    digits = load_mnist(args.data_dir, train=True, device="cpu")
    test = load_mnist(args.data_dir, train=False, device="cpu")

    rounds = [Round.of(digits, args.data_dir, args.share) for _ in range(args.rounds)]
    plain, distorted, theirs = map(statistics.median, zip(*rounds, strict=True))
    reached, seconds = race(digits, test)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB
    whole = article.EPOCHS * theirs
    faster = statistics.median(r.theirs / r.plain for r in rounds)
    dearer = statistics.median(r.distorted / r.plain for r in rounds)
    figures = {
        "threads": args.threads,
        "epoch_seconds": round(plain, 2),
        "epoch_seconds_with_distortions": round(distorted, 2),
        "epoch_seconds_of_the_article": round(theirs, 1),
        "epoch_times_faster": round(faster, 1),
        "cost_of_distortions": round(dearer - 1, 3),
        "peak_memory_mib": round(memory),  # PyTorch, MNIST and both loops
        "test_accuracy_without_distortions": reached,
        "reached_after_seconds": round(seconds, 1),
        "article_seconds_extrapolated": round(whole),
        "article_times_as_long": round(whole / seconds, 1),
    }
    for name, value in figures.items():
        print(f"{name}: {value}")
    if reached < ARTICLE_ACCURACY:
        print(f"that is below the article's {ARTICLE_ACCURACY:.1%}")
    if args.record:
        add_to_record(args.record, "training_speed", figures)


class Round(NamedTuple):
    """Seconds of one epoch of 60,000 digits, each way once."""

    plain: float  # ours
    distorted: float  # ours
    theirs: float  # the article's, from the first share of it

    @classmethod
    def of(cls, digits: Digits, data_dir: Path, share: float) -> "Round":
        plain, distorted = (
            next(our_epochs(LeNet1(), digits, 1, augment=augment)).seconds
            for augment in (False, True)
        )
        part = next(article.train(LeNet1(), data_dir, share))
        return cls(plain, distorted, part / share)


def race(digits: Digits, test: Digits) -> tuple[float, float]:
    """Test accuracy after QUICK_EPOCHS without distortions, and the seconds of it all.

    The seconds are those of a clock on the wall, so making the digits upright counts.
    """
    torch.manual_seed(0)
    model = LeNet1()
    started = time.perf_counter()
    for _ in our_epochs(model, digits, QUICK_EPOCHS, augment=False):
        pass
    seconds = time.perf_counter() - started
    return accuracy(model, test), seconds


def our_epochs(
    model: LeNet1, digits: Digits, epochs: int, *, augment: bool
) -> Iterator[Epoch]:
    few = Digits(digits.images[:1], digits.labels[:1])  # nobody asks how they are read
    return train(
        model,
        digits,
        few,
        epochs=epochs,
        batch_size=BATCH_SIZE,
        lr=LR,
        seed=0,
        augment=distort if augment else None,
    )


if __name__ == "__main__":
    main()
