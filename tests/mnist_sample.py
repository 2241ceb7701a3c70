"""400 of MNIST's test digits, carried so that CI can score the shipped weights.

`python -m tests.mnist_sample --data-dir data` writes them anew. MNIST is by Yann LeCun,
Corinna Cortes and Christopher J.C. Burges.
"""

import argparse
from pathlib import Path

import numpy as np
import torch

from lenet1.learning.data import Digits, load_mnist

PATH = Path(__file__).parent / "mnist_sample.npz"
COUNT = 400
SEED = 0  # chosen before any weights were scored on them


def load_sample() -> Digits:
    with np.load(PATH) as sample:
        images, labels = sample["images"], sample["labels"]
    return Digits(torch.from_numpy(images), torch.from_numpy(labels).long())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data-dir", type=Path, default=Path("data"))
    test = load_mnist(parser.parse_args().data_dir, train=False, device="cpu")
    generator = torch.Generator().manual_seed(SEED)
    order = torch.randperm(len(test.labels), generator=generator)
    images, labels = test.at(order[:COUNT])
    np.savez_compressed(
        PATH, images=images.numpy(), labels=labels.to(torch.uint8).numpy()
    )


if __name__ == "__main__":
    main()
