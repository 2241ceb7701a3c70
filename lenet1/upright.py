"""Digits made upright, and the network's input made of them.

Hands lean by up to 40 degrees, and telling a leaning 1 from a 7 costs maps that a small
network does not have. LeCun et al. (1998) made digits upright in the same way.
"""

from typing import NamedTuple

import torch
from torch import Tensor

STEEPEST = 0.7  # px sideways per px of height, 35 degrees; what leans more keeps a rest
FLAT = 1.0  # px^2; variance of height below which a drawing has hardly any slant


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
    than STEEPEST or would push ink out of the picture. Blank pictures stay.
    """
    side = images.shape[-1]
    ink = images.to(torch.float32)
    at = torch.arange(side, device=images.device) + 0.5  # middles of rows and columns
    mass = ink.sum(dim=(1, 2)).clamp(min=1)
    middle, center = ((ink.sum(dim=other) @ at / mass).unsqueeze(1) for other in (2, 1))
    down, right = at - middle, at - center  # (n, side)
    leaning = torch.einsum("nyx,ny,nx->n", ink, down, right) / mass
    height = torch.einsum("nyx,ny->n", ink, down.square()) / mass
    slant = (leaning / height.clamp(min=FLAT)).clamp(-STEEPEST, STEEPEST)
    slant = slant.sign() * torch.minimum(slant.abs(), _room(ink, slant, down))
    moved = _resampled(ink, slant.unsqueeze(1) * down)
    return Upright(moved.round().to(torch.uint8), slant, middle.squeeze(1))


def as_input(images: Tensor) -> Tensor:
    """(n, side, side) uint8 to (n, 1, side, side) float32 in [0, 1], nothing more."""
    return images.to(torch.float32).div_(255).unsqueeze(1)


def _room(ink: Tensor, slant: Tensor, down: Tensor) -> Tensor:
    """(n,) how much slant, its sign given, keeps all ink in; `down` is (n, side)."""
    side = ink.shape[-1]
    drawn = ink > 0
    spare_left = drawn.int().argmax(dim=2)  # of each row
    spare_right = drawn.flip(2).int().argmax(dim=2)
    goes_left = slant.unsqueeze(1) * down > 0
    spare = torch.where(goes_left, spare_left, spare_right) / down.abs().clamp(min=1e-3)
    return spare.where(drawn.any(dim=2), torch.full_like(spare, side)).amin(dim=1)


def _resampled(ink: Tensor, shift: Tensor) -> Tensor:
    """`ink` read `shift` px, (n, side), further right in each row; paper is outside."""
    side = ink.shape[-1]
    padded = torch.nn.functional.pad(ink, (1, 1))
    source = torch.arange(side, device=ink.device) + 1 + shift.unsqueeze(2)
    before = source.floor()
    share = source - before
    first, second = (
        padded.gather(2, (before + step).long().clamp(0, side + 1)) for step in (0, 1)
    )
    return first + share * (second - first)
