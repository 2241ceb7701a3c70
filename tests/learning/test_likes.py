"""What each map likes, by plain loops over a few digits."""

import base64
import copy
import gzip
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from lenet1 import weights
from lenet1.learning.data import Digits, join
from lenet1.learning.likes import few as first_few
from lenet1.learning.likes import field_of, find_likes, likes_file
from lenet1.model import LAYERS, LeNet1
from lenet1.upright import straighten
from lenet1.weights import LIKES, MODEL, WeightsError, load_likes
from tests.mnist_sample import load_sample

LARGEST = 150_000  # bytes
SORTS = ("strongest", "typical", "silencing")


@pytest.fixture(scope="module")
def few() -> Digits:
    sample = load_sample()
    return sample.at(torch.arange(40))


@pytest.fixture(scope="module")
def found(few: Digits, shipped: LeNet1) -> dict[str, Any]:
    return dict(find_likes(shipped, few))


def test_a_conv1_unit_sees_5x5_and_a_conv2_unit_14x14() -> None:
    fields = {layer.name: field_of(LAYERS, layer) for layer in LAYERS}
    assert fields["conv1"] == (5, 1)
    assert fields["conv2"] == (14, 2)


def plainly(network: LeNet1, layer: str, map_: int, image: Any) -> dict[Any, float]:
    """The sums of a map's units away from the rim, by unit, one product at a time."""
    x = image.astype(float) / 255
    kernels, bias = parameters(network, layer, map_)
    before = [x]
    if layer == "conv2":
        maps = [plain_conv1(network, source, x) for source in range(4)]
        before = [m.reshape(12, 2, 12, 2).mean(axis=(1, 3)) for m in maps]
    side = len(before[0]) - 4
    return {
        (row, column): bias
        + sum(
            float((kernel * one[row : row + 5, column : column + 5]).sum())
            for kernel, one in zip(kernels, before, strict=True)
        )
        for row in range(1, side - 1)
        for column in range(1, side - 1)
    }


def parameters(network: LeNet1, layer: str, map_: int) -> tuple[Any, float]:
    state = network.state_dict()
    return state[f"{layer}.weight"][map_].numpy(), float(state[f"{layer}.bias"][map_])


def plain_conv1(network: LeNet1, source: int, x: Any) -> Any:
    (kernel,), bias = parameters(network, "conv1", source)
    out = np.zeros((24, 24))
    for row in range(24):
        for column in range(24):
            patch = x[row : row + 5, column : column + 5]
            out[row, column] = max((patch * kernel).sum() + bias, 0)
    return out


@pytest.mark.parametrize(("layer", "map_"), [("conv1", 2), ("conv2", 4), ("conv2", 11)])
def test_patches_sums_and_shares_are_those_of_plain_loops(
    shipped: LeNet1, few: Digits, found: dict[str, Any], layer: str, map_: int
) -> None:
    size, step = {"conv1": (5, 1), "conv2": (14, 2)}[layer]
    images = straighten(few.images).images.numpy()
    every = [plainly(shipped, layer, map_, image) for image in images]
    likes = found[layer]["maps"][map_]
    for sort, best in (("strongest", max), ("silencing", min)):
        units = [best(sums, key=sums.__getitem__) for sums in every]
        peaks = [sums[unit] for sums, unit in zip(every, units, strict=True)]
        order = sorted(range(len(peaks)), key=peaks.__getitem__)
        expected, counts = [], [0] * 10
        for i in order if best is min else reversed(order):
            label = int(few.labels[i])
            counts[label] += 1
            if counts[label] <= 2:
                expected.append(i)
        expected = expected[:9]
        assert likes[sort]["labels"] == few.labels[expected].tolist()
        assert likes[sort]["sums"] == pytest.approx(
            [peaks[i] for i in expected], abs=2e-3
        )
        patches = np.frombuffer(base64.b64decode(likes[sort]["patches"]), np.uint8)
        for patch, i in zip(patches.reshape(-1, size, size), expected, strict=True):
            top, left = (step * at for at in units[i])
            assert np.array_equal(
                patch, images[i][top : top + size, left : left + size]
            )
    most = np.array([max(sums.values()) for sums in every])
    fires = most >= 0.5 * np.quantile(most, 0.99)
    shares = [fires[few.labels.numpy() == c].mean() for c in range(10)]
    assert likes["fires"] == pytest.approx(shares, abs=1e-3)
    top = np.argsort(-most)[:9]
    units = [max(sums, key=sums.__getitem__) for sums in every]
    cut = []
    for i in top:
        row, column = (step * at for at in units[i])
        cut.append(images[i][row : row + size, column : column + size])
    mean = np.average(cut, axis=0, weights=most[top])
    got = np.frombuffer(base64.b64decode(likes["mean"]), np.uint8).reshape(size, size)
    assert np.abs(got - mean).max() <= 1


def test_no_class_and_no_digit_comes_often(
    few: Digits, shipped: LeNet1, found: dict[str, Any]
) -> None:
    twice = dict(find_likes(shipped, join(few, few)))
    for layers in (found, twice):
        for layer in layers.values():
            for likes in layer["maps"]:
                for sort in SORTS:
                    labels = likes[sort]["labels"]
                    assert len(labels) == 9
                    assert sort == "typical" or max(map(labels.count, labels)) <= 2


def test_more_of_a_class_come_only_after_all_that_there_are_of_others() -> None:
    labels = torch.tensor([7] * 6 + [9] * 4 + [1, 1])
    chosen = first_few(torch.arange(12), labels).tolist()
    assert chosen == [0, 1, 6, 7, 10, 11, 2, 3, 4]
    assert len(first_few(torch.arange(12), torch.arange(12))) == 9


def test_a_map_that_never_fires_has_a_blank_mean(few: Digits, shipped: LeNet1) -> None:
    network = copy.deepcopy(shipped)
    with torch.no_grad():
        network.conv1.weight[1] = 0
        network.get_parameter("conv1.bias")[1] = -1
    likes = dict(find_likes(network, few))["conv1"]["maps"][1]
    assert set(base64.b64decode(likes["mean"])) == {0}


def test_the_file_is_small_and_belongs_to_the_weights_that_ship() -> None:
    assert (weights.shipped() / LIKES).stat().st_size <= LARGEST
    layers = json.loads(load_likes())["layers"]
    sizes = {name: (one["side"], len(one["maps"])) for name, one in layers.items()}
    assert sizes == {"conv1": (5, 4), "conv2": (14, 12)}
    every = [one for layer in layers.values() for one in layer["maps"]]
    assert {len(one[sort]["sums"]) for one in every for sort in SORTS} == {9}


def test_what_is_missing_broken_or_of_other_weights_is_refused_in_words(
    tmp_path: Path,
) -> None:
    (tmp_path / MODEL).write_bytes(b"weights")
    with pytest.raises(WeightsError, match="missing"):
        load_likes(tmp_path)
    (tmp_path / LIKES).write_bytes(likes_file([("conv1", {})], of=b"weights"))
    assert json.loads(load_likes(tmp_path))["layers"] == {"conv1": {}}
    (tmp_path / MODEL).write_bytes(b"others")
    with pytest.raises(WeightsError, match="other weights"):
        load_likes(tmp_path)
    for broken in (b"", b"gz", gzip.compress(b"[]"), gzip.compress(b"{}")):
        (tmp_path / LIKES).write_bytes(broken)
        with pytest.raises(WeightsError, match="unreadable"):
            load_likes(tmp_path)
