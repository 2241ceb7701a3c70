"""What a copy of the page says of itself."""

import asyncio

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from lenet1.web import health


class Checks:
    """Two checks, of which one may fail or hang; counts how often they are made."""

    def __init__(self) -> None:
        self.fault: BaseException | None = None
        self.hangs = False
        self.made = 0

    async def well(self) -> None:
        self.made += 1

    async def other(self) -> None:
        if self.fault:
            raise self.fault
        if self.hangs:
            await asyncio.sleep(3600)


def test_what_fails_or_hangs_is_named_and_nobody_asks_too_often(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(health, "PATIENCE", 0.05)
    monkeypatch.setattr(health, "KEPT", 0.0)
    checks = Checks()
    asked = health.health({"readings": checks.well, "photos": checks.other})
    client = TestClient(Starlette(routes=[Route("/health", asked)]))
    answer = client.get("/health")
    assert (answer.status_code, answer.json()) == (
        200,
        {"readings": True, "photos": True},
    )
    checks.fault = OSError("/a/path of ours")
    answer = client.get("/health")
    assert (answer.status_code, answer.json()) == (
        503,
        {"readings": True, "photos": False},
    )
    checks.fault, checks.hangs = None, True
    assert client.get("/health").json()["photos"] is False
    monkeypatch.setattr(health, "KEPT", 60.0)
    checks.hangs = False
    assert client.get("/health").status_code == 200
    made = checks.made
    assert client.get("/health").status_code == 200
    assert checks.made == made
