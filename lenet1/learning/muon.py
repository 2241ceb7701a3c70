"""Muon: momentum whose steps go equally far in every direction of a layer's weights.

Jordan et al. (2024); the steps are as large as Adam's would be (Liu et al., 2025).
"""

import torch
from torch import Tensor, nn

MOMENTUM = 0.95
AS_ADAM = 0.2  # root mean square of Adam's steps, in learning rates
DECAY = 0.01  # of the weights, in learning rates
QUINTIC = (3.4445, -4.7750, 2.0315)  # Jordan's, which need five rounds
ROUNDS = 5


class Muon:
    """Kernels by Muon, all other parameters by Adam."""

    def __init__(self, network: nn.Module) -> None:
        every = list(network.parameters())
        self.kernels = [p for p in every if p.ndim == 4]
        self.momentum = [torch.zeros_like(p) for p in self.kernels]
        self.adam = torch.optim.AdamW([p for p in every if p.ndim != 4])

    @torch.no_grad()
    def step(self, rate: float) -> None:
        """Go one step down the gradients, and forget them."""
        for group in self.adam.param_groups:
            group["lr"] = rate
        self.adam.step()
        self.adam.zero_grad()
        for p, momentum in zip(self.kernels, self.momentum, strict=True):
            assert p.grad is not None
            momentum.mul_(MOMENTUM).add_(p.grad)
            way = orthogonal((p.grad + MOMENTUM * momentum).flatten(1))
            p.mul_(1 - rate * DECAY)
            p.sub_(rate * AS_ADAM * max(way.shape) ** 0.5 * way.reshape(p.shape))
            p.grad = None


def orthogonal(matrix: Tensor) -> Tensor:
    """The nearest to it, about: all singular values near 1 (Newton and Schulz)."""
    x = matrix / (matrix.norm() + 1e-7)
    high = x.shape[0] > x.shape[1]
    x = x.T if high else x
    a, b, c = QUINTIC
    for _ in range(ROUNDS):
        square = x @ x.T
        x = a * x + (b * square + c * square @ square) @ x
    way: Tensor = x.T if high else x
    return way
