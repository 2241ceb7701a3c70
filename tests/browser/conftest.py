from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from tests.browser.page import CHROMIUM, chromium, open_page, wait_for_answer
from tests.conftest import missing


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    if CHROMIUM is None:
        missing("The browser tests need Chromium: apt-get install chromium.")
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    with chromium(playwright) as browser:
        yield browser


@pytest.fixture(scope="module")
def one_page(browser: Browser, address: str) -> Iterator[Page]:
    """One for all tests of a module, which `page.leave_empty` clears between them."""
    with open_page(browser, address) as page:
        yield page


@pytest.fixture(scope="module")
def wide(browser: Browser, address: str) -> Iterator[Page]:
    with open_page(browser, address, viewport={"width": 1280, "height": 600}) as page:
        page.get_by_label("Example: a drawn 8").click()
        wait_for_answer(page, 8)
        yield page


@pytest.fixture(autouse=True)
def free(request: pytest.FixtureRequest) -> None:
    """No unit is chosen on a page that other tests have used."""
    for page in {"wide", "large"}.intersection(request.fixturenames):
        request.getfixturevalue(page).keyboard.press("Escape")
