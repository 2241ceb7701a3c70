"""Bounds for what Gradio's queue holds: calls that wait, and answers nobody fetched.

Gradio 6.31 keeps the answer to a call until it is fetched, for ever if it never is. It
looks for one a thousand times a second, which takes a twentieth of a core.
"""

import asyncio
from typing import Any, NamedTuple

from gradio.queueing import Queue

from lenet1.web import sentences as say
from lenet1.web.visitors import visitor_of

SECONDS = 120.0  # that a call waits for its answer, and the answer to be fetched
LOOK = 0.05, 0.1  # seconds between looks for calls, for progress; Gradio's on Windows
SHARE, ALL = 16, 128  # calls of one visitor and of all; an answer has up to 0.2 MB


class Call(NamedTuple):
    """What was asked and may not have been answered yet."""

    visitor: str
    session: str


class Calls:
    """The calls of `queue`, which takes no more than there is room for."""

    def __init__(self, queue: Queue) -> None:
        self.queue = queue
        self.asked: dict[str, Call] = {}  # by event, the oldest first
        self.cleaning: set[asyncio.Task[None]] = set()
        self._push: Any = queue.push
        queue.push = self.push  # type: ignore[method-assign]
        queue.sleep_when_free, queue.progress_update_sleep_when_free = LOOK

    async def push(self, body: Any, request: Any, username: str | None) -> Any:
        """`Queue.push`: whether a call is taken, its event or the reason, a state."""
        visitor = visitor_of(request.scope)
        waiting = [call for event, call in self.asked.items() if self._waits(event)]
        if (
            len(waiting) >= ALL
            or [call.visitor for call in waiting].count(visitor) >= SHARE
        ):
            return False, say.NOT_FETCHED, "queue_full"
        taken, event, state = await self._push(body, request, username)
        if taken:
            self.asked[event] = Call(visitor, body.session_hash)
            asyncio.get_running_loop().call_later(SECONDS, self.forget, event)
        return taken, event, state

    def forget(self, event: str) -> None:
        """Drop a call and its answer, and its session where nothing else is new."""
        session = self.asked.pop(event).session
        self.queue.pending_event_ids_session.get(session, set()).discard(event)
        if any(call.session == session for call in self.asked.values()):
            return
        self.queue.pending_messages_per_session.pop(session, None)
        self.queue.pending_event_ids_session.pop(session, None)
        cleaning = asyncio.ensure_future(self.queue.clean_events(session_hash=session))
        self.cleaning.add(cleaning)
        cleaning.add_done_callback(self.cleaning.discard)

    def _waits(self, event: str) -> bool:
        ids = self.queue.pending_event_ids_session
        return event in ids.get(self.asked[event].session, ())
