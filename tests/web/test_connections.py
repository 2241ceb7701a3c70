"""The server's connections: how long they may be silent, and how many there may be."""

import asyncio
import contextlib
from collections.abc import Callable
from typing import Any

import pytest
import uvicorn
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from lenet1.web import connections
from lenet1.web.connections import Connection
from tests.page.loop import run


async def answer(scope: Scope, receive: Receive, send: Send) -> None:
    said = bytes(LARGE) if scope["path"] == "/large" else b"here"
    await PlainTextResponse(said)(scope, receive, send)


def with_connections(visit: Callable[[int], Any], limit: int = 100) -> Any:
    """Run `visit` with the port of a server whose connections are ours."""

    async def main() -> Any:
        config = uvicorn.Config(answer, port=0, log_level="critical", lifespan="off")
        config.load()
        config.http_protocol_class = Connection
        config.limit_concurrency = limit
        running = uvicorn.Server(config)
        task = asyncio.create_task(running.serve())
        while not running.started:
            await asyncio.sleep(0.01)
        port = running.servers[0].sockets[0].getsockname()[1]
        try:
            return await asyncio.wait_for(visit(port), 20)
        finally:
            running.should_exit = True
            await task

    return run(main())


LARGE = 20_000_000  # bytes; more than the system keeps for a client
GET = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"


@pytest.mark.parametrize(
    ("sent", "answers"), [(b"", 0), (b"GET / HT", 0), (GET + b"GET / HT", 1)]
)
def test_headers_that_do_not_come_end_the_connection(
    sent: bytes, answers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "HEADER_SECONDS", 0.1)

    async def visit(port: int) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(sent)
        received = await reader.read()  # until the server closes
        writer.close()
        return received

    received = with_connections(visit)
    assert received.count(b"here") == answers


def test_one_connection_after_another_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """The time-out is for silence, not for the connection."""
    monkeypatch.setattr(connections, "HEADER_SECONDS", 0.3)

    async def visit(port: int) -> int:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for _ in range(8):
            writer.write(GET)
            await reader.readuntil(b"here")
            await asyncio.sleep(0.06)
        writer.close()
        return 8

    assert with_connections(visit) == 8


def test_more_connections_than_allowed_do_not_take_descriptors() -> None:
    async def visit(port: int) -> tuple[list[bytes], bytes]:
        crowd = []
        for _ in range(10 + connections.TOLD + 30):
            crowd.append(await asyncio.open_connection("127.0.0.1", port))
        await asyncio.sleep(0.1)
        reader, writer = crowd[5]
        writer.write(GET)
        busy = await reader.readuntil(b"\r\n")
        ends = [await _read_now(reader) for reader, _ in crowd[-30:]]
        for _, writer in crowd:
            writer.close()
        await asyncio.sleep(0.1)
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(GET)
        free = await reader.readuntil(b"\r\n")
        writer.close()
        return [*ends, busy], free

    (*ends, busy), free = with_connections(visit, limit=10)
    assert ends == [b""] * 30  # closed at once
    assert b"503" in busy
    assert b"200" in free


async def _read_now(reader: asyncio.StreamReader) -> bytes:
    try:
        return await asyncio.wait_for(reader.read(), 2)
    except ConnectionResetError:
        return b""


@pytest.mark.parametrize("reads", [False, True])
def test_a_client_that_reads_nothing_is_left_and_a_slow_one_is_not(
    reads: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "READ_SECONDS", 0.3)

    async def visit(port: int) -> int:
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1_000)
        writer.write(GET.replace(b"/", b"/large", 1))
        if not reads:
            await asyncio.sleep(1.5)
        received = 0
        with contextlib.suppress(ConnectionResetError):
            while received < LARGE and (piece := await reader.read(500_000)):
                received += len(piece)
                await asyncio.sleep(0.02)
        writer.close()
        return received

    received = with_connections(visit)
    assert (received >= LARGE) is reads
