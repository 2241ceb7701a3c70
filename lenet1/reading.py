"""One drawing on its way through the network."""

from typing import NamedTuple

import torch
from torch import Tensor

from lenet1.model import Activations, LeNet1
from lenet1.preprocessing import Centered, Gray, center, normalize


class Reading(NamedTuple):
    """What the network made of one drawing."""

    centered: Centered
    activations: Activations  # of a batch of one
    probabilities: Tensor  # (10,) float32, sum 1

    @property
    def label(self) -> int:
        """The most probable digit."""
        return int(self.probabilities.argmax())


def read(model: LeNet1, ink: Gray) -> Reading | None:
    """Read ink (height, width) uint8, 255 = ink; None when there is none."""
    centered = center(ink)
    if centered is None:
        return None
    x = normalize(torch.from_numpy(centered.image).unsqueeze(0))
    device = model.fc_out.weight.device
    with torch.inference_mode():
        activations = model(x.to(device))
    return Reading(centered, activations, activations.log_probabilities[0].exp().cpu())
