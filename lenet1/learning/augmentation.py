"""Small random distortions of training digits, as other hands would write them."""

import functools
import math

import torch
import torch.nn.functional as F
from torch import Tensor

from lenet1.centering import SIDE

# The largest distortions, each drawn uniformly on both sides of none.
ROTATION = math.radians(10)
SHEAR = 0.08  # px sideways per px of height: what straightening leaves of the slant
SCALE = 0.1  # of the size, each axis on its own
SHIFT = 1.0  # px
BEND = 0.4  # px; standard deviation of the shift at each control point
CONTROL = 5  # control points a side: about 7 px apart, as wide as a loop


def distort(x: Tensor, generator: torch.Generator, strength: float = 1.0) -> Tensor:
    """Turn, slant, scale, shift and bend each of (n, 1, 28, 28) digits at random.

    `strength` in [0, 1] is the distortions' share of the largest. One bilinear
    resampling; what comes from outside is paper. The bend is the elastic distortion of
    Simard et al. (2003), its smooth field spanned by control points. All six are linear
    in `_basis`, so that one matrix product gives the whole grid.
    """
    n = len(x)
    bend = torch.randn(n, 2, CONTROL**2, generator=generator, device=x.device)
    affine = random_affine(n, generator, strength)
    bend = bend * (strength * BEND * 2 / SIDE)
    weights = torch.cat([affine, bend], dim=2)  # (n, 2, 28)
    grid = (weights.flatten(0, 1) @ _basis(x.device)).view(n, 2, SIDE, SIDE)
    return F.grid_sample(x, grid.permute(0, 2, 3, 1), align_corners=False)


def random_affine(n: int, generator: torch.Generator, strength: float = 1.0) -> Tensor:
    """(n, 2, 3) float32 for `F.affine_grid`: where each pixel of n digits comes from.

    `strength` as in `distort`.
    """
    device = generator.device
    r = strength * (2 * torch.rand(6, n, generator=generator, device=device) - 1)
    angle, shear = ROTATION * r[0], SHEAR * r[1]
    wide, high = 1 + SCALE * r[2], 1 + SCALE * r[3]
    right, down = SHIFT * 2 / SIDE * r[4:6]  # the grid's image is 2 units wide
    cos, sin = angle.cos(), angle.sin()
    rows = [
        torch.stack([wide * cos, wide * (shear * cos - sin), right]),
        torch.stack([high * sin, high * (shear * sin + cos), down]),
    ]
    return torch.stack(rows).permute(2, 0, 1)


@functools.cache
def _basis(device: torch.device) -> Tensor:
    """(28, 784): x, y and 1 at every pixel, then a bump at every control point."""
    middles = (torch.arange(SIDE, device=device) + 0.5) * (2 / SIDE) - 1
    y, x = torch.meshgrid(middles, middles, indexing="ij")
    bumps = torch.eye(CONTROL**2, device=device).view(-1, 1, CONTROL, CONTROL)
    bumps = F.interpolate(bumps, (SIDE, SIDE), mode="bicubic", align_corners=True)
    return torch.cat([torch.stack([x, y, torch.ones_like(x)]), bumps[:, 0]]).flatten(1)
