"""The log, when a crowd writes it."""

import logging

import pytest

from lenet1.web import log
from lenet1.web.log import Limit, limit_lines


def record(line: int) -> logging.LogRecord:
    said = "%s had a fault"
    return logging.LogRecord("a", logging.ERROR, "a.py", line, said, ("It",), None)


def test_one_place_writes_a_few_lines_and_then_how_many_were_left_out() -> None:
    now = [0.0]
    limit = Limit(lambda: now[0])
    written = [limit.filter(record(1)) for _ in range(log.LINES + 30)]
    assert written == [True] * log.LINES + [False] * 30
    assert limit.filter(record(2)), "another place"
    now[0] = log.SECONDS
    last = record(1)
    assert limit.filter(last)
    assert last.getMessage() == "It had a fault (30 more were left out)"
    assert limit.filter(record(1))


def test_every_handler_has_one_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    handler = logging.StreamHandler()
    monkeypatch.setattr(logging.getLogger("uvicorn"), "handlers", [handler])
    for _ in range(2):
        limit_lines()
    assert [type(f) for f in handler.filters] == [Limit]
    assert logging.lastResort is not None
    assert any(isinstance(f, Limit) for f in logging.lastResort.filters)
