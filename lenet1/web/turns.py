"""Work for one visitor after the other, and for nobody who has left."""

import asyncio
from collections import Counter, deque
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

Answer = Callable[[Request], Awaitable[Response]]
Result = TypeVar("Result")


class BusyError(Exception):
    """There is no place left, for this visitor or for anybody."""


class Turns:
    """One at a time. Visitors come in rotation, however many turns one of them wants.

    Of one visitor `share` may be there at once, `most` of all.
    """

    def __init__(self, *, share: int, most: int) -> None:
        self.share, self.most = share, most
        self.there: Counter[str] = Counter()
        self.waiting: dict[str, deque[asyncio.Future[None]]] = {}  # the next one first
        self.taken = False

    @asynccontextmanager
    async def turn(self, visitor: str) -> AsyncIterator[None]:
        """Waits for a turn, which ends with the block. Raises BusyError."""
        if self.there[visitor] >= self.share or self.there.total() >= self.most:
            raise BusyError
        self.there[visitor] += 1
        try:
            await self._wait(visitor)
            try:
                yield
            finally:
                self._pass_on()
        finally:
            self.there[visitor] -= 1
            self.there += Counter()  # forgets who is not there

    async def _wait(self, visitor: str) -> None:
        if not self.taken:
            self.taken = True
            return
        mine = asyncio.get_running_loop().create_future()
        self.waiting.setdefault(visitor, deque()).append(mine)
        try:
            await mine
        except asyncio.CancelledError:
            if mine.done() and not mine.cancelled():  # it had just become our turn
                self._pass_on()
            raise

    def _pass_on(self) -> None:
        while self.waiting:
            visitor = next(iter(self.waiting))
            theirs = self.waiting.pop(visitor)
            following = theirs.popleft()
            if theirs:
                self.waiting[visitor] = theirs  # as the last
            if not following.done():
                following.set_result(None)
                return
        self.taken = False


async def while_there(request: Request, work: Coroutine[Any, Any, Result]) -> Result:
    """What `work` brings; ended, with ClientDisconnect, once the client has gone.

    The request's body must have been read: what comes after it is that the client goes.
    """

    async def leave() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass

    working, leaving = asyncio.ensure_future(work), asyncio.ensure_future(leave())
    try:
        await asyncio.wait([working, leaving], return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise ClientDisconnect
        return working.result()
    finally:
        working.cancel()
        leaving.cancel()
        await asyncio.wait([working, leaving])


def in_turn(answer: Answer) -> Answer:
    """`answer` to one request at a time, and to none whose client has left meanwhile.

    Between two requests the server learns which clients have left.
    """
    turn = asyncio.Lock()

    async def wait(request: Request) -> Response:
        await request.body()  # all of it: what comes after it is that the client goes
        async with turn:
            if await request.is_disconnected():
                return Response(status_code=204)
            return await answer(request)

    return wait
