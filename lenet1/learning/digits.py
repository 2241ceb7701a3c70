"""Digits of MNIST's training set that the page carries: to learn from, and to judge.

`python -m lenet1.learning.digits` writes both files anew. The page makes them upright
itself, as training does: upright, with more levels of gray, they take a quarter more.
"""

import argparse
import gzip
import sys
from pathlib import Path

import numpy as np
import torch

from lenet1.learning.data import DataError, Digits, hold_out, join, load_mnist
from lenet1.weights import replace_files

CARRIED = Path(__file__).parent.parent / "page" / "static" / "bench" / "digits"
LEARN, JUDGE = "learn.gz", "judge.gz"
COUNTS = {LEARN: 5_000, JUDGE: 1_000}
SEED = 0
CLASSES = 10
PIXELS = 28 * 28


def choose(data_dir: Path) -> dict[str, Digits]:
    """Both files' digits: LEARN's the shipped weights learned from, JUDGE's not.

    None is, to the pixel, one of MNIST's test digits. Raises DataError without MNIST.
    """
    train, held_out = hold_out(load_mnist(data_dir, train=True, device="cpu"))
    test = load_mnist(data_dir, train=False, device="cpu")
    return {
        LEARN: in_rounds(without(train, test), COUNTS[LEARN]),
        JUDGE: in_rounds(without(held_out, join(train, test)), COUNTS[JUDGE]),
    }


def in_rounds(digits: Digits, count: int) -> Digits:
    """`count` digits at random, so that each ten in a row are a 0, a 1, ... and a 9.

    However few of them one learns from or is judged by, each digit comes as often.
    """
    generator = torch.Generator().manual_seed(SEED)
    order = torch.randperm(len(digits.labels), generator=generator)
    labels = digits.labels[order]
    columns = [order[labels == c][: count // CLASSES] for c in range(CLASSES)]
    return digits.at(torch.stack(columns, dim=1).flatten())


def without(digits: Digits, others: Digits) -> Digits:
    """Those of which no picture is, to the pixel, one of `others`."""
    known = {image.tobytes() for image in others.images.numpy()}
    new = [image.tobytes() not in known for image in digits.images.numpy()]
    return digits.at(torch.tensor(new).nonzero()[:, 0])


def encode(digits: Digits) -> bytes:
    """The content of a file: gzip of n labels, then n pictures, a byte each."""
    labels = digits.labels.to(torch.uint8).numpy().tobytes()
    return gzip.compress(labels + digits.images.numpy().tobytes(), mtime=0)


def decode(content: bytes) -> Digits:
    """What `encode` was given."""
    values = np.frombuffer(gzip.decompress(content), np.uint8).copy()
    labels, images = torch.from_numpy(values).split(
        [count := len(values) // (1 + PIXELS), count * PIXELS]
    )
    return Digits(images.view(-1, 28, 28), labels.long())


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter
    )
    add = parser.add_argument
    add("--data-dir", type=Path, default=Path("data"), help="where MNIST is or goes")
    add("--out", type=Path, default=CARRIED, help="the folder of both files")
    args = parser.parse_args()
    try:
        chosen = choose(args.data_dir)
    except DataError as error:
        print(error, file=sys.stderr)
        return 2
    files = {args.out / name: encode(digits) for name, digits in chosen.items()}
    replace_files(files)
    for path, content in files.items():
        print(f"{path}: {len(content):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
