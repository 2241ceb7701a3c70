"""LeNet-1 in the modern form: ReLU, plain averages, a full table between layers."""

from typing import Literal, NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

PARAMETERS = 3_246  # 104 + 1,212 + 1,930


class Layer(NamedTuple):
    """One layer's shape, and how its values come about from those of the one before."""

    name: str
    maps: int
    side: int  # units of each map, both ways
    kind: Literal["input", "convolution", "average", "linear"]
    kernel: int  # side of the square, in units of the layer before, that a unit sees


LAYERS = (
    Layer("input", 1, 28, "input", 1),
    Layer("conv1", 4, 24, "convolution", 5),
    Layer("pool1", 4, 12, "average", 2),
    Layer("conv2", 12, 8, "convolution", 5),
    Layer("pool2", 12, 4, "average", 2),
    Layer("logits", 10, 1, "linear", 4),
)


class Activations(NamedTuple):
    """What every layer of LeNet-1 holds for a batch of n digits, all float32.

    The four maps are non-negative: ReLU is part of `conv1` and `conv2`.
    """

    conv1: Tensor  # (n, 4, 24, 24)
    pool1: Tensor  # (n, 4, 12, 12)
    conv2: Tensor  # (n, 12, 8, 8)
    pool2: Tensor  # (n, 12, 4, 4)
    logits: Tensor  # (n, 10)

    @property
    def log_probabilities(self) -> Tensor:
        """(n, 10), the network's output in the article: log_softmax of the logits."""
        return F.log_softmax(self.logits, dim=1)


class LeNet1(nn.Module):
    """28x28 -> 4 maps -> average -> 12 maps -> average -> 10; 3,246 parameters."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(1, 4, kernel_size=5)
        self.conv2 = nn.Conv2d(4, 12, kernel_size=5)
        self.fc_out = nn.Linear(12 * 4 * 4, 10)

    def forward(self, x: Tensor) -> Activations:
        """Run digits `x`, (n, 1, 28, 28) float32: the `x` of `upright.straighten`."""
        conv1 = F.relu(self.conv1(x))  # (n, 4, 24, 24)
        pool1 = F.avg_pool2d(conv1, 2)  # (n, 4, 12, 12)
        conv2 = F.relu(self.conv2(pool1))  # (n, 12, 8, 8)
        pool2 = F.avg_pool2d(conv2, 2)  # (n, 12, 4, 4)
        logits = self.fc_out(pool2.flatten(1))  # (n, 10)
        return Activations(conv1, pool1, conv2, pool2, logits)

    def __call__(self, x: Tensor) -> Activations:  # nn.Module's own is typed Any
        result: Activations = super().__call__(x)
        return result


with torch.device("meta"):  # no numbers, so nobody's random state moves
    assert sum(p.numel() for p in LeNet1().parameters()) == PARAMETERS
