"""People who draw at once, more and more, until a confirmation takes too long.

Everybody loads the page as a browser does at its first visit, then draws: a stroke
every 1 to 3 seconds, sent once, and again after a pause where it fails, as
`confirmation.js` has it. With --photos some strokes are a photo of a page instead; how
long those take is counted by itself. After some two minutes they leave, and others take
their place. Both ends share this machine's cores: a server on its own would bear more.
"""

import argparse
import asyncio
import math
import os
import random
import statistics
import time
from pathlib import Path
from typing import NamedTuple

from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector
from playwright.sync_api import sync_playwright

from tests.benchmarks.memory import memory
from tests.browser.opening import chromium
from tests.conftest import ROOT, serve
from tests.drawings import EXAMPLES, file_of, ink_of
from tests.page.loop import run
from tests.page.node import frame
from tests.paper.pages import written

TOO_LONG = 250  # ms; of the p95 of confirmations
PEOPLE = (50, 100, 200, 300, 400, 500, 600, 800, 1_000)
ARRIVALS = 4.0  # a second, while the crowd grows
STAY = 120.0  # s; on average
BETWEEN = (1.0, 3.0)  # s from one stroke to the next
PATIENCE, PAUSE = 5.0, 1.0  # s; a request that takes longer has failed, then wait
CONNECTIONS = 6  # of one browser to one server
CALM = 50  # people that stay when the crowd has left
SURGE_SECONDS, AFTER_SECONDS = 10.0, 6.0
LOADED = 60.0  # s; a browser waits for a file at least as long
BIN = 0.5  # s; what is looked at together after a surge
FRAMES = [frame(ink_of(strokes, side=140)) for strokes in EXAMPLES.values()]
PHOTO = file_of(written().resize((2_400, 2_250)), "JPEG", quality=90)


class Confirmation(NamedTuple):
    at: float  # s; when it came
    took: float  # ms, with all tries
    person: int


class Crowd:
    """People on one page, and what they see.

    `page` is what a browser asks for when it opens the page; nothing where it has all.
    `photos` is the share of strokes that are a photo.
    """

    def __init__(self, address: str, page: list[str], photos: float = 0.0) -> None:
        self.address = address
        self.page = page
        self.share = photos
        self.photos: list[float] = []  # s; each until its answer
        self.busy = 0  # photos that were told to come again later
        self.confirmed: list[Confirmation] = []
        self.loads: list[float] = []  # ms
        self.failed = 0
        self.people: list[asyncio.Task[None]] = []

    async def grow(self, people: int, *, load: bool = True) -> None:
        """Let people come one by one until there are so many."""
        while len(self.people) < people:
            visit = self._visit(len(self.people), load=load)
            self.people.append(asyncio.create_task(visit))
            await asyncio.sleep(1 / ARRIVALS if load and self.page else 0)

    async def shrink(self, people: int) -> None:
        leaving, self.people = self.people[people:], self.people[:people]
        for task in leaving:
            task.cancel()
        await asyncio.gather(*leaving, return_exceptions=True)

    async def _visit(self, number: int, *, load: bool) -> None:
        async with self.browser() as browser:
            while True:
                if load and self.page:
                    await self.load(browser)
                load = True
                leaves = time.perf_counter() + STAY * random.uniform(0, 2)
                while time.perf_counter() < leaves:
                    await asyncio.sleep(random.uniform(*BETWEEN))
                    if random.random() < self.share:
                        await self.photograph(browser, number)
                    else:
                        await self.draw(browser, number)

    def browser(self) -> ClientSession:
        return ClientSession(
            self.address,
            connector=TCPConnector(limit=CONNECTIONS),
            timeout=ClientTimeout(PATIENCE),
            headers={"Accept-Encoding": "br"},
            auto_decompress=False,
        )

    async def load(self, browser: ClientSession) -> None:
        async def get(path: str) -> None:
            try:
                waits = ClientTimeout(LOADED)
                async with browser.get(f"/{path}", timeout=waits) as answer:
                    await answer.read()
                self.failed += answer.status != 200
            except (ClientError, TimeoutError):
                self.failed += 1

        started = time.perf_counter()
        await asyncio.gather(*map(get, self.page))
        self.loads.append(1000 * (time.perf_counter() - started))

    async def draw(self, browser: ClientSession, number: int) -> None:
        sent, tries = random.choice(FRAMES), 0
        started = time.perf_counter()
        while True:
            try:
                async with browser.post("/lenet1/read", data=sent) as answer:
                    answer.raise_for_status()
                    await answer.read()
                break
            except (ClientError, TimeoutError):
                self.failed += 1
                await asyncio.sleep(PAUSE * 2**tries * random.uniform(0.75, 1))
                tries += 1
        now = time.perf_counter()
        self.confirmed.append(Confirmation(now, 1000 * (now - started), number))

    async def photograph(self, browser: ClientSession, number: int) -> None:
        """Send a photo, from an address of this person's own."""
        forwarded = {"X-Forwarded-For": f"10.0.{number // 256}.{number % 256}"}
        waits = ClientTimeout(LOADED)
        started = time.perf_counter()
        try:
            async with browser.post(
                "/lenet1/page", data=PHOTO, headers=forwarded, timeout=waits
            ) as answer:
                await answer.read()
        except (ClientError, TimeoutError):
            self.failed += 1
            return
        if answer.status == 200:
            self.photos.append(time.perf_counter() - started)
        else:
            self.busy += 1


