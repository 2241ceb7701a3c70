"""Sharing what is shown: a link, a picture, numbers."""

import json

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser.opening import DARK, DESKTOP, open_page
from tests.browser.page import (
    choose_example,
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


OPEN = "document.querySelector('[role=tab][aria-selected=true]').dataset.tool"


def tab(page: Page, name: str) -> None:
    page.locator(f"[role=tab][data-tool={name}]").click()


def test_a_link_opens_the_tool_as_it_was_and_muted_maps(
    page: Page, browser: Browser, address: str
) -> None:
    choose_example(page, 4)
    wait_for_final(page)
    tab(page, "change")
    page.locator(".places").wait_for()
    page.locator(".layer.conv2 .number").nth(11).click()
    page.locator(".layer.conv2 figure.muted").wait_for()
    page.locator(".layer.conv1 .kernel").nth(2).click()
    chip = page.locator("#header .chip b").inner_text()
    changed = shared(page)
    page.keyboard.press("Escape")
    do(page, "shipped")
    tab(page, "likes")
    page.locator(".layer.conv2 .number").nth(6).click()
    likes = shared(page)
    page.keyboard.press("Escape")
    tab(page, "train")
    page.locator(".choices select").first.select_option("50")
    train = shared(page)
    page.keyboard.press("Escape")
    tab(page, "experiments")
    page.locator(".experiments .list button").nth(2).click()
    experiment = shared(page)
    page.keyboard.press("Escape")
    page.evaluate("history.replaceState(null, '', location.pathname)")
    page.evaluate("localStorage.clear()")
    assert len(changed) < len(address) + 80, "no weights are in it"

    with open_page(browser, changed, example=True, **DESKTOP) as other:
        wait_for_answer(other)
        assert other.locator("#header .chip b").inner_text() == chip
        pressed = other.locator(".places [aria-pressed=true]")
        assert pressed.inner_text() == "3"
        assert other.evaluate(OPEN) == "change"
        muted = other.locator(".layer.conv2 figure.muted")
        assert muted.count() == 1
        other.locator(".layer.conv2 .number").nth(11).click()
        muted.wait_for(state="detached")
        assert not other.locator("#header .chip").is_visible()
        other.evaluate(f"location.hash = '{likes.partition('#')[2]}'")
        shown = other.locator("[role=tabpanel][data-tool=likes] h3", has_text="7")
        shown.wait_for()
        other.evaluate(f"location.hash = '{train.partition('#')[2]}'")
        other.locator("[role=tabpanel][data-tool=train]").wait_for()
        expect(other.locator(".choices select").first).to_have_value("50")
        other.evaluate(f"location.hash = '{experiment.partition('#')[2]}'")
        third = other.locator(".experiments .list button").nth(2)
        expect(third).to_have_attribute("aria-pressed", "true")
        other.evaluate(f"location.hash = '{changed.partition('#')[2]}'")
        muted.wait_for()
        assert other.evaluate(OPEN) == "change"
    lesson = changed.replace("#", "?hide=tools#")
    with open_page(browser, lesson, example=True, **DESKTOP) as other:
        other.locator(".layer.conv2 figure.muted").wait_for()
        assert other.evaluate(OPEN) == "why"


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
