"""Training: digits as tensors on the device, small random distortions, an average."""

import copy
import itertools
import math
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor

from lenet1.learning.augmentation import distort
from lenet1.learning.data import Digits
from lenet1.learning.evaluation import accuracy
from lenet1.learning.schedule import SETTLED, average_in, distortion_share, lr_share
from lenet1.model import LeNet1, Network
from lenet1.upright import straighten

BATCH_SIZE = 128  # digits a step, when nothing else is asked for
LR = 0.01  # the highest learning rate, likewise
FIRST = 1_000  # digits that show which maps would start out silent
BATCHES_AT_ONCE = 16  # batches distorted together

Augmentation = Callable[[Tensor, torch.Generator, float], Tensor]


class DivergedError(RuntimeError):
    """The weights are no numbers any more; the message says what to try."""


class Epoch(NamedTuple):
    """One pass over the training digits."""

    number: int  # from 1
    loss: float  # nats; mean over every batch of the epoch
    accuracy: float  # of the averaged weights on the held-out digits, in [0, 1]
    seconds: float  # training alone, without the evaluation


def train(
    model: LeNet1,
    digits: Digits,
    held_out: Digits,
    *,
    epochs: int,
    batch_size: int,
    lr: float,
    seed: int,
    augment: Augmentation | None = distort,
) -> Iterator[Epoch]:
    """Train `model` in place, yielding after every epoch.

    Adam with a learning rate that rises to `lr`, falls and then stays. Over the steps
    where it stays the weights are averaged (Izmailov et al., 2018), which is what the
    model holds after the last epoch. What `augment` does weakens from epoch to epoch.
    All random numbers come from `seed`, on the digits' device. Each epoch leaves out
    the digits that do not fill a batch, other ones each time. Raises DivergedError as
    soon as an epoch's loss is no number.
    """
    device = digits.images.device
    generator = torch.Generator(device).manual_seed(seed)
    batch_size = min(batch_size, len(digits.labels))
    steps = len(digits.labels) // batch_size
    if device.type == "cpu":
        model.to(memory_format=torch.channels_last)  # oneDNN's; halves the step
    x = torch.cat([straighten(part).x for part in digits.images.split(FIRST)])
    initialize_biases(model, x[:FIRST])
    optimizer = torch.optim.Adam(model.parameters(), fused=True)
    averaged = copy.deepcopy(model)
    for number in range(1, epochs + 1):
        started = time.perf_counter()
        order = torch.randperm(len(digits.labels), generator=generator, device=device)
        total = torch.zeros((), device=device)
        batches = _batches(
            x,
            digits.labels,
            order[: steps * batch_size],
            batch_size,
            augment,
            distortion_share((number - 1) / epochs),
            generator,
        )
        for step, (batch, labels) in enumerate(batches, start=(number - 1) * steps):
            optimizer.param_groups[0]["lr"] = lr * lr_share(step / (epochs * steps))
            total += _step(model, optimizer, batch, labels)
            average_in(averaged, model, step - round(SETTLED * epochs * steps))
        mean_loss = total.item() / steps  # waits for the device, so the time is true
        seconds = time.perf_counter() - started
        if not math.isfinite(mean_loss):
            raise DivergedError(
                f"The loss of epoch {number} is no number; try a lower learning rate."
            )
        if number == epochs:
            model.load_state_dict(averaged.state_dict())
            model.to(memory_format=torch.contiguous_format)
        yield Epoch(number, mean_loss, accuracy(averaged, held_out), seconds)


def _step(
    model: LeNet1, optimizer: torch.optim.Optimizer, x: Tensor, labels: Tensor
) -> Tensor:
    """Take one step; the loss before it, (), in nats."""
    loss = F.nll_loss(model(x).log_probabilities, labels)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.detach()


def _batches(
    x: Tensor,
    labels: Tensor,
    order: Tensor,
    size: int,
    augment: Augmentation | None,
    strength: float,
    generator: torch.Generator,
) -> Iterator[tuple[Tensor, Tensor]]:
    """The network's inputs and labels, `size` at a time, distorted many at a time.

    To distort BATCHES_AT_ONCE batches costs a GPU little more than one of them.
    """
    for chunk in order.split(BATCHES_AT_ONCE * size):
        some = x[chunk] if augment is None else augment(x[chunk], generator, strength)
        yield from zip(some.split(size), labels[chunk].split(size), strict=True)


@torch.no_grad()
def initialize_biases(model: Network, x: Tensor) -> None:
    """Set biases so that each map with ReLU fires on about half of `x`, (n, 1, 28, 28).

    Where a layer of maps reads another, which is never negative, a kernel of mostly
    negative weights would give a map that is 0 everywhere, and ReLU would keep it so:
    in LeNet-1 one of only twelve.
    """
    for before, layer in itertools.pairwise(model.layers[1:]):
        if layer.activation == "relu":
            bias = model.get_parameter(f"{layer.module}.bias")
            convolve = model.get_submodule(f"{layer.module}")
            bias.sub_(convolve(model(x)[before.name]).mean(dim=(0, 2, 3)))
