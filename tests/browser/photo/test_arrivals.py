"""A photo comes in: chosen, pasted, dropped; and it is put away again."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.opening import new_page
from tests.browser.page import (
    dark_pixels,
    do,
    draw_with_mouse,
    lit,
    pixels,
    record_readings,
    sentence,
    use,
    wait_for_answer,
    wait_for_final,
    wait_until_empty,
)
from tests.browser.photo.photos import (
    CHOOSE,
    LINK,
    WRITTEN,
    bring,
    chosen,
    numbers,
    upload,
    wait_for_boxes,
)
from tests.drawings import EXAMPLES
from tests.paper.pages import LINES


def test_the_first_photo_is_read_and_the_focus_goes_where_the_next_key_is_of_use(
    early: Page,
) -> None:
    """To the choice of a photo; with one in view to its chosen digit; and back."""
    page = early
    readings = record_readings(page)
    focused = page.locator(":focus")
    do(page, "photo")
    assert page.locator(f"{CHOOSE}:focus").count() == 1
    with page.expect_file_chooser() as chooser:
        do(page, "choose")
    assert chooser.value.element.get_attribute("accept") == "image/*"
    upload(page, WRITTEN)
    wait_for_boxes(page)
    assert numbers(page) == list(LINES)
    assert chosen(page) == (0, 3)
    wait_for_answer(page, 3)
    wait_for_final(page)
    assert [reading.json()["label"] for reading in readings] == [3]
    assert all(lit(map_) > 0 for map_ in pixels(page, ".layer.pool2 .map canvas"))
    assert page.locator(".page-lines .chosen").all_inner_texts() == ["3"]
    assert page.locator(".said").inner_text() == sentence(page, "found(6, 2)")
    page.keyboard.press("ArrowRight")
    do(page, "photo")
    assert page.locator(f"{LINK}:focus").count() == 1
    page.keyboard.press("Enter")
    assert focused.get_attribute("data-label") == "1"


@pytest.mark.parametrize("how", ["paste", "drop"])
def test_a_photo_can_be_brought_at_any_time(photo: Page, how: str) -> None:
    page = photo
    do(page, "photo")
    draw_with_mouse(page, EXAMPLES[8])
    wait_for_answer(page, 8)
    if how == "drop":
        assert bring(page, "dragover", WRITTEN)
        assert page.locator("body.dropping").count() == 1
    assert bring(page, how, WRITTEN)
    wait_for_boxes(page)
    assert page.locator("body.dropping").count() == 0
    wait_for_answer(page, 3)
    do(page, "photo")
    wait_for_answer(page, 8)


def test_pasted_text_is_left_alone(page: Page) -> None:
    prevented = page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.setData("text/plain", "7");
          const event = new ClipboardEvent("paste",
            { bubbles: true, cancelable: true, clipboardData: data });
          document.body.dispatchEvent(event);
          return event.defaultPrevented;
        }"""
    )
    assert not prevented
    assert not page.locator(".photo").is_visible()


def test_the_drawing_and_the_photo_are_both_kept(photo: Page) -> None:
    page = photo
    do(page, "photo")
    draw_with_mouse(page, EXAMPLES[7])
    wait_for_answer(page, 7)
    wait_for_final(page)
    page.mouse.move(5, 5)
    page.wait_for_function("() => !document.querySelector('.cover.shown')")
    before = dark_pixels(page)
    upload(page, WRITTEN)
    wait_for_boxes(page)
    page.keyboard.press("ArrowRight")
    wait_for_answer(page, 1)
    do(page, "photo")
    wait_for_answer(page, 7)
    wait_for_final(page)
    assert abs(dark_pixels(page) - before) <= 0.01 * before
    do(page, "photo")
    wait_for_answer(page, 1)
    assert chosen(page) == (1, 1)
    do(page, "photo")
    use(page, "Clear canvas")
    wait_until_empty(page)


def test_a_lesson_without_photos_takes_none(browser: Browser, address: str) -> None:
    with new_page(browser) as page:
        page.goto(f"{address}?hide=photo")
        page.locator("#microscope [data-ready]").wait_for()
        assert bring(page, "paste", WRITTEN), "nor does Gradio's sketchpad"
        assert page.locator("body.photo-view").count() == 0
