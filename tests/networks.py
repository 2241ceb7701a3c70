"""Networks that nobody ships, of random weights.

A deeper one, and LeCun's of 1990: tanh, a table of which maps see which, averages with
a coefficient and a bias (those and where it squashes as later papers have it).
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from lenet1.model import Activations, Layer, Network


class Deeper(Network):
    """A third convolution, other sides, and other names."""

    layers = (
        Layer("input", 1, 28, "input", 1),
        Layer("edges", 3, 26, "convolution", 3, "a", "relu"),
        Layer("halves", 3, 13, "average", 2),
        Layer("corners", 5, 10, "convolution", 4, "b", "relu"),
        Layer("quarters", 5, 5, "average", 2),
        Layer("strokes", 7, 4, "convolution", 2, "c", "relu"),
        Layer("scores", 10, 1, "linear", 4, "d"),
    )

    def __init__(self) -> None:
        super().__init__()
        self.a = nn.Conv2d(1, 3, 3)
        self.b = nn.Conv2d(3, 5, 4)
        self.c = nn.Conv2d(5, 7, 2)
        self.d = nn.Linear(7 * 4 * 4, 10)

    def forward(self, x: Tensor) -> Activations:
        edges = F.relu(self.a(x))
        halves = F.avg_pool2d(edges, 2)
        corners = F.relu(self.b(halves))
        quarters = F.avg_pool2d(corners, 2)
        strokes = F.relu(self.c(quarters))
        held = edges, halves, corners, quarters, strokes, self.d(strokes.flatten(1))
        names = (layer.name for layer in self.layers[1:])
        return Activations(zip(names, held, strict=True))


# Which H2 maps each H3 map reads, from 0: 20 of 48.
TABLE = (
    *((0,), (0, 1), (0, 1), (1,), (0, 1), (0, 1)),
    *((2,), (2, 3), (2, 3), (3,), (2, 3), (2, 3)),
)


def squash(x: Tensor) -> Tensor:
    return 1.7159 * torch.tanh(2 * x / 3)


class Averages(nn.Module):
    """2x2 averages, each map with a coefficient and a bias of its own."""

    def __init__(self, maps: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.rand(maps) + 1)
        self.bias = nn.Parameter(torch.rand(maps) - 0.5)

    def forward(self, x: Tensor) -> Tensor:
        mean = F.avg_pool2d(x, 2)
        return mean * self.weight[:, None, None] + self.bias[:, None, None]


class Of1990(Network):
    layers = (
        Layer("input", 1, 28, "input", 1),
        Layer("H1", 4, 24, "convolution", 5, "H1", "tanh"),
        Layer("H2", 4, 12, "average", 2, "H2", "tanh"),
        Layer("H3", 12, 8, "convolution", 5, "H3", "tanh", TABLE),
        Layer("H4", 12, 4, "average", 2, "H4", "tanh"),
        Layer("output", 10, 1, "linear", 4, "output", "tanh"),
    )

    def __init__(self) -> None:
        super().__init__()
        self.H1, self.H2 = nn.Conv2d(1, 4, 5), Averages(4)
        self.H3, self.H4 = nn.Conv2d(4, 12, 5), Averages(12)
        self.output = nn.Linear(12 * 4 * 4, 10)
        table = torch.zeros(12, 4, 1, 1)
        for map_, reads in enumerate(TABLE):
            table[map_, reads] = 1
        self.H3.weight.data *= table

    def forward(self, x: Tensor) -> Activations:
        h1 = squash(self.H1(x))
        h2 = squash(self.H2(h1))
        h3 = squash(self.H3(h2))
        h4 = squash(self.H4(h3))
        output = squash(self.output(h4.flatten(1)))
        return Activations(H1=h1, H2=h2, H3=h3, H4=h4, output=output)
