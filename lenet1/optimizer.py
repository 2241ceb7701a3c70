"""Muon (Jordan et al., 2024): steps whose matrices have all singular values alike.

Muon turns the momentum of each weight into about the nearest orthogonal matrix, so that
no one direction of the gradient decides the step. In 10 to 20 epochs it brings the
training loss lower than Adam does; on held-out digits the two are within the noise.
"""

from collections.abc import Iterable

import torch
from torch import Tensor, nn

MOMENTUM = 0.95
ITERATIONS = 5  # of Newton-Schulz; singular values end up between 0.7 and 1.2
COEFFICIENTS = (3.4445, -4.7750, 2.0315)  # Jordan's, steepest at 0 that still settle
BIAS_LR = 0.1  # of the weights' learning rate, for Adam on the biases


class Muon:
    """Muon for weights, (out, in) or (out, in, 5, 5), and Adam for the biases."""

    def __init__(self, parameters: Iterable[nn.Parameter]) -> None:
        every = list(parameters)
        self.weights = [p for p in every if p.ndim > 1]
        self.momenta = [torch.zeros_like(p) for p in self.weights]
        self.biases = torch.optim.Adam((p for p in every if p.ndim == 1), fused=True)

    def zero_grad(self) -> None:
        self.biases.zero_grad()
        for weight in self.weights:
            weight.grad = None

    @torch.no_grad()
    def step(self, lr: float) -> None:
        """Move all parameters against their gradients."""
        self.biases.param_groups[0]["lr"] = BIAS_LR * lr
        self.biases.step()
        for weight, momentum in zip(self.weights, self.momenta, strict=True):
            assert weight.grad is not None
            momentum.lerp_(weight.grad, 1 - MOMENTUM)
            ahead = weight.grad.lerp(momentum, MOMENTUM)  # Nesterov's
            weight.sub_(orthogonal(ahead.flatten(1)).view_as(weight), alpha=lr)


def orthogonal(matrix: Tensor) -> Tensor:
    """About the nearest matrix with orthonormal rows to (m, n) with m <= n.

    An odd polynomial of the matrix changes its singular values alone; this one, applied
    again and again, takes those in (0, 1] towards 1.
    """
    a, b, c = COEFFICIENTS
    x: Tensor = matrix / (matrix.norm() + 1e-7)
    for _ in range(ITERATIONS):
        gram = x @ x.T
        x = a * x + (b * gram + c * gram @ gram) @ x
    return x
