"""What strangers send to Gradio's components, taken out of its wrapping with care.

Gradio 6.31's own ways are not used: its `Image` opens any file of the server that a
request names without the mark of an upload, decodes as many as come at once, and
refuses without a word; its sketchpad makes a list as long as a request says, and keeps
what it is sent for good.
"""

import base64
import json
from pathlib import Path
from typing import Any

import gradio as gr
import numpy as np
from gradio.components.base import server
from gradio.components.image_editor import EditorDataBlobs
from gradio.data_classes import DataWithFiles
from gradio_client.utils import is_file_obj_with_meta

from lenet1 import sentences
from lenet1.ink import Ink
from lenet1.parts import LeftOut
from lenet1.web.job import RefusedError
from lenet1.web.refusal import refusal
from lenet1.web.worker import Worker

DRAWINGS = 100  # that are kept between a sketchpad's upload and its event
LARGEST_DRAWING = 500_000  # bytes; 280x280 pixels of RGBA need 313,600


async def ink_of(worker: Worker, payload: Any) -> Ink:
    """The ink of the picture that an endpoint got. Raises gr.Error, with a sentence.

    It comes as an upload, {"path": ..., "meta": {"_type": "gradio.FileData"}}, whose
    path Gradio has checked because of that mark, or in place as
    {"url": "data:image/png;base64,..."}.
    """
    return ink_from_bytes(await _asked(worker, "ink", _file_of(payload)))


async def page_of(worker: Worker, payload: Any) -> dict[str, Any]:
    """What `jobs.page` says of the page of digits that an endpoint got. Raises so."""
    said: dict[str, Any] = json.loads(await _asked(worker, "page", _file_of(payload)))
    return said


def ink_from_bytes(said: bytes) -> Ink:
    """What `jobs.ink` found."""
    head, _, levels = said.partition(b"\n")
    message = json.loads(head)
    pixels = np.frombuffer(levels, np.uint8).reshape(message["shape"])
    return Ink(pixels, tuple(LeftOut(**left) for left in message["left_out"]))


def _file_of(payload: Any) -> bytes:
    if payload is None:
        raise refusal(sentences.SEND_PICTURE)
    url = payload.get("url") if isinstance(payload, dict) else None
    if isinstance(url, str) and url.startswith("data:"):
        try:
            return base64.b64decode(url.partition(",")[2], validate=True)
        except ValueError:  # of characters that base64 has not, or not in fours
            raise refusal(sentences.NOT_BASE64) from None
    if is_file_obj_with_meta(payload):
        return _content_of(payload["path"])
    raise refusal(sentences.SEND_UPLOAD)


def keep_last_drawings(pad: gr.Sketchpad) -> None:
    """Have `pad` keep the whole drawing alone of what it sends, of the last DRAWINGS.

    On the component that is there, since Gradio writes a file beside each module that
    has a subclass of one.
    """
    kept = pad.blob_storage

    @server  # type: ignore[untyped-decorator]
    def accept_blobs(sent: DataWithFiles) -> None:
        (_, blob), *_ = sent.files
        if sent.data["type"] != "composite" or len(blob) > LARGEST_DRAWING:
            return
        while len(kept) >= DRAWINGS:
            kept.pop(next(iter(kept)))
        kept[str(sent.data["id"])] = EditorDataBlobs(
            background=None, layers=[], composite=blob
        )

    pad.accept_blobs = accept_blobs


async def drawing_of(
    worker: Worker, pad: gr.Sketchpad, payload: dict[str, Any] | None
) -> Ink | None:
    """The ink on the sketchpad, of an event without Gradio's preprocessing."""
    if payload is None:
        return None
    blobs = pad.blob_storage.pop(payload["id"] or "", None)
    if blobs is not None and blobs.composite is not None:
        file = blobs.composite
    elif payload["composite"] is not None:
        file = _content_of(payload["composite"]["path"])
    else:
        return None
    return ink_from_bytes(await _asked(worker, "ink", file))


def _content_of(path: str) -> bytes:
    """Of a file that was uploaded; it may have been deleted since."""
    try:
        return Path(path).read_bytes()
    except OSError:
        raise refusal(sentences.UPLOAD_GONE) from None


async def _asked(worker: Worker, job: str, file: bytes) -> bytes:
    try:
        return await worker.ask(job, file)
    except RefusedError as error:
        raise refusal(str(error)) from None
