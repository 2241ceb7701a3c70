"""Measure the page in Chromium: served, from a disk, and Gradio's change event."""

import argparse
import json
import math
import os
import statistics
import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, sync_playwright

from lenet1.page.wire import ink_from_frame, message_from_reading
from lenet1.reading import read, set_torch_for_single_drawings
from lenet1.weights import load
from tests.benchmarks import first_visit
from tests.benchmarks.first_visit import DELAY, delay
from tests.benchmarks.memory import memory
from tests.browser.opening import chromium, open_page
from tests.browser.page import draw_with_mouse, wait_for_final
from tests.conftest import ROOT, WEIGHTS, serve
from tests.drawings import EXAMPLES, ink_of
from tests.page.node import frame, time_in_node

MOVES = 60  # a second of drawing at one move a frame
IDLE = 3_000  # ms
SLOWER = 4  # times; Chromium's emulation of a slow processor
LONG = 50  # ms; a script that takes longer is felt

# A move counts from when the browser got it until the frame with its maps has been
# painted: a task that is queued while a frame is made runs when it is done.
WATCH = """() => {
  window.bench = { moves: [], paints: [], ups: [], confirmed: [], scripts: [] };
  const put = CanvasRenderingContext2D.prototype.putImageData;
  let queued = false;
  CanvasRenderingContext2D.prototype.putImageData = function (...args) {
    put.apply(this, args);
    if (queued || !this.canvas.closest(".layer.conv2 .map")) return;
    queued = true;
    const began = performance.now();
    setTimeout(() => {
      queued = false;
      bench.paints.push([began, performance.now()]);
    });
  };
  const listen = (type, take) => addEventListener(type, take, { capture: true });
  listen("pointermove", (event) => {
    if (event.buttons) bench.moves.push([event.timeStamp, performance.now()]);
  });
  listen("pointerup", (event) => bench.ups.push(event.timeStamp));
  const page = document.querySelector(".microscope");
  new MutationObserver(() => {
    if ("final" in page.dataset) bench.confirmed.push(performance.now());
  }).observe(page, { attributeFilter: ["data-final"] });
  new PerformanceObserver((list) => {
    for (const { scripts } of list.getEntries())
      for (const { duration, sourceURL } of scripts)
        bench.scripts.push([duration, sourceURL]);
  }).observe({ type: "long-animation-frame" });
}"""
STOCK_WATCH = """() => {
  window.bench = { ups: [], answers: [] };
  const box = document.querySelector("#answer textarea");
  let shown = box.value;
  setInterval(() => {
    if (box.value === shown) return;
    shown = box.value;
    bench.answers.push(performance.now());
  }, 4);
  addEventListener("pointerup", () => bench.ups.push(performance.now()), true);
}"""


def line(name: str, values: list[float], unit: str = "ms") -> None:
    ordered = sorted(values)
    p95 = ordered[min(len(ordered) - 1, math.ceil(0.95 * len(ordered)) - 1)]
    p50 = statistics.median(ordered)
    print(
        f"  {name:38s} p50 {p50:7.1f}  p95 {p95:7.1f}  max {ordered[-1]:7.1f} {unit}"
        f"  (n {len(ordered)})"
    )


def stroke(page: Page, number: int, moves: int) -> None:
    """A turning loop, another one for each number."""
    angles = [number * 1.1 + i * 5 / moves for i in range(moves + 1)]
    path = [(50 + 18 * math.sin(a), 50 + 25 * math.cos(a)) for a in angles]
    draw_with_mouse(page, [path])


def live(page: Page, strokes: int) -> None:
    wait_for_final(page)  # the example that the page draws by itself
    page.evaluate(WATCH)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    rates = []
    for number in range(strokes):
        before = page.evaluate("bench.paints.length")
        started = time.perf_counter()
        stroke(page, number, MOVES)
        seconds = time.perf_counter() - started
        rates.append((page.evaluate("bench.paints.length") - before) / seconds)
        wait_for_final(page)
        page.wait_for_timeout(600)  # until the editor has taken the pad back
    bench = page.evaluate("bench")
    line("pen move to painted maps", latencies(bench["moves"], bench["paints"]))
    line("updates with the pen down", rates, "/s")
    confirmed = [min(t for t in bench["confirmed"] if t > up) for up in bench["ups"]]
    waited = [t - up for t, up in zip(confirmed, bench["ups"], strict=True)]
    line("pen-up to the server's reading", waited)
    # The page's own modules have no address; Gradio's are its assets.
    ours = [
        round(d) for d, url in bench["scripts"] if "/assets/" not in url and d > LONG
    ]
    print(f"  scripts of ours over {LONG} ms: {ours or 'none'}")
    uploads = sum(not url.endswith("/lenet1/read") for url in asked)
    print(
        f"  requests a stroke: {len(asked) / strokes:.1f}, other than that: {uploads}"
    )


