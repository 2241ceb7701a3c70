"""How the page starts, what it bears, and that it leaves nothing behind."""

import asyncio
import gc
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import httpx
import pytest
import uvicorn
from gradio import processing_utils
from gradio.exceptions import InvalidPathError
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from lenet1.page import server
from lenet1.page.server import Connection, Page
from tests.conftest import ROOT, serve
from tests.page.loop import run


def start(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """`python app.py`, which is expected to give up."""
    return subprocess.run(
        [sys.executable, ROOT / "app.py"],
        cwd=folder,
        env={**os.environ, "GRADIO_TEMP_DIR": str(folder / "cache"), **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_a_taken_port_is_said_in_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        ended = start(tmp_path, GRADIO_SERVER_PORT=port, GRADIO_NUM_PORTS="1")
    assert ended.returncode == 2
    assert ended.stderr == (
        f"app.py: the port {port} is taken; set GRADIO_SERVER_PORT to another one.\n"
    )


@pytest.mark.parametrize("name", ["no such name", "[::g]"])
def test_a_name_that_is_no_address_is_not_called_a_taken_port(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRADIO_SERVER_NAME", name)
    assert server._no_place().startswith(f"GRADIO_SERVER_NAME is {name!r}")


def test_a_folder_that_cannot_be_written_is_said_in_one_sentence(
    tmp_path: Path,
) -> None:
    (tmp_path / "file").touch()
    ended = start(tmp_path, GRADIO_TEMP_DIR=str(tmp_path / "file" / "cache"))
    assert ended.returncode == 2
    assert ended.stderr.startswith("app.py: ")
    assert "cannot be used for uploads" in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


Running = tuple[str, subprocess.Popen[bytes], Path]


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    """A page of our own: where it answers, its process, its folder."""
    with serve(ROOT / "app.py") as (address, process):
        yield address, process, Path(f"/proc/{process.pid}/cwd").resolve()


def test_requests_that_break_off_leave_no_word_in_the_log(running: Running) -> None:
    address, _, folder = running
    where = httpx.URL(address)
    for path in ("lenet1/read", "gradio_api/upload", "gradio_api/queue/join"):
        with socket.create_connection((where.host, where.port)) as connection:
            connection.sendall(
                f"POST /{path} HTTP/1.1\r\nHost: a\r\n"
                "Content-Length: 1000\r\n\r\nhalf".encode()
            )
    with socket.create_connection((where.host, where.port)) as connection:
        connection.sendall(b"GET /theme.css HTTP/1.1\r\nHost: a\r\n\r\n")
    httpx.get(address).raise_for_status()
    said = (folder / "log.txt").read_text()
    assert not re.search("Traceback|Error|ERROR|Disconnect", said)


def test_sigterm_stops_it_soon_and_leaves_no_uploads_behind(running: Running) -> None:
    """The last that is done with it."""
    address, process, folder = running
    where = httpx.URL(address)
    files = {"files": ("three.png", b"picture", "image/png")}
    httpx.post(f"{address}gradio_api/upload", files=files).raise_for_status()
    cache = folder / "cache"
    kept = [path for path in cache.rglob("*") if path.is_file()]
    with (
        httpx.stream("GET", f"{address}gradio_api/heartbeat/a", timeout=30),
        socket.create_connection((where.host, where.port)),
    ):
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=15)
    left = [path for path in cache.rglob("*") if path.is_file()]
    assert len(kept) == 1
    assert left == []
    assert "Traceback" not in (folder / "log.txt").read_text()


async def answer(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("here")(scope, receive, send)


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


GET = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"


@pytest.mark.parametrize(
    ("sent", "answers"), [(b"", 0), (b"GET / HT", 0), (GET + b"GET / HT", 1)]
)
def test_headers_that_do_not_come_end_the_connection(
    sent: bytes, answers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "HEADER_SECONDS", 0.1)

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
    monkeypatch.setattr(server, "HEADER_SECONDS", 0.4)

    async def visit(port: int) -> int:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for _ in range(12):
            writer.write(GET)
            await reader.readuntil(b"here")
            await asyncio.sleep(0.1)
        writer.close()
        return 12

    assert with_connections(visit) == 12


def test_more_connections_than_allowed_do_not_take_descriptors() -> None:
    async def visit(port: int) -> tuple[list[bytes], bytes]:
        crowd = []
        for _ in range(10 + server.SPARE_FILES // 2 + 30):
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


class NoPage:
    """What `run` needs of a page; it ends at once."""

    def __init__(self) -> None:
        self.server = SimpleNamespace(config=SimpleNamespace())
        self.upload_file_set: set[str] = set()

    def launch(self, **options: Any) -> None:
        self.options = options

    def block_thread(self) -> None:
        self.frozen = gc.get_freeze_count()
        gc.unfreeze()


def test_a_server_gets_its_limits_and_never_pauses_to_look_at_what_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page: Any = NoPage()
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    for name in ("async_ssrf_protected_download", "save_base64_to_cache"):
        kept = getattr(processing_utils, name)
        monkeypatch.setattr(processing_utils, name, kept)
    server.run(page, run_history=False)
    assert page.options["run_history"] is False
    assert page.server.config.http_protocol_class is Connection
    assert page.server.config.limit_concurrency > 0
    assert page.server.config.timeout_graceful_shutdown > 0
    assert page.frozen > 100_000


def test_as_many_connections_as_the_system_has_files_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    resource = pytest.importorskip("resource")
    chosen: list[tuple[int, int]] = []
    monkeypatch.setattr(resource, "setrlimit", lambda _, limits: chosen.append(limits))
    for limits, connections in (
        ((1024, 1_000_000), 2_000),
        ((1024, 1024), 924),
        ((50, 50), 1),
        ((1_000_000, 1_000_000), 2_000),
        ((1024, -1), 2_000),
        ((-1, -1), 2_000),
    ):
        monkeypatch.setattr(resource, "getrlimit", lambda _, limits=limits: limits)
        assert server._allowed_connections() == connections
    assert chosen == [(2100, 1_000_000), (1024, 1024), (50, 50), (2100, -1)]


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (gr.Error("Blank."), "Blank."),
        (InvalidPathError("/etc/passwd"), "uploaded"),
        (ValueError("/etc/passwd " * 1_000), "does not take such input"),
    ],
)
def test_an_endpoint_that_fails_says_so_in_a_sentence(
    error: Exception, sentence: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail(*_: Any, **__: Any) -> None:
        raise error

    with Page() as page:
        box = gr.Textbox()
        box.change(fail, box, box)
    with pytest.raises(gr.Error, match=sentence) as caught:
        run(page.process_api(page.fns[0], ["a"], state=None))
    assert "/etc" not in str(caught.value)
    assert len(caplog.text) < 500
