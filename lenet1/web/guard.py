"""What a public page refuses before Gradio sees it, and the headers of every answer.

Gradio 6.31 reads a request's body without a limit of size or time, opens a dozen
addresses that this page has no use for (one of them fetches any public address), lets
every website read its answers, believes what anybody says of its own address, and
writes a traceback for whatever it cannot understand.
"""

import asyncio
import errno
import logging
import re
import traceback
from collections.abc import Mapping

from gradio.route_utils import FnIndexInferError
from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lenet1.web import sentences as say
from lenet1.web.visitors import visitor_of

LARGEST_BODY = 8_000_000  # bytes; a picture of 6 MB, also as base64 in JSON
SMALL_BODY = 64_000  # bytes; what else there is to say
ALL_BODIES = 64_000_000  # bytes; what all requests under way may hold together
BODY_SECONDS = 30.0  # from a request's headers to the end of its body
LINGER = 2.0  # seconds that a refused body is read on, so that its sender can hear why
LINGERED = 16_000_000  # bytes; the same

# What the page and programs use of Gradio's own addresses; the others are 404.
OPEN = re.compile(
    r"upload|component_server|run/\w+|call/(v2/)?\w+(/\w+)?"
    r"|queue/(join|data)|info|openapi\.json|heartbeat/\w+|cancel|reset|startup-events"
    r"|theme\.css|mcp(/.*)?"
)
PICTURES = re.compile(r"(upload|component_server|run|call|queue/join|mcp)\b")
ENDPOINT = re.compile(r"(run|call|queue/join)\b")
# No frame-ancestors: a Space shows the page in a frame. Gradio's page has scripts in
# its HTML and makes functions of strings, hence both kinds of "unsafe"; the page's own
# modules are in its HTML as `data:` addresses.
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "content-security-policy": "default-src 'self'; base-uri 'self'; object-src 'none'"
    "; form-action 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' data:"
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

    `bodies` says how many bytes the app's own addresses take, each by the end of its
    path. `forwarded` says whether a proxy sets X-Forwarded-Host itself.
    """

    def __init__(
        self, app: ASGIApp, *, bodies: Mapping[str, int], forwarded: bool = False
    ) -> None:
        self.app = app
        self.bodies = bodies
        self.forwarded = forwarded
        self.held = 0  # bytes of all bodies under way

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                added = [(k.encode(), v.encode()) for k, v in HEADERS.items()]
                message["headers"] = [*message.get("headers", []), *added]
            await send(message)

        body = Body(receive)
        try:
            limit = self._allowed(scope)
            if await self._read(body, limit=limit):
                _check_form(Headers(scope=scope), body.content)
                await self.app(self._cleaned(scope), body.replay, send_with_headers)
        except asyncio.CancelledError:
            return  # the server stops; it would write a traceback for each answer
        except RequestError as error:
            self._forget(body)
            answer = JSONResponse({"error": str(error)}, error.status)
            answer.headers["connection"] = "close"
            await answer(scope, receive, body.drained_before(send_with_headers))
        finally:
            self._forget(body)

    def _forget(self, body: "Body") -> None:
        self.held -= len(body.content)
        body.content.clear()

    def _allowed(self, scope: Scope) -> int:
        """How many bytes a request may have. Raises RequestError."""
        headers, path = Headers(scope=scope), scope["path"]
        if "content-length" in headers and "transfer-encoding" in headers:
            # Two servers may differ in where such a request ends.
            raise RequestError(400, say.ONE_LENGTH)
        called = _called(path)
        if called and not OPEN.fullmatch(called):
            raise RequestError(404, say.NOTHING_HERE)
        if scope["method"] == "OPTIONS":
            raise RequestError(405, say.NOT_FROM_ELSEWHERE)
        for end, limit in self.bodies.items():
            if path.endswith(end):
                return limit
        return LARGEST_BODY if PICTURES.match(called) else SMALL_BODY

    async def _read(self, body: "Body", *, limit: int) -> bool:
        """Read all of it; False when the connection is lost on the way."""
        try:
            async with asyncio.timeout(BODY_SECONDS):
                while not body.whole:
                    piece = await body.next()
                    if piece is None:
                        return False
                    body.content += piece
                    self.held += len(piece)
                    if len(body.content) > limit:
                        raise RequestError(413, say.at_most(limit))
                    if self.held > ALL_BODIES:
                        raise RequestError(503, say.TOO_MUCH)
        except TimeoutError:
            raise RequestError(408, say.TOO_SLOW) from None
        return True

    def _cleaned(self, scope: Scope) -> Scope:
        """`scope` without what Gradio would believe, and with whom MCP asks for."""
        dropped = {b"origin"} if self.forwarded else {b"origin", b"x-forwarded-host"}
        headers = [(k, v) for k, v in scope["headers"] if k not in dropped]
        if _called(scope["path"]).startswith("mcp"):  # it asks the server again
            headers = [(k, v) for k, v in headers if k != b"x-forwarded-for"]
            headers.append((b"x-forwarded-for", visitor_of(scope).encode()))
        return {**scope, "headers": headers}


class Faults:
    """ASGI middleware inside the app: every fault is a sentence, and a line in the log.

    Starlette's own, which is outside of all that an app has, says "Internal Server
    Error" and writes a traceback.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception as error:
            if started or scope["type"] != "http":  # too late for another answer
                raise
            status, reason = _explain(error, scope["path"])
            await JSONResponse({"error": reason}, status)(scope, receive, send)


