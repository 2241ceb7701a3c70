"""How accuracy falls as digits are shifted, turned, scaled, fattened, disturbed."""

import math
from collections.abc import Callable, Mapping
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor

from lenet1.centering import SIDE
from lenet1.learning.data import Digits
from lenet1.learning.evaluation import DIGITS_AT_ONCE
from lenet1.model import LeNet1
from lenet1.upright import as_input, straighten

Disturbance = Callable[[Tensor, float], Tensor]  # (n, 1, 28, 28) to the same


class Curve(NamedTuple):
    """Accuracy in [0, 1] at each strength of one disturbance."""

    name: str
    unit: str
    strengths: tuple[float, ...]
    accuracies: tuple[float, ...]


def shift(x: Tensor, pixels: float) -> Tensor:
    """To the right."""
    return _resampled(x, [[1, 0, -pixels * 2 / SIDE], [0, 1, 0]])


def rotate(x: Tensor, degrees: float) -> Tensor:
    """Clockwise."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return _resampled(x, [[c, s, 0], [-s, c, 0]])


def scale(x: Tensor, factor: float) -> Tensor:
    return _resampled(x, [[1 / factor, 0, 0], [0, 1 / factor, 0]])


def thicken(x: Tensor, pixels: float) -> Tensor:
    """By gray dilation with a square `pixels` wider on each side; erosion below 0."""
    if pixels < 0:
        return 1 - thicken(1 - x, -pixels)
    fine = F.interpolate(x, scale_factor=4, mode="bilinear")
    reach = round(4 * pixels)
    return F.avg_pool2d(F.max_pool2d(fine, 2 * reach + 1, 1, reach), 4)


def noise(x: Tensor, deviation: float) -> Tensor:
    """Gaussian, the same each time; what leaves [0, 1] is cut off."""
    generator = torch.Generator(x.device).manual_seed(0)
    disturbance = torch.randn(x.shape, generator=generator, device=x.device)
    return (x + deviation * disturbance).clamp(0, 1)


DISTURBANCES: Mapping[str, tuple[Disturbance, str, tuple[float, ...]]] = {
    "shift": (shift, "px", (0, 0.5, 1, 1.5, 2, 2.5, 3, 4)),
    "rotation": (rotate, "degrees", (-45, -30, -20, -10, 0, 10, 20, 30, 45)),
    "scale": (scale, "times", (0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.3)),
    "stroke": (thicken, "px wider on each side", (-0.5, -0.25, 0, 0.25, 0.5, 1)),
    "noise": (noise, "of full ink, s.d.", (0, 0.1, 0.2, 0.3, 0.4, 0.5)),
}


def measure(
    model: LeNet1, digits: Digits, prepare: Callable[[Tensor], Tensor] | None = None
) -> list[Curve]:
    """One curve for each of DISTURBANCES.

    `prepare` makes the network's input of the disturbed (n, 28, 28) uint8 images; None
    makes them upright, as ours are.
    """

    @torch.inference_mode()
    def accuracy(disturb: Disturbance, strength: float) -> float:
        right = 0
        for images, labels in zip(
            *(t.split(DIGITS_AT_ONCE) for t in digits), strict=True
        ):
            levels = (255 * disturb(as_input(images), strength)).round()
            disturbed = levels.to(torch.uint8).squeeze(1)
            x = prepare(disturbed) if prepare else straighten(disturbed).x
            right += int((model(x).logits.argmax(dim=1) == labels).sum())
        return right / len(digits.labels)

    return [
        Curve(name, unit, strengths, tuple(accuracy(disturb, s) for s in strengths))
        for name, (disturb, unit, strengths) in DISTURBANCES.items()
    ]


def _resampled(x: Tensor, rows: list[list[float]]) -> Tensor:
    theta = torch.tensor(rows, device=x.device).expand(len(x), 2, 3)
    grid = F.affine_grid(theta, list(x.shape), align_corners=False)
    return F.grid_sample(x, grid, align_corners=False)
