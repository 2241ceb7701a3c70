"""MNIST as two tensors on the device."""

from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor

HELD_OUT = 5_000  # training digits kept aside for every choice made during training
SPLIT_SEED = 0  # the same digits are held out whatever the training seed


class Digits(NamedTuple):
    """n digits and what they are."""

    images: Tensor  # (n, 28, 28) uint8, 255 = ink
    labels: Tensor  # (n,) int64, 0..9

    def at(self, index: Tensor) -> "Digits":
        """The digits at the positions `index`, (m,) int64, in that order."""
        return Digits(self.images[index], self.labels[index])

    def to(self, device: torch.device) -> "Digits":
        return Digits(self.images.to(device), self.labels.to(device))


class DataError(Exception):
    """Digits are missing or unreadable; the message says why and what to do."""


def load_mnist(
    data_dir: str | Path, *, train: bool, device: str | torch.device
) -> Digits:
    """MNIST's 60,000 training or 10,000 test digits, downloaded when missing.

    `data_dir` is torchvision's root: the files lie in `MNIST/raw` below it.
    Raises DataError when they are not there and cannot be downloaded or unpacked.
    """
    from torchvision.datasets import MNIST  # slow to load; the page has no use for it

    try:
        dataset = MNIST(data_dir, train=train, download=True)
    except (RuntimeError, OSError, ValueError, EOFError) as error:
        reason = str(error).strip().rstrip(".").splitlines()[0]
        raise DataError(
            f"MNIST is not complete in {data_dir} and could not be downloaded or"
            f" unpacked there ({reason}); put its four files in"
            f" {Path(data_dir) / 'MNIST' / 'raw'} or name a writable --data-dir."
        ) from None
    return Digits(dataset.data.to(device), dataset.targets.to(device))


def hold_out(digits: Digits, count: int = HELD_OUT) -> tuple[Digits, Digits]:
    """Split into training digits and `count` held-out ones, the same ones each time.

    They are taken at random, whatever the order of `digits`.
    """
    generator = torch.Generator().manual_seed(SPLIT_SEED)
    order = torch.randperm(len(digits.labels), generator=generator)
    order = order.to(digits.labels.device)
    return digits.at(order[count:]), digits.at(order[:count])


def join(*parts: Digits) -> Digits:
    """All digits of all parts, in their order."""
    return Digits(*map(torch.cat, zip(*parts, strict=True)))
