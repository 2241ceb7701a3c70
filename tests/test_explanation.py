"""A unit's explanation against plain loops and the network's own layers."""

import numpy as np
import pytest
import torch

from lenet1.explanation import explain
from lenet1.model import LAYERS, Activations, Layer, LeNet1
from lenet1.upright import straighten
from tests.drawings import EXAMPLES, ink_of, must_center


@pytest.fixture
def digit(shipped: LeNet1) -> tuple[torch.Tensor, Activations]:
    x = straighten(torch.from_numpy(must_center(ink_of(EXAMPLES[3])).image)[None]).x
    with torch.inference_mode():
        return x, shipped(x)


@pytest.mark.parametrize("layer", LAYERS[1:], ids=lambda layer: layer.name)
def test_the_value_of_every_unit_is_the_networks(
    shipped: LeNet1, digit: tuple[torch.Tensor, Activations], layer: Layer
) -> None:
    x, activations = digit
    name, maps, side, *_ = layer
    values = activations[name][0].reshape(maps, side, side)
    for map_ in range(maps):
        for row, column in {(0, 0), (side - 1, side // 2), (side // 2, side - 1)}:
            why = explain(
                shipped, x, activations, layer=name, map=map_, row=row, column=column
            )
            sent = values[map_, row, column].item()
            assert why.value == pytest.approx(sent, abs=2e-5)


def test_patches_kernels_products_and_sum_are_those_of_plain_loops(
    shipped: LeNet1, digit: tuple[torch.Tensor, Activations]
) -> None:
    x, activations = digit
    map_, row, column = 7, 2, 5
    why = explain(
        shipped, x, activations, layer="conv2", map=map_, row=row, column=column
    )
    assert shipped.conv2.bias is not None
    total = shipped.conv2.bias[map_].item()
    for source in range(4):
        for i in range(5):
            for j in range(5):
                pixel = activations["pool1"][0, source, row + i, column + j].item()
                weight = shipped.conv2.weight[map_, source, i, j].item()
                assert why.patches[source, i, j] == pixel
                assert why.kernels[source, i, j] == weight
                assert why.products[source, i, j] == pixel * weight
                total += pixel * weight
    assert why.sum == pytest.approx(total)
    assert (why.source, why.maps) == ("pool1", [0, 1, 2, 3])
    assert (why.row, why.column) == (row, column)


def test_an_average_has_one_map_and_an_output_the_evidence_of_all(
    shipped: LeNet1, digit: tuple[torch.Tensor, Activations]
) -> None:
    x, activations = digit
    mean = explain(shipped, x, activations, layer="pool2", map=5, row=1, column=3)
    assert (mean.source, mean.maps, mean.row, mean.column) == ("conv2", [5], 2, 6)
    assert np.array_equal(mean.patches[0], activations["conv2"][0, 5, 2:4, 6:8])
    output = explain(shipped, x, activations, layer="logits", map=9)
    assert output.products.shape == (12, 4, 4)
    weights = shipped.fc_out.weight[9].detach().reshape(12, 4, 4)
    evidence = (weights * activations["pool2"][0]).numpy()
    np.testing.assert_allclose(output.products, evidence, atol=1e-5)


@pytest.mark.parametrize(
    ("unit", "sentence"),
    [
        ({"layer": "conv3", "map": 0}, "no layer 'conv3'"),
        ({"layer": "conv2", "map": 12}, "map of conv2 is 0 to 11, not 12"),
        ({"layer": "conv1", "map": -1}, "map of conv1 is 0 to 3, not -1"),
        ({"layer": "pool1", "map": 0, "row": 12}, "row of pool1 is 0 to 11"),
        ({"layer": "logits", "map": 0, "column": 1}, "column of logits is 0 to 0"),
        ({"layer": "conv1", "map": "x"}, "not 'x'"),
        ({"layer": "conv1", "map": 1.5}, "not 1.5"),
        ({"layer": "conv1", "map": True}, "not True"),
    ],
)
def test_a_unit_that_is_not_there_is_refused_in_words(
    shipped: LeNet1,
    digit: tuple[torch.Tensor, Activations],
    unit: dict[str, object],
    sentence: str,
) -> None:
    with pytest.raises(ValueError, match=sentence):
        explain(shipped, *digit, **unit)  # type: ignore[arg-type]