def latencies(
    moves: list[tuple[float, float]], paints: list[tuple[float, float]]
) -> list[float]:
    """From each move (when it came, when it was handled) to the first paint after."""
    return [
        min(painted for began, painted in paints if began >= handled) - came
        for came, handled in moves
    ]


def idle(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    busy = idle_script_seconds(page)
    print(
        f"  {IDLE / 1000:.0f} idle seconds: {len(asked)} requests,"
        f" {1000 * busy:.0f} ms of scripts"
    )


def idle_script_seconds(page: Page) -> float:
    """How long scripts run while nobody touches the page for IDLE ms."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")

    def spent() -> float:
        metrics = session.send("Performance.getMetrics")["metrics"]
        return float(next(m["value"] for m in metrics if m["name"] == "ScriptDuration"))

    page.wait_for_timeout(1_000)
    before = spent()
    page.wait_for_timeout(IDLE)
    return spent() - before


def stock(page: Page, strokes: int) -> None:
    page.evaluate(STOCK_WATCH)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    times = []
    for number in range(strokes):
        page.get_by_role("button", name="Clear canvas", exact=True).click()
        page.wait_for_timeout(1_500)
        page.get_by_role("button", name="Brush", exact=True).click()
        stroke(page, number, 8)  # each move costs the editor 130 ms
        page.wait_for_timeout(2_500)
        up, answers = page.evaluate("[bench.ups.at(-1), bench.answers]")
        times += [answer - up for answer in answers if answer > up][:1]
    line("pen-up to answer", times)
    print(f"  requests a stroke: {len(asked) / strokes:.0f}")


def wait_for_stock(page: Page) -> None:
    page.locator("#pad canvas").first.wait_for(timeout=60_000)
    page.get_by_role("button", name="Brush", exact=True).click(timeout=60_000)
    page.wait_for_timeout(1_000)


def reading(repeats: int = 300) -> None:
    """One reading of an example, in Python with what surrounds it, and in Node."""
    set_torch_for_single_drawings()
    reader = load(WEIGHTS)
    inks = [ink_of(strokes, side=140) for strokes in EXAMPLES.values()]
    times = []
    for number in range(repeats):
        sent = frame(inks[number % len(inks)])
        started = time.perf_counter()
        answer = json.dumps(message_from_reading(read(reader, ink_from_frame(sent))))
        times.append(1000 * (time.perf_counter() - started))
    line("Python: decode, read, encode", times)
    print(f"  bytes of a frame: {len(sent)}, of an answer: {len(answer)}")
    line("Node: read", time_in_node(reader, inks * (repeats // len(inks))))


def in_browser(address: str, measure: Callable[[Page], Any], **options: Any) -> None:
    with (
        sync_playwright() as playwright,
        chromium(playwright) as browser,
        open_page(browser, address, **options) as page,
    ):
        measure(page)


def slow_down(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


def learn(page: Page) -> None:
    """Start training on the page; it goes on while the pen is up."""
    page.locator("[role=tab][data-tool=train]").click()
    page.locator(".tool[data-state=ready]").wait_for()
    page.locator(".tool [data-do=go]").click()
    page.locator(".chip b", has_text="digits seen").wait_for()


CONDITIONS: dict[str, Callable[[Page], object]] = {
    "loopback": lambda page: None,
    f"{DELAY} ms of network delay": delay,
    f"a processor {SLOWER} times slower": slow_down,
    "while a network learns": learn,
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter
    )
    parser.add_argument("--strokes", type=int, default=6, help="for each figure")
    strokes = parser.parse_args().strokes

    def measure_live(condition: Callable[[Page], object]) -> Callable[[Page], None]:
        def measure(page: Page) -> None:
            condition(page)
            live(page, strokes)
            idle(page)

        return measure

    def measure_stock(condition: Callable[[Page], object]) -> Callable[[Page], None]:
        def measure(page: Page) -> None:
            wait_for_stock(page)
            condition(page)
            stock(page, strokes)
            idle(page)

        return measure

    load = os.getloadavg()[0]
    print(f"Processes that run on {os.cpu_count()} cores: {load:.1f}")
    print("One reading, one thread")
    reading()
    first_visit.main()
    with serve(ROOT / "app.py") as (address, process):
        for name, condition in CONDITIONS.items():
            print(f"Live path, {name}")
            in_browser(address, measure_live(condition))
        print(f"  memory afterwards: {memory(process.pid):.0f} MB")
    with serve(ROOT / "tests" / "benchmarks" / "stock_app.py") as (address, _):
        for name, condition in list(CONDITIONS.items())[:2]:
            print(f"Gradio's change event, {name}")
            in_browser(address, measure_stock(condition), ready=False)


if __name__ == "__main__":
    main()
