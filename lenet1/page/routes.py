"""The page's plain routes on Gradio's own server: its modules, and readings.

An event of Gradio's costs several times as much, and uploads files when the sketchpad
is its input.
"""

import os
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.staticfiles import StaticFiles

from lenet1.confidence import Confidence
from lenet1.model import LeNet1
from lenet1.page.components import STATIC
from lenet1.page.wire import FrameError, ink_from_frame, message_from_reading
from lenet1.reading import read

MODULES = StaticFiles(directory=STATIC)


def page_routes(model: LeNet1, confidence: Confidence) -> list[BaseRoute]:
    """What the page asks for besides Gradio's own: its modules, and readings.

    `guard.Guard` sees to it that a frame is not too large. A mount for the modules
    would not be found under GRADIO_ROOT_PATH (Gradio 6.31); a route is.
    """
    return [
        Route("/lenet1/read", _reader(model, confidence), methods=["POST"]),
        Route("/lenet1/static/{path:path}", send_module),
    ]


def _reader(
    model: LeNet1, confidence: Confidence
) -> Callable[[Request], Awaitable[Response]]:
    async def read_frame(request: Request) -> Response:
        try:
            reading = read(model, confidence, ink_from_frame(await request.body()))
        except FrameError as error:
            return JSONResponse({"error": str(error)}, 400)
        return JSONResponse(message_from_reading(reading))

    return read_frame


async def send_module(request: Request) -> Response:
    """A file of `static/`; the browser asks each time whether it is still the same."""
    path = os.path.normpath(request.path_params["path"])
    response = await MODULES.get_response(path, request.scope)
    response.headers["cache-control"] = "no-cache"
    return response