class Body:
    """A request's body, as far as it has been read from `receive`."""

    def __init__(self, receive: Receive) -> None:
        self.receive = receive
        self.content = bytearray()
        self.whole = False
        self.given = False  # to the app

    async def next(self) -> bytes | None:
        """Its next piece; None once the connection is lost."""
        message = await self.receive()
        if message["type"] == "http.disconnect":
            return None
        self.whole = not message.get("more_body", False)
        return bytes(message.get("body", b""))

    async def replay(self) -> Message:
        """A `receive` that gives all of it first, then what comes after it."""
        if self.given:
            return await self.receive()
        self.given = True
        return {"type": "http.request", "body": bytes(self.content)}

    def drained_before(self, send: Send) -> Send:
        """`send` that reads on for a while before the connection may close.

        A system that closes a connection with unread bytes takes back its answer.
        """

        async def send_slowly(message: Message) -> None:
            if message["type"] == "http.response.body":
                await send({**message, "more_body": True})
                await self._drain()
                message = {"type": "http.response.body"}
            await send(message)

        return send_slowly

    async def _drain(self) -> None:
        drained = 0
        try:
            async with asyncio.timeout(LINGER):
                while not self.whole and drained < LINGERED:
                    piece = await self.next()
                    if piece is None:
                        return
                    drained += len(piece)
        except TimeoutError:
            pass


def _called(path: str) -> str:
    """Which of Gradio's own addresses a request is for; "" for another."""
    return path.partition("/gradio_api/")[2].removesuffix("/")


def _check_form(headers: Headers, body: bytes | bytearray) -> None:
    """Raise RequestError for a form that ends too early: Gradio keeps such files."""
    kind, _, boundary = headers.get("content-type", "").partition("boundary=")
    if not kind.startswith("multipart/"):
        return
    end = b"--" + boundary.split(";")[0].strip('" ').encode("latin-1") + b"--"
    if not bytes(body[-len(end) - 2 :]).rstrip(b"\r\n").endswith(end):
        raise RequestError(400, say.FORM_CUT_OFF)


def _explain(error: Exception, path: str) -> tuple[int, str]:
    """The status and the sentence for what went wrong with a request for `path`."""
    asked = _called(path)
    if isinstance(error, FnIndexInferError) or (
        isinstance(error, KeyError) and ENDPOINT.match(asked)
    ):
        return 404, say.NO_ENDPOINT
    line = traceback.extract_tb(error.__traceback__)[-1]
    logger.error("%.99r: %.300r (%s:%d)", path, error, line.filename, line.lineno)
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return 507, say.NO_ROOM
    if asked:  # what is ours there has answered for itself, see `server.Page`
        return 400, say.NOT_UNDERSTOOD
    return 500, say.FAULT
