"""What the sketchpad sends where the live path is missing."""

from io import BytesIO
from typing import Any

import gradio as gr
import numpy as np
import pytest
from gradio.data_classes import DataWithFiles
from PIL import Image, ImageDraw

from lenet1.ink import find_ink
from lenet1.page.inputs import (
    DRAWINGS,
    LARGEST_DRAWING,
    drawing_of,
    ink_of,
    keep_last_drawings,
)
from lenet1.picture import open_picture
from lenet1.sentences import NO_PICTURE
from lenet1.web.worker import Worker
from tests.drawings import file_of
from tests.page.curl import in_place
from tests.page.loop import run


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


def test_the_drawing_that_was_sent_is_read_once(
    pad: gr.Sketchpad, worker: Worker
) -> None:
    send(pad, png())
    ink = run(drawing_of(worker, pad, payload(id="a")))
    assert ink is not None
    assert ink.levels.shape == (280, 280)
    assert run(drawing_of(worker, pad, payload(id="a"))) is None


def test_an_empty_pad_has_no_drawing(pad: gr.Sketchpad, worker: Worker) -> None:
    assert run(drawing_of(worker, pad, None)) is None
    assert run(drawing_of(worker, pad, payload())) is None


def test_the_ink_is_what_the_library_finds(worker: Worker) -> None:
    """Through a process of its own it loses nothing."""
    lined = Image.new("L", (200, 200), "white")
    ImageDraw.Draw(lined).line((0, 180, 200, 180), 0, 3)
    ImageDraw.Draw(lined).line((80, 40, 110, 150), 0, 14)
    expected = find_ink(open_picture(BytesIO(file_of(lined))))
    found = run(ink_of(worker, in_place(file_of(lined))))
    assert np.array_equal(found.levels, expected.levels)
    assert found.left_out == expected.left_out
    assert found.left_out


def test_an_upload_that_was_deleted_meanwhile_is_missed_in_words(
    worker: Worker,
) -> None:
    gone = {"path": "/nonexistent/4.png", "meta": {"_type": "gradio.FileData"}}
    with pytest.raises(gr.Error, match="upload it again"):
        run(ink_of(worker, gone))


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


def test_what_is_no_picture_is_refused_in_words(
    pad: gr.Sketchpad, worker: Worker
) -> None:
    send(pad, b"no picture")
    with pytest.raises(gr.Error, match=NO_PICTURE):
        run(drawing_of(worker, pad, payload(id="a")))


def test_gradio_offers_the_function_to_the_page(pad: gr.Sketchpad) -> None:
    assert pad.accept_blobs._is_server_fn
    assert "accept_blobs" in pad.get_config()["server_fns"]
