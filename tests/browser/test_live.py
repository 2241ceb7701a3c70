"""Maps follow the pen, and nothing is sent for nothing."""

from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Page

from tests.browser.page import (
    DIFFERENT,
    KEEP_PICTURES,
    PHONE,
    draw_until_shown,
    draw_with_mouse,
    finger,
    lit,
    open_page,
    pixels,
    points_on,
    press,
    seen,
    wait_for_answer,
    wait_for_final,
)
from tests.drawings import EXAMPLES, misfit


@pytest.fixture
def page(browser: Browser, address: str) -> Any:
    with open_page(browser, address) as page:
        yield page


def test_maps_move_while_the_pen_is_down(browser: Browser, address: str) -> None:
    with open_page(browser, address, script=KEEP_PICTURES) as page:
        first, *rest = points_on(page, EXAMPLES[8][0])
        page.mouse.move(*first)
        page.mouse.down()
        for point in rest[:16]:
            before = page.evaluate("pictures.length")
            page.mouse.move(*point)
            page.wait_for_function("before => pictures.length > before", arg=before)
        assert page.evaluate(DIFFERENT) > 8
        assert lit(pixels(page, ".layer.conv1 .map canvas")[0]) > 0
        assert page.locator("#answer .digit").inner_text() != ""
        page.mouse.up()


def test_an_erased_part_disappears_from_the_maps(page: Page) -> None:
    draw_with_mouse(page, [[(50, 15), (50, 85)], [(20, 50), (80, 50)]])
    wait_for_final(page)
    before = seen(page)
    press(page, "Erase")
    draw_with_mouse(page, [[(15, 50), (40, 50)], [(85, 50), (60, 50)]])
    wait_for_final(page)
    assert misfit(before, seen(page)) > 5
    rows = np.flatnonzero(seen(page).max(axis=1) > 128)
    columns = np.flatnonzero(seen(page).max(axis=0) > 128)
    assert np.ptp(columns) < np.ptp(rows) / 2


def test_clear_takes_back_the_brush_and_the_next_stroke_is_not_lost(
    page: Page,
) -> None:
    draw_with_mouse(page, EXAMPLES[7])
    wait_for_answer(page, 7)
    press(page, "Clear canvas")
    draw_with_mouse(page, EXAMPLES[1])
    wait_for_answer(page, 1)


def test_a_stroke_uploads_nothing_and_asks_once(page: Page) -> None:
    paths: list[str] = []
    page.on("request", lambda request: paths.append(request.url.split("/", 3)[3]))
    first, *rest = points_on(page, EXAMPLES[3][0])
    page.mouse.move(*first)
    page.mouse.down()
    for point in rest:
        page.mouse.move(*point)
    wait_for_answer(page, 3)
    assert paths == []
    page.mouse.up()
    wait_for_final(page)
    draw_with_mouse(page, EXAMPLES[1])
    wait_for_final(page)
    assert paths == ["lenet1/read"] * 2


NO_EDITOR = 'Object.defineProperty(window, "editor", { get() {}, set() {} });'
OTHER_EDITOR = """let real;
Object.defineProperty(window, "editor", {
  set(value) { real = value; },
  get() { return real && { app: real.app, ready: real.ready }; },
});"""


@pytest.mark.parametrize("script", [NO_EDITOR, OTHER_EDITOR])
def test_without_the_live_path_the_pads_own_event_still_works(
    browser: Browser, address: str, script: str
) -> None:
    with open_page(browser, address, script=script) as page:
        assert page.locator("[data-ready]").get_attribute("data-ready") == "stock"
        press(page, "Brush")
        draw_until_shown(page, EXAMPLES[2])
        wait_for_answer(page, 2)
        shown = pixels(page, ".layer.conv2 .map canvas")
        assert sum(lit(map_) > 0 for map_ in shown) > 6
        press(page, "Clear canvas")
        page.get_by_text("Draw a digit", exact=True).first.wait_for()


def test_a_drawing_made_before_the_fallback_is_chosen_is_not_lost(
    browser: Browser, address: str
) -> None:
    with open_page(browser, address, script=NO_EDITOR, ready=False) as page:
        page.get_by_role("button", name="Brush", exact=True).click(timeout=30_000)
        draw_until_shown(page, EXAMPLES[7])
        wait_for_answer(page, 7)


def test_a_phone_shows_maps_while_the_finger_is_down(
    browser: Browser, address: str
) -> None:
    with open_page(browser, address, script=KEEP_PICTURES, **PHONE) as page:
        touch = finger(page)
        first, *rest = points_on(page, EXAMPLES[0][0])
        touch("touchStart", first)
        for point in rest[:12]:
            touch("touchMove", point)
        page.wait_for_function(f"{DIFFERENT} > 3")
        assert lit(pixels(page, ".layer.conv1 .map canvas")[0]) > 0
        touch("touchEnd")
