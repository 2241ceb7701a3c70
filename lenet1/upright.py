"""Digits made upright, and the network's input made of them.

Hands lean by up to 40 degrees, and telling a leaning 1 from a 7 costs maps that a small
network does not have. LeCun et al. (1998) made digits upright in the same way.
"""

from typing import NamedTuple

import torch
from torch import Tensor

MOST_SLANT = (
    0.7  # px sideways per px of height, 35 degrees; what leans more keeps a rest
)
LEAST_SPREAD = (
    1.0  # px^2; variance of height below which a drawing has hardly any slant
)


class Upright(NamedTuple):
    """n digits without their slant, and where each pixel came from.

    Position (u, v) in the upright picture is position (u + slant * (v - middle), v) of
    the slanted one, both from 0 at the left and upper edge.
    """

    images: Tensor  # (n, side, side) uint8, 255 = ink
    slant: Tensor  # (n,) px sideways per px downwards
    middle: Tensor  # (n,) px from the top; height of the centre of mass

    @property
    def x(self) -> Tensor:
        """The network's input: (n, 1, side, side) float32 in [0, 1], in steps of 1/255.

        Paper is 0, so that an empty part of the picture adds nothing to any unit.
        Training and every drawing get here, and nowhere else, what the network sees.
        """
        return as_input(self.images)


def straighten(images: Tensor) -> Upright:
    """Shear each of (n, side, side) uint8 digits, 255 = ink, along its rows.

    Afterwards height and sideways position do not vary together, unless that takes more
    than MOST_SLANT or would push ink out of the picture. Blank pictures stay.
    """
    side = images.shape[-1]
    ink = images.to(torch.float32)
    at = torch.arange(side, device=images.device) + 0.5  # middles of rows and columns
    rows, columns = ink.sum(dim=2), ink.sum(dim=1)
    mass = rows.sum(dim=1).clamp(min=1)
    middle, center = ((sums @ at / mass).unsqueeze(1) for sums in (rows, columns))
    down, right = at - middle, at - center  # (n, side)
    leaning = (down * (ink @ right.unsqueeze(2)).squeeze(2)).sum(dim=1) / mass
    height = (down.square() * rows).sum(dim=1) / mass
    slant = (leaning / height.clamp(min=LEAST_SPREAD)).clamp(-MOST_SLANT, MOST_SLANT)
    slant = slant.sign() * torch.minimum(slant.abs(), _room(ink, slant, down))
    moved = _resampled(ink, slant.unsqueeze(1) * down)
    return Upright(moved.round().to(torch.uint8), slant, middle.squeeze(1))


def as_input(images: Tensor) -> Tensor:
    """(n, side, side) uint8 to (n, 1, side, side) float32 in [0, 1], nothing more."""
    return images.to(torch.float32).div_(255).unsqueeze(1)


def _room(ink: Tensor, slant: Tensor, down: Tensor) -> Tensor:
    """(n,) how much slant, its sign given, keeps all ink in; `down` is (n, side)."""
    side = ink.shape[-1]
    at = torch.arange(side, device=ink.device)
    goes_left = (slant.unsqueeze(1) * down > 0).unsqueeze(2)
    to_edge = torch.where(goes_left, at, side - 1 - at)  # (n, side, side)
    spare = to_edge.where(ink > 0, side**2).amin(dim=2)  # of each row
    return (spare / down.abs().clamp(min=1e-3)).amin(dim=1)


def _resampled(ink: Tensor, shift: Tensor) -> Tensor:
    """`ink` read `shift` px, (n, side), further right in each row; paper is outside."""
    side = ink.shape[-1]
    padded = torch.nn.functional.pad(ink, (1, 1))
    source = torch.arange(1, side + 1, device=ink.device) + shift.unsqueeze(2)
    before = source.floor()
    share, at = source - before, before.long()
    first, second = (padded.gather(2, i.clamp(0, side + 1)) for i in (at, at + 1))
    return first + share * (second - first)
