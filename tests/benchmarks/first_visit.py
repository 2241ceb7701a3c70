"""A first visit: until the app answers, and until its page can be drawn on.

Side by side with a page of Gradio's sketchpad alone; each visit has an empty cache.
"""

import statistics
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from lenet1.page.export import html
from tests.benchmarks.memory import memory
from tests.browser.opening import DESKTOP, chromium, new_page
from tests.conftest import ROOT, serve

REPEATS = 3
DELAY = 120  # ms of network delay, by Chromium's own emulation
RATE = 10  # Mbit/s
OURS, GRADIOS = "ours", "Gradio's sketchpad alone"
SCRIPTS = {OURS: ROOT / "app.py", GRADIOS: ROOT / "tests/benchmarks/sketchpad_app.py"}
READY = {  # what is there on a page that can be drawn on
    OURS: ["#microscope [data-ready]"],
    GRADIOS: ["#pad canvas", "#pad button[aria-label='Brush']"],
}


class Visit(NamedTuple):
    seconds: float  # from the address until the page can be drawn on
    requests: float
    kilobytes: float  # as they are sent


def starts() -> None:
    """From a process's start until it answers, in turn."""
    times: dict[str, list[float]] = {name: [] for name in SCRIPTS}
    held = {}
    for name, script in REPEATS * list(SCRIPTS.items()):
        started = time.perf_counter()
        with serve(script) as (_, process):
            times[name].append(time.perf_counter() - started)
            held[name] = memory(process.pid)
    for name, all_ in times.items():
        seconds = statistics.median(all_)
        print(f"  {name:24s} answers after {seconds:.1f} s, {held[name]:.0f} MB")


def visits() -> None:
    """Of both pages in turn, by loopback and over a network."""
    with (
        serve(SCRIPTS[OURS]) as (ours, _),
        serve(SCRIPTS[GRADIOS]) as (gradios, _),
        sync_playwright() as playwright,
        chromium(playwright) as browser,
    ):
        pages = {OURS: ours, GRADIOS: gradios}
        for name, address in pages.items():
            visit(browser, name, address)  # which fills the server's own cache
        for rate in (None, RATE):
            print("  loopback" if rate is None else f"  {DELAY} ms, {rate} Mbit/s")
            seen: dict[str, list[Visit]] = {name: [] for name in pages}
            for name, address in REPEATS * list(pages.items()):
                seen[name].append(visit(browser, name, address, rate))
            for name, some in seen.items():
                print(f"    {name:24s} {in_words(some)}")


def from_disk() -> None:
    """Of the page as one file."""
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        chromium(playwright) as browser,
    ):
        file = Path(folder) / "lenet1.html"
        file.write_text(html())
        some = [visit(browser, OURS, file.as_uri()) for _ in range(REPEATS)]
        size = file.stat().st_size / 1000
        print(f"  one file of {size:.0f} kB, from a disk: {in_words(some)}")


def visit(
    browser: Browser, name: str, address: str, rate: float | None = None
) -> Visit:
    """Over a network of `rate` Mbit/s, else without any delay."""
    sizes: list[float] = []
    inside: set[str] = set()  # requests for what the page has in it, as `data:`
    with new_page(browser, reduced_motion="reduce", **DESKTOP) as page:
        session = listen(page) if rate is None else delay(page, rate)

        def ask(event: Any) -> None:
            if event["request"]["url"].startswith("data:"):
                inside.add(event["requestId"])

        def come(event: Any) -> None:
            if event["requestId"] not in inside:
                sizes.append(event["encodedDataLength"])

        session.on("Network.requestWillBeSent", ask)
        session.on("Network.loadingFinished", come)
        started = time.perf_counter()
        page.goto(address, wait_until="commit")
        for part in READY[name]:
            page.locator(part).first.wait_for()
        seconds = time.perf_counter() - started
    return Visit(seconds, len(sizes), sum(sizes) / 1000)


def in_words(visits: Iterable[Visit]) -> str:
    seconds, requests, size = map(statistics.median, zip(*visits, strict=True))
    return f"after {seconds:.2f} s, {requests:.0f} requests, {size:.0f} kB"


def listen(page: Page) -> CDPSession:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    return session


def delay(page: Page, rate: float | None = None) -> CDPSession:
    """Every answer waits DELAY ms; it comes at `rate` Mbit/s, or at once."""
    session = listen(page)
    throughput = -1 if rate is None else rate * 1e6 / 8
    conditions = {"offline": False, "latency": DELAY}
    rates = {"downloadThroughput": throughput, "uploadThroughput": throughput}
    session.send("Network.emulateNetworkConditions", {**conditions, **rates})
    return session


def main() -> None:
    print("Until it answers")
    starts()
    print("Opened until it can be drawn on")
    visits()
    from_disk()


if __name__ == "__main__":
    main()
