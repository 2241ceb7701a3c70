"""One drawing on its way through the network."""

from typing import NamedTuple

import torch

from lenet1.confidence import Answer, Confidence, answer
from lenet1.model import Activations, LeNet1
from lenet1.preprocessing import Centered, Gray, center, normalize


class Reading(NamedTuple):
    """What the network made of one drawing."""

    centered: Centered
    activations: Activations  # of a batch of one
    answer: Answer


def read(model: LeNet1, confidence: Confidence, ink: Gray) -> Reading | None:
    """Read ink (height, width) uint8, 255 = ink; None when there is none."""
    centered = center(ink)
    if centered is None:
        return None
    x = normalize(torch.from_numpy(centered.image).unsqueeze(0))
    with torch.inference_mode():
        activations = model(x.to(model.fc_out.weight.device))
        return Reading(centered, activations, answer(activations, confidence))
