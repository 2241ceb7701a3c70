import math

import pytest
import torch
import torch.nn.functional as F

from lenet1.learning import augmentation
from lenet1.learning.augmentation import CONTROL, distort, random_affine


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


def test_turns_reach_their_largest_and_no_further() -> None:
    theta = random_affine(4_000, torch.Generator().manual_seed(0))
    angles = torch.atan2(theta[:, 1, 0], theta[:, 0, 0]).abs()
    largest = math.atan2(
        (1 + augmentation.SCALE) * math.sin(augmentation.ROTATION),
        (1 - augmentation.SCALE) * (math.cos(augmentation.ROTATION)),
    )
    assert 0.8 * augmentation.ROTATION < angles.max() <= largest


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
