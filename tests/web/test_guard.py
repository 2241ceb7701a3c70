"""What is refused before Gradio sees it: one rule, one test."""

import asyncio
import json
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from gradio.route_utils import FnIndexInferError
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, StreamingResponse
from starlette.types import Message, Receive, Scope, Send

from lenet1.web import guard
from lenet1.web.guard import HEADERS, LARGEST_BODY, SMALL_BODY, Faults, Guard
from tests.page.loop import run

BODIES = {"/own/short": 300_000, "/own/long": 6_000_000}  # of an app
HANG = "hang"  # in the place of a message: nothing more comes


class Answer:
    """What `app` behind a guard answers to one request, if anything."""

    def __init__(
        self,
        path: str,
        messages: Iterable[Message | str] = ({"type": "http.request"},),
        *,
        app: Any = None,
        guarded: Guard | None = None,
        headers: dict[str, str] | None = None,
        method: str = "POST",
    ) -> None:
        self.received: list[Message] = []
        guarded = guarded or Guard(Faults(app or count_bytes), bodies=BODIES)
        sent = [(k.encode(), v.encode()) for k, v in (headers or {}).items()]
        scope = {"type": "http", "method": method, "path": path, "headers": sent}
        pending = iter(messages)

        async def receive() -> Message:
            message = next(pending, HANG)
            if isinstance(message, str):
                await asyncio.sleep(3600)
                raise AssertionError
            return message

        async def send(message: Message) -> None:
            self.received.append(message)

        run(guarded(scope, receive, send))

    @property
    def status(self) -> int:
        return int(self.received[0]["status"])

    @property
    def headers(self) -> dict[str, str]:
        return {k.decode(): v.decode() for k, v in self.received[0]["headers"]}

    @property
    def text(self) -> str:
        return b"".join(m.get("body", b"") for m in self.received).decode()


async def count_bytes(scope: Scope, receive: Receive, send: Send) -> None:
    body = await Request(scope, receive).body()
    await PlainTextResponse(str(len(body)))(scope, receive, send)


def pieces(*sizes: int, more: bool = False) -> list[Message]:
    """A body in pieces of so many bytes, whatever any Content-Length says."""
    last = len(sizes) - 1
    return [
        {"type": "http.request", "body": bytes(size), "more_body": more or i < last}
        for i, size in enumerate(sizes)
    ]


def test_a_body_arrives_whole() -> None:
    assert Answer("/gradio_api/upload", pieces(3, 0, 4)).text == "7"


@pytest.mark.parametrize(
    ("path", "limit"),
    [
        ("/own/short", 300_000),
        ("/demo/own/short", 300_000),
        ("/own/long", 6_000_000),
        ("/demo/own/long", 6_000_000),
        ("/own/longer", SMALL_BODY),
        ("/login", SMALL_BODY),
        ("/gradio_api/reset", SMALL_BODY),
        ("/gradio_api/upload", LARGEST_BODY),
        ("/gradio_api/queue/join", LARGEST_BODY),
        ("/gradio_api/call/read_digit", LARGEST_BODY),
        ("/gradio_api/run/predict/", LARGEST_BODY),
        ("/gradio_api/component_server", LARGEST_BODY),
        ("/gradio_api/mcp/", LARGEST_BODY),
    ],
)
def test_a_stream_is_read_up_to_its_limit_and_no_further(
    path: str, limit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "LINGER", 0.01)
    assert Answer(path, pieces(limit)).text == str(limit)
    flood = Answer(path, [*pieces(limit, 1, more=True), HANG])
    assert flood.status == 413
    assert f"{limit:,} bytes" in flood.text


def test_all_bodies_together_have_a_limit_and_are_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(guard, "ALL_BODIES", 1_000)
    shared = Guard(count_bytes, bodies=BODIES)
    for _ in range(3):
        assert Answer("/own/short", pieces(900), guarded=shared).text == "900"
        assert Answer("/own/short", pieces(1_001), guarded=shared).status == 503
    assert shared.held == 0


def test_a_body_that_takes_too_long_is_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(guard, "BODY_SECONDS", 0.01)
    monkeypatch.setattr(guard, "LINGER", 0.01)
    slow = Answer("/own/short", [*pieces(1, more=True), HANG])
    assert slow.status == 408
    assert "too long" in slow.text


def test_a_slow_visitor_has_time_for_a_picture_and_nobody_keeps_it_for_ever() -> None:
    """6 MB take 24 s at the 2 Mbit/s of a poor connection."""
    assert 6_000_000 * 8 / 2_000_000 < guard.BODY_SECONDS <= 60


def test_a_request_that_breaks_off_ends_without_a_word(
    caplog: pytest.LogCaptureFixture,
) -> None:
    broken = [*pieces(10, more=True), {"type": "http.disconnect"}]
    assert Answer("/gradio_api/upload", broken).received == []
    assert caplog.text == ""


@pytest.mark.parametrize(
    "path",
    [
        "file=https://example.com/3.png",
        "file=/etc/passwd",
        "file/etc/passwd",
        "proxy=https://somebody.hf.space/",
        "dev/reload",
        "deep_link",
        "stream/1/2/3/playlist.m3u8",
        "custom_component/a/client/b/c",
        "process_recording",
        "vibe-edit/",
        "runs",
        "token",
        "call/read_digit/1/2/3",
        "upload/../file=/etc/passwd",
    ],
)
def test_what_the_page_has_no_use_for_is_not_there(path: str) -> None:
    for root in ("", "/demo"):
        assert Answer(f"{root}/gradio_api/{path}").status == 404


