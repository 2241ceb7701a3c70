"""A photo in view: whole, in the pad's place, on any screen and for everyone."""

import io
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.opening import DARK, DESKTOP, PHONE, open_page
from tests.browser.page import do
from tests.browser.photo.photos import (
    LINK,
    POST,
    WRITTEN,
    upload,
    wait_for_boxes,
)
from tests.browser.test_everyone import check_accessibility
from tests.browser.view import (
    PLACES,
    resize,
)
from tests.drawings import file_of
from tests.paper.pages import written


def test_a_photo_in_the_pads_place_moves_nothing_else(photo: Page) -> None:
    do(photo, "photo")
    resize(photo, 1366, 650)
    places = [".layer.conv1 .map", ".layer.conv2 .map", "#answer .outputs figure"]
    before = photo.evaluate(PLACES, places)
    upload(photo, WRITTEN)
    wait_for_boxes(photo)
    assert photo.evaluate(PLACES, places) == before


@pytest.mark.parametrize("options", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_nothing_jumps_while_a_photo_is_read_and_after(
    browser: Browser, address: str, options: dict[str, Any]
) -> None:
    with open_page(browser, address, **options) as page:
        beside = [".layer.conv1 .map", ".layer.conv2 .map", LINK]
        places = [".photo .sheet", *beside]
        do(page, "photo")
        before = page.evaluate(PLACES, places)
        for _ in range(2):  # the first photo, and one in place of another
            page.route(POST, lambda route: None)
            upload(page, WRITTEN)
            page.locator(".photo progress").wait_for()
            assert page.evaluate(PLACES, places) == before
            do(page, "stop")
            page.unroute(POST)
            upload(page, WRITTEN)
            wait_for_boxes(page)
            after = page.evaluate(PLACES, places)
            assert all(after[one] == before[one] for one in beside)


@pytest.mark.parametrize(
    ("page", "ways"),
    [(DESKTOP, [".by-mouse"]), (PHONE, [".by-touch"])],
    ids=["desktop", "phone"],
    indirect=["page"],
)
def test_the_invitation_names_what_can_be_done_here(
    page: Page, ways: list[str]
) -> None:
    do(page, "photo")
    named = [".by-mouse", ".by-touch"]
    shown = [one for one in named if page.locator(f".invitation {one}").is_visible()]
    assert shown == ways


def edges(page: Page) -> tuple[bool, bool]:
    """Whether the numbers' list has a shadow at its top, and at its bottom."""
    shown = page.locator(".page-lines").screenshot()
    levels = np.asarray(Image.open(io.BytesIO(shown)).convert("L")).astype(int)
    free = levels[:, levels.shape[1] * 3 // 4]  # beside the numbers
    middle = free[len(free) // 2]
    return bool(abs(free[1] - middle) > 20), bool(abs(free[-2] - middle) > 20)


@pytest.mark.parametrize("photo", [DESKTOP, DARK], ids=["light", "dark"], indirect=True)
def test_a_shadow_says_that_there_are_more_lines(photo: Page) -> None:
    high = Image.new("L", (320, 600), 255)
    high.paste(written(), (0, 0))
    high.paste(written(), (0, 300))
    upload(photo, WRITTEN)
    wait_for_boxes(photo)
    assert edges(photo) == (False, False)
    upload(photo, file_of(high))
    photo.locator(".page-lines p").nth(3).wait_for()
    assert edges(photo) == (False, True)
    photo.locator(".page-lines").evaluate("list => list.scrollTo(0, 1000)")
    assert edges(photo) == (True, False)


@pytest.mark.parametrize("size", [(320, 1200), (1200, 300)])
def test_a_narrow_photo_is_shown_whole_and_in_its_form(
    photo: Page, size: tuple[int, int]
) -> None:
    picture = Image.new("L", size, 255)
    picture.paste(written())
    upload(photo, file_of(picture))
    wait_for_boxes(photo)
    box = photo.locator(".picture").bounding_box()
    square = photo.locator(".photo .sheet").bounding_box()
    assert box is not None
    assert square is not None
    assert box["width"] / box["height"] == pytest.approx(size[0] / size[1], rel=0.05)
    assert max(box["width"], box["height"]) == pytest.approx(
        square["width"] - 16, abs=1
    )
    assert square["x"] <= box["x"]
    assert square["y"] <= box["y"]


@pytest.mark.parametrize(
    ("page", "photo"),
    [(options, options) for options in (DESKTOP, DARK, PHONE)],
    ids=["desktop", "dark", "phone"],
    indirect=True,
)
def test_no_accessibility_check_fails_with_a_photo(page: Page, photo: Page) -> None:
    do(page, "photo")
    for one in (page, photo):
        check_accessibility(one)
