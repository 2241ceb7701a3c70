"""Photos wait their turn, and whoever goes is not read, or no further."""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from lenet1.confidence import Reader
from lenet1.page import photo
from lenet1.page.photo import MOST_AT_ONCE
from lenet1.page.routes import BODIES, page_routes
from lenet1.paper import Page, read_page
from lenet1.web.guard import Guard
from tests.drawings import EXAMPLES, file_of, ink_of
from tests.page.leaving import post
from tests.page.loop import run
from tests.page.node import frame
from tests.paper.pages import LINES, written

ADDRESS = "/lenet1/page"


@pytest.fixture(scope="module")
def app(reader: Reader) -> Starlette:
    guard = Middleware(Guard, bodies=BODIES)
    return Starlette(routes=page_routes(reader), middleware=[guard])


class Held:
    """In the place of `read_sheet`: says when it is entered, and waits until told."""

    def __init__(self, page: Page) -> None:
        self.page = page  # the answer to everybody
        self.entered, self.go_on = threading.Semaphore(0), threading.Event()
        self.inside = self.most = 0

    def __call__(self, *_: Any) -> Page:
        self.inside += 1
        self.most = max(self.most, self.inside)
        self.entered.release()
        assert self.go_on.wait(5)
        self.inside -= 1
        return self.page


def test_one_is_read_at_a_time_few_wait_and_the_page_goes_on(
    app: Starlette,
    reader: Reader,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    held = Held(read_page(reader, written()))
    monkeypatch.setattr(photo, "read_sheet", held)

    async def many() -> None:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://x") as web:
            page = file_of(written())
            under_way = [
                asyncio.create_task(web.post(ADDRESS, content=page))
                for _ in range(MOST_AT_ONCE)
            ]
            await asyncio.to_thread(held.entered.acquire)
            refused = await web.post(ADDRESS, content=page)
            assert refused.status_code == 429
            assert "try again" in refused.json()["error"]
            assert int(refused.headers["retry-after"]) > 0
            drawn = await web.post("/lenet1/read", content=frame(ink_of(EXAMPLES[4])))
            assert drawn.json()["label"] == 4
            held.go_on.set()
            for answer in await asyncio.gather(*under_way):
                assert answer.json()["lines"] == list(LINES)
            assert held.most == 1
            assert (await web.post(ADDRESS, content=page)).status_code == 200

    run(asyncio.wait_for(many(), 20))


def test_who_has_gone_meanwhile_is_not_read(
    app: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(photo, "read_sheet", lambda *_: pytest.fail("was read"))
    left = asyncio.Event()
    left.set()
    start, _ = run(post(app, ADDRESS, file_of(written()), left))
    assert start["status"] == 204


class Endless:
    """In the place of `read_sheet`: a step after another, until it is ended."""

    def __init__(self) -> None:
        self.entered, self.ended = threading.Event(), threading.Event()
        self.over = threading.Event()  # the test is

    def __call__(self, *of: Any) -> Any:
        check: Callable[[], None] = of[-1]
        self.entered.set()
        try:
            while not self.over.wait(0.01):
                check()
        finally:
            self.ended.set()


@pytest.fixture
def endless(monkeypatch: pytest.MonkeyPatch) -> Iterator[Endless]:
    endless = Endless()
    with monkeypatch.context() as patch:
        patch.setattr(photo, "read_sheet", endless)
        yield endless
    endless.over.set()


def test_who_goes_while_the_photo_is_read_ends_the_reading(
    address: str, endless: Endless, caplog: pytest.LogCaptureFixture
) -> None:
    """Over HTTP, through all that the running page puts before the route."""
    url = httpx.URL(address)
    file = file_of(written())
    head = f"POST {ADDRESS} HTTP/1.1\r\nHost: a\r\nContent-Length: {len(file)}\r\n\r\n"
    with socket.create_connection((url.host, url.port or 80)) as connection:
        connection.sendall(head.encode() + file)
        assert endless.entered.wait(10)
        assert not endless.ended.is_set()
    assert endless.ended.wait(10)
    assert not caplog.records


def test_a_server_that_stops_ends_the_reading(app: Starlette, endless: Endless) -> None:
    async def stop() -> None:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://x") as web:
            asked = asyncio.create_task(web.post(ADDRESS, content=file_of(written())))
            assert await asyncio.to_thread(endless.entered.wait, 10)
            asked.cancel()
            ended = await asyncio.to_thread(endless.ended.wait, 10)
            endless.over.set()  # or the executor would wait for ever
            assert ended

    run(asyncio.wait_for(stop(), 20))
