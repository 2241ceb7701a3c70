"""Measure the running page in a real Chromium, beside Gradio's own change event."""

import argparse
import json
import math
import statistics
import struct
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from playwright.sync_api import Page, sync_playwright

from lenet1.page.wire import ink_from_frame, message_from_reading
from lenet1.reading import read
from lenet1.weights import load
from tests.browser.page import chromium, draw_with_mouse, open_page
from tests.conftest import ROOT, WEIGHTS, serve
from tests.drawings import EXAMPLES, ink_of

MOVES = 60  # a second of drawing at one move a frame
IDLE = 3_000  # ms
DELAY = 120  # ms of network delay, by Chromium's own emulation

WATCH = """() => {
  window.bench = { frames: [], ups: [], tasks: [], scripts: [] };
  const watch = (type, take) => new PerformanceObserver(
    (list) => list.getEntries().forEach(take)).observe({ type });
  watch("measure", (entry) => entry.name === "lenet1 frame" && bench.frames.push(
    [entry.startTime, entry.startTime + entry.duration, entry.detail.final]));
  watch("longtask", (entry) => bench.tasks.push(entry.duration));
  watch("long-animation-frame", (entry) => entry.scripts.forEach((script) =>
    bench.scripts.push([script.duration, script.sourceURL])));
  addEventListener("pointerup", () => bench.ups.push(performance.now()), true);
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
    sizes: list[int] = []
    others: list[str] = []

    def note(request: Any) -> None:
        if request.url.endswith("/lenet1/read"):
            sizes.append(len(request.post_data_buffer or b""))
        else:
            others.append(request.url)

    page.evaluate(WATCH)
    page.on("request", note)
    rates = []
    for number in range(strokes):
        before = page.evaluate("bench.frames.length")
        started = time.perf_counter()
        stroke(page, number, MOVES)
        seconds = time.perf_counter() - started
        up = page.evaluate("bench.ups.at(-1)")
        page.wait_for_timeout(1_200)
        frames = page.evaluate(f"bench.frames.slice({before})")
        rates.append(sum(not final and end <= up for _, end, final in frames) / seconds)
    bench = page.evaluate("bench")
    line(
        "captured to painted, pen down", [e - s for s, e, f in bench["frames"] if not f]
    )
    finals = [
        min(end for _, end, final in bench["frames"] if final and end > up) - up
        for up in bench["ups"]
    ]
    line("pen-up to final maps", finals)
    line("updates with the pen down", rates, "/s")
    line("bytes a frame", [float(size) for size in sizes], "B")
    ours = [d for d, url in bench["scripts"] if "/lenet1/" in url and d > 50]
    print(f"  scripts of ours over 50 ms: {ours}; long tasks in all: {bench['tasks']}")
    print(f"  requests a stroke: {len(sizes) / strokes:.0f}, uploads: {len(others)}")
    sizes.clear()
    busy = idle_script_seconds(page)
    print(
        f"  {IDLE / 1000:.0f} idle seconds: {len(sizes) + len(others)} requests,"
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
    page.locator("#pad canvas").first.wait_for(timeout=60_000)
    page.get_by_role("button", name="Brush", exact=True).click(timeout=60_000)
    page.wait_for_timeout(1_000)
    page.evaluate(STOCK_WATCH)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
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
    print(f"  requests a stroke: {len(requests) / strokes:.0f}")
    busy = idle_script_seconds(page)
    print(f"  {IDLE / 1000:.0f} idle seconds: {1000 * busy:.0f} ms of scripts")


def handler(repeats: int = 300) -> None:
    """Decode, preprocess, forward and encode, without the server around it."""
    torch.set_num_threads(1)
    model, confidence = load(WEIGHTS)
    gray = ink_of(EXAMPLES[8], side=140)
    frame = struct.pack("<2H", 140, 140) + gray.tobytes()
    times = []
    for _ in range(repeats):
        started = time.perf_counter()
        reading = read(model, confidence, ink_from_frame(frame))
        answer = json.dumps(message_from_reading(reading))
        times.append(1000 * (time.perf_counter() - started))
    line("decode, preprocess, forward, encode", times)
    print(f"  bytes of an answer: {len(answer)}")


def memory(process_id: int) -> float:
    status = Path(f"/proc/{process_id}/status").read_text()
    kilobytes = next(row.split()[1] for row in status.splitlines() if "VmRSS" in row)
    return int(kilobytes) / 1024


def in_browser(address: str, measure: Callable[[Page], Any], **options: Any) -> None:
    with (
        sync_playwright() as playwright,
        chromium(playwright) as browser,
        open_page(browser, address, **options) as page,
    ):
        measure(page)


def delayed(page: Page, strokes: int) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    conditions = {"offline": False, "latency": DELAY}
    rates = {"downloadThroughput": -1, "uploadThroughput": -1}
    session.send("Network.emulateNetworkConditions", {**conditions, **rates})
    live(page, strokes)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter
    )
    parser.add_argument("--strokes", type=int, default=6, help="for each figure")
    strokes = parser.parse_args().strokes

    print("Python handler, one thread")
    handler()
    started = time.perf_counter()
    with serve(ROOT / "app.py") as (address, process):
        print("Start")
        print(f"  until it answers: {time.perf_counter() - started:.1f} s")
        print(f"  memory: {memory(process.pid):.0f} MB")
        print("Live path, loopback")
        in_browser(address, lambda page: live(page, strokes))
        print(f"Live path, {DELAY} ms of network delay")
        in_browser(address, lambda page: delayed(page, strokes))
        print(f"  memory afterwards: {memory(process.pid):.0f} MB")
    with serve(ROOT / "tests" / "benchmarks" / "stock_app.py") as (address, _):
        print("Gradio's change event, loopback")
        in_browser(address, lambda page: stock(page, strokes), ready=False)


if __name__ == "__main__":
    main()
