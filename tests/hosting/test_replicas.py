"""Three copies behind nginx, as a script starts them; one fails while all draw."""

import asyncio
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

from tests.drawings import EXAMPLES, ink_of
from tests.hosting.nginx import HOSTING, require_nginx
from tests.page.loop import run
from tests.page.node import frame

PEOPLE = 20
STROKES = 30  # of each
PATIENCE = 120  # s; three copies start on two cores
COPIES = 3
LOOK = "1"  # s; how often each is asked how it is

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="A process is found as Linux has it."
)


class Replicas(NamedTuple):
    script: subprocess.Popen[bytes]
    port: int  # nginx's; the copies' follow it

    @property
    def copies(self) -> range:
        return range(self.port + 1, self.port + 1 + COPIES)


@pytest.fixture(scope="module")
def replicas() -> Iterator[Replicas]:
    require_nginx()
    first = free_ports_in_a_row(1 + COPIES)
    script = subprocess.Popen([HOSTING / "replicas.sh", str(first), LOOK])
    started = Replicas(script, first)
    try:
        for port in (*started.copies, first):
            wait_until_it_answers(port)
        yield started
    finally:
        script.terminate()
        script.wait(timeout=30)


def free_ports_in_a_row(count: int) -> int:
    """The first of `count` ports that nobody listens on."""
    while True:
        first = random.randrange(20_000, 30_000)
        with ExitStack() as stack:
            try:
                for port in range(first, first + count):
                    probe = stack.enter_context(socket.socket())
                    probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return first


def wait_until_it_answers(port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            httpx.get(f"http://127.0.0.1:{port}/").raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"Nothing answers at {port}.")


def copy_at(port: int) -> int:
    """The process that was told to serve `port`."""
    told = f"GRADIO_SERVER_PORT={port}".encode()
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                environment = (folder / "environ").read_bytes().split(b"\0")
                command = (folder / "cmdline").read_bytes()
            except OSError:
                continue
            if told in environment and b"app.py" in command:
                return int(folder.name)
    pytest.fail(f"No copy serves {port}.")


class Drawn(NamedTuple):
    digit: int
    label: int  # as it was read
    again: int  # times that the page asked again


async def draw(person: int, public: str, answers: list[Drawn]) -> None:
    """One person's strokes, from an address of their own, sent as the page does."""
    transport = httpx.AsyncHTTPTransport(local_address=f"127.0.1.{person + 1}")
    async with httpx.AsyncClient(transport=transport, timeout=5) as client:
        for stroke in range(STROKES):
            digit = (person + stroke) % 10
            sent = frame(ink_of(EXAMPLES[digit], side=140))
            for again in range(10):
                with suppress(httpx.HTTPError):
                    answer = await client.post(f"{public}lenet1/read", content=sent)
                    label = answer.raise_for_status().json()["label"]
                    answers.append(Drawn(digit, label, again))
                    break
                await asyncio.sleep(0.5)
            await asyncio.sleep(0.1)


async def all_draw(port: int, copy: int, fault: signal.Signals) -> list[Drawn]:
    """What everybody drew and read, while one copy gets `fault` in the middle."""
    answers: list[Drawn] = []
    public = f"http://127.0.0.1:{port}/"
    people = [draw(person, public, answers) for person in range(PEOPLE)]
    drawing = asyncio.gather(*people)
    while len(answers) < PEOPLE * STROKES / 4:
        await asyncio.sleep(0.01)
    os.kill(copy, fault)
    await drawing
    return answers


def assert_nothing_is_lost(answers: list[Drawn]) -> None:
    """What was half answered at that moment is asked for once more, and no more."""
    assert len(answers) == PEOPLE * STROKES
    assert [drawn for drawn in answers if drawn.label != drawn.digit] == []
    assert max(drawn.again for drawn in answers) <= 1
    assert sum(drawn.again for drawn in answers) < PEOPLE / 4


def test_one_that_is_killed_is_missed_by_nobody_and_starts_again(
    replicas: Replicas,
) -> None:
    port = replicas.copies[1]
    killed = copy_at(port)
    assert_nothing_is_lost(run(all_draw(replicas.port, killed, signal.SIGKILL)))
    wait_until_it_answers(port)
    assert copy_at(port) != killed


def test_one_that_hangs_is_missed_by_nobody_and_starts_again(
    replicas: Replicas,
) -> None:
    port = replicas.copies[0]
    hung = copy_at(port)
    assert_nothing_is_lost(run(all_draw(replicas.port, hung, signal.SIGSTOP)))
    deadline = time.monotonic() + PATIENCE
    while Path(f"/proc/{hung}").exists():
        assert time.monotonic() < deadline
        time.sleep(0.2)
    wait_until_it_answers(port)
    assert copy_at(port) != hung


def test_they_end_with_the_script_and_leave_nothing_behind(replicas: Replicas) -> None:
    """The last that is done with them."""
    copies = [copy_at(port) for port in replicas.copies]
    caches = [cache_of(copy) for copy in copies]
    assert all(cache.exists() for cache in caches)
    replicas.script.terminate()
    replicas.script.wait(timeout=30)
    assert [copy for copy in copies if Path(f"/proc/{copy}").exists()] == []
    assert [cache for cache in caches if cache.parent.exists()] == []


def cache_of(process: int) -> Path:
    """Where a copy was told to keep its uploads."""
    told = Path(f"/proc/{process}/environ").read_text().split("\0")
    variables = dict(line.split("=", 1) for line in told if "=" in line)
    return Path(variables["GRADIO_TEMP_DIR"])
