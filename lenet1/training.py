"""Training: digits as tensors on the device, small random distortions, one cycle."""

import math
import time
from collections.abc import Iterator
from typing import NamedTuple, cast

import torch
import torch.nn.functional as F
from torch import Tensor
from torch.optim.lr_scheduler import OneCycleLR
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from lenet1.data import Digits
from lenet1.evaluation import accuracy
from lenet1.model import LeNet1
from lenet1.preprocessing import SIDE, normalize

# The largest distortions, each drawn uniformly on both sides of none.
ROTATION = math.radians(12)
SHEAR = 0.2  # px sideways per px of height: about 11 degrees of slant
SCALE = 0.12  # of the size, each axis on its own
SHIFT = 1.5  # px

AVERAGING = 0.998  # decay per step of the running average of the weights


class DeviceError(RuntimeError):
    """The device that was asked for is not there; the message says so."""


class Epoch(NamedTuple):
    """One pass over the training digits."""

    number: int  # from 1
    loss: float  # nats; mean over every batch of the epoch
    accuracy: float  # of the averaged weights on the held-out digits, in [0, 1]
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
) -> Iterator[Epoch]:
    """Train `model` in place, yielding after every epoch.

    Adam under one cycle of the learning rate (Smith and Topin, 2018) up to `lr`. After
    the last epoch the model holds the running average of its weights. All random
    numbers come from `seed`, on the digits' device. Each epoch leaves out the digits
    that do not fill a batch, other ones each time.
    """
    device = digits.images.device
    generator = torch.Generator(device).manual_seed(seed)
    batch_size = min(batch_size, len(digits.labels))
    steps = len(digits.labels) // batch_size
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    schedule = OneCycleLR(
        optimizer, lr, total_steps=steps * epochs, pct_start=0.2, div_factor=10
    )
    average = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(AVERAGING))
    averaged = cast(LeNet1, average.module)
    for number in range(1, epochs + 1):
        started = time.perf_counter()
        order = torch.randperm(len(digits.labels), generator=generator, device=device)
        total = torch.zeros((), device=device)
        for batch in order[: steps * batch_size].split(batch_size):
            x = distort(normalize(digits.images[batch]), generator)
            log_probabilities = model(x).log_probabilities
            loss = F.nll_loss(log_probabilities, digits.labels[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            average.update_parameters(model)
            total += loss.detach()
        mean_loss = total.item() / steps  # waits for the device, so the time is true
        seconds = time.perf_counter() - started
        if number == epochs:
            model.load_state_dict(averaged.state_dict())
        yield Epoch(number, mean_loss, accuracy(averaged, held_out), seconds)


def distort(x: Tensor, generator: torch.Generator) -> Tensor:
    """Turn, slant, scale and shift each of (n, 1, 28, 28) digits a little, at random.

    One bilinear resampling; what comes from outside is paper.
    """
    n = len(x)
    r = 2 * torch.rand(6, n, generator=generator, device=x.device) - 1  # in [-1, 1)
    angle, shear = ROTATION * r[0], SHEAR * r[1]
    wide, high = 1 + SCALE * r[2], 1 + SCALE * r[3]
    right, down = SHIFT * 2 / SIDE * r[4:6]  # affine_grid's image is 2 units wide
    cos, sin = angle.cos(), angle.sin()
    rows = [
        torch.stack([wide * cos, wide * (shear * cos - sin), right]),
        torch.stack([high * sin, high * (shear * sin + cos), down]),
    ]
    theta = torch.stack(rows).permute(2, 0, 1)  # (n, 2, 3)
    grid = F.affine_grid(theta, [n, 1, SIDE, SIDE], align_corners=False)
    return F.grid_sample(x, grid, align_corners=False)
