"""How the page starts, what it bears, and that it leaves nothing behind."""

import asyncio
import gc
import re
import runpy
import signal
import socket
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import httpx
import pytest
import uvicorn
from gradio.exceptions import InvalidPathError
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from lenet1.page import server
from lenet1.page.server import Connection, Page
from tests.conftest import ROOT, serve
from tests.page.here import APP, restore_gradio
from tests.page.loop import run
from tests.page.mcp import ask, data_url

Start = Callable[[], tuple[object, str]]


@pytest.fixture
def start(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Iterator[Start]:
    """Run `python app.py` in this process until it gives up: exit code and errors."""
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "cache"))
    restore_gradio(monkeypatch)
    monkeypatch.setattr(Page, "block_thread", lambda _: pytest.fail("It started."))
    before = signal.getsignal(signal.SIGTERM)

    def start() -> tuple[object, str]:
        with pytest.raises(SystemExit) as ended:
            runpy.run_path(APP, run_name="__main__")
        return ended.value.code, capsys.readouterr().err

    yield start
    signal.signal(signal.SIGTERM, before)


def test_a_taken_port_is_said_in_one_sentence(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        monkeypatch.setenv("GRADIO_SERVER_PORT", port)
        assert start() == (
            2,
            f"app.py: the port {port} is taken; set GRADIO_SERVER_PORT to another"
            " one.\n",
        )


@pytest.mark.parametrize("name", ["no such name", "[::g]"])
def test_a_name_that_is_no_address_is_not_called_a_taken_port(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRADIO_SERVER_NAME", name)
    assert server._no_place().startswith(f"GRADIO_SERVER_NAME is {name!r}")


def test_a_folder_that_cannot_be_written_is_said_in_one_sentence(
    start: Start, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "file" / "cache"))
    code, errors = start()
    assert code == 2
    assert errors.startswith("app.py: ")
    assert "cannot be used for uploads" in errors
    assert len(errors.splitlines()) == 1


def break_off(host: str, port: int) -> None:
    """Send requests by halves, and leave before the answer to one comes."""
    for path in ("lenet1/read", "gradio_api/upload", "gradio_api/queue/join"):
        with socket.create_connection((host, port)) as connection:
            connection.sendall(
                f"POST /{path} HTTP/1.1\r\nHost: a\r\n"
                "Content-Length: 1000\r\n\r\nhalf".encode()
            )
    with socket.create_connection((host, port)) as connection:
        connection.sendall(b"GET /assets/ HTTP/1.1\r\nHost: a\r\n\r\n")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the MCP client's
def test_requests_that_break_off_and_sigterm_leave_no_word_and_no_upload_behind() -> (
    None
):
    with serve(ROOT / "app.py") as (address, process):
        cache = Path(f"/proc/{process.pid}/cwd").resolve() / "cache"
        log = cache.with_name("log.txt")
        url = httpx.URL(address)
        where = url.host, url.port or 80
        break_off(*where)
        files = {"files": ("three.png", b"picture", "image/png")}
        httpx.post(f"{address}gradio_api/upload", files=files).raise_for_status()
        if find_spec("mcp"):  # whose pictures Gradio keeps, too
            run(ask(address, ("read_digit", {"picture": data_url(4)})))
        kept = [path for path in cache.rglob("*") if path.is_file()]
        before_the_end = log.read_text()
        with (
            httpx.stream("GET", f"{address}gradio_api/heartbeat/a", timeout=30),
            socket.create_connection(where),
        ):
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=15)
        left = [path for path in cache.rglob("*") if path.is_file()]
        said = log.read_text()
    assert len(kept) > bool(find_spec("mcp"))
    assert left == []
    assert not re.search("Traceback|Error|ERROR|Disconnect", before_the_end)
    assert "Traceback" not in said


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
    restore_gradio(monkeypatch)
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
