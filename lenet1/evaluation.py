"""How often the network is right: on MNIST, and on MNIST drawn on a sketchpad."""

from collections.abc import Iterator

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from lenet1.data import Digits
from lenet1.drawing import PAD
from lenet1.model import Activations, LeNet1
from lenet1.preprocessing import SIDE, Gray, center, ink, normalize

BATCH = 1_000  # digits; bounds the memory that the activations take


@torch.no_grad()
def batches(model: LeNet1, images: Tensor) -> Iterator[Activations]:
    """The activations for (n, 28, 28) uint8 images, BATCH digits at a time."""
    for batch in images.split(BATCH):
        yield model(normalize(batch))


def predict(model: LeNet1, images: Tensor) -> Tensor:
    """The most probable digit, (n,) int64, of each of (n, 28, 28) uint8 images."""
    return torch.cat([part.logits.argmax(dim=1) for part in batches(model, images)])


def accuracy(model: LeNet1, digits: Digits) -> float:
    """Share of `digits` recognised, in [0, 1]; every digit counts, none twice."""
    right = predict(model, digits.images) == digits.labels
    return right.sum().item() / len(digits.labels)


def confusion(model: LeNet1, digits: Digits) -> Tensor:
    """(10, 10) int64 on the CPU: row = what it is, column = what it was called."""
    pairs = digits.labels * 10 + predict(model, digits.images)
    return torch.bincount(pairs, minlength=100).view(10, 10).cpu()


def redraw(images: Tensor, *, seed: int) -> Tensor:
    """Paste digits on a sketchpad and bring them back: (n, 28, 28) uint8 to the same.

    Each is drawn black on white at a random place and a random size from 84 px to the
    whole 280x280 pad, then goes through `ink` and `center` as a visitor's drawing does.
    """
    random = np.random.default_rng(seed)
    redrawn = [_redraw(image, random) for image in images.cpu().numpy()]
    return torch.from_numpy(np.stack(redrawn)).to(images.device)


def _redraw(image: Gray, random: np.random.Generator) -> Gray:
    side = int(random.integers(3 * SIDE, PAD + 1))
    digit = Image.fromarray(255 - image).resize((side, side), Image.Resampling.BICUBIC)
    pad = Image.new("L", (PAD, PAD), 255)
    pad.paste(digit, tuple(random.integers(0, PAD - side + 1, size=2).tolist()))
    centered = center(ink(pad))
    return np.zeros_like(image) if centered is None else centered.image