@pytest.mark.parametrize(
    ("path", "error", "status"),
    [
        ("/gradio_api/call/nothing", FnIndexInferError(), 404),
        ("/gradio_api/queue/join", KeyError(77), 404),
        ("/gradio_api/component_server", KeyError("fn_name"), 400),
        ("/gradio_api/component_server", AttributeError(), 400),
        ("/own/short", ValueError("ours"), 500),
    ],
)
def test_an_error_is_one_line_in_the_log_and_a_sentence(
    path: str, error: Exception, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(*_: Any) -> None:
        raise error

    answer = Answer(path, app=broken)
    assert answer.status == status
    assert '{"error":"' in answer.text
    assert len(caplog.text.splitlines()) <= 1
    assert "Traceback" not in caplog.text
    if status != 404:
        assert repr(error) in caplog.text


def test_an_error_after_the_answer_has_begun_closes_the_connection() -> None:
    async def broken(scope: Scope, receive: Receive, send: Send) -> None:
        async def chunks() -> Any:
            yield b"a"
            raise OSError

        await StreamingResponse(chunks())(scope, receive, send)

    with pytest.raises((OSError, ExceptionGroup)):
        Answer("/own/short", app=broken)


def test_every_answer_has_the_headers_that_browsers_obey() -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await JSONResponse({}, 418, headers={"x-own": "kept"})(scope, receive, send)

    for path, status in (("/", 418), ("/gradio_api/file=/etc/passwd", 404)):
        answer = Answer(path, app=app)
        assert answer.status == status
        sent = answer.headers
        assert sent.items() >= HEADERS.items()
        assert ("x-own" in sent) == (status == 418)
    policy = HEADERS["content-security-policy"]
    assert "frame-ancestors" not in policy  # Spaces show the page in a frame
    assert "http" not in policy
    assert "*" not in policy


def test_what_is_not_http_passes() -> None:
    async def lifespan() -> list[str]:
        seen: list[str] = []

        async def app(scope: Scope, *_: Any) -> None:
            seen.append(scope["type"])

        nothing: Any = None
        await Guard(app, bodies={})({"type": "lifespan"}, nothing, nothing)
        return seen

    assert run(lifespan()) == ["lifespan"]


async def tell_headers(scope: Scope, receive: Receive, send: Send) -> None:
    headers = {k.decode(): v.decode() for k, v in scope["headers"]}
    await JSONResponse(headers)(scope, receive, send)


FOREIGN = {"origin": "https://example.com", "x-forwarded-host": "example.com"}


def test_no_other_website_reads_an_answer_or_says_where_the_page_is() -> None:
    """Gradio echoes any Origin, and makes X-Forwarded-Host the page's address."""
    heard = Answer("/", app=tell_headers, headers={**FOREIGN, "host": "here"}).text
    assert json.loads(heard) == {"host": "here"}
    on_a_space = Guard(tell_headers, bodies={}, forwarded=True)
    heard = Answer("/", guarded=on_a_space, headers=FOREIGN).text
    assert json.loads(heard) == {"x-forwarded-host": "example.com"}


def test_a_preflight_is_refused_with_all_headers() -> None:
    asked = {"origin": "https://example.com", "access-control-request-method": "POST"}
    answer = Answer("/gradio_api/call/read", headers=asked, method="OPTIONS")
    assert answer.status == 405
    assert answer.headers.items() >= HEADERS.items()
    assert not any(name.startswith("access-control") for name in answer.headers)


def test_what_mcp_asks_again_counts_for_who_asked_it() -> None:
    guarded = Guard(tell_headers, bodies={})
    mine = {"x-forwarded-for": "of anybody"}
    for path, heard in (("/gradio_api/mcp/", "unknown"), ("/", "of anybody")):
        answer = Answer(path, guarded=guarded, headers=mine)
        assert json.loads(answer.text)["x-forwarded-for"] == heard


def test_a_request_of_two_lengths_is_refused() -> None:
    both = {"content-length": "3", "transfer-encoding": "chunked"}
    answer = Answer("/own/short", pieces(3), headers=both)
    assert (answer.status, answer.headers["connection"]) == (400, "close")


FORM = "multipart/form-data; boundary=x"


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        (FORM, b"--x\r\n\r\na\r\n--x--\r\n", 200),
        (FORM, b"--x\r\n\r\na\r\n--x--", 200),
        ('multipart/form-data; boundary="x"; charset=utf-8', b"--x--\r\n", 200),
        (FORM, b"--x\r\n\r\na\r\n--x", 400),
        (FORM, b"", 400),
        ("text/plain", b"--x\r\n", 200),
    ],
)
def test_a_form_that_is_cut_off_never_reaches_the_app(
    kind: str, body: bytes, status: int
) -> None:
    message = {"type": "http.request", "body": body}
    for name in ("upload", "component_server"):
        answer = Answer(
            f"/gradio_api/{name}", [message], headers={"content-type": kind}
        )
        assert answer.status == status


@pytest.mark.parametrize("limit", ["bytes", "seconds"])
def test_a_refused_body_is_read_on_for_a_little_and_then_the_connection_ends(
    limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "LINGERED", 500_000)
    monkeypatch.setattr(guard, "LINGER", 0.2 if limit == "seconds" else 60)
    taken: list[Message] = []

    def flood() -> Iterator[Message | str]:
        yield from pieces(300_001, more=True)
        while limit == "bytes" or len(taken) < 3:
            taken.extend(pieces(100_000, more=True))
            yield taken[-1]
        yield HANG

    answer = Answer("/own/short", flood())
    assert answer.status == 413
    assert answer.headers["connection"] == "close"
    assert 2 < len(taken) < 8
    *_, last = answer.received
    assert answer.received[1]["more_body"], "the sender hears why first"
    assert not last.get("more_body")
