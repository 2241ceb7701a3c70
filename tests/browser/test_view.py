"""Everything in one view: what is in sight, at which size."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.page import (
    PHONE,
    READY,
    draw_with_finger,
    open_page,
    wait_for_answer,
)
from tests.browser.view import (
    ALL,
    ANSWER,
    INSPECTOR,
    LAPTOPS,
    MAPS,
    OUT_OF_SIGHT,
    PAD,
    PHONES,
    TABLETS,
    UNCOVERED,
    UNITS,
    choose,
    clear_of_one_another,
    resize,
)
from tests.drawings import EXAMPLES

BETWEEN = [(1000, 768), (1100, 800), (1189, 768), (1190, 600)]
SHORT = [(700, 600), (800, 600), (999, 768)]


@pytest.mark.parametrize(("width", "height"), LAPTOPS + TABLETS + BETWEEN)
def test_everything_is_in_view_with_any_unit_open(
    wide: Page, width: int, height: int
) -> None:
    resize(wide, width, height)
    assert wide.evaluate(OUT_OF_SIGHT, ALL) == []
    for unit in UNITS:
        choose(wide, *unit)
        assert wide.evaluate(OUT_OF_SIGHT, ALL + INSPECTOR) == [], unit
        assert clear_of_one_another(wide), unit
    if width < 1900:  # larger windows have room for all the numbers
        choose(wide, *UNITS[3])
        for part in wide.locator(".part").all():
            part.hover()
            assert wide.evaluate(OUT_OF_SIGHT, [".part:hover .numbers *"]) == []
            covered = part.evaluate(
                """part => {
                  const [a, b] = [part, part.querySelector(".numbers")].map(
                    (one) => one.getBoundingClientRect());
                  return a.left < b.right && b.left < a.right
                    && a.top < b.bottom && b.top < a.bottom;
                }"""
            )
            assert not covered


@contextmanager
def framing(address: str) -> Iterator[str]:
    """Where a page of another site shows ours in a frame, as a Space is shown."""
    html = f"""<body style="margin: 0"><iframe src="{address}"
      style="width: 1280px; height: 600px; border: 0"></iframe>"""

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *_: Any) -> None:
            """Nothing: pytest's output is for failures."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}/"
        server.shutdown()


def test_in_a_frame_of_another_site_everything_is_in_view(
    browser: Browser, address: str
) -> None:
    """Nor is it higher than its frame: hosts would make that higher, and so on."""
    with framing(address) as outer:
        context = browser.new_context(viewport={"width": 1280, "height": 640})
        page = context.new_page()
        page.goto(outer)
        frame = page.frames[1]
        frame.locator("#microscope [data-ready]").wait_for(timeout=READY)
        frame.get_by_label("Example: a drawn 5").click()
        frame.locator("#answer .digit", has_text="5").wait_for()
        choose(frame, *UNITS[3])
        assert frame.evaluate(OUT_OF_SIGHT, ALL + INSPECTOR) == []
        assert frame.evaluate("document.documentElement.scrollHeight") <= 600
        context.close()


@pytest.mark.parametrize(("width", "height"), PHONES)
def test_a_phone_shows_pad_answer_and_both_layers_while_a_digit_is_drawn(
    browser: Browser, address: str, width: int, height: int
) -> None:
    phone = {**PHONE, "viewport": {"width": width, "height": height}}
    with open_page(browser, address, **phone) as page:
        draw_with_finger(page, EXAMPLES[2])
        wait_for_answer(page, 2)
        assert page.evaluate("scrollY") == 0
        assert page.evaluate(OUT_OF_SIGHT, PAD + ANSWER + MAPS) == []


@pytest.mark.parametrize(("width", "height"), PHONES)
def test_a_tapped_unit_opens_a_sheet_that_covers_neither_pad_nor_map(
    browser: Browser, address: str, width: int, height: int
) -> None:
    phone = {**PHONE, "viewport": {"width": width, "height": height}}
    with open_page(browser, address, **phone) as page:
        page.get_by_label("Example: a drawn 2").tap()
        wait_for_answer(page, 2)
        for unit in UNITS[:-1]:
            page.evaluate("scrollTo(0, 0)")
            map_ = page.locator(f".layer.{unit[0]} .map").nth(unit[1])
            map_.scroll_into_view_if_needed()
            map_.tap()
            page.locator(".inspector.open").wait_for()
            assert page.evaluate(OUT_OF_SIGHT, [*PAD, ".field.unit"]) == [], unit
            assert map_.evaluate(UNCOVERED), unit
            assert page.evaluate(OUT_OF_SIGHT, INSPECTOR) == [], unit
            page.get_by_role("button", name="Close", exact=True).tap()
            assert not page.locator("#inspector").is_visible()


@pytest.mark.parametrize(("width", "height"), SHORT)
def test_in_a_short_window_only_a_pinned_units_sheet_covers_anything(
    wide: Page, width: int, height: int
) -> None:
    resize(wide, width, height)
    wide.evaluate("scrollTo(0, 0)")
    assert not wide.locator("#inspector").is_visible()
    for unit in UNITS[:-1]:
        choose(wide, *unit)
        map_ = wide.locator(f".layer.{unit[0]} .map").nth(unit[1])
        assert map_.evaluate(UNCOVERED), unit
        assert wide.evaluate(OUT_OF_SIGHT, [*INSPECTOR, ".field.unit"]) == [], unit
        wide.get_by_role("button", name="Close", exact=True).click()
        assert not wide.locator("#inspector").is_visible()
