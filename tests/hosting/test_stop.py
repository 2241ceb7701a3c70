"""What `python app.py` says and leaves behind until it is stopped."""

import re
import signal
import socket
from importlib.util import find_spec
from pathlib import Path

import httpx
import pytest

from tests.conftest import ROOT, serve
from tests.page.curl import FOUR, data_url
from tests.page.loop import run
from tests.page.mcp import ask


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
        if find_spec("mcp"):  # whose pictures Gradio would keep
            run(ask(address, ("read_digit", {"picture": data_url(FOUR)})))
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
    assert [path.name for path in kept] == ["three.png"]
    assert left == []
    assert not re.search("Traceback|Error|ERROR|Disconnect", before_the_end)
    assert "Traceback" not in said
