"""Training on tiny sets, and how far apart two networks ended."""

import torch

from lenet1.learning.data import Digits
from lenet1.learning.training import Epoch, train
from lenet1.model import LeNet1


def tiny(drawn: Digits, copies: int = 16) -> Digits:
    return Digits(drawn.images.repeat(copies, 1, 1), drawn.labels.repeat(copies))


def run(digits: Digits, *, epochs: int, seed: int = 0) -> tuple[LeNet1, list[Epoch]]:
    torch.manual_seed(seed)
    model = LeNet1()
    epochs_run = train(
        model, digits, digits, epochs=epochs, batch_size=32, lr=0.02, seed=seed
    )
    return model, list(epochs_run)


def furthest(a: LeNet1, b: LeNet1) -> float:
    """The largest difference of any parameter."""
    pairs = zip(a.parameters(), b.parameters(), strict=True)
    return max((p - q).abs().max().item() for p, q in pairs)
