"""Photos wait their turn, and whoever goes is not read, or no further."""

import asyncio
import socket
import subprocess
import time
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from lenet1.confidence import Reader
from lenet1.page import photo
from lenet1.page.routes import BODIES, page_routes
from lenet1.web.guard import Guard
from tests.drawings import EXAMPLES, file_of, ink_of
from tests.page.leaving import post
from tests.page.loop import run
from tests.page.node import frame
from tests.paper.pages import written

ADDRESS = "/lenet1/page"


class Held:
    """In the place of a worker: waits until told, and counts."""

    def __init__(self) -> None:
        self.entered, self.go_on = asyncio.Event(), asyncio.Event()
        self.inside = self.most = self.ended = 0
        self.read: list[bytes] = []

    async def ask(self, job: str, file: bytes) -> bytes:
        assert job == "photo"
        self.inside += 1
        self.most = max(self.most, self.inside)
        self.entered.set()
        try:
            await self.go_on.wait()
            self.read.append(file)
        finally:
            self.inside -= 1
            self.ended += 1
        return b"{}"


def serve(reader: Reader, held: Any) -> Starlette:
    guard = Middleware(Guard, bodies=BODIES)
    return Starlette(routes=page_routes(reader, held), middleware=[guard])


def client(app: Starlette, visitor: str) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app, client=(visitor, 1))
    return httpx.AsyncClient(transport=transport, base_url="http://x")


def test_one_is_read_at_a_time_and_nobody_takes_all_places(reader: Reader) -> None:
    async def many() -> None:
        held = Held()
        app = serve(reader, held)
        async with client(app, "1.1.1.1") as eager, client(app, "2.2.2.2") as other:
            under_way = [
                asyncio.create_task(eager.post(ADDRESS, content=b"eager"))
                for _ in range(photo.SHARE)
            ]
            await held.entered.wait()
            refused = await eager.post(ADDRESS, content=b"eager")
            assert refused.status_code == 429
            assert "try again" in refused.json()["error"]
            assert int(refused.headers["retry-after"]) > 0
            under_way.append(asyncio.create_task(other.post(ADDRESS, content=b"other")))
            drawn = await other.post("/lenet1/read", content=frame(ink_of(EXAMPLES[4])))
            assert drawn.json()["label"] == 4
            held.go_on.set()
            answers = await asyncio.gather(*under_way)
            assert {answer.status_code for answer in answers} == {200}
            assert held.most == 1
            assert held.read.index(b"other") <= 2, "it does not wait for all before it"
            again = await eager.post(ADDRESS, content=b"eager")
            assert again.status_code == 200

    run(asyncio.wait_for(many(), 20))


def test_who_has_gone_meanwhile_is_not_read(reader: Reader) -> None:
    async def leave() -> None:
        held, left = Held(), asyncio.Event()
        left.set()
        start, _ = await post(serve(reader, held), ADDRESS, b"gone", left)
        assert start["status"] == 204
        assert held.read == []
        assert held.inside == 0

    run(leave())


def test_who_waits_and_goes_gives_the_place_back(reader: Reader) -> None:
    async def leave() -> None:
        held, left = Held(), asyncio.Event()
        app = serve(reader, held)
        stays = asyncio.create_task(post(app, ADDRESS, b"stays", asyncio.Event()))
        await held.entered.wait()
        waiting = [
            asyncio.create_task(post(app, ADDRESS, b"gone", left))
            for _ in range(photo.SHARE - 1)
        ]
        await asyncio.sleep(0.01)
        left.set()
        for start, _ in await asyncio.gather(*waiting):
            assert start["status"] == 204
        held.go_on.set()
        (start, _) = await stays
        assert start["status"] == 200
        assert held.read == [b"stays"]

    run(asyncio.wait_for(leave(), 20))


def test_a_server_that_stops_ends_the_reading(reader: Reader) -> None:
    async def stop() -> None:
        held = Held()
        async with client(serve(reader, held), "1.1.1.1") as web:
            asked = asyncio.create_task(web.post(ADDRESS, content=b"photo"))
            await held.entered.wait()
            asked.cancel()
            await asyncio.wait([asked])
            await asyncio.sleep(0)
            assert held.inside == 0

    run(asyncio.wait_for(stop(), 20))


def copies() -> set[int]:
    """The processes that read pictures for this one."""
    return {
        int(line.split()[0])
        for line in processes()
        if "lenet1.web.job" in line and "defunct" not in line
    }


def processes() -> list[str]:
    listed = ["ps", "-eo", "pid,ppid,args"]
    return subprocess.run(listed, capture_output=True, text=True).stdout.splitlines()


def test_who_goes_while_the_photo_is_read_ends_the_reading(
    address: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Over HTTP, through all that the running page puts before the route."""
    url = httpx.URL(address)
    httpx.post(f"{address}lenet1/page", content=file_of(written()), timeout=60)
    before = copies()
    file = file_of(written().resize((2_400, 2_250)))
    head = f"POST {ADDRESS} HTTP/1.1\r\nHost: a\r\nContent-Length: {len(file)}\r\n\r\n"
    with socket.create_connection((url.host, url.port or 80)) as connection:
        connection.sendall(head.encode() + file)
        deadline = time.monotonic() + 20
        while copies() <= before:
            assert time.monotonic() < deadline
    while not copies() <= before:
        assert time.monotonic() < deadline
    assert not caplog.records
