"""Sharing what is shown: a link, a picture, numbers."""

import json

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.opening import DARK, DESKTOP, open_page
from tests.browser.page import (
    do,
    draw_with_mouse,
    pixels,
    seen,
    sentence,
    wait_for_answer,
    wait_for_final,
    wait_until_empty,
)
from tests.browser.view import choose
from tests.drawings import EXAMPLES

UNIT = "document.querySelector('.inspector h3').dataset.unit"
NO_CLIPBOARD = """navigator.clipboard.writeText =
  () => Promise.reject(new DOMException("no", "NotAllowedError"));"""


def shared(page: Page) -> str:
    """The link that "Copy link" shows."""
    do(page, "share")
    do(page, "copy-link")
    field = page.locator("#share input")
    field.wait_for()
    return field.input_value()


def test_a_link_opens_what_was_seen(page: Page, browser: Browser, address: str) -> None:
    draw_with_mouse(page, EXAMPLES[7])
    wait_for_final(page)
    page.locator("[data-step=stroke] input").uncheck()
    wait_for_answer(page, 7)
    choose(page, "conv2", 4, 0.5, 0.5)
    before, unit = seen(page), page.evaluate(UNIT)
    assert unit.startswith("conv2 4 ")
    link = shared(page)
    assert len(link) < len(address) + 80
    assert page.url == link  # the address line has it too
    page.evaluate("history.replaceState(null, '', location.pathname)")
    do(page, "share")
    page.keyboard.press("Escape")
    with open_page(browser, link, example=True, **DESKTOP) as other:
        wait_for_answer(other, 7)
        assert other.evaluate(UNIT) == unit
        assert not other.locator("[data-step=stroke] input").is_checked()
        assert other.locator("#pad .example").count() == 0
        assert np.abs(seen(other).astype(int) - before).max() <= 1


BAD = ["AQE", "AgEPDRqiAXxqBXwF", "<img%20src=x>", "A" * 7_000]


def test_a_link_that_is_none_says_so_and_leaves_the_pad_empty(
    browser: Browser, address: str
) -> None:
    with open_page(browser, f"{address}#guide", example=True, **DESKTOP) as page:
        said = page.locator("#share", has_text=sentence(page, "unreadableLink"))
        said.wait_for()
        wait_until_empty(page)
        for text in BAD:  # on the open page, too
            page.keyboard.press("Escape")
            said.wait_for(state="hidden")
            page.evaluate(f"location.hash = '{text}'")
            said.wait_for()


@pytest.mark.parametrize("page", [DARK], indirect=True)
def test_a_picture_and_numbers_are_saved(page: Page) -> None:
    draw_with_mouse(page, EXAMPLES[3])
    wait_for_answer(page, 3)
    wait_for_final(page)
    do(page, "share")
    with page.expect_download() as picture:
        do(page, "save-picture")
    with page.expect_download() as numbers:
        do(page, "save-numbers")
    image = Image.open(picture.value.path())
    layers = json.loads(numbers.value.path().read_text())["layers"]
    assert list(layers) == ["conv1", "pool1", "conv2", "pool2", "logits"]
    assert np.argmax(layers["logits"]["values"]) == 3
    # Twice as large as on the page, and every colour of a map is in it.
    box = page.locator(".layer.conv2 .map canvas").nth(4).bounding_box()
    assert box is not None
    map_ = pixels(page, ".layer.conv2 .map canvas")[4][:, :, :3]
    painted = np.asarray(image.convert("RGB"))
    once = round(2 * box["width"] / 8)
    big = map_.repeat(once, axis=0).repeat(once, axis=1)
    assert holds(painted, big[once // 2 :: once, once // 2 :: once], once)
    assert painted[0, 0].max() < 60  # it is dark, as the page is
    assert image.width > 2 * 1_000


def holds(
    picture: "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]",
    map_: "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]",
    step: int,
) -> bool:
    """Whether the map's squares stand somewhere in the picture, `step` px apart."""
    height, width = picture.shape[:2]
    here = np.ones((height - 8 * step, width - 8 * step), bool)
    for y, x in np.ndindex(8, 8):
        part = picture[y * step : y * step + here.shape[0]]
        part = part[:, x * step : x * step + here.shape[1]]
        here &= (part == map_[y, x]).all(axis=2)
    return bool(here.any())


def test_a_link_that_cannot_be_copied_is_there_to_be_copied_by_hand(
    page: Page,
) -> None:
    draw_with_mouse(page, EXAMPLES[1])
    wait_for_final(page)
    page.evaluate(f"() => {{ {NO_CLIPBOARD} }}")
    link = shared(page)
    page.locator("#share", has_text=sentence(page, "notCopied")).wait_for()
    assert page.evaluate("getSelection().toString() || document.activeElement.value")
    assert link == page.url
    page.evaluate("history.replaceState(null, '', location.pathname)")
    page.evaluate("delete navigator.clipboard.writeText")
