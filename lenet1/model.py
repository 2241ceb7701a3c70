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
    module: str | None = None  # torch's name of what holds its weights, if it has any
    activation: Literal["relu", "tanh", "none"] = "none"  # tanh: 1.7159 tanh(2x/3)
    # Of a convolution: the maps of the layer before, from 0, that each map sees, unless
    # it sees all. The weights are for all of them; those for others do not count.
    table: tuple[tuple[int, ...], ...] | None = None

    @property
    def shape(self) -> tuple[int, ...]:
        """Of its values for one digit."""
        return (self.maps,) if self.kind == "linear" else (self.maps, *2 * (self.side,))


LAYERS = (
    Layer("input", 1, 28, "input", 1),
    Layer("conv1", 4, 24, "convolution", 5, "conv1", "relu"),
    Layer("pool1", 4, 12, "average", 2),
    Layer("conv2", 12, 8, "convolution", 5, "conv2", "relu"),
    Layer("pool2", 12, 4, "average", 2),
    Layer("logits", 10, 1, "linear", 4, "fc_out"),
)


class Activations(dict[str, Tensor]):
    """What the layers after the input hold for n digits, by name and in their order.

    Each is (n, *layer.shape) float32. LeNet-1's maps are non-negative: ReLU is part of
    `conv1` and `conv2`.
    """

    @property
    def logits(self) -> Tensor:
        """(n, 10), of the last layer."""
        return next(reversed(self.values()))

    @property
    def log_probabilities(self) -> Tensor:
        """(n, 10), the network's output in the article: log_softmax of the logits."""
        return F.log_softmax(self.logits, dim=1)


class Connections(NamedTuple):
    """What each unit of one map sums up, before its layer's activation."""

    maps: list[int]  # of the layer before, from 0
    kernels: Tensor  # (len(maps), kernel, kernel) float32, one for each of these
    bias: Tensor  # () float32


class Network(nn.Module):
    """All that reading, explaining and showing know of a network.

    Called with digits, (n, 1, 28, 28) float32, it returns their `Activations`.
    """

    layers: tuple[Layer, ...]  # from the input to the logits

    def __call__(self, x: Tensor) -> Activations:  # nn.Module's own is typed Any
        result: Activations = super().__call__(x)
        return result

    @property
    def device(self) -> torch.device:
        """Where its weights are."""
        return next(self.parameters()).device

    def connections(self, layer: Layer, map: int) -> Connections:
        """Those of `map` of one of its layers, but not the input.

        An average that has a module has a coefficient and a bias for each of its maps.
        """
        weight, bias = torch.ones(()), torch.zeros(())
        if layer.module:
            weight = self.get_parameter(f"{layer.module}.weight")[map]
            bias = self.get_parameter(f"{layer.module}.bias")[map]
        if layer.kind == "average":
            mean = torch.full((1, layer.kernel, layer.kernel), layer.kernel**-2)
            return Connections([map], weight * mean.to(weight.device), bias)
        maps = self.layers[self.layers.index(layer) - 1].maps
        seen = list(layer.table[map] if layer.table else range(maps))
        kernels = weight.reshape(maps, layer.kernel, layer.kernel)[seen]
        return Connections(seen, kernels, bias)


class LeNet1(Network):
    """28x28 -> 4 maps -> average -> 12 maps -> average -> 10; 3,246 parameters."""

    layers = LAYERS

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
        return Activations(
            conv1=conv1, pool1=pool1, conv2=conv2, pool2=pool2, logits=logits
        )


with torch.device("meta"):  # no numbers, so nobody's random state moves
    assert sum(p.numel() for p in LeNet1().parameters()) == PARAMETERS
