"""A photo in view: whole, in the pad's place, on any screen and for everyone."""

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.page import (
    DARK,
    DESKTOP,
    PHONE,
    open_page,
    press,
    wait_for_answer,
)
from tests.browser.photo.photos import (
    BOX,
    CHOSEN,
    POST,
    WRITTEN,
    label,
    open_early,
    upload,
    wait_for_boxes,
)
from tests.browser.test_everyone import AXE, LEVELS
from tests.browser.view import (
    ANSWER,
    INSPECTOR,
    LAPTOPS,
    MAPS,
    OUT_OF_SIGHT,
    PHONES,
    PLACES,
    TABLETS,
    clear_of_one_another,
    resize,
)
from tests.conftest import missing
from tests.drawings import file_of
from tests.paper.pages import written

IN_VIEW = [
    ".picture",
    CHOSEN,
    ".page-lines",
    ".said",
    "#examples .photo-link",
    ".where",
]


def test_the_whole_photo_its_numbers_and_the_maps_are_in_view(pad: Page) -> None:
    upload(pad, WRITTEN)
    wait_for_boxes(pad)
    for width, height in LAPTOPS + TABLETS:
        resize(pad, width, height)
        assert pad.evaluate(OUT_OF_SIGHT, IN_VIEW + ANSWER + MAPS) == [], width
        pad.locator(".layer.conv2 .map").nth(4).click()
        assert pad.evaluate(OUT_OF_SIGHT, IN_VIEW + MAPS + INSPECTOR) == [], width
        assert clear_of_one_another(pad), width
        pad.keyboard.press("Escape")


def test_a_photo_in_the_pads_place_moves_nothing_else(pad: Page) -> None:
    resize(pad, 1366, 650)
    places = [".layer.conv1 .map", ".layer.conv2 .map", "#answer .outputs figure"]
    before = pad.evaluate(PLACES, places)
    upload(pad, WRITTEN)
    wait_for_boxes(pad)
    assert pad.evaluate(PLACES, places) == before


@pytest.mark.parametrize(("width", "height"), PHONES)
def test_a_phone_shows_the_photo_its_numbers_and_the_answer(
    browser: Browser, address: str, width: int, height: int
) -> None:
    phone = {**PHONE, "viewport": {"width": width, "height": height}}
    with open_early(browser, address, **phone) as page:
        page.get_by_role("button", name="Read a photo").tap()
        upload(page, WRITTEN)
        wait_for_boxes(page)
        wait_for_answer(page, 3)
        assert page.evaluate(OUT_OF_SIGHT, IN_VIEW + ANSWER) == []
        page.locator(BOX).nth(2).tap()
        assert label(page) == "digit 3 of 6: 4"
        wait_for_answer(page, 4)


@pytest.mark.parametrize("options", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_nothing_jumps_while_a_photo_is_read(
    browser: Browser, address: str, options: dict[str, Any]
) -> None:
    with open_page(browser, address, **options) as page:
        places = [".photo .sheet", ".layer.conv1 .map", "#examples .photo-link"]
        press(page, "Read a photo")
        before = page.evaluate(PLACES, places)
        page.route(POST, lambda route: None)
        for _ in range(2):  # the first photo, and one in place of another
            upload(page, WRITTEN)
            page.get_by_role("progressbar", name="Reading the photo").wait_for()
            assert page.evaluate(PLACES, places) == before
            press(page, "Stop")
            page.unroute(POST)
            upload(page, WRITTEN)
            wait_for_boxes(page)
            page.route(POST, lambda route: None)


def test_nothing_jumps_when_a_photo_has_been_read(
    browser: Browser, address: str
) -> None:
    with open_page(browser, address, **PHONE) as page:
        press(page, "Read a photo")
        places = [".layer.conv1 .map", ".layer.conv2 .map", "#examples .photo-link"]
        before = page.evaluate(PLACES, places)
        upload(page, WRITTEN)
        wait_for_boxes(page)
        assert page.evaluate(PLACES, places) == before


@pytest.mark.parametrize(
    ("options", "sentence"),
    [(DESKTOP, "paste one, or drop one here."), (PHONE, "or take one.")],
    ids=["desktop", "phone"],
)
def test_the_invitation_names_what_can_be_done_here(
    browser: Browser, address: str, options: dict[str, Any], sentence: str
) -> None:
    with open_early(browser, address, **options) as page:
        press(page, "Read a photo")
        invited = page.locator(".invitation").inner_text()
        assert invited.endswith(f"choose a photo of digits, {sentence}")


def edges(page: Page) -> tuple[bool, bool]:
    """Whether the numbers' list has a shadow at its top, and at its bottom."""
    shown = page.locator(".page-lines").screenshot()
    levels = np.asarray(Image.open(io.BytesIO(shown)).convert("L")).astype(int)
    free = levels[:, levels.shape[1] * 3 // 4]  # beside the numbers
    middle = free[len(free) // 2]
    return bool(abs(free[1] - middle) > 20), bool(abs(free[-2] - middle) > 20)


@pytest.mark.parametrize("options", [DESKTOP, DARK], ids=["light", "dark"])
def test_a_shadow_says_that_there_are_more_lines(
    browser: Browser, address: str, options: dict[str, Any]
) -> None:
    high = Image.new("L", (320, 600), 255)
    high.paste(written(), (0, 0))
    high.paste(written(), (0, 300))
    with open_early(browser, address, **options) as page:
        upload(page, WRITTEN)
        wait_for_boxes(page)
        assert edges(page) == (False, False)
        upload(page, file_of(high))
        page.locator(".page-lines p").nth(3).wait_for()
        assert edges(page) == (False, True)
        page.locator(".page-lines").evaluate("list => list.scrollTo(0, 1000)")
        assert edges(page) == (True, False)


@pytest.mark.parametrize("size", [(320, 1200), (1200, 300)])
def test_a_narrow_photo_is_shown_whole_and_in_its_form(
    page: Page, size: tuple[int, int]
) -> None:
    picture = Image.new("L", size, 255)
    picture.paste(written())
    upload(page, file_of(picture))
    wait_for_boxes(page)
    box = page.locator(".picture").bounding_box()
    square = page.locator(".photo .sheet").bounding_box()
    assert box is not None
    assert square is not None
    assert box["width"] / box["height"] == pytest.approx(size[0] / size[1], rel=0.05)
    assert max(box["width"], box["height"]) == pytest.approx(
        square["width"] - 16, abs=1
    )
    assert square["x"] <= box["x"]
    assert square["y"] <= box["y"]


@pytest.mark.parametrize(
    "options", [DESKTOP, DARK, PHONE], ids=["desktop", "dark", "phone"]
)
def test_no_accessibility_check_fails_with_a_photo(
    browser: Browser, address: str, options: dict[str, Any]
) -> None:
    if not Path(AXE).exists():
        missing("axe-core is missing: npm install --prefix tests/browser.")
    with open_early(browser, address, **options) as page:
        for file in (None, WRITTEN):
            if file:
                upload(page, file)
                wait_for_boxes(page)
            else:
                press(page, "Read a photo")
                page.add_script_tag(path=AXE)
            results = page.evaluate(
                "levels => axe.run(document, { runOnly: levels })", LEVELS
            )
            assert [
                f"{one['id']}: {node['html'][:200]} {node['failureSummary']}"
                for one in results["violations"]
                for node in one["nodes"]
            ] == []
