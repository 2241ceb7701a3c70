"""The page's plain routes on Gradio's own server: its files, and readings.

An event of Gradio's costs several times as much, and uploads files when the sketchpad
is its input.
"""

import gzip
from collections.abc import Callable
from pathlib import Path

import gradio
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from lenet1.confidence import Reader
from lenet1.ink import find_ink
from lenet1.page.modules import STATIC
from lenet1.page.photo import photo_reader
from lenet1.page.wire import (
    LARGEST_FRAME,
    LARGEST_PHOTO,
    FrameError,
    ink_from_frame,
    message_from_reading,
)
from lenet1.pen import draw, load_examples
from lenet1.reading import read
from lenet1.web.files import Files
from lenet1.web.health import health
from lenet1.web.temporary import TemporaryFiles
from lenet1.web.turns import Answer, in_turn
from lenet1.web.worker import Worker
from lenet1.weights import WeightsError, load_likes

ASSETS = Path(gradio.__file__).parent / "templates" / "frontend" / "assets"
BODIES = {"/lenet1/read": LARGEST_FRAME, "/lenet1/page": LARGEST_PHOTO}  # for the guard

EXAMPLE = 4  # the digit that is read to see whether any can be


def page_routes(reader: Reader, worker: Worker) -> list[BaseRoute]:
    """What a visit needs most: the page's modules, Gradio's own, and readings.

    `web.guard` sees to it that a frame or a photo is not too large. A mount for the
    modules would not be found under GRADIO_ROOT_PATH (Gradio 6.31); a route is.
    """
    # A browser asks each time whether ours are still the same; Gradio names its own by
    # their content.
    ours = Files(STATIC, cache_control="no-cache", at_once=True)
    gradios = Files(ASSETS, cache_control="max-age=31536000, immutable")
    return [
        Route("/lenet1/read", _reader(reader), methods=["POST"]),
        Route("/lenet1/page", photo_reader(worker), methods=["POST"]),
        Route("/lenet1/likes", _likes()),
        Route("/lenet1/static/{path:path}", _sender(ours)),
        Route("/assets/{path:path}", _sender(gradios)),
    ]


def _reader(reader: Reader) -> Answer:
    async def read_frame(request: Request) -> Response:
        try:
            reading = read(reader, ink_from_frame(await request.body()))
        except FrameError as error:
            return JSONResponse({"error": str(error)}, 400)
        return JSONResponse(message_from_reading(reading))

    return in_turn(read_frame)


def _likes() -> Answer:
    """What each map likes, or why there is nothing to show."""
    try:
        content = gzip.compress(load_likes(), mtime=0)
    except WeightsError as error:
        problem = str(error)
        return _always(lambda: JSONResponse({"error": problem}, 404))
    headers = {"Content-Encoding": "gzip", "Cache-Control": "no-cache"}
    media_type = "application/json"
    return _always(lambda: Response(content, headers=headers, media_type=media_type))


def _always(make: Callable[[], Response]) -> Answer:
    async def send(request: Request) -> Response:
        return make()

    return send


def health_route(reader: Reader, worker: Worker, files: TemporaryFiles) -> Route:
    """Says whether drawings and photos are read, and uploads kept."""

    async def readings() -> None:
        drawn = find_ink(draw(load_examples()[EXAMPLE]))
        reading = read(reader, *drawn)
        assert reading is not None
        assert reading.answer.digit == EXAMPLE

    async def photos() -> None:
        await worker.ask("nothing", b"")

    async def uploads() -> None:
        files.check()

    checks = {"readings": readings, "photos": photos, "uploads": uploads}
    return Route("/lenet1/health", health(checks))


def _sender(files: Files) -> Answer:
    async def send(request: Request) -> Response:
        return files.answer(request.path_params["path"], request.headers)

    return send
