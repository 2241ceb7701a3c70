"""The named endpoints, as programs call them on the running page."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import numpy as np
import pytest
from PIL import Image

from lenet1.confidence import Reader
from lenet1.ink import Ink
from lenet1.reading import Reading, read
from tests.drawings import EXAMPLES, file_of, ink_of
from tests.page.curl import FOUR, call, in_place


@pytest.fixture(scope="module")
def upload(web: httpx.Client) -> dict[str, Any]:
    """A 4 that was sent before, as an endpoint is told of it."""
    files = {"files": ("four.png", FOUR, "image/png")}
    (path,) = web.post("upload", files=files).json()
    return {"path": path, "meta": {"_type": "gradio.FileData"}}


@pytest.fixture
def reading(reader: Reader) -> Reading:
    result = read(reader, ink_of(EXAMPLES[4]))
    assert result is not None
    return result


def test_an_upload_is_read_with_label_probabilities_and_every_map(
    web: httpx.Client, upload: dict[str, Any], reading: Reading
) -> None:
    event, (answer,) = call(web, "read_digit", [upload])
    assert event == "complete"
    assert (answer["verdict"], answer["label"]) == ("digit", 4)
    assert sum(answer["probabilities"]) == pytest.approx(1, abs=1e-5)
    assert np.array_equal(answer["image"], reading.upright.images[0])
    assert answer["left_out"] == []
    for layer, values in reading.activations.items():
        np.testing.assert_allclose(answer[layer], values[0], atol=1e-5)


def test_every_layer_comes_with_its_shape_and_the_steps_to_it(
    web: httpx.Client, reading: Reading
) -> None:
    event, (maps,) = call(web, "feature_maps", [in_place(FOUR)])
    assert event == "complete"
    assert maps["layers"].keys() == reading.activations.keys()
    for layer, values in reading.activations.items():
        assert maps["layers"][layer]["shape"] == list(values[0].shape)
        np.testing.assert_allclose(
            maps["layers"][layer]["values"], values[0], atol=1e-5
        )
    assert np.array_equal(maps["steps"]["centered"], reading.centered.image)
    assert np.array_equal(maps["steps"]["image"], reading.upright.images[0])
    assert maps["steps"]["slant"] == pytest.approx(reading.upright.slant.item())


def test_a_unit_is_explained(
    web: httpx.Client, upload: dict[str, Any], reading: Reading
) -> None:
    _, (why,) = call(web, "explain", [upload, "conv2", 3, 2, 5])
    value = reading.activations["conv2"][0, 3, 2, 5].item()
    assert why["value"] == pytest.approx(value, abs=1e-5)
    total = sum(np.ravel(why["patches"]) * np.ravel(why["kernels"])) + why["bias"]
    assert why["sum"] == pytest.approx(total)
    _, (output,) = call(web, "explain", [upload, "logits", 4, 0, 0])
    assert np.shape(output["products"]) == (12, 4, 4)


def test_what_has_a_default_can_be_left_out(web: httpx.Client) -> None:
    picture = in_place(FOUR)
    whole = call(web, "explain", [picture, "logits", 4, 0, 0])
    assert whole[0] == "complete"
    assert call(web, "explain", [picture, "logits", 4]) == whole


def test_one_picture_is_read_at_a_time(
    web: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever endpoint it is for."""
    under_way, most = 0, 0

    async def slow(*_: object) -> Ink:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0.3)
        under_way -= 1
        return Ink(np.zeros((9, 9), np.uint8), ())

    monkeypatch.setattr("lenet1.page.api.ink_of", slow)
    asked = ["read_digit", "feature_maps", "read_digit", "feature_maps"]
    with ThreadPoolExecutor(len(asked)) as at_once:
        said = list(at_once.map(lambda name: call(web, name, [in_place(FOUR)]), asked))
    assert [event for event, _ in said] == ["complete"] * len(asked)
    assert most == 1


def test_a_blank_picture_is_blank_everywhere(web: httpx.Client) -> None:
    blank = in_place(file_of(Image.new("RGB", (50, 50), "white")))
    assert call(web, "read_digit", [blank]) == ("complete", [{"verdict": "blank"}])
    nothing: dict[str, Any] = {"steps": {}, "layers": {}}
    assert call(web, "feature_maps", [blank]) == ("complete", [nothing])
    event, said = call(web, "explain", [blank, "conv1", 0, 0, 0])
    assert (event, "blank" in said["error"]) == ("error", True)


def test_the_endpoints_are_named_typed_and_described(web: httpx.Client) -> None:
    named = web.get("info").json()["named_endpoints"]
    assert list(named) == ["/read_digit", "/feature_maps", "/explain", "/read_page"]
    assert all(endpoint["description"] for endpoint in named.values())
    parameters = {p["parameter_name"]: p for p in named["/explain"]["parameters"]}
    assert parameters["picture"]["python_type"]["type"] == "filepath"
    layers = ["conv1", "pool1", "conv2", "pool2", "logits"]
    assert parameters["layer"]["type"] == {"enum": layers}
    assert parameters["map"]["type"] == {"type": "integer"}
    assert parameters["row"]["parameter_default"] == 0
