"""Maps follow the pen, and nothing is sent for nothing."""

import numpy as np
from playwright.sync_api import Browser, Page

from tests.browser.opening import open_page
from tests.browser.page import (
    DIFFERENT,
    choose_example,
    draw_until_shown,
    draw_with_mouse,
    finger,
    lit,
    pictures_kept,
    pixels,
    points_on,
    seen,
    use,
    wait_for_answer,
    wait_for_final,
)
from tests.drawings import EXAMPLES, misfit


def test_maps_move_while_the_pen_is_down(page: Page) -> None:
    first, *rest = points_on(page, EXAMPLES[8][0])
    page.mouse.move(*first)
    page.mouse.down()
    with pictures_kept(page):
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
    use(page, "Erase")
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
    use(page, "Clear canvas")
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


def test_a_pad_that_is_not_known_is_read_by_its_own_event(
    browser: Browser, address: str
) -> None:
    """`test_editor.py` tries each part of it that may be missing."""
    with open_page(browser, address, script=OTHER_EDITOR) as page:
        assert page.locator("[data-ready]").get_attribute("data-ready") == "stock"
        use(page, "Brush")
        draw_until_shown(page, EXAMPLES[2])
        wait_for_answer(page, 2)
        shown = pixels(page, ".layer.conv2 .map canvas")
        assert sum(lit(map_) > 0 for map_ in shown) > 6
        use(page, "Clear canvas")
        page.locator("#answer .digit:empty").wait_for(state="attached")
        choose_example(page, 6)


def test_a_drawing_made_before_the_fallback_is_chosen_is_not_lost(
    browser: Browser, address: str
) -> None:
    with open_page(browser, address, script=NO_EDITOR, ready=False) as page:
        page.locator("#pad button[aria-label=Brush]").click()
        draw_until_shown(page, EXAMPLES[7])
        wait_for_answer(page, 7)
        assert page.locator("[data-ready]").get_attribute("data-ready") == "stock"


def test_a_phone_shows_maps_while_the_finger_is_down(phone: Page) -> None:
    touch = finger(phone)
    first, *rest = points_on(phone, EXAMPLES[0][0])
    touch("touchStart", first)
    with pictures_kept(phone):
        for point in rest[:12]:
            touch("touchMove", point)
        phone.wait_for_function(f"{DIFFERENT} > 3")
    assert lit(pixels(phone, ".layer.conv1 .map canvas")[0]) > 0
    touch("touchEnd")
