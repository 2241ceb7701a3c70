"""A photo over nearly all of the window; its numbers copied; a drawing read as one."""

import io

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.opening import LAPTOP, PHONE, open_page
from tests.browser.page import (
    do,
    draw_with_mouse,
    next_frame,
    wait_for_answer,
    wait_for_final,
)
from tests.browser.photo.photos import (
    BOX,
    CHOSEN,
    DIGITS,
    WRITTEN,
    chosen,
    numbers,
    upload,
    wait_for_boxes,
)
from tests.drawings import EXAMPLES, Stroke
from tests.paper.pages import LINES

LARGE = ".photo .large"
# Copied texts; without `kept` the page is not let to the clipboard.
CLIPBOARD = """(kept) => {
  window.copied = [];
  const writeText = (text) =>
    kept ? Promise.resolve(copied.push(text)) : Promise.reject(new Error("denied"));
  Object.defineProperty(navigator, "clipboard", { value: { writeText },
    configurable: true });
}"""
# Before the dialog's own event that it was closed.
CLOSED_AND_OPENED = """() => {
  const box = document.querySelector(".boxes [role=option]");
  const large = document.querySelector(".photo .large");
  box.click();
  large.querySelector("[data-do=close-large]").click();
  const isBack = !large.contains(box);
  box.click();
  return isBack;
}"""


@pytest.mark.parametrize(
    "photo", [LAPTOP, PHONE], ids=["laptop", "phone"], indirect=True
)
def test_a_click_opens_the_photo_large_and_its_digit_larger(photo: Page) -> None:
    upload(photo, WRITTEN)
    wait_for_boxes(photo)
    small = photo.locator(".picture").bounding_box()
    photo.locator(BOX).nth(3).click()
    window = photo.evaluate("[innerWidth, innerHeight]")
    sheet, picture = (
        photo.locator(one).bounding_box() for one in (LARGE, f"{LARGE} .picture")
    )
    assert sheet is not None
    assert picture is not None
    assert small is not None
    assert [sheet["width"], sheet["height"]] == pytest.approx(
        [0.9 * side for side in window], abs=1
    )
    assert picture["width"] > 1.2 * small["width"]
    inside = picture["x"] >= sheet["x"], picture["y"] >= sheet["y"]
    assert inside == (True, True)
    assert picture["x"] + picture["width"] <= sheet["x"] + sheet["width"]
    assert picture["y"] + picture["height"] <= sheet["y"] + sheet["height"]
    assert chosen(photo) == (3, DIGITS[3])
    photo.keyboard.press("ArrowRight")
    photo.locator(f"{LARGE} {CHOSEN}:focus").wait_for()
    assert chosen(photo) == (4, DIGITS[4])
    magnified = photo.locator(f"{LARGE} .beside canvas")
    shown = Image.open(io.BytesIO(magnified.screenshot())).convert("L")
    ink = np.argwhere(np.asarray(shown)[9:-9, 9:-9] < 128)  # within its outline
    pixel = shown.width / magnified.evaluate("one => one.clientWidth")
    assert np.ptp(ink, axis=0).max() >= 120 * pixel
    photo.keyboard.press("Escape")
    assert photo.locator(LARGE).is_hidden()
    assert photo.locator(".picture").bounding_box() == small
    photo.locator(CHOSEN).focus()
    photo.keyboard.press("Enter")
    do(photo, "close-large")
    assert photo.locator(LARGE).is_hidden()

    assert photo.evaluate(CLOSED_AND_OPENED), "closed, the boxes are on the photo again"
    next_frame(photo)
    assert photo.locator(f"{LARGE} .picture").is_visible()
    photo.keyboard.press("Escape")


def test_the_numbers_are_copied_or_else_selected(photo: Page) -> None:
    upload(photo, WRITTEN)
    wait_for_boxes(photo)
    photo.evaluate(CLIPBOARD, True)
    do(photo, "copy")
    photo.locator("[data-said=copied]").wait_for()
    assert photo.evaluate("copied") == ["\n".join(LINES)]
    photo.evaluate(CLIPBOARD, False)
    do(photo, "copy")
    photo.locator("[data-said=selected]").wait_for()
    selected = photo.evaluate("`${getSelection()}`")
    assert selected.split() == "\n".join(LINES).split()


TWO: list[Stroke] = [
    *([(0.45 * x + 3, 0.6 * y + 20) for x, y in stroke] for stroke in EXAMPLES[6]),
    *([(0.45 * x + 52, 0.6 * y + 20) for x, y in stroke] for stroke in EXAMPLES[9]),
]


def test_two_digits_on_the_pad_can_be_read_as_a_page(
    browser: Browser, address: str
) -> None:
    with open_page(browser, address) as page:
        offer = page.locator("[data-do=read-as-page]")
        draw_with_mouse(page, TWO)
        wait_for_final(page)
        offer.click()
        wait_for_boxes(page, 2)
        assert numbers(page) == ["69"]
        wait_for_answer(page, 6)
        assert not offer.is_visible()
        page.keyboard.press("Control+z")
        offer.wait_for()
        assert page.locator("#pad .edge").is_visible()
