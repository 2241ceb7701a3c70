"""The named endpoint, as a program would call it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gradio as gr
import gradio_client
import pytest
from PIL import Image

from lenet1.confidence import Confidence
from lenet1.model import LeNet1
from lenet1.page.api import answer_picture
from tests.drawings import EXAMPLES, ink_of

Read = Callable[[Image.Image | None], dict[str, Any]]


@pytest.fixture
def read_digit(shipped: LeNet1, confidence: Confidence) -> Read:
    return lambda picture: answer_picture(shipped, confidence, picture)


def picture(digit: int) -> Image.Image:
    return Image.fromarray(255 - ink_of(EXAMPLES[digit]))


def test_the_endpoint_returns_label_probabilities_and_every_map(
    address: str, tmp_path: Path
) -> None:
    picture(4).save(tmp_path / "four.png")
    client = gradio_client.Client(address, verbose=False)
    answer = client.predict(
        gradio_client.handle_file(tmp_path / "four.png"), api_name="/read_digit"
    )
    assert answer["label"] == 4
    assert sum(answer["probabilities"]) == pytest.approx(1, abs=1e-5)
    shapes = {"conv1": (4, 24), "pool1": (4, 12), "conv2": (12, 8), "pool2": (12, 4)}
    for layer, (maps, side) in shapes.items():
        assert len(answer[layer]) == maps
        assert all(len(row) == side for map_ in answer[layer] for row in map_)
    assert len(answer["image"]) == 28
    named = client.view_api(return_format="dict")["named_endpoints"]
    assert list(named) == ["/read_digit"]


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA", "P", "1"])
def test_pictures_of_every_mode_are_read(read_digit: Read, mode: str) -> None:
    answer = read_digit(picture(2).convert(mode))
    assert (answer["verdict"], answer["label"]) == ("digit", 2)


def test_a_large_picture_is_reduced_and_read(read_digit: Read) -> None:
    large = picture(7).resize((3000, 2500))
    assert read_digit(large)["label"] == 7


def test_the_answer_is_json_and_a_blank_picture_has_no_label(read_digit: Read) -> None:
    json.dumps(read_digit(picture(0)))
    assert read_digit(Image.new("RGB", (50, 50), "white")) == {"verdict": "blank"}


def test_no_picture_is_said_in_words(read_digit: Read) -> None:
    with pytest.raises(gr.Error, match="picture of a digit"):
        read_digit(None)
