"""The page's plain routes on Gradio's own server: its modules, and readings.

An event of Gradio's costs several times as much, and uploads files when the sketchpad
is its input.
"""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from lenet1.confidence import Confidence
from lenet1.model import LeNet1
from lenet1.page.components import STATIC
from lenet1.page.wire import (
    LARGEST_FRAME,
    FrameError,
    ink_from_frame,
    message_from_reading,
)
from lenet1.reading import read


def page_routes(model: LeNet1, confidence: Confidence) -> list[BaseRoute]:
    """What the page asks for besides Gradio's own: its modules, and readings."""
    return [
        Route("/lenet1/read", _reader(model, confidence), methods=["POST"]),
        Mount("/lenet1/static", StaticFiles(directory=STATIC)),
    ]


def _reader(
    model: LeNet1, confidence: Confidence
) -> Callable[[Request], Awaitable[Response]]:
    async def read_frame(request: Request) -> Response:
        length = request.headers.get("content-length", "")
        if not length.isdecimal() or int(length) > LARGEST_FRAME:
            return JSONResponse({"error": "A frame is a short message."}, 413)
        try:
            reading = read(model, confidence, ink_from_frame(await request.body()))
        except FrameError as error:
            return JSONResponse({"error": str(error)}, 400)
        return JSONResponse(message_from_reading(reading))

    return read_frame
