"""Train LeNet-1 as the article does, whole, and write its weights to compare with."""

import argparse
import itertools
import time
from collections.abc import Iterator
from pathlib import Path

import torch
import torch.nn.functional as F
from torchvision.datasets import MNIST
from torchvision.transforms import ToTensor

from lenet1.learning.data import Digits, load_mnist
from lenet1.model import LeNet1
from lenet1.upright import as_input
from lenet1.weights import model_file, replace_files
from tests.benchmarks.record import add_to_record

EPOCHS, BATCH_SIZE, LR = 20, 8, 1e-3


def train_epoch(
    model: LeNet1, optimizer: torch.optim.Optimizer, data_dir: Path, share: float
) -> float:
    """Seconds of the first `share` of one epoch: PIL images, ToTensor, a DataLoader."""
    dataset = MNIST(data_dir, train=True, transform=ToTensor())
    loader = torch.utils.data.DataLoader(dataset, BATCH_SIZE, shuffle=True)
    started = time.perf_counter()
    for x, labels in itertools.islice(loader, round(share * len(loader))):
        optimizer.zero_grad()
        F.nll_loss(model(x).log_probabilities, labels).backward()
        optimizer.step()
    return time.perf_counter() - started


def train(model: LeNet1, data_dir: Path, share: float = 1.0) -> Iterator[float]:
    """Train `model` in place on the first `share` of EPOCHS epochs; seconds of each."""
    optimizer = torch.optim.Adam(model.parameters(), lr=LR)
    for _ in range(EPOCHS):
        yield train_epoch(model, optimizer, data_dir, share)


@torch.inference_mode()
def accuracy(model: LeNet1, digits: Digits) -> float:
    """Share right of `digits` as they are; the article does not make them upright."""
    right = model(as_input(digits.images)).logits.argmax(dim=1) == digits.labels
    return right.double().mean().item()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter
    )
    add = parser.add_argument
    add("--data-dir", type=Path, default=Path("data"), help="where MNIST is")
    add("--seed", type=int, default=0)
    add("--out", type=Path, default=Path("article.safetensors"))
    add("--record", type=Path, help="metrics.json that the figures shall go into")
    args = parser.parse_args()
    test = load_mnist(args.data_dir, train=False, device="cpu")
    torch.manual_seed(args.seed)
    model = LeNet1()
    total = 0.0
    for number, seconds in enumerate(train(model, args.data_dir), start=1):
        total += seconds
        print(f"epoch {number:2d}   {seconds:.1f} s", flush=True)
    replace_files({args.out: model_file(model)})
    right = accuracy(model, test)
    print(f"{right:.2%} of the test digits after {total:.0f} s")
    if args.record:
        figures = {"seed": args.seed, "test_accuracy": right, "seconds": round(total)}
        add_to_record(args.record, "article", figures)


if __name__ == "__main__":
    main()
