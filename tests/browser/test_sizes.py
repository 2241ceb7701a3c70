"""The page in windows of many sizes: what is in view there, whole, and stays in place.

One page goes through the sizes, and all that is asked at one is asked before the next.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Page

from tests.browser.opening import LAPTOP, PHONE, new_page, open_page
from tests.browser.page import (
    choose_example,
    do,
    draw_with_finger,
    draw_with_mouse,
    next_frame,
    seen,
    shrunk,
    wait_for_answer,
    wait_for_final,
    wait_until_empty,
)
from tests.browser.photo.photos import (
    BOX,
    IN_VIEW,
    WRITTEN,
    chosen,
    upload,
    wait_for_boxes,
)
from tests.browser.view import (
    ALL,
    ANSWER,
    BREAKPOINTS,
    CLOSE,
    COVERED,
    CUT,
    INSPECTOR,
    MAPS,
    OUT_OF_SIGHT,
    PAD,
    PLACES,
    SCROLLS,
    TINY,
    UNCOVERED,
    UNITS,
    choose,
    clear_of_one_another,
    resize,
)
from tests.drawings import EXAMPLES, ink_of

LAPTOPS = [(1280, 600), (1366, 650), (1440, 790), (1920, 950)]
TABLETS = [(744, 1133), (768, 1024), (820, 1180), (1024, 768), (1180, 820)]
BETWEEN = [(1000, 768), (1100, 800), (1189, 768), (1190, 600)]
TIGHT = [LAPTOPS[0], LAPTOPS[1], TABLETS[1]]  # for long sentences
SHORT = [(700, 600), (800, 600), (999, 768)]  # a chosen unit comes up as a sheet
PHONES = [(390, 664), (430, 740), (360, 600)]
LANDSCAPE = [(664, 390), (844, 390)]
FURTHER = [(2560, 1300), (700, 900), (735, 900), (1000, 700), (1060, 900)]
SPELT_OUT = ("conv1", "pool1", "pool2")  # layers whose units' numbers always show
LEAST = 11  # px; of any letter


@contextmanager
def with_photo(
    browser: Browser, address: str, options: dict[str, Any]
) -> Iterator[Page]:
    """An empty pad, and a photo that has been read and put away."""
    with open_page(browser, address, **options) as page:
        upload(page, WRITTEN)
        wait_for_boxes(page)
        do(page, "photo")
        wait_until_empty(page)
        yield page


@pytest.fixture(scope="module")
def wide(browser: Browser, address: str) -> Iterator[Page]:
    with with_photo(browser, address, LAPTOP) as page:
        choose_example(page, 8)
        wait_for_final(page)
        yield page


@pytest.fixture(scope="module", params=LAPTOPS + TABLETS + BETWEEN)
def sized(request: pytest.FixtureRequest, wide: Page) -> Page:
    """A window that shows all of the page at once."""
    resize(wide, *request.param)
    return wide


@pytest.fixture(scope="module", params=SHORT)
def short(request: pytest.FixtureRequest, wide: Page) -> Page:
    resize(wide, *request.param)
    return wide


@pytest.fixture(scope="module")
def touched(browser: Browser, address: str) -> Iterator[Page]:
    with with_photo(browser, address, PHONE) as page:
        yield page


@pytest.fixture(scope="module", params=PHONES)
def phone(request: pytest.FixtureRequest, touched: Page) -> Page:
    resize(touched, *request.param)
    return touched


@pytest.fixture(autouse=True)
def free(request: pytest.FixtureRequest) -> None:
    """No unit is chosen, and the page is at its top."""
    for page in {"wide", "touched"}.intersection(request.fixturenames):
        request.getfixturevalue(page).keyboard.press("Escape")
        request.getfixturevalue(page).evaluate("scrollTo(0, 0)")


def test_everything_is_in_view_with_any_unit_open(sized: Page) -> None:
    assert sized.evaluate(OUT_OF_SIGHT, ALL) == []
    assert sized.evaluate(SCROLLS) == [0, 0]
    for unit in UNITS:
        choose(sized, *unit)
        assert sized.evaluate(OUT_OF_SIGHT, ALL + INSPECTOR) == [], unit
        assert sized.evaluate(TINY, LEAST) == {}, unit
        assert clear_of_one_another(sized), unit
        if unit[0] in SPELT_OUT:
            assert sized.evaluate(CLOSE) == [], unit


def test_the_numbers_of_a_part_are_in_view_large_enough_and_cover_no_part(
    sized: Page,
) -> None:
    choose(sized, *UNITS[3])
    parts = sized.locator(".part").all()
    for part in parts:
        part.hover()
        assert sized.evaluate(OUT_OF_SIGHT, [".part:hover .numbers .cells"]) == []
        assert sized.evaluate(TINY, LEAST) == {}
        assert not any(one.evaluate(COVERED) for one in parts)


def test_a_photo_its_numbers_and_the_maps_are_in_view(sized: Page) -> None:
    if sized.evaluate("innerWidth") in dict(BETWEEN):
        return
    link = sized.locator("[data-do=photo]")
    link.click()
    wait_for_answer(sized, 3)
    assert sized.evaluate(OUT_OF_SIGHT, IN_VIEW + ANSWER + MAPS) == []
    choose(sized, *UNITS[3])
    assert sized.evaluate(OUT_OF_SIGHT, IN_VIEW + MAPS + INSPECTOR) == []
    assert clear_of_one_another(sized)
    sized.keyboard.press("Escape")
    link.click()
    wait_for_answer(sized, 8)


def test_in_a_short_window_only_a_pinned_units_sheet_covers_anything(
    short: Page,
) -> None:
    assert not short.locator("#bench").is_visible()
    for unit in UNITS[:-1]:
        choose(short, *unit)
        map_ = short.locator(f".layer.{unit[0]} .map").nth(unit[1])
        assert map_.evaluate(UNCOVERED), unit
        assert short.evaluate(OUT_OF_SIGHT, [*INSPECTOR, ".field.unit"]) == [], unit
        do(short, "close")
        assert not short.locator("#bench").is_visible()


def test_a_phone_shows_pad_answer_and_both_layers_while_a_digit_is_drawn(
    phone: Page,
) -> None:
    draw_with_finger(phone, EXAMPLES[2])
    wait_for_answer(phone, 2)
    assert phone.evaluate("scrollY") == 0
    assert phone.evaluate(OUT_OF_SIGHT, PAD + ANSWER + MAPS) == []
    phone.locator("#pad button[aria-label='Clear canvas']").tap()
    wait_until_empty(phone)


@pytest.mark.parametrize(("width", "height"), FURTHER)
def test_letters_are_large_enough_elsewhere_too(
    wide: Page, width: int, height: int
) -> None:
    resize(wide, width, height)
    for unit in UNITS:
        choose(wide, *unit)
        assert wide.evaluate(TINY, LEAST) == {}, unit
        wide.keyboard.press("Escape")


@pytest.mark.parametrize(("width", "height"), LANDSCAPE)
def test_a_phone_in_landscape_shows_pad_answer_and_both_layers(
    touched: Page, width: int, height: int
) -> None:
    resize(touched, width, height)
    choose_example(touched, 2)
    assert touched.evaluate(OUT_OF_SIGHT, PAD + ANSWER + MAPS) == []
    assert touched.evaluate(TINY, LEAST) == {}
    touched.locator("#pad button[aria-label='Clear canvas']").tap()
    wait_until_empty(touched)


def test_a_tapped_unit_opens_a_sheet_that_covers_neither_pad_nor_map(
    phone: Page,
) -> None:
    choose_example(phone, 2)
    for unit in UNITS[:-1]:
        phone.evaluate("scrollTo(0, 0)")
        map_ = phone.locator(f".layer.{unit[0]} .map").nth(unit[1])
        map_.scroll_into_view_if_needed()
        map_.tap()
        phone.locator(".bench.open").wait_for()
        assert phone.evaluate(OUT_OF_SIGHT, [*PAD, ".field.unit"]) == [], unit
        assert map_.evaluate(UNCOVERED), unit
        assert phone.evaluate(OUT_OF_SIGHT, INSPECTOR) == [], unit
        assert phone.evaluate(TINY, LEAST) == {}, unit
        if unit[0] in SPELT_OUT:
            assert phone.evaluate(CLOSE) == [], unit
        phone.locator("[data-do=close]").tap()
        assert not phone.locator("#bench").is_visible()
    phone.locator("#pad button[aria-label='Clear canvas']").tap()
    wait_until_empty(phone)


def test_a_phone_shows_a_photo_its_numbers_and_the_answer(phone: Page) -> None:
    link = phone.locator("[data-do=photo]")
    link.tap()
    for at, digit in ((0, 3), (2, 4)):
        phone.locator(BOX).nth(at).tap()
        phone.keyboard.press("Escape")
        assert chosen(phone) == (at, digit)
        wait_for_answer(phone, digit)
        assert phone.evaluate(OUT_OF_SIGHT, IN_VIEW + ANSWER) == []
    link.tap()
    wait_until_empty(phone)


def test_maps_grow_with_the_window_by_whole_pixels(wide: Page) -> None:
    sides: list[list[float]] = []
    for width, height in LAPTOPS:
        resize(wide, width, height)
        sides.append(
            [
                wide.locator(f".layer.{layer} .map canvas").first.evaluate(
                    "canvas => canvas.getBoundingClientRect().width / canvas.width"
                )
                for layer in ("input", "conv1", "pool1", "conv2", "pool2")
            ]
        )
    for units in sides:
        assert units == [round(unit) for unit in units]
    for smaller, larger in pairwise(sides):
        assert all(a <= b for a, b in zip(smaller, larger, strict=True))
    assert all(a < b for a, b in zip(sides[0], sides[-1], strict=True))


@pytest.mark.parametrize(("width", "height"), TIGHT)
def test_a_long_sentence_moves_nothing(wide: Page, width: int, height: int) -> None:
    resize(wide, width, height)
    choose(wide, *UNITS[3])
    parts = [*ALL, ".inspector .detail"]
    before = wide.evaluate(PLACES, parts)
    more = {
        ".inspector .sentence": " and so on" * 60,
        "#answer .verdict": ", or 9 (45.0 %)" * 6,
    }
    for selector, words in more.items():
        wide.locator(selector).evaluate("(one, words) => one.append(words)", words)
    after = wide.evaluate(PLACES, parts)
    for selector in more:
        wide.locator(selector).evaluate("one => one.lastChild.remove()")
    assert after == before


def test_nothing_is_cut_off_at_any_width(wide: Page) -> None:
    """Whoever cannot see it by scrolling sideways cannot see it at all.

    The least width of each layout is where its words have the least room.
    """
    choose(wide, *UNITS[3])
    edges = [edge for edge in wide.evaluate(BREAKPOINTS) if edge > 320]
    assert len(edges) >= 4
    widths = [320, 400, 560, 2560, *edges, *(edge - 1 for edge in edges)]
    for width in sorted(widths):
        for height in (600, 900):
            wide.set_viewport_size({"width": width, "height": height})
            next_frame(wide)
            assert wide.evaluate(CUT) == [], (width, height)


def test_the_pad_grows_with_a_huge_window_and_the_ink_lies_under_the_pen(
    browser: Browser, address: str
) -> None:
    with open_page(browser, address, viewport={"width": 2560, "height": 1300}) as page:
        edge = page.locator("#pad .edge").bounding_box()
        assert edge is not None
        assert edge["width"] == pytest.approx(560, abs=2)
        draw_with_mouse(page, EXAMPLES[4])
        wait_for_answer(page, 4)
        for switch in page.locator(".step input").all():
            switch.click()
        off = seen(page) - shrunk(ink_of(EXAMPLES[4])).astype(int)
        assert np.abs(off).mean() < 3
        assert page.evaluate(OUT_OF_SIGHT, ALL) == []


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
    window = {"width": 1280, "height": 640}
    with framing(address) as outer, new_page(browser, viewport=window) as page:
        page.goto(outer)
        frame = page.frames[1]
        frame.locator("#microscope [data-ready]").wait_for()
        frame.locator("[data-example='5']").click()
        frame.locator("#answer .digit", has_text="5").wait_for()
        choose(frame, *UNITS[3])
        assert frame.evaluate(OUT_OF_SIGHT, ALL + INSPECTOR) == []
        assert frame.evaluate("document.documentElement.scrollHeight") <= 600
