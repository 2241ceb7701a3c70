"""Firefox and WebKitGTK, as much of either as the tests need.

Playwright drives neither as Debian ships them. Firefox speaks WebDriver BiDi
(https://w3c.github.io/webdriver-bidi/), WebKitGTK the older WebDriver
(https://w3c.github.io/webdriver/); both move the pointer with the same actions.
"""

import json
import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol, TypeVar
from urllib.error import URLError
from urllib.request import Request, urlopen

from websocket import WebSocket, create_connection

PATIENCE = 60.0  # s; a browser's first start, and WebGL in software, are slow
PAUSE = 0.05  # s between two looks
WINDOW = {"width": 1366, "height": 700}  # px
Point = tuple[float, float]  # pixels of the window
Value = TypeVar("Value")


class Elsewhere(Protocol):
    """A browser with one page open."""

    def open(self, address: str) -> None: ...

    def evaluate(self, expression: str) -> Any:
        """What a JavaScript expression gives, as JSON has it."""

    def drag(self, points: Sequence[Point]) -> None:
        """A real pointer, pressed at the first point and lifted at the last."""


def wait_until(look: Callable[[], Value], what: str) -> Value:
    """What `look` gives, once that is true."""
    deadline = time.monotonic() + PATIENCE
    while not (seen := look()):
        assert time.monotonic() < deadline, f"not within {PATIENCE:.0f} s: {what}"
        time.sleep(PAUSE)
    return seen


def actions_of(points: Sequence[Point]) -> list[dict[str, Any]]:
    """A mouse that is dragged over the points."""
    first, *rest = (
        {"type": "pointerMove", "duration": 0, "x": round(x), "y": round(y)}
        for x, y in points
    )
    down, up = ({"type": f"pointer{way}", "button": 0} for way in ("Down", "Up"))
    return [{"type": "pointer", "id": "mouse", "actions": [first, down, *rest, up]}]


class Firefox:
    """A session of WebDriver BiDi."""

    def __init__(self, connection: WebSocket) -> None:
        self.connection = connection
        self.commands = 0
        self.send("session.new", capabilities={})
        [tree] = self.send("browsingContext.getTree")["contexts"]
        self.page = {"context": tree["context"]}
        self.send("browsingContext.setViewport", **self.page, viewport=WINDOW)

    def send(self, method: str, **params: Any) -> dict[str, Any]:
        self.commands += 1
        command = {"id": self.commands, "method": method, "params": params}
        self.connection.send(json.dumps(command))
        answer = json.loads(self.connection.recv())
        assert answer["type"] == "success", answer
        result: dict[str, Any] = answer["result"]
        return result

    def open(self, address: str) -> None:
        self.send("browsingContext.navigate", **self.page, url=address, wait="complete")

    def evaluate(self, expression: str) -> Any:
        answer = self.send(
            "script.evaluate",
            expression=f"JSON.stringify({expression})",
            target=self.page,
            awaitPromise=False,
        )
        assert answer["type"] == "success", answer
        return json.loads(answer["result"].get("value", "null"))

    def drag(self, points: Sequence[Point]) -> None:
        self.send("input.performActions", **self.page, actions=actions_of(points))


class WebKit:
    """A session of WebDriver with WebKitGTK's own small browser."""

    def __init__(self, driver: str) -> None:
        self.address = f"{driver}/session"
        session = self.send("", capabilities={})["sessionId"]
        self.address += f"/{session}"
        self.send("/window/rect", **WINDOW)

    def send(self, command: str, /, **params: Any) -> Any:
        body = json.dumps(params).encode()
        request = Request(self.address + command, body)
        with urlopen(request, timeout=PATIENCE) as answer:
            return json.load(answer)["value"]

    def open(self, address: str) -> None:
        self.send("/url", url=address)

    def evaluate(self, expression: str) -> Any:
        return self.send("/execute/sync", script=f"return {expression}", args=[])

    def drag(self, points: Sequence[Point]) -> None:
        self.send("/actions", actions=actions_of(points))


@contextmanager
def firefox(**preferences: Any) -> Iterator[Firefox]:
    """Debian's Firefox in a profile of its own."""
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name,
        screen() as environment,
    ):
        folder = Path(name)
        lines = [
            f"user_pref({json.dumps(key)}, {json.dumps(value)});\n"
            for key, value in preferences.items()
        ]
        (folder / "user.js").write_text("".join(lines))
        options = ["--profile", name, "--remote-debugging-port", "0"]
        with running(["firefox-esr", "--no-remote", *options], env=environment):
            told = folder / "WebDriverBiDiServer.json"
            wait_until(lambda: told.exists() and told.read_text(), "Firefox listens")
            port = json.loads(told.read_text())["ws_port"]
            address = f"ws://127.0.0.1:{port}/session"
            connection = create_connection(address, PATIENCE, suppress_origin=True)
            yield Firefox(connection)
            connection.close()


@contextmanager
def webkit() -> Iterator[WebKit]:
    """Debian's WebKitGTK."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    driver = f"http://127.0.0.1:{port}"
    with (
        screen() as environment,
        running(["WebKitWebDriver", f"--port={port}"], env=environment),
    ):
        wait_until(lambda: answers(f"{driver}/status"), "WebKit's driver listens")
        session = WebKit(driver)
        yield session
        urlopen(Request(session.address, method="DELETE")).close()


def answers(address: str) -> bool:
    try:
        urlopen(address).close()
    except URLError:
        return False
    return True


@contextmanager
def screen() -> Iterator[dict[str, str]]:
    """The environment with a screen that nobody sees: without one there is no WebGL."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x900x24"]
    with running(command, pass_fds=(write,)), os.fdopen(read) as told:
        os.close(write)
        yield {**os.environ, "DISPLAY": f":{told.readline().strip()}"}


@contextmanager
def running(command: Sequence[str], **options: Any) -> Iterator[None]:
    quiet: Any = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, **quiet, **options)
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)
