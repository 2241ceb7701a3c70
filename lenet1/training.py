"""Training: digits as tensors on the device, small random distortions, one cycle."""

import math
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor

from lenet1.augmentation import distort
from lenet1.data import Digits
from lenet1.evaluation import accuracy
from lenet1.model import LeNet1
from lenet1.preprocessing import normalize

WARM_UP = 0.1  # of all steps, during which the learning rate rises

Augmentation = Callable[[Tensor, torch.Generator], Tensor]


class DeviceError(RuntimeError):
    """The device that was asked for is not there; the message says so."""


class Epoch(NamedTuple):
    """One pass over the training digits."""

    number: int  # from 1
    loss: float  # nats; mean over every batch of the epoch
    accuracy: float  # on the held-out digits, in [0, 1]
    seconds: float  # training alone, without the evaluation


def choose_device(name: str) -> torch.device:
    """The device called `name`, or for "auto" the best one there is.

    Raises DeviceError when PyTorch cannot use it here.
    """
    present = {
        "cuda": torch.cuda.is_available(),
        "mps": torch.backends.mps.is_available(),
        "cpu": True,
    }
    if name == "auto":
        name = next(device for device, there in present.items() if there)
    if not present.get(name, False):
        usable = ", ".join(device for device, there in present.items() if there)
        raise DeviceError(f"PyTorch finds no {name} device here; usable: {usable}.")
    return torch.device(name)


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

    Adam under one cycle of the learning rate (Smith and Topin, 2018) up to `lr`. All
    random numbers come from `seed`, on the digits' device. Each epoch leaves out the
    digits that do not fill a batch, other ones each time.
    """
    device = digits.images.device
    generator = torch.Generator(device).manual_seed(seed)
    batch_size = min(batch_size, len(digits.labels))
    steps = len(digits.labels) // batch_size
    if device.type == "cpu":
        model.to(memory_format=torch.channels_last)  # oneDNN's; halves the step
    optimizer = torch.optim.Adam(model.parameters(), fused=True)
    for number in range(1, epochs + 1):
        started = time.perf_counter()
        order = torch.randperm(len(digits.labels), generator=generator, device=device)
        total = torch.zeros((), device=device)
        batches = order[: steps * batch_size].split(batch_size)
        for step, batch in enumerate(batches, start=(number - 1) * steps):
            x = normalize(digits.images[batch])
            if augment is not None:
                x = augment(x, generator)
            loss = F.nll_loss(model(x).log_probabilities, digits.labels[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.param_groups[0]["lr"] = lr * one_cycle(step / (epochs * steps))
            optimizer.step()
            total += loss.detach()
        mean_loss = total.item() / steps  # waits for the device, so the time is true
        seconds = time.perf_counter() - started
        if number == epochs:
            model.to(memory_format=torch.contiguous_format)
        yield Epoch(number, mean_loss, accuracy(model, held_out), seconds)


def one_cycle(done: float) -> float:
    """The learning rate's share of its highest after `done` of all steps, in [0, 1)."""
    if done < WARM_UP:
        return 0.04 + 0.96 * done / WARM_UP
    return 0.5 + 0.5 * math.cos(math.pi * (done - WARM_UP) / (1 - WARM_UP))