def p95(values: list[float]) -> float:
    return sorted(values)[math.ceil(0.95 * len(values)) - 1] if values else math.inf


def processor_seconds(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def step(crowd: Crowd, people: int, seconds: float, process: int) -> float:
    """Let so many draw for some seconds; prints how it goes, returns the p95 in ms."""
    await crowd.grow(people)
    await asyncio.sleep(BETWEEN[1])
    crowd.confirmed.clear()
    failed, spent = crowd.failed, processor_seconds(process)
    began = time.perf_counter()
    await asyncio.sleep(seconds)
    took = [confirmation.took for confirmation in crowd.confirmed]
    spent = processor_seconds(process) - spent
    slowest = p95(took)
    served = len({confirmation.person for confirmation in crowd.confirmed})
    rate = len(took) / (time.perf_counter() - began)
    print(
        f"  {people:5d} people {rate:6.1f} a second"
        f"  p50 {statistics.median(took or [math.inf]):6.1f}  p95 {slowest:6.1f}"
        f"  max {max(took, default=math.inf):7.1f} ms"
        f"  without an answer {people - served:3d}  failed {crowd.failed - failed:3d}"
        f"  server {1000 * spent / max(len(took), 1):4.1f} ms each,"
        f" {memory(process):4.0f} MB",
        flush=True,
    )
    return slowest


async def surge(crowd: Crowd, people: int) -> None:
    """So many at once, for a while; how soon after that all is well?"""
    await crowd.grow(people, load=False)  # their pages are open already
    await asyncio.sleep(SURGE_SECONDS)
    await crowd.shrink(CALM)
    over = time.perf_counter()
    await asyncio.sleep(AFTER_SECONDS)
    bins = [
        [c.took for c in crowd.confirmed if over + t <= c.at < over + t + BIN]
        for t in (BIN * n for n in range(int(AFTER_SECONDS / BIN)))
    ]
    slow = [n for n, took in enumerate(bins) if took and p95(took) > TOO_LONG]
    well = BIN * (slow[-1] + 1) if slow else 0.0
    print(f"  after {people} people: p95 below {TOO_LONG} ms from {well:.1f} s on")


async def visits(address: str, page: list[str], process: int, number: int = 10) -> None:
    """Prints what one page load costs the server."""
    crowd = Crowd(address, page)
    async with crowd.browser() as browser:
        await crowd.load(browser)  # the first fills the server's memory
        spent = processor_seconds(process)
        for _ in range(number):
            await crowd.load(browser)
        spent = processor_seconds(process) - spent
    print(f"  a page load, {len(page)} files: server {1000 * spent / number:.0f} ms")


async def measure(
    crowd: Crowd, people: list[int], seconds: float, process: int
) -> None:
    borne = 0
    for number in people:
        if await step(crowd, number, seconds, process) > TOO_LONG:
            break
        borne = number
    if crowd.loads:
        median = statistics.median(crowd.loads)
        print(f"  page loads: p50 {median:.0f}  p95 {p95(crowd.loads):.0f} ms")
    if crowd.photos:
        print(
            f"  photos: {len(crowd.photos)}, p50 {statistics.median(crowd.photos):.1f}"
            f"  p95 {p95(crowd.photos):.1f} s; told to come later {crowd.busy}"
        )
    if borne:
        await surge(crowd, 2 * borne)
    await crowd.shrink(0)
    await asyncio.sleep(1)
    print(f"  borne: {borne} people; memory afterwards {memory(process):.0f} MB")


def recorded(address: str) -> list[str]:
    """What a browser asks for when it opens the page; each without the address."""
    asked: list[str] = []
    with sync_playwright() as playwright, chromium(playwright) as browser:
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address)
        page.locator("#microscope [data-ready]").wait_for(timeout=60_000)
    return [url.removeprefix(address) for url in asked if url.startswith(address)]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter
    )
    add = parser.add_argument
    add("--seconds", type=float, default=10.0, help="for each number of people")
    add("--people", type=int, nargs="+", default=PEOPLE, help="until it is too slow")
    add("--arrived", action="store_true", help="every page is open: drawings alone")
    add("--photos", type=float, default=0.0, help="share of strokes, as 0.02")
    args = parser.parse_args()
    others = os.getloadavg()[0]
    print(f"Processes that run on {os.cpu_count()} cores: {others:.1f}")
    with serve(ROOT / "app.py") as (address, process):
        page = [] if args.arrived else recorded(address)
        if page:
            run(visits(address, page, process.pid))
        crowd = Crowd(address, page, args.photos)
        run(measure(crowd, args.people, args.seconds, process.pid))


if __name__ == "__main__":
    main()
