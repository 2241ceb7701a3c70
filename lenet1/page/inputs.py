"""What strangers send to Gradio's components, taken out of its wrapping with care.

Gradio 6.31's own ways are not used: its `Image` opens any file of the server that a
request names without the mark of an upload, decodes as many as come at once, and
refuses without a word; its sketchpad makes a list as long as a request says, and keeps
what it is sent for good.
"""

import base64
from collections.abc import Callable
from io import BytesIO
from threading import Lock
from typing import Any, TypeVar

import gradio as gr
from gradio.components.base import server
from gradio.components.image_editor import EditorDataBlobs
from gradio.data_classes import DataWithFiles
from gradio_client.utils import is_file_obj_with_meta
from PIL import Image

from lenet1.paper.sheet import Sheet, open_sheet
from lenet1.picture import File, PictureError, open_picture
from lenet1.web.refusal import refusal

Kind = TypeVar("Kind", Image.Image, Sheet)

DRAWINGS = 100  # that are kept between a sketchpad's upload and its event
LARGEST_DRAWING = 500_000  # bytes; 280x280 pixels of RGBA need 313,600
DECODING = Lock()  # one at a time: a photo takes some 200 MB until it is reduced


def picture_of(payload: Any) -> Image.Image:
    """The picture that an endpoint got. Raises gr.Error, with a sentence.

    It comes as an upload, {"path": ..., "meta": {"_type": "gradio.FileData"}}, whose
    path Gradio has checked because of that mark, or in place as
    {"url": "data:image/png;base64,..."}.
    """
    return _decoded(_file_of(payload), open_picture)


def sheet_of(payload: Any) -> Sheet:
    """The same for a page of digits."""
    return _decoded(_file_of(payload), open_sheet)


def _file_of(payload: Any) -> File:
    if payload is None:
        raise refusal("Send a picture of a digit.")
    url = payload.get("url") if isinstance(payload, dict) else None
    if isinstance(url, str) and url.startswith("data:"):
        try:
            return BytesIO(base64.b64decode(url.partition(",")[2], validate=True))
        except ValueError:  # of characters that base64 has not, or not in fours
            raise refusal("The data URL is not base64.") from None
    if is_file_obj_with_meta(payload):
        return str(payload["path"])
    raise refusal(
        "Send the picture as an upload, marked as gradio.FileData, or as a data URL."
    )


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


def drawing_of(pad: gr.Sketchpad, payload: dict[str, Any] | None) -> Image.Image | None:
    """The sketchpad's drawing, of an event without Gradio's preprocessing."""
    if payload is None:
        return None
    blobs = pad.blob_storage.pop(payload["id"] or "", None)
    if blobs is not None and blobs.composite is not None:
        return _decoded(BytesIO(blobs.composite), open_picture)
    if payload["composite"] is not None:
        return _decoded(payload["composite"]["path"], open_picture)
    return None


def _decoded(file: File, decode: Callable[[File], Kind]) -> Kind:
    try:
        with DECODING:
            return decode(file)
    except PictureError as error:
        raise refusal(str(error)) from None
