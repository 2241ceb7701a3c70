"""Whether a copy of the page can do its work, for what starts and watches it."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

PATIENCE = 10.0  # seconds that one thing may take
KEPT = 1.0  # seconds that an answer is good for; anybody may ask
Check = Callable[[], Awaitable[None]]
logger = logging.getLogger(__name__)


def health(checks: Mapping[str, Check]) -> Callable[[Request], Awaitable[Response]]:
    """Answers which of the `checks` pass, as JSON: 200 where all do, otherwise 503.

    A check that raises, or takes longer than PATIENCE, does not pass.
    """
    turn = asyncio.Lock()
    known: dict[str, bool] = {}
    known_until = 0.0

    async def answer(request: Request) -> Response:
        nonlocal known_until
        async with turn:
            if time.monotonic() >= known_until:
                passed = await asyncio.gather(*map(_passes, checks.values()))
                known.update(zip(checks, passed, strict=True))
                known_until = time.monotonic() + KEPT
        return JSONResponse(known, 200 if all(known.values()) else 503)

    return answer


async def _passes(check: Check) -> bool:
    try:
        await asyncio.wait_for(check(), PATIENCE)
    except Exception as error:
        logger.warning("A health check fails: %.300r", error)
        return False
    return True
