"""How the page starts, and what it bears."""

import asyncio
import gc
import runpy
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest
from gradio import http_server
from gradio.exceptions import InvalidPathError

from lenet1.web import server
from lenet1.web.connections import Connection
from lenet1.web.server import Page
from tests.page.here import APP, restore_gradio
from tests.page.loop import run

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


class NoPage:
    """What `run` needs of a page; it ends at once."""

    def __init__(self) -> None:
        self._queue = SimpleNamespace(push=None)

    def launch(self, **options: Any) -> None:
        self.options = options
        app: Any = None
        self.config = http_server.uvicorn.Config(app, log_level="warning")  # type: ignore[attr-defined]

    def block_thread(self) -> None:
        self.frozen = gc.get_freeze_count()
        gc.unfreeze()


def limit_of_files() -> float:
    resource = pytest.importorskip("resource")
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return float("inf") if soft < 0 else float(soft)


def test_a_server_gets_its_limits_and_never_pauses_to_look_at_what_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page: Any = NoPage()
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    restore_gradio(monkeypatch)
    began: list[str] = []
    server.run(
        page, bodies={"/own": 7}, run_history=False, ahead=lambda: began.append("now")
    )
    assert page.options["run_history"] is False
    assert page.config.app.bodies == {"/own": 7}
    assert page.config.http is Connection
    assert page.config.ws == "none"
    assert page.config.limit_concurrency > 0
    assert page.config.backlog + page.config.limit_concurrency < limit_of_files()
    assert page.config.timeout_graceful_shutdown > 0
    assert began == ["now"]
    assert page.frozen > 100_000


def test_as_many_connections_as_the_system_has_files_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    resource = pytest.importorskip("resource")
    chosen: list[tuple[int, int]] = []
    monkeypatch.setattr(resource, "setrlimit", lambda _, limits: chosen.append(limits))
    for limits, connections in (
        ((1024, 1_000_000), 2_000),
        ((1024, 1024), 824),
        ((50, 50), 1),
        ((1_000_000, 1_000_000), 2_000),
        ((1024, -1), 2_000),
        ((-1, -1), 2_000),
    ):
        monkeypatch.setattr(resource, "getrlimit", lambda _, limits=limits: limits)
        assert server._allowed_connections() == connections
    assert chosen == [(2200, 1_000_000), (1024, 1024), (50, 50), (2200, -1)]


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


def test_a_call_whose_answer_nobody_waits_for_is_ended() -> None:
    async def leave() -> bool:
        ended = asyncio.Event()

        async def work(text: str) -> str:
            try:
                await asyncio.sleep(60)
            finally:
                ended.set()
            return text

        with Page() as page:
            box = gr.Textbox()
            box.change(work, box, box)
        event: Any = SimpleNamespace(alive=True)
        page._queue.event_ids_to_events["an event"] = event
        call = page.process_api(page.fns[0], ["a"], state=None, event_id="an event")
        calling = asyncio.create_task(call)
        await asyncio.sleep(2 * server.LOOK)
        assert not calling.done()
        event.alive = False
        with pytest.raises(gr.Error, match="Nobody waits"):
            await asyncio.wait_for(calling, 5)
        await asyncio.wait_for(ended.wait(), 5)
        return True

    assert run(leave())
