"""One drawing on its way through the network."""

from typing import NamedTuple

import torch

from lenet1.centering import Centered, center
from lenet1.confidence import Answer, Confidence, answer
from lenet1.ink import Gray
from lenet1.model import Activations, LeNet1
from lenet1.parts import LeftOut
from lenet1.upright import Upright, straighten


class Reading(NamedTuple):
    """What the network made of one drawing."""

    centered: Centered
    upright: Upright  # a batch of one; what the network sees
    activations: Activations  # of a batch of one
    answer: Answer
    left_out: tuple[LeftOut, ...]  # of the picture, then of the drawing


def read(
    model: LeNet1,
    confidence: Confidence,
    ink: Gray,
    left_out: tuple[LeftOut, ...] = (),
) -> Reading | None:
    """Read ink (height, width) uint8, 255 = ink; None when there is none.

    `ink.find_ink` makes it of a picture, and says what it left out before;
    `weights.load` gives the other two.
    """
    centered = center(ink)
    if centered is None:
        return None
    upright = straighten(torch.from_numpy(centered.image).unsqueeze(0))
    with torch.inference_mode():
        activations = model(upright.x.to(model.fc_out.weight.device))
        beside = sum(left.share for left in centered.left_out)
        replied = answer(activations, confidence, beside)
    left_out += centered.left_out
    return Reading(centered, upright, activations, replied, left_out)
