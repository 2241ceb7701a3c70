"""Steps that go equally far in every direction."""

import torch
from torch import nn

from lenet1.learning.muon import Muon, orthogonal


def test_all_singular_values_come_near_1() -> None:
    random = torch.Generator().manual_seed(0)
    for shape in [(8, 40), (40, 8), (16, 16)]:
        matrix = torch.randn(shape, generator=random)
        values = torch.linalg.svdvals(orthogonal(matrix))
        assert values.min() > 0.3
        assert values.max() < 1.3


def test_directions_are_kept() -> None:
    random = torch.Generator().manual_seed(1)
    matrix = torch.randn((6, 20), generator=random)
    u, _, v = torch.linalg.svd(matrix, full_matrices=False)
    way = orthogonal(matrix)
    along = torch.diagonal(u.T @ way @ v.T)
    assert (along > 0.3).all()


def test_a_small_network_learns_with_it() -> None:
    torch.manual_seed(0)
    network = nn.Sequential(nn.Conv2d(1, 8, 3), nn.ReLU(), nn.Conv2d(8, 1, 3))
    x = torch.randn(16, 1, 12, 12)
    y = x[:, :, 2:-2, 2:-2].abs()
    muon, losses = Muon(network), []
    for _ in range(120):
        loss = (network(x) - y).square().mean()
        loss.backward()
        muon.step(0.02)
        losses.append(loss.item())
    assert losses[-1] < 0.2 * losses[0]
    assert all(p.grad is None for p in network.parameters())
