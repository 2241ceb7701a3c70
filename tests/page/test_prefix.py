"""The page under a prefix, behind a proxy that strips it and one that does not."""

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from tests.drawings import EXAMPLES, ink_of
from tests.page.here import serve_here
from tests.page.node import frame

PREFIX = "/demo"
IMPORTED = re.compile(r"""from "(\./[^"]+|\.\./[^"]+)\"""")


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the app answers that was told of its prefix, the way Gradio documents."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIO_ROOT_PATH", PREFIX)
        with serve_here(tmp_path_factory.mktemp("cache")) as url:
            yield url


@pytest.fixture(params=["stripped", "whole"])
def proxy(request: pytest.FixtureRequest, behind: str) -> Iterator[str]:
    """The public address of a proxy that takes requests below PREFIX alone."""
    skip = len(PREFIX) if request.param == "stripped" else 0

    class Forward(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if not self.path.startswith(PREFIX):
                self.send_error(404)
                return
            content = self.rfile.read(int(self.headers["Content-Length"] or 0))
            target = behind.rstrip("/") + self.path[skip:]
            answer = client.request(self.command, target, content=content)
            self.send_response(answer.status_code)
            self.send_header("Content-Type", answer.headers["content-type"])
            self.send_header("Content-Length", str(len(answer.content)))
            self.end_headers()
            self.wfile.write(answer.content)

        do_POST = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    with (
        httpx.Client(timeout=20) as client,
        ThreadingHTTPServer(("127.0.0.1", 0), Forward) as server,
    ):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{PREFIX}/"
        server.shutdown()


@pytest.fixture
def visitor(proxy: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=proxy, timeout=20) as client:
        yield client


def test_the_page_its_modules_and_a_reading_are_there(visitor: httpx.Client) -> None:
    assert "LeNet-1 Live" in visitor.get("").raise_for_status().text
    pending, seen = [visitor.base_url.join("lenet1/static/main.js")], set()
    while pending:
        module = pending.pop()
        seen.add(module)
        answer = visitor.get(module)
        assert answer.status_code == 200, module
        assert "javascript" in answer.headers["content-type"]
        found = {module.join(name) for name in IMPORTED.findall(answer.text)}
        pending += found - seen
    assert len(seen) > 10
    reading = visitor.post("lenet1/read", content=frame(ink_of(EXAMPLES[4])))
    assert reading.json()["label"] == 4
