"""Until somebody draws, the page draws one digit by itself, once."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.opening import LAPTOP, PHONE, open_page
from tests.browser.page import (
    DIFFERENT,
    KEEP_PICTURES,
    choose_example,
    dark_pixels,
    do,
    draw_with_mouse,
    lit,
    next_frame,
    pixels,
    record_readings,
    sentence,
    use,
    wait_for_answer,
    wait_for_final,
    wait_until_empty,
)
from tests.browser.view import ALL, PLACES
from tests.drawings import EXAMPLES

EXAMPLE = "#pad .example"


def test_nobody_meets_an_empty_microscope_and_nothing_is_asked_for_the_example(
    browser: Browser, address: str
) -> None:
    with open_page(browser, address, script=KEEP_PICTURES, example=True) as page:
        readings = record_readings(page)
        page.locator(EXAMPLE).wait_for()
        wait_for_final(page)
        assert page.evaluate(DIFFERENT) > 3, "maps follow the pen nobody holds"
        said = page.locator("#answer .verdict").inner_text()
        assert said.startswith(sentence(page, "example('')").strip())
        assert all(lit(map_) > 0 for map_ in pixels(page, ".layer.conv1 .map canvas"))
        assert dark_pixels(page) > 1_000
        draw_with_mouse(page, EXAMPLES[1])
        wait_for_answer(page, 1)
        wait_for_final(page)
        assert len(readings) == 1


# Each reading is tried in a pause of its own, and nobody else asks for pauses.
COUNT_PAUSES = """window.pauses = 0;
const whenIdle = requestIdleCallback;
requestIdleCallback = (callback) => { pauses++; return whenIdle(callback); };"""


# What has moved, and whether a frame has passed between the pad and the example on it.
WATCH = """window.moved = [];
new PerformanceObserver((list) => moved.push(...list.getEntries().flatMap(
  ({ sources }) => sources.map(({ node }) => node?.className || node?.nodeName))))
  .observe({ type: "layout-shift", buffered: true });
window.order = [];
new MutationObserver(() => {
  for (const name of ["[data-ready]", "#pad .example", "[data-final]"])
    if (document.querySelector(name) && !order.includes(name)) {
      order.push(name);
      if (name === "[data-ready]") requestAnimationFrame(() => order.push("a frame"));
    }
}).observe(document, { subtree: true, childList: true, attributes: true });"""


@pytest.mark.parametrize("options", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_it_begins_as_the_pad_is_there_and_nothing_moves_when_it_ends(
    browser: Browser, address: str, options: dict[str, Any]
) -> None:
    with open_page(browser, address, script=WATCH, example=True, **options) as page:
        page.locator(EXAMPLE).wait_for()
        page.evaluate("moved.length = 0")
        places = page.evaluate(PLACES, ALL)
        wait_for_answer(page, 4)
        wait_for_final(page)
        page.locator("#pad .cover.shown").wait_for()  # nobody has drawn: it stays
        next_frame(page)
        assert page.evaluate("order") == [
            "[data-ready]",
            "#pad .example",
            "a frame",
            "[data-final]",
        ]
        assert page.evaluate("moved") == []
        assert page.evaluate(PLACES, ALL) == places


def test_with_reduced_motion_it_is_there_finished_and_the_first_touch_clears_it(
    browser: Browser, address: str
) -> None:
    with open_page(
        browser, address, script=COUNT_PAUSES, example=True, reduced_motion="reduce"
    ) as page:
        wait_for_final(page)
        wait_for_answer(page, 4)
        page.wait_for_function("pauses >= 20")  # before anybody draws
        draw_with_mouse(page, EXAMPLES[1])
        wait_for_answer(page, 1)
        assert page.locator(EXAMPLE).count() == 0
        use(page, "Undo")
        wait_until_empty(page)


def test_a_chosen_example_takes_its_place(browser: Browser, address: str) -> None:
    with open_page(browser, address, example=True) as page:
        choose_example(page, 7)
        wait_for_final(page)
        next_frame(page)
        assert page.locator("#answer .digit").inner_text() == "7"
        assert page.locator(EXAMPLE).count() == 0


def test_an_example_clicked_before_the_pad_is_ready_lies_on_the_sketchpad(
    browser: Browser, address: str
) -> None:
    with open_page(browser, address, ready=False) as page:
        page.locator("[data-example='3']").click()
        wait_for_answer(page, 3)
        assert page.locator("#pad").is_visible()
        assert not page.locator("#ownpad").is_visible()


def test_an_invitation_to_a_photo_covers_the_example(
    browser: Browser, address: str
) -> None:
    with open_page(browser, address, example=True, reduced_motion="reduce") as page:
        cover = page.locator("#pad .cover")
        wait_for_final(page)
        assert cover.is_visible()
        do(page, "photo")
        assert page.locator(".invitation").is_visible()
        assert not cover.is_visible()
