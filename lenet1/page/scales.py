"""The scales that a network's values are shown on."""

import itertools

import numpy as np
import torch
from torch import Tensor

from lenet1.centering import center
from lenet1.ink import find_ink
from lenet1.model import Activations, Layer, Network
from lenet1.pen import draw, load_examples
from lenet1.upright import straighten

BRIGHTEST = 0.99  # quantile of what fires; the few stronger share the full colour


def display_scales(network: Network) -> dict[str, float]:
    """The value that gets the full colour, fixed for these weights, by layer.

    From what the ten example digits bring about. A plain average shares the scale of
    the layer before, since averages are meant to be compared with what they average.
    "evidence" is for the part of a score that one value of the layer before it makes.
    """
    with torch.inference_mode():
        activations = network(example_digits().to(network.device))
        evidence = _bright(_evidence(network, activations))
    return _of_layers(network.layers, activations) | {"evidence": evidence}


def example_digits() -> Tensor:
    """The ten examples as the network gets them, (10, 1, 28, 28) float32."""
    centered = [center(find_ink(draw(s)).levels) for s in load_examples().values()]
    images = np.stack([one.image for one in centered if one])
    return straighten(torch.from_numpy(images)).x


def _of_layers(layers: tuple[Layer, ...], activations: Activations) -> dict[str, float]:
    scales = {layers[0].name: 1.0}
    for before, layer in itertools.pairwise(layers):
        values = activations[layer.name]
        if layer.kind == "average" and not layer.module:
            scales[layer.name] = scales[before.name]
        elif layer.kind == "linear":
            scales[layer.name] = values.abs().max().item()
        else:
            scales[layer.name] = _bright(values)
    return scales


def _evidence(network: Network, activations: Activations) -> Tensor:
    """What each value before the scores adds to each score, for n digits."""
    before, scores = network.layers[-2:]
    every = [network.connections(scores, digit).kernels for digit in range(scores.maps)]
    return activations[before.name].unsqueeze(1) * torch.stack(every)


def _bright(values: Tensor) -> float:
    firing = values[values != 0].abs()
    return firing.quantile(BRIGHTEST).item() if len(firing) else 1.0
