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
from contextlib import ExitStack, contextmanager, suppress
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

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="A process is found as Linux has it."
)


@pytest.fixture(scope="module")
def first() -> Iterator[int]:
    """nginx's port; the copies' follow it."""
    require_nginx()
    with started() as port:
        yield port


@contextmanager
def started() -> Iterator[int]:
    first = free_ports_in_a_row(1 + COPIES)
    process = subprocess.Popen([HOSTING / "replicas.sh", str(first)])
    try:
        for port in (*range(first + 1, first + 1 + COPIES), first):
            wait_until_it_answers(port)
        yield first
    finally:
        process.terminate()
        process.wait(timeout=30)


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


async def all_draw(first: int, fault: signal.Signals) -> list[Drawn]:
    """What everybody drew and read, while one copy gets `fault` in the middle."""
    answers: list[Drawn] = []
    public = f"http://127.0.0.1:{first}/"
    people = [draw(person, public, answers) for person in range(PEOPLE)]
    drawing = asyncio.gather(*people)
    while len(answers) < PEOPLE * STROKES / 4:
        await asyncio.sleep(0.01)
    os.kill(copy_at(first + 2), fault)
    await drawing
    return answers


def assert_nothing_is_lost(answers: list[Drawn]) -> None:
    """What was half answered at that moment is asked for once more, and no more."""
    assert len(answers) == PEOPLE * STROKES
    assert [drawn for drawn in answers if drawn.label != drawn.digit] == []
    assert max(drawn.again for drawn in answers) <= 1
    assert sum(drawn.again for drawn in answers) < PEOPLE / 4


def test_one_that_is_killed_is_missed_by_nobody_and_starts_again(first: int) -> None:
    before = copy_at(first + 2)
    assert_nothing_is_lost(run(all_draw(first, signal.SIGKILL)))
    wait_until_it_answers(first + 2)
    assert copy_at(first + 2) != before


def test_one_that_hangs_is_missed_by_nobody(first: int) -> None:
    hung = copy_at(first + 2)
    try:
        assert_nothing_is_lost(run(all_draw(first, signal.SIGSTOP)))
    finally:
        os.kill(hung, signal.SIGCONT)


def test_they_end_with_the_script_and_leave_nothing_behind() -> None:
    require_nginx()
    with started() as first:
        copies = [copy_at(port) for port in range(first + 1, first + 1 + COPIES)]
        folders = [Path(f"/proc/{copy}/environ").read_bytes() for copy in copies]
    for copy, environment in zip(copies, folders, strict=True):
        assert not Path(f"/proc/{copy}").exists()
        (cache,) = (v for v in environment.split(b"\0") if v.startswith(b"GRADIO_TEMP"))
        assert not Path(cache.partition(b"=")[2].decode()).parent.exists()
