"""A real Chromium on the running page: start it, draw on it, read it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from lenet1.page.examples import Stroke

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
DESKTOP = {"viewport": {"width": 1280, "height": 1000}}
DARK = {**DESKTOP, "color_scheme": "dark"}
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}
READY = 60_000  # ms; the editor's WebGL starts slowly in software


@contextmanager
def chromium(*flags: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=[*FLAGS, *flags]
        )
        yield browser
        browser.close()


@contextmanager
def open_page(browser: Browser, address: str, **options: Any) -> Iterator[Page]:
    """The page, ready to be drawn on; a script error fails the test that opened it."""
    context = browser.new_context(**(options or DESKTOP))
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address)
    page.locator("#microscope [data-ready]").wait_for(timeout=READY)
    yield page
    context.close()
    assert errors == []


def points_on(page: Page, stroke: Stroke) -> list[tuple[float, float]]:
    """Percent of the pad to pixels of the window; the paper lies in the middle."""
    box = page.locator("#pad canvas").first.bounding_box()
    assert box is not None
    side = min(280, 0.94 * min(box["width"], box["height"]))
    left = box["x"] + (box["width"] - side) / 2
    top = box["y"] + (box["height"] - side) / 2
    return [(left + x / 100 * side, top + y / 100 * side) for x, y in stroke]


def draw_with_mouse(page: Page, strokes: list[Stroke]) -> None:
    for stroke in strokes:
        first, *rest = points_on(page, stroke)
        page.mouse.move(*first)
        page.mouse.down()
        for point in rest:
            page.mouse.move(*point)
        page.mouse.up()


def draw_with_finger(page: Page, strokes: list[Stroke]) -> None:
    """By the browser's own touch input; Playwright itself can only tap."""
    session = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        places = [{"x": x, "y": y} for x, y in points]
        event = {"type": kind, "touchPoints": places}
        session.send("Input.dispatchTouchEvent", event)

    for stroke in strokes:
        first, *rest = points_on(page, stroke)
        touch("touchStart", first)
        for point in rest:
            touch("touchMove", point)
        touch("touchEnd")


def wait_for_answer(page: Page, digit: int) -> None:
    answer = page.locator("#answer .digit", has_text=str(digit))
    answer.wait_for(timeout=15_000)
