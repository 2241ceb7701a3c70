"""The scales that the activations are shown on."""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from lenet1.ink import Gray
from lenet1.model import LeNet1
from lenet1.upright import straighten

BRIGHTEST = 0.99  # quantile of what fires; the few stronger share the full colour


def display_scales(model: LeNet1, images: Sequence[Gray]) -> dict[str, float]:
    """The value that gets the full colour in each layer, fixed for these weights.

    Taken from what the digits `images`, each (28, 28) uint8, bring about. An averaging
    layer shares its convolution's scale, since averages are meant to be compared with
    what they average. `kernel1` and `kernel2` are the largest weights, `evidence` is
    for the part of a score that one value of pool2 makes.
    """
    x = straighten(torch.from_numpy(np.stack(images))).x
    with torch.inference_mode():
        activations = model(x.to(model.fc_out.weight.device))
        parts = activations.pool2.flatten(1).unsqueeze(1) * model.fc_out.weight
    conv1, conv2 = _bright(activations.conv1), _bright(activations.conv2)
    return {
        "input": 1.0,
        "conv1": conv1,
        "pool1": conv1,
        "conv2": conv2,
        "pool2": conv2,
        "logits": activations.logits.abs().max().item(),
        "evidence": _bright(parts),
        "kernel1": model.conv1.weight.abs().max().item(),
        "kernel2": model.conv2.weight.abs().max().item(),
    }


def _bright(values: Tensor) -> float:
    firing = values[values != 0].abs()
    return firing.quantile(BRIGHTEST).item() if len(firing) else 1.0
