import math

import pytest
import torch
import torch.nn.functional as F

from lenet1.learning import augmentation
from lenet1.learning.augmentation import CONTROL, distort, random_affine
from lenet1.learning.data import Digits


def blobs(n: int) -> torch.Tensor:
    """(n, 1, 28, 28) smooth spots, each in another place."""
    y, x = torch.meshgrid(torch.arange(28), torch.arange(28), indexing="ij")
    spots = [
        torch.exp(-((x - 8 - i % 12) ** 2 + (y - 8 - i % 11) ** 2) / 12.0)
        for i in range(n)
    ]
    return torch.stack(spots).unsqueeze(1)


def test_without_bends_it_is_torchs_affine_grid(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(augmentation, "BEND", 0.0)
    x = blobs(7)
    generator = torch.Generator().manual_seed(3)
    torch.randn(7, 2, CONTROL**2, generator=generator)  # what the bends would take
    theta = random_affine(7, generator)
    grid = F.affine_grid(theta, [7, 1, 28, 28], align_corners=False)
    expected = F.grid_sample(x, grid, align_corners=False)
    distorted = distort(x, torch.Generator().manual_seed(3))
    torch.testing.assert_close(distorted, expected, atol=1e-5, rtol=0)


PIXEL = 2 / 28  # of the grid, whose picture is 2 units wide


@pytest.mark.parametrize(
    ("name", "row", "column", "largest"),
    [
        ("ROTATION", 1, 0, math.sin(augmentation.ROTATION)),
        ("SHEAR", 0, 1, augmentation.SHEAR),
        ("SCALE", 0, 0, augmentation.SCALE),
        ("SCALE", 1, 1, augmentation.SCALE),
        ("SHIFT", 0, 2, augmentation.SHIFT * PIXEL),
        ("SHIFT", 1, 2, augmentation.SHIFT * PIXEL),
    ],
)
def test_each_distortion_reaches_its_largest_both_ways_and_no_further(
    monkeypatch: pytest.MonkeyPatch, name: str, row: int, column: int, largest: float
) -> None:
    for other in {"ROTATION", "SHEAR", "SCALE", "SHIFT"} - {name}:
        monkeypatch.setattr(augmentation, other, 0.0)
    theta = random_affine(4_000, torch.Generator().manual_seed(0))
    change = theta[:, row, column] - torch.eye(2, 3)[row, column]
    assert -largest <= change.min() < -0.95 * largest
    assert 0.95 * largest < change.max() <= largest


def test_each_axis_is_scaled_and_shifted_on_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("ROTATION", "SHEAR"):
        monkeypatch.setattr(augmentation, name, 0.0)
    theta = random_affine(4_000, torch.Generator().manual_seed(0))
    drawn = torch.stack(
        [theta[:, 0, 0], theta[:, 1, 1], theta[:, 0, 2], theta[:, 1, 2]]
    )
    assert (torch.corrcoef(drawn) - torch.eye(4)).abs().max() < 0.1


def test_bends_move_parts_of_a_digit_differently(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A picture whose value is its column says where each pixel came from."""
    for name in ("ROTATION", "SHEAR", "SCALE", "SHIFT"):
        monkeypatch.setattr(augmentation, name, 0.0)
    position = torch.arange(28.0).expand(1, 1, 28, 28).repeat(500, 1, 1, 1)
    came_from = distort(position, torch.Generator().manual_seed(0))[:, 0]
    moved = came_from[:, 2:-2, 6:-6] - position[:, 0, 2:-2, 6:-6]
    assert 0.5 * augmentation.BEND < moved.std() < augmentation.BEND
    apart = torch.corrcoef(torch.stack([moved[:, 0, 0], moved[:, -1, -1]]))[0, 1]
    assert apart.abs() < 0.15


@pytest.mark.parametrize("strength", [0.0, 0.5])
def test_a_share_of_the_strength_is_a_share_of_every_distortion(
    strength: float,
) -> None:
    """A picture whose value is its column says where each pixel came from."""
    position = torch.arange(28.0).expand(1, 1, 28, 28).repeat(50, 1, 1, 1)
    whole, part = (
        distort(position, torch.Generator().manual_seed(0), s) - position
        for s in (1.0, strength)
    )
    inside = (slice(None), 0, slice(8, 20), slice(8, 20))
    assert whole[inside].abs().mean() > 0.5
    error = (part[inside] - strength * whole[inside]).abs().max()
    assert error < 0.06  # a turn's cosine is not linear


def test_every_digit_gets_a_distortion_of_its_own() -> None:
    same = blobs(1).repeat(50, 1, 1, 1)
    distorted = distort(same, torch.Generator().manual_seed(0))
    assert (distorted[1:] - distorted[:1]).abs().amax(dim=(1, 2, 3)).min() > 0.02


def test_the_generator_decides() -> None:
    first, again, other = (
        distort(blobs(5), torch.Generator().manual_seed(seed)) for seed in (1, 1, 2)
    )
    assert torch.equal(first, again)
    assert not torch.equal(first, other)


def test_distortions_stay_small_and_keep_the_ink(drawn: Digits) -> None:
    x = drawn.images.float().unsqueeze(1) / 255
    distorted = distort(x.repeat(20, 1, 1, 1), torch.Generator().manual_seed(0))
    assert distorted.shape == (200, 1, 28, 28)
    assert 0 <= distorted.min() <= distorted.max() <= 1.001
    ink = distorted.sum(dim=(1, 2, 3)) / x.repeat(20, 1, 1, 1).sum(dim=(1, 2, 3))
    assert 0.75 < ink.min() < ink.max() < 1.35
    assert (distorted - x.repeat(20, 1, 1, 1)).abs().mean() > 0.02
