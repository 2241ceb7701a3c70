"""Gradio's queue: no more is kept for anybody than there is room for."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from gradio.queueing import Queue

from lenet1.web import calls
from lenet1.web.calls import Calls
from tests.page.loop import run


class NoQueue:
    """What `Calls` knows of Gradio's queue; every call is answered at once."""

    def __init__(self) -> None:
        self.pending_messages_per_session: dict[str, Any] = {}
        self.pending_event_ids_session: dict[str, set[str]] = {}
        self.cleaned: list[str] = []
        self.asked = 0

    async def push(self, body: Any, request: Any, username: str | None) -> Any:
        self.asked += 1
        event = f"event {self.asked}"
        body.session_hash = body.session_hash or event
        self.pending_messages_per_session[body.session_hash] = ["an answer"]
        ids = self.pending_event_ids_session.setdefault(body.session_hash, set())
        ids.add(event)
        return True, event, "success"

    async def clean_events(self, *, session_hash: str) -> None:
        self.cleaned.append(session_hash)

    def fetch(self, session: str) -> None:
        self.pending_event_ids_session[session].clear()


def gradios_queue() -> Queue:
    return Queue(True, 1, 1.0, None, blocks=SimpleNamespace())  # type: ignore[arg-type]


def test_gradios_queue_has_what_is_used_of_it() -> None:
    queue = gradios_queue()
    used = set(vars(NoQueue())) - {"asked", "cleaned"} | {"push", "clean_events"}
    assert all(hasattr(queue, name) for name in used)


def test_a_queue_with_nothing_in_it_looks_seldom_for_a_call() -> None:
    """Gradio's own pauses take a twentieth of a core."""
    queue = gradios_queue()
    Calls(queue)
    looks = queue.sleep_when_free, queue.progress_update_sleep_when_free
    assert looks == calls.LOOK
    assert min(looks) >= 0.05


async def ask(queue: NoQueue, host: str, session: str | None = None) -> Any:
    body = SimpleNamespace(session_hash=session)
    request = SimpleNamespace(scope={"client": (host, 1)})
    return await queue.push(body, request, None)


def test_a_visitor_who_fetches_nothing_is_refused_and_others_are_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(calls, "SHARE", 3)
    monkeypatch.setattr(calls, "ALL", 5)

    async def visit() -> None:
        queue: Any = NoQueue()
        Calls(queue)
        for session in (None, "s", "s"):
            assert (await ask(queue, "a", session))[0]
        taken, reason, state = await ask(queue, "a", "s")
        assert (taken, state) == (False, "queue_full")
        assert "not fetched" in reason
        assert (await ask(queue, "b"))[0]
        queue.fetch("s")
        assert (await ask(queue, "a", "s"))[0]
        for host in "cd":
            assert (await ask(queue, host))[0]
        assert not (await ask(queue, "e"))[0], "too many of all"

    run(visit())


def test_an_answer_that_is_not_fetched_is_dropped_in_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(calls, "SECONDS", 0.1)

    async def visit() -> None:
        queue: Any = NoQueue()
        kept = Calls(queue)
        await ask(queue, "a", "old")
        await ask(queue, "a", "both")
        await asyncio.sleep(0.06)
        await ask(queue, "a", "both")
        await asyncio.sleep(0.06)
        assert list(queue.pending_messages_per_session) == ["both"]
        assert queue.pending_event_ids_session == {"both": {"event 3"}}
        await asyncio.sleep(0.06)
        assert queue.pending_messages_per_session == {}
        assert queue.pending_event_ids_session == {}
        assert queue.cleaned == ["old", "both"]
        assert kept.asked == {}

    run(visit())
