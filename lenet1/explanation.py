"""One unit's arithmetic: the patches that it sees, its kernels, their products."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from lenet1 import sentences
from lenet1.model import Activations, Network

Planes = NDArray[np.float64]  # (maps of the layer before, kernel, kernel)


class Explanation(NamedTuple):
    """Why a unit has its value: its layer's activation of the sum of the products and
    the bias. In double precision, so the sum may be off the network's by 1e-5.
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
    value: float  # as the network has it


def explain(
    network: Network,
    x: Tensor,
    activations: Activations,
    *,
    layer: str,
    map: int,
    row: int = 0,
    column: int = 0,
) -> Explanation:
    """Explain unit (`map`, `row`, `column`) of a layer after the input, for one digit.

    `activations` are those of `x`, (1, 1, 28, 28). Raises ValueError, with a sentence,
    for a unit that is not there.
    """
    names = [each.name for each in network.layers]
    if layer not in names[1:]:
        raise ValueError(sentences.no_layer(layer, names[1:]))
    index = names.index(layer)
    seen, chosen = network.layers[index - 1 : index + 1]
    sizes = {"map": chosen.maps, "row": chosen.side, "column": chosen.side}
    for (name, size), at in zip(sizes.items(), (map, row, column), strict=True):
        if type(at) is not int or not 0 <= at < size:
            raise ValueError(sentences.no_unit(name, layer, size - 1, at))
    step = {"convolution": 1, "average": chosen.kernel, "linear": 0}[chosen.kind]
    top, left = row * step, column * step
    maps, weights, constant = network.connections(chosen, map)
    before = x if seen.kind == "input" else activations[seen.name]
    patches = _array(before[0])[
        maps, top : top + chosen.kernel, left : left + chosen.kernel
    ]
    kernels, bias = _array(weights), float(_array(constant))
    products = patches * kernels
    total = float(products.sum()) + bias
    values = activations[layer].reshape(chosen.maps, chosen.side, chosen.side)
    value = values[map, row, column].item()
    return Explanation(
        seen.name, maps, top, left, patches, kernels, products, bias, total, value
    )


def _array(values: Tensor) -> Planes:
    return values.detach().cpu().numpy().astype(np.float64)
