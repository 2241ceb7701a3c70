"""One drawing on its way through the network."""

from typing import NamedTuple

import torch

from lenet1.centering import Centered, center
from lenet1.confidence import Answer, Confidence, answer
from lenet1.ink import Gray
from lenet1.model import Activations, LeNet1
from lenet1.upright import Upright, straighten


class Reading(NamedTuple):
    """What the network made of one drawing."""

    centered: Centered
    upright: Upright  # a batch of one; what the network sees
    activations: Activations  # of a batch of one
    answer: Answer


def read(model: LeNet1, confidence: Confidence, ink: Gray) -> Reading | None:
    """Read ink (height, width) uint8, 255 = ink; None when there is none.

    `ink.find_ink` makes it of a picture; `weights.load` gives the other two.
    """
    centered = center(ink)
    if centered is None:
        return None
    upright = straighten(torch.from_numpy(centered.image).unsqueeze(0))
    with torch.inference_mode():
        activations = model(upright.x.to(model.fc_out.weight.device))
        return Reading(centered, upright, activations, answer(activations, confidence))
