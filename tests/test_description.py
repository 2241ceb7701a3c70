"""Networks that nobody ships: what they say of themselves is all that is needed."""

import json
import math
from collections.abc import Callable
from typing import Any, cast

import gradio as gr
import numpy as np
import pytest
import torch
import torch.nn.functional as F
from PIL import Image
from torch import Tensor

from lenet1.confidence import (
    Confidence,
    Reader,
    answers,
    likeness,
    sources,
    tensor_shapes,
)
from lenet1.explanation import explain
from lenet1.learning import calibration
from lenet1.learning.calibration import fit_confidence
from lenet1.learning.data import Digits
from lenet1.learning.likes import sums_of
from lenet1.learning.training import initialize_biases
from lenet1.page.api import (
    answer_message,
    build_api,
    explanation_message,
    maps_message,
)
from lenet1.page.scales import display_scales
from lenet1.page.wire import message_from_network, message_from_reading
from lenet1.paper import read_page
from lenet1.reading import Reading, read
from lenet1.upright import as_input, straighten
from lenet1.web.worker import Worker
from tests.drawings import EXAMPLES, ink_of
from tests.networks import Deeper, Of1990, squash
from tests.page.node import PageReading, read_in_node
from tests.paper.pages import written

ACTIVATIONS: dict[str, Callable[[Tensor], Tensor]] = {
    "relu": F.relu,
    "tanh": squash,
    "none": torch.clone,
}


@pytest.fixture(params=[Deeper, Of1990])
def reader(request: pytest.FixtureRequest) -> Reader:
    """A network of another kind, with a head for its layers; both of random weights."""
    torch.manual_seed(0)
    network = request.param().eval()
    tensors = {
        name: torch.randn(s) for name, s in tensor_shapes(network.layers).items()
    }
    return Reader(network, Confidence(**tensors | {"temperature": torch.tensor(1.0)}))


@pytest.fixture
def reading(reader: Reader) -> Reading:
    result = read(reader, ink_of(EXAMPLES[3]))
    assert result is not None
    return result


def test_it_has_the_parameters_of_1990() -> None:
    """But those that the table leaves out, which are 0."""
    network = Of1990()
    assert sum(int((p != 0).sum()) for p in network.parameters()) == 2_578
    assert network(torch.rand(1, 1, 28, 28) * 2 - 1)["H1"].min() < 0


def test_a_drawing_is_read_and_every_layer_is_as_described(
    reader: Reader, reading: Reading
) -> None:
    shapes = {name: tuple(v.shape[1:]) for name, v in reading.activations.items()}
    assert shapes == {layer.name: layer.shape for layer in reader.network.layers[1:]}
    assert reading.answer.probabilities.sum().item() == pytest.approx(1, abs=1e-5)
    assert math.isfinite(reading.answer.odds)


def test_the_sum_of_every_kind_of_unit_is_the_networks(
    reader: Reader, reading: Reading
) -> None:
    """After its layer's activation, it is the value."""
    network = reader.network
    for layer in network.layers[1:]:
        middle = layer.side // 2
        for map_ in range(layer.maps):
            unit = {"layer": layer.name, "map": map_, "row": middle, "column": middle}
            seen = reading.upright.x, reading.activations
            why = explain(network, *seen, **unit)  # type: ignore[arg-type]
            json.dumps(explanation_message(why))
            expected = ACTIVATIONS[layer.activation](torch.tensor(why.sum)).item()
            assert why.value == pytest.approx(expected, abs=1e-5)
            assert why.products.shape == (len(why.maps), layer.kernel, layer.kernel)


def test_the_table_is_what_a_unit_is_made_of() -> None:
    network = Of1990()
    x = torch.rand(1, 1, 28, 28)
    with torch.no_grad():
        why = explain(network, x, network(x), layer="H3", map=7)
    assert why.maps == [2, 3]


@torch.no_grad()
def test_what_a_convolution_sums_up_becomes_its_values(reader: Reader) -> None:
    network, x = reader.network, torch.rand(2, 1, 28, 28)
    for layer in network.layers:
        if layer.kind == "convolution":
            values = ACTIVATIONS[layer.activation](sums_of(network, layer, x))
            assert (values - network(x)[layer.name]).abs().max() < 1e-5


