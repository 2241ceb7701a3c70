"""Work for one visitor at a time, and for nobody who has left."""

import asyncio
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

Answer = Callable[[Request], Awaitable[Response]]


def in_turn(answer: Answer) -> Answer:
    """`answer` to one request at a time, and to none whose client has gone meanwhile.

    Between two of them the server hears who has.
    """
    turn = asyncio.Lock()

    async def wait(request: Request) -> Response:
        await request.body()  # all of it: what comes after it is that the client goes
        async with turn:
            if await request.is_disconnected():
                return Response(status_code=204)
            return await answer(request)

    return wait
