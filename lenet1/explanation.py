"""One unit's arithmetic: the patches that it sees, its kernels, their products."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from lenet1.model import LAYERS, Activations, Layer, LeNet1

Planes = NDArray[np.float64]  # (maps of the layer before, kernel, kernel)
NAMES = tuple(layer.name for layer in LAYERS[1:])


class Explanation(NamedTuple):
    """Why a unit has its value: relu(sum of the products + bias), without a relu for
    averages and logits. In double precision, so it may be off the network's by 1e-5.
    """

    source: str  # the layer before
    maps: list[int]  # of the layer before, one for each patch
    row: int  # of the patches' first unit in each of those maps
    column: int
    patches: Planes
    kernels: Planes
    products: Planes  # for a logit: the evidence that each unit of pool2 gives
    bias: float
    sum: float
    value: float


def explain(
    model: LeNet1,
    x: Tensor,
    activations: Activations,
    *,
    layer: str,
    map: int,
    row: int = 0,
    column: int = 0,
) -> Explanation:
    """Explain unit (`map`, `row`, `column`) of `layer`, one of NAMES, for one digit.

    `activations` are those of `x`, (1, 1, 28, 28). Raises ValueError, with a sentence,
    for a unit that is not there.
    """
    if layer not in NAMES:
        raise ValueError(f"There is no layer {layer!r}; there are {', '.join(NAMES)}.")
    index = NAMES.index(layer) + 1
    seen, chosen = LAYERS[index - 1 : index + 1]
    sizes = {"map": chosen.maps, "row": chosen.side, "column": chosen.side}
    for (name, size), at in zip(sizes.items(), (map, row, column), strict=True):
        if type(at) is not int or not 0 <= at < size:
            raise ValueError(f"{name} of {layer} is 0 to {size - 1}, not {at!r}.")
    step = {"convolution": 1, "average": chosen.kernel, "linear": 0}[chosen.kind]
    maps = [map] if chosen.kind == "average" else list(range(seen.maps))
    top, left = row * step, column * step
    before = x if seen.kind == "input" else getattr(activations, seen.name)
    patches = _array(before[0])[
        maps, top : top + chosen.kernel, left : left + chosen.kernel
    ]
    kernels, bias = _weights(model, chosen, map, patches)
    products = patches * kernels
    total = float(products.sum()) + bias
    value = max(total, 0.0) if chosen.kind == "convolution" else total
    return Explanation(
        seen.name, maps, top, left, patches, kernels, products, bias, total, value
    )


def _weights(
    model: LeNet1, layer: Layer, map: int, patches: Planes
) -> tuple[Planes, float]:
    """The kernels of a unit of `map`, one for each of its `patches`, and its bias."""
    if layer.kind == "average":
        return np.full(patches.shape, 1 / patches[0].size), 0.0
    part = model.fc_out if layer.kind == "linear" else getattr(model, layer.name)
    return _array(part.weight)[map].reshape(patches.shape), float(
        _array(part.bias)[map]
    )


def _array(values: Tensor) -> Planes:
    return values.detach().cpu().numpy().astype(np.float64)
