"""What is done with a stranger's file in a process of its own, see `web.worker`.

Each function makes bytes of a picture file's bytes.
"""

import base64
import json
from collections.abc import Callable
from io import BytesIO
from typing import Any, TypeVar

import cv2
import numpy as np

from lenet1.ink import Gray, find_ink
from lenet1.page.wire import LARGEST_SIDE
from lenet1.paper import (
    Page,
    PictureError,
    message_from_page,
    open_sheet,
    read_sheet,
    with_digits,
)
from lenet1.picture import open_picture
from lenet1.reading import set_torch_for_single_drawings
from lenet1.web.job import RefusedError
from lenet1.weights import load

Result = TypeVar("Result")
set_torch_for_single_drawings()
cv2.setNumThreads(1)
READER = load()


def ink(file: bytes) -> bytes:
    """The ink of a picture of one digit, as `inputs.ink_from_bytes` takes it."""
    levels, left_out = _refusing(lambda: find_ink(open_picture(BytesIO(file))))
    head = {"shape": levels.shape, "left_out": [left._asdict() for left in left_out]}
    return json.dumps(head).encode() + b"\n" + levels.tobytes()


def page(file: bytes) -> bytes:
    """What `/read_page` answers for a picture of many digits, as JSON."""
    return json.dumps(message_from_page(_read(file))).encode()


def photo(file: bytes) -> bytes:
    """What the page gets for a visitor's photo, as JSON."""
    return json.dumps(message_from_photo(_read(file))).encode()


def nothing(file: bytes) -> bytes:
    """For those who ask whether pictures can be read at all."""
    return file


def _read(file: bytes) -> Page:
    return _refusing(lambda: with_digits(read_sheet(READER, open_sheet(BytesIO(file)))))


def _refusing(read: Callable[[], Result]) -> Result:
    try:
        return read()
    except PictureError as error:
        raise RefusedError(str(error)) from None


def message_from_photo(page: Page) -> dict[str, Any]:
    """What `/read_page` says, and each digit's "ink", of which a frame can be made.

    The ink fills its box: "width", "height", and base64 of its levels row after row.
    """
    message = message_from_page(page)
    for digit, said in zip(page.digits, message["digits"], strict=True):
        ink = within_frame(digit.ink)
        height, width = ink.shape
        levels = base64.b64encode(ink.tobytes()).decode()
        said["ink"] = {"width": width, "height": height, "levels": levels}
    return message


def within_frame(ink: Gray) -> Gray:
    """`ink`, reduced where it is larger than `wire.ink_from_frame` takes."""
    share = LARGEST_SIDE / max(ink.shape)
    if share >= 1:
        return ink
    height, width = (max(round(side * share), 1) for side in ink.shape)
    reduced = cv2.resize(ink, (width, height), interpolation=cv2.INTER_AREA)
    return np.asarray(reduced, dtype=np.uint8)
