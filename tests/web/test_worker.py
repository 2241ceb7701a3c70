"""Work in processes of its own: what comes back, and what ends it."""

import asyncio
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lenet1.web import job, worker
from lenet1.web.job import RefusedError
from lenet1.web.worker import Worker
from tests.page.loop import run

if not worker.CAN_FORK:
    pytest.skip("the server itself works", allow_module_level=True)


@pytest.fixture(scope="module")
def strange() -> Iterator[Worker]:
    worker = Worker("tests.web.strange_jobs")
    yield worker
    worker.close()


def beats(path: Path) -> bool:
    """Whether the job `beat` still goes on."""
    before = path.stat().st_size
    time.sleep(0.3)
    return path.stat().st_size > before


def still(path: Path) -> bool:
    deadline = time.monotonic() + 10
    while beats(path):
        if time.monotonic() > deadline:
            return False
    return True


@pytest.mark.parametrize("size", [0, 1, 3_000_000])
def test_the_bytes_that_a_job_makes_come_back(strange: Worker, size: int) -> None:
    content = os.urandom(size)
    assert run(strange.ask("echo", content)) == content


def test_work_is_done_side_by_side(strange: Worker) -> None:
    async def many() -> list[bytes]:
        asked = [strange.ask("echo", bytes([i])) for i in range(5)]
        return await asyncio.gather(*asked)

    assert run(many()) == [bytes([i]) for i in range(5)]


def test_more_than_there_is_memory_for_are_refused(strange: Worker) -> None:
    async def many() -> list[bytes | BaseException]:
        asked = [strange.ask("echo", b"a") for _ in range(worker.AT_ONCE + 1)]
        return await asyncio.gather(*asked, return_exceptions=True)

    *done, last = run(many())
    assert done == [b"a"] * worker.AT_ONCE
    assert isinstance(last, RefusedError)
    assert run(strange.ask("echo", b"a")) == b"a"


def test_a_refusal_keeps_its_sentence_and_a_fault_is_none(strange: Worker) -> None:
    with pytest.raises(RefusedError, match=r"Not a picture: é\."):
        run(strange.ask("refuse", "Not a picture: é.".encode()))
    with pytest.raises(RuntimeError, match="ValueError"):
        run(strange.ask("fail", b"a fault of ours"))


@pytest.mark.parametrize(
    ("name", "file"),
    [("swell", b"2000"), ("swell_below_python", b"2000"), ("crash", b"")],
)
def test_what_takes_too_much_or_breaks_ends_alone(
    strange: Worker, name: str, file: bytes
) -> None:
    with pytest.raises(RefusedError, match=r"memory|time"):
        run(strange.ask(name, file))
    assert run(strange.ask("echo", b"next")) == b"next"
    assert run(strange.ask("swell", b"300"))


def test_work_comes_after_the_live_page(strange: Worker) -> None:
    assert int(run(strange.ask("manners", b""))) >= job.NICENESS


def test_what_takes_too_long_is_ended(
    strange: Worker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "SECONDS", 1.0)
    path = tmp_path / "beats"
    with pytest.raises(RefusedError, match="too long"):
        run(strange.ask("beat", str(path).encode()))
    assert still(path)


def test_work_that_nobody_waits_for_is_ended(strange: Worker, tmp_path: Path) -> None:
    path = tmp_path / "beats"

    async def leave() -> None:
        working = asyncio.create_task(strange.ask("beat", str(path).encode()))
        while not path.exists():
            await asyncio.sleep(0.01)
        working.cancel()
        await asyncio.wait([working])

    run(leave())
    assert still(path)


def test_a_process_that_was_killed_is_started_again() -> None:
    killed = Worker("tests.web.strange_jobs")
    assert run(killed.ask("echo", b"a")) == b"a"
    assert killed.process is not None
    killed.process.kill()
    killed.process.wait()
    assert run(killed.ask("echo", b"b")) == b"b"
    process = killed.process
    killed.close()
    assert process.poll() is not None
