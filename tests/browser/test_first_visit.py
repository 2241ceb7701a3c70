"""What is fetched before the first stroke, and what only once it is wanted."""

import re

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.opening import open_page
from tests.browser.page import (
    do,
    points_on,
    sentence,
    wait_for_answer,
    wait_for_final,
)
from tests.drawings import EXAMPLES

ASKED = "() => performance.getEntriesByType('resource').map(({ name }) => name)"
# What a press of a button fetches, and what it brings.
LATER = {
    "photo": ("photo/photo.js", "#photo [data-do=choose]"),
    "keyboard": ("pad/keyboard.js", "#ownpad canvas"),
    "share": ("share/share.js", "#share [data-do=copy-link]"),
    "guide": ("share/share.js", "#guide .class:has(label) > summary"),
}


def fetched(page: Page) -> set[str]:
    """Our modules that the page has asked for, as paths below `static/`."""
    names = page.evaluate(ASKED)
    return {
        name for url in names for name in re.findall(r"/lenet1/static/(.+\.js)$", url)
    }


def test_nothing_but_the_first_view_is_fetched_before_the_first_stroke(
    browser: Browser, address: str
) -> None:
    with open_page(browser, address, example=True) as page:
        wait_for_answer(page, 4)
        wait_for_final(page)
        first, *rest = points_on(page, EXAMPLES[7][0])
        page.mouse.move(*first)
        page.mouse.down()
        for point in rest:
            page.mouse.move(*point)
        wait_for_answer(page, 7)
        assert fetched(page) == set(), "the first view's have come with the page"
        page.mouse.up()


@pytest.mark.parametrize("button", LATER)
def test_what_did_not_load_says_so_and_is_asked_for_again(
    browser: Browser, address: str, button: str
) -> None:
    module, brought = LATER[button]
    failed = f"Failed to fetch dynamically imported module: {address}lenet1/static/"
    with open_page(browser, address, known=failed + module) as page:
        page.route(f"**/{module}", lambda route: route.abort())
        do(page, button)
        page.get_by_text(sentence(page, "notLoaded")).wait_for(state="attached")
        assert page.locator(brought).count() == 0
        page.unroute_all()
        page.keyboard.press("Escape")  # what has opened, if anything
        do(page, button)
        page.locator(brought).wait_for()
