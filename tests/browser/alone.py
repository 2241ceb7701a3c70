"""The page as one file, opened from a disk."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page

from tests.browser.opening import new_page
from tests.browser.page import wait_for_final

PAPER = ".ownpad canvas"


@contextmanager
def opened(browser: Browser, address: str, **options: Any) -> Iterator[Page]:
    """The file, ready; it fails a test in which it throws or asks for anything."""
    wrong: list[str] = []
    with new_page(browser, reduced_motion="reduce", **options) as page:
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda one: wrong.append(one.url))
        page.goto(address)
        page.locator("[data-ready=own]").wait_for()
        wait_for_final(page)
        yield page
    asked = {one for one in wrong if not one.startswith(("data:", "blob:"))}
    assert asked == {address.partition("#")[0]}
