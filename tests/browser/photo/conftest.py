from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.page import open_page
from tests.browser.photo.photos import open_early


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The page as soon as a photo can be read: the sketchpad may not be there yet."""
    with open_early(browser, address) as page:
        yield page


@pytest.fixture
def pad(browser: Browser, address: str) -> Iterator[Page]:
    """The page once it can be drawn on."""
    with open_page(browser, address) as page:
        yield page
