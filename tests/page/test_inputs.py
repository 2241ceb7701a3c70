"""What the sketchpad sends where the live path is missing."""

from typing import Any

import gradio as gr
import pytest
from gradio.data_classes import DataWithFiles
from PIL import Image

from lenet1.page.inputs import (
    DRAWINGS,
    LARGEST_DRAWING,
    drawing_of,
    keep_last_drawings,
)
from tests.drawings import file_of


@pytest.fixture
def pad() -> gr.Sketchpad:
    pad = gr.Sketchpad()
    keep_last_drawings(pad)
    return pad


def send(pad: gr.Sketchpad, content: bytes, **fields: Any) -> None:
    data = {"type": "composite", "index": "null", "id": "a", **fields}
    pad.accept_blobs(DataWithFiles(data=data, files=[("blob", content)]))


def png(side: int = 280) -> bytes:
    return file_of(Image.new("L", (side, side), "white"))


def payload(**fields: Any) -> dict[str, Any]:
    return {"background": None, "layers": [], "composite": None, "id": None, **fields}


def test_the_drawing_that_was_sent_is_read_once(pad: gr.Sketchpad) -> None:
    send(pad, png())
    picture = drawing_of(pad, payload(id="a"))
    assert picture is not None
    assert picture.size == (280, 280)
    assert drawing_of(pad, payload(id="a")) is None


def test_an_empty_pad_has_no_drawing(pad: gr.Sketchpad) -> None:
    assert drawing_of(pad, None) is None
    assert drawing_of(pad, payload()) is None


def test_a_huge_index_takes_no_memory(pad: gr.Sketchpad) -> None:
    send(pad, b"x", type="layer", index="40000000")
    send(pad, b"x", type="background")
    assert pad.blob_storage == {}


def test_drawings_without_end_are_not_all_kept(pad: gr.Sketchpad) -> None:
    for number in range(3 * DRAWINGS):
        send(pad, b"x", id=str(number))
    kept = [str(number) for number in range(2 * DRAWINGS, 3 * DRAWINGS)]
    assert list(pad.blob_storage) == kept
    send(pad, bytes(LARGEST_DRAWING + 1), id="huge")
    assert "huge" not in pad.blob_storage


def test_what_is_no_picture_is_refused_in_words(pad: gr.Sketchpad) -> None:
    send(pad, b"no picture")
    with pytest.raises(gr.Error, match="not a PNG"):
        drawing_of(pad, payload(id="a"))


def test_gradio_offers_the_function_to_the_page(pad: gr.Sketchpad) -> None:
    assert pad.accept_blobs._is_server_fn
    assert "accept_blobs" in pad.get_config()["server_fns"]
