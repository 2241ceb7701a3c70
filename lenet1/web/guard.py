"""What a public page refuses before Gradio sees it, and the headers of every answer.

Gradio 6.31 reads a request's body without a limit of size or time, opens a dozen
addresses that this page has no use for (one of them fetches any public address), and
writes a traceback for whatever it cannot understand.
"""

import asyncio
import logging
import re
import traceback
from collections.abc import Mapping
from pathlib import Path

from gradio.route_utils import FnIndexInferError
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY = 8_000_000  # bytes; a picture of 6 MB, also as base64 in JSON
SMALL_BODY = 64_000  # bytes; what else there is to say
ALL_BODIES = 64_000_000  # bytes; what all requests under way may hold together
BODY_SECONDS = 30.0  # from a request's headers to the end of its body
UPLOADS, UPLOADED = 2_000, 200_000_000  # files, bytes; kept for ten minutes

# What the page and programs use of Gradio's own addresses; the others are 404.
OPEN = re.compile(
    r"upload|upload_progress|component_server|run/\w+|call/(v2/)?\w+(/\w+)?"
    r"|queue/(join|data)|info|openapi\.json|heartbeat/\w+|cancel|reset|startup-events"
    r"|theme\.css|mcp(/.*)?"
)
PICTURES = re.compile(r"(upload|component_server|run|call|queue/join|mcp)\b")
ENDPOINT = re.compile(r"(run|call|queue/join)\b")
# No frame-ancestors: a Space shows the page in a frame. Gradio's page has scripts in
# its HTML and makes functions of strings, hence both kinds of "unsafe".
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "content-security-policy": "default-src 'self'; base-uri 'self'; object-src 'none'"
    "; form-action 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'"
    "; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:"
    "; font-src 'self' data:; worker-src 'self' blob:; connect-src 'self' data: blob:",
}
logger = logging.getLogger(__name__)


class RequestError(Exception):
    """A request that is not let through; the message says why."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


class Guard:
    """ASGI middleware: has a request's whole body, within limits, before the app.

    `uploads` is the folder where the app keeps what visitors send. `bodies` says how
    many bytes its own addresses take, each by the end of its path.
    """

    def __init__(
        self, app: ASGIApp, *, uploads: Path, bodies: Mapping[str, int]
    ) -> None:
        self.app = app
        self.uploads = uploads
        self.bodies = bodies
        self.held = 0  # bytes of all bodies under way

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def send_with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                added = [(k.encode(), v.encode()) for k, v in HEADERS.items()]
                message["headers"] = [*message.get("headers", []), *added]
            await send(message)

        body = bytearray()
        try:
            if await self._read(body, receive, limit=self._allowed(scope["path"])):
                again = _replay(bytes(body), receive)
                await self.app(scope, again, send_with_headers)
        except asyncio.CancelledError:
            return  # the server stops; it would write a traceback for each answer
        except Exception as error:
            if started:  # too late for another answer: the connection closes
                raise
            status, reason = _explain(error, scope["path"])
            answer = JSONResponse({"error": reason}, status)
            await answer(scope, receive, send_with_headers)
        finally:
            self.held -= len(body)

    def _allowed(self, path: str) -> int:
        """How many bytes a request for `path` may have. Raises RequestError."""
        called = path.partition("/gradio_api/")[2].removesuffix("/")
        if called and not OPEN.fullmatch(called):
            raise RequestError(404, "There is nothing at this address.")
        if called.startswith(("upload", "mcp")) and _is_full(self.uploads):
            raise RequestError(503, "Too many pictures at once; try again later.")
        for end, limit in self.bodies.items():
            if path.endswith(end):
                return limit
        return LARGEST_BODY if PICTURES.match(called) else SMALL_BODY

    async def _read(self, body: bytearray, receive: Receive, *, limit: int) -> bool:
        """Read into `body`; False when the connection is lost on the way."""
        more = True
        try:
            async with asyncio.timeout(BODY_SECONDS):
                while more:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        return False
                    piece = message.get("body", b"")
                    body += piece
                    self.held += len(piece)
                    more = message.get("more_body", False)
                    if len(body) > limit:
                        raise RequestError(413, f"At most {limit:,} bytes, please.")
                    if self.held > ALL_BODIES:
                        raise RequestError(503, "Too much at once; try again later.")
        except TimeoutError:
            raise RequestError(408, "The request took too long to arrive.") from None
        return True


def _replay(body: bytes, receive: Receive) -> Receive:
    """A `receive` that gives `body` first, then what comes after it."""
    messages: list[Message] = [{"type": "http.request", "body": body}]

    async def replay() -> Message:
        return messages.pop() if messages else await receive()

    return replay


def _is_full(folder: Path) -> bool:
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return len(sizes) >= UPLOADS or sum(sizes) >= UPLOADED


def _explain(error: Exception, path: str) -> tuple[int, str]:
    """The status and the sentence for what went wrong with a request for `path`."""
    if isinstance(error, RequestError):
        return error.status, str(error)
    asked = path.partition("/gradio_api/")[2]
    if isinstance(error, FnIndexInferError) or (
        isinstance(error, KeyError) and ENDPOINT.match(asked)
    ):
        return 404, "There is no such endpoint; /gradio_api/info names those there are."
    line = traceback.extract_tb(error.__traceback__)[-1]
    logger.error("%.99r: %.300r (%s:%d)", path, error, line.filename, line.lineno)
    if asked:  # what is ours there has answered for itself, see `server.Page`
        return 400, "The request is not one that this address understands."
    return 500, "Something is wrong with the server; the fault was noted."