def test_every_layer_has_a_scale(reader: Reader) -> None:
    scales = display_scales(reader.network)
    names = [layer.name for layer in reader.network.layers]
    assert list(scales) == [*names, "evidence"]
    assert all(scale > 0 for scale in scales.values())


def test_the_page_gets_it_whole(reader: Reader, reading: Reading) -> None:
    message = message_from_network(reader)
    layers = reader.network.layers
    assert [layer["name"] for layer in message["layers"]] == [x.name for x in layers]
    modules = {layer.module for layer in layers if layer.module}
    assert message["weights"].keys() == modules
    assert set(message["confidence"]["reads"].values()) < {x.name for x in layers}
    json.dumps([message, message_from_reading(reading)])


def test_the_page_reads_with_it_as_torch_does(reader: Reader, reading: Reading) -> None:
    """Its verdict turns where torch's does, so the head is the same too."""
    with torch.no_grad():
        image = np.array(must_read(reader).image[None])
        expected = reader.network(as_input(torch.from_numpy(image)))
        like = likeness(reader, expected).squeeze()
    for least in (like - 0.001, like + 0.001):
        told = reader.confidence._replace(least_likeness=least)
        one = Reader(reader.network, told)
        page = must_read(one)
        for name, values in expected.items():
            assert (page.activations[name] - values).abs().max() < 1e-4
        (answer,) = answers(one, expected)
        message = answer.message()
        near = pytest.approx(message["probabilities"], abs=1e-5)
        assert page.answer == message | {"probabilities": near}


def must_read(reader: Reader) -> PageReading:
    (page,) = read_in_node(reader, [ink_of(EXAMPLES[3])])
    assert page is not None
    return page


def test_the_head_reads_averages_what_is_before_the_scores_and_the_scores(
    reader: Reader,
) -> None:
    pooled, last, logits = sources(reader.network.layers)
    assert (pooled.kind, pooled.maps) == ("average", reader.network.layers[1].maps)
    assert [last, logits] == list(reader.network.layers[-2:])


def test_training_wakes_maps_that_relu_would_keep_silent(
    reader: Reader, drawn: Digits
) -> None:
    network = reader.network
    x = straighten(drawn.images).x
    with torch.no_grad():
        for layer in network.layers[2:]:
            if layer.activation == "relu":
                network.get_parameter(f"{layer.module}.bias")[1] = -100
    before = network(x)
    initialize_biases(network, x)
    for layer in network.layers[2:]:
        held, was = network(x)[layer.name], before[layer.name]
        if layer.activation == "relu":
            assert (held > 0).float().mean(dim=(0, 2, 3)).min() > 0.1
        elif isinstance(network, Of1990):
            assert torch.equal(held, was)


def test_a_head_is_fitted_to_it(
    reader: Reader, drawn: Digits, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calibration, "FIT_EPOCHS", 1)
    fitted = fit_confidence(reader.network, drawn, drawn, 255 - drawn.images)
    shapes = {name: values.shape for name, values in fitted._asdict().items()}
    assert shapes == tensor_shapes(reader.network.layers)


def test_the_api_says_every_layer_by_its_name(reader: Reader, reading: Reading) -> None:
    names = [layer.name for layer in reader.network.layers[1:]]
    answer: dict[str, Any] = json.loads(json.dumps(answer_message(reading)))
    maps = json.loads(json.dumps(maps_message(reading)))["layers"]
    assert list(maps) == names
    for layer in reader.network.layers[1:]:
        assert np.shape(answer[layer.name]) == layer.shape
        assert maps[layer.name]["shape"] == list(layer.shape)


def test_the_api_describes_its_layers(reader: Reader) -> None:
    with gr.Blocks() as demo:
        build_api(reader, cast(Worker, None))
    named = demo.get_api_info()["named_endpoints"]
    _, layer, *_ = named["/explain"]["parameters"]
    layers = reader.network.layers[1:]
    assert layer["type"] == {"enum": [each.name for each in layers]}
    for each in layers:
        shape = "x".join(map(str, each.shape))
        assert f"{each.name} {shape}" in named["/read_digit"]["description"]
        assert each.name in named["/feature_maps"]["description"]
    assert f'"{layers[-1].name}"' in named["/explain"]["description"]


def test_a_page_is_read(reader: Reader) -> None:
    assert read_page(reader, Image.fromarray(np.asarray(written()))).size == (320, 300)
