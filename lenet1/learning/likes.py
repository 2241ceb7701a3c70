"""What each map likes: the patches of MNIST's training digits that it fires most at.

`python -m lenet1.learning.likes` finds them for the weights that ship. They are of the
digits that training has learned from, in the network's own form.
"""

import argparse
import base64
import gzip
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import torch
from torch import Tensor
from tqdm import tqdm

from lenet1.learning.data import DataError, Digits, hold_out, load_mnist
from lenet1.learning.evaluation import DIGITS_AT_ONCE
from lenet1.model import Layer, Network
from lenet1.upright import straighten
from lenet1.weights import (
    LIKES,
    MODEL,
    OWNER,
    WeightsError,
    load_model,
    replace_files,
    shipped,
)

SHOWN = 9  # patches of each sort
OF_A_CLASS = 2  # of them at most, lest nine sevens say little
TOP = 0.01  # share of the digits that a map fires most at; the typical are of them
STRONG = 0.5  # of a map's 99th percentile; it fires so much where its pattern is found
SEED = 0  # of the typical ones


class Field(NamedTuple):
    """What one unit of a layer sees of the input."""

    size: int  # px of its side
    step: int  # px from one unit's to the next unit's


class Peak(NamedTuple):
    """Of each digit the unit of a map that sums up most, or least; (n,) each."""

    sums: Tensor  # float32, before the activation
    rows: Tensor  # int64
    columns: Tensor


def field_of(layers: tuple[Layer, ...], layer: Layer) -> Field:
    """Sizes grow by a kernel less one, and by what the layers before have left out."""
    size = step = 1
    for one in layers[1 : layers.index(layer) + 1]:
        size += (one.kernel - 1) * step
        step *= one.kernel if one.kind == "average" else 1
    return Field(size, step)


def sums_of(network: Network, layer: Layer, x: Tensor) -> Tensor:
    """What a convolution's units sum up before its activation, for n digits."""
    before = network.layers[network.layers.index(layer) - 1]
    values = x if before.kind == "input" else network(x)[before.name]
    every = [network.connections(layer, map) for map in range(layer.maps)]
    kernels = x.new_zeros((layer.maps, before.maps, layer.kernel, layer.kernel))
    for map, one in enumerate(every):
        kernels[map, one.maps] = one.kernels
    biases = torch.stack([one.bias for one in every])
    return torch.nn.functional.conv2d(values, kernels, biases)


def find_likes(network: Network, digits: Digits) -> Iterator[tuple[str, Any]]:
    """Each convolution's name and, as JSON, what its maps like; yields layer by layer.

    Of every digit the unit counts that fires most, or is silenced most; none whose
    patch touches the picture's rim, where a digit may be cut.
    """
    for layer in network.layers:
        if layer.kind != "convolution":
            continue
        most, least = peaks(network, layer, digits.images)
        field = field_of(network.layers, layer)
        maps = [
            likes_of_map(digits, field, Peak(*(part[:, map] for part in most)),
                         Peak(*(part[:, map] for part in least)))
            for map in range(layer.maps)
        ]  # fmt: skip
        yield layer.name, {"side": field.size, "maps": maps}


@torch.no_grad()
def peaks(network: Network, layer: Layer, images: Tensor) -> tuple[Peak, Peak]:
    """Of every digit and map the greatest and the least sum: (n, maps) each."""
    found: tuple[list[Peak], list[Peak]] = ([], [])
    for batch in images.split(DIGITS_AT_ONCE):
        inner = sums_of(network, layer, straighten(batch).x)[:, :, 1:-1, 1:-1]
        side = inner.shape[-1]
        for peak, (sums, at) in zip(
            found, (inner.flatten(2).max(2), inner.flatten(2).min(2)), strict=True
        ):
            peak.append(Peak(sums, at // side + 1, at % side + 1))
    most, least = ([torch.cat(p) for p in zip(*f, strict=True)] for f in found)
    return Peak(*most), Peak(*least)


def likes_of_map(digits: Digits, field: Field, most: Peak, least: Peak) -> Any:
    order = most.sums.argsort(descending=True, stable=True)
    top = order[: max(SHOWN, round(TOP * len(order)))]
    generator = torch.Generator().manual_seed(SEED)
    typical = top[torch.randperm(len(top), generator=generator)]
    silenced = least.sums.argsort(stable=True)
    fired = most.sums.clamp(min=0)
    strong = most.sums >= STRONG * most.sums.quantile(0.99)
    share = [strong[digits.labels == c].float().mean().item() for c in range(10)]
    firing = top[fired[top] > 0]
    weights = fired[firing] / fired[firing].sum().clamp(min=1e-9)
    mean = torch.einsum(
        "n,nij->ij", weights, patches(digits, field, most, firing).float()
    )
    return {
        "strongest": described(digits, field, most, few(order, digits.labels)),
        "typical": described(digits, field, most, few(typical, digits.labels)),
        "silencing": described(digits, field, least, few(silenced, digits.labels)),
        "mean": encoded(mean.round().to(torch.uint8)),
        "fires": [round(one, 4) for one in share],
    }


def few(order: Tensor, labels: Tensor) -> Tensor:
    """The first SHOWN of `order` with at most OF_A_CLASS of each class, int64.

    Where that leaves too few, as in a map's top percent of four classes, more follow.
    """
    classes = torch.nn.functional.one_hot(labels[order])
    place = classes.cumsum(dim=0)[classes.bool()]  # among those of its class
    is_few = place <= OF_A_CLASS
    return torch.cat([order[is_few], order[~is_few]])[:SHOWN]


def patches(digits: Digits, field: Field, peak: Peak, chosen: Tensor) -> Tensor:
    """What those units see, (len(chosen), size, size) uint8."""
    size = field.size
    cut = digits.images.new_empty((len(chosen), size, size))
    images = straighten(digits.images[chosen]).images
    tops, lefts = (field.step * part[chosen] for part in (peak.rows, peak.columns))
    places = zip(tops.tolist(), lefts.tolist(), strict=True)
    for i, (top, left) in enumerate(places):
        cut[i] = images[i, top : top + size, left : left + size]
    return cut


def described(digits: Digits, field: Field, peak: Peak, chosen: Tensor) -> Any:
    return {
        "patches": encoded(patches(digits, field, peak, chosen)),
        "sums": [round(one, 3) for one in peak.sums[chosen].tolist()],
        "labels": digits.labels[chosen].tolist(),
    }


def encoded(levels: Tensor) -> str:
    """uint8 as base64."""
    return base64.b64encode(levels.numpy().tobytes()).decode()


def likes_file(layers: Iterable[tuple[str, Any]], *, of: bytes) -> bytes:
    """The content of the file beside a weights file with the content `of`."""
    message = {OWNER: hashlib.sha256(of).hexdigest(), "layers": dict(layers)}
    return gzip.compress(json.dumps(message).encode(), mtime=0)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter
    )
    add = parser.add_argument
    add("--data-dir", type=Path, default=Path("data"), help="where MNIST is or goes")
    add("--weights", type=Path, default=shipped(), help="the folder of the weights")
    args = parser.parse_args(arguments)
    path = args.weights / MODEL
    try:
        network = load_model(path, device="cpu")
        train, _ = hold_out(load_mnist(args.data_dir, train=True, device="cpu"))
    except (DataError, WeightsError) as error:
        print(error, file=sys.stderr)
        return 2
    layers = tqdm(find_likes(network, train), unit="layer", total=2)
    content = likes_file(layers, of=path.read_bytes())
    out = args.weights / LIKES
    replace_files({out: content})
    print(f"{out}: {len(content):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
