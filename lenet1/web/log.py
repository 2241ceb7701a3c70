"""A log that a crowd cannot fill."""

import logging
import time
from collections.abc import Callable

LINES, SECONDS = 10, 60.0  # that one place in the code may write, in so many seconds


class Limit(logging.Filter):
    """Lets through LINES of each place, then counts, and tells the number later."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self.clock = clock
        self.written: dict[tuple[str, int], list[float]] = {}
        self.left_out: dict[tuple[str, int], int] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        place, now = (record.pathname, record.lineno), self.clock()
        recent = [at for at in self.written.get(place, []) if now - at < SECONDS]
        self.written[place] = recent
        if len(recent) >= LINES:
            self.left_out[place] = self.left_out.get(place, 0) + 1
            return False
        recent.append(now)
        if number := self.left_out.pop(place, 0):
            record.msg = f"{record.getMessage()} ({number} more were left out)"
            record.args = ()
        return True


def limit_lines() -> None:
    """For all handlers that are there, and for the last resort where there are none."""
    limit = Limit()
    loggers = [logging.getLogger(name) for name in (None, "uvicorn", "uvicorn.access")]
    handlers = [handler for logger in loggers for handler in logger.handlers]
    for handler in [*handlers, logging.lastResort]:
        if handler and not any(isinstance(f, Limit) for f in handler.filters):
            handler.addFilter(limit)
