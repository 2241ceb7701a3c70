from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from lenet1.page.export import html
from tests.browser.opening import (
    CHROMIUM,
    DESKTOP,
    PHONE,
    Lend,
    chromium,
    lending,
)
from tests.conftest import missing


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    if CHROMIUM is None:
        missing(
            "The browser tests need Chromium: apt-get install chromium-headless-shell."
        )
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    with chromium(playwright) as browser:
        yield browser


@pytest.fixture(scope="session")
def lend(browser: Browser, address: str) -> Iterator[Lend]:
    with lending(browser, address) as lend:
        yield lend


@pytest.fixture
def page(request: pytest.FixtureRequest, lend: Lend) -> Iterator[Page]:
    """An empty pad, in the window that a test may choose (`indirect=True`)."""
    with lend(**getattr(request, "param", DESKTOP)) as page:
        yield page


@pytest.fixture
def phone(lend: Lend) -> Iterator[Page]:
    with lend(**PHONE) as page:
        yield page


@pytest.fixture(scope="session")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page as one file."""
    path = tmp_path_factory.mktemp("alone") / "lenet1.html"
    path.write_text(html())
    return path
