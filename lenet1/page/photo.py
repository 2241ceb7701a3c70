"""A visitor's photo of a page, read while the page itself goes on answering."""

import asyncio
import base64
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from io import BytesIO
from threading import Event
from typing import Any

import cv2
import numpy as np
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from lenet1.confidence import Reader
from lenet1.ink import Gray
from lenet1.page.inputs import DECODING
from lenet1.page.wire import LARGEST_SIDE
from lenet1.paper import (
    Page,
    PictureError,
    message_from_page,
    open_sheet,
    read_sheet,
    with_digits,
)
from lenet1.web.turns import Answer, in_turn

MOST_AT_ONCE = 8  # photos, the one being read among them; the last waits some 10 s
BUSY = "Too many photos at once; try again in a few seconds."
RETRY = {"retry-after": "5"}  # seconds


def photo_reader(reader: Reader) -> Answer:
    """The answer to a request whose body is a picture file.

    Photos are read one at a time, in a thread: one takes up to 3 s and 400 MB. Whoever
    has gone meanwhile is not read, or no further.
    """
    at_once = 0

    def read_file(file: bytes, check: Callable[[], None]) -> dict[str, Any]:
        with DECODING:
            sheet = open_sheet(BytesIO(file))
        page = read_sheet(reader, sheet, check)
        return message_from_photo(with_digits(page))

    @in_turn
    async def read_in_turn(request: Request) -> Response:
        file = await request.body()
        async with presence_of_client(request) as check:
            return JSONResponse(await asyncio.to_thread(read_file, file, check))

    async def read_photo(request: Request) -> Response:
        nonlocal at_once
        if at_once >= MOST_AT_ONCE:
            return JSONResponse({"error": BUSY}, 429, RETRY)
        at_once += 1
        try:
            return await read_in_turn(request)
        except PictureError as error:
            return JSONResponse({"error": str(error)}, 400)
        except ClientDisconnect:
            return Response(status_code=204)
        finally:
            at_once -= 1

    return read_photo


@asynccontextmanager
async def presence_of_client(request: Request) -> AsyncIterator[Callable[[], None]]:
    """A check for a thread, which ends it once the client has gone or the server stops.

    By raising ClientDisconnect.
    """
    gone = Event()

    async def watch() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass
        gone.set()

    def check() -> None:
        if gone.is_set():
            raise ClientDisconnect

    watching = asyncio.create_task(watch())
    try:
        yield check
    finally:
        watching.cancel()
        gone.set()


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
