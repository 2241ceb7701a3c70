from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.opening import DESKTOP, Lend
from tests.browser.photo.photos import ONE, open_early, upload, wait_for_boxes


@pytest.fixture
def early(browser: Browser, address: str) -> Iterator[Page]:
    """A page that had no photo yet, as soon as one can be read."""
    with open_early(browser, address) as page:
        yield page


@pytest.fixture
def photo(request: pytest.FixtureRequest, lend: Lend) -> Iterator[Page]:
    """A photo of one digit is in view; a test may choose the window."""
    with lend(one_digit, **getattr(request, "param", DESKTOP)) as page:
        yield page


def one_digit(page: Page) -> None:
    upload(page, ONE)
    wait_for_boxes(page, 1)
