"""How often the network is right."""

from collections.abc import Iterable, Iterator

import torch
from torch import Tensor

from lenet1.learning.data import Digits
from lenet1.model import Activations, Network
from lenet1.upright import straighten

DIGITS_AT_ONCE = 1_000  # digits; bounds the memory that the activations take


@torch.no_grad()
def batches(model: Network, images: Tensor) -> Iterator[Activations]:
    """The activations for (n, 28, 28) uint8 images, DIGITS_AT_ONCE digits at a time."""
    for batch in images.split(DIGITS_AT_ONCE):
        yield model(straighten(batch).x)


def activations(model: Network, images: Tensor) -> Activations:
    """Every layer's activations for (n, 28, 28) uint8 images in MNIST's form."""
    return joined(batches(model, images))


def joined(parts: Iterable[Activations]) -> Activations:
    """The activations of several batches as those of one."""
    every = list(parts)
    return Activations({name: torch.cat([x[name] for x in every]) for name in every[0]})


def predict(model: Network, images: Tensor) -> Tensor:
    """The most probable digit, (n,) int64, of each of (n, 28, 28) uint8 images."""
    return torch.cat([part.logits.argmax(dim=1) for part in batches(model, images)])


def accuracy(model: Network, digits: Digits) -> float:
    """Share of `digits` recognised, in [0, 1]; every digit counts, none twice."""
    right = predict(model, digits.images) == digits.labels
    return right.sum().item() / len(digits.labels)


def confusion(answers: Tensor, labels: Tensor) -> Tensor:
    """(10, 10) int64 on the CPU: row = what it is, column = what it was called.

    Both are (n,) int64, such as `predict` gives and `Digits` has.
    """
    pairs = labels * 10 + answers
    return torch.bincount(pairs, minlength=100).view(10, 10).cpu()
