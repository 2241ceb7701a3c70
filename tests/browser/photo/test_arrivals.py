"""A photo comes in: chosen, pasted, dropped; and it is put away again."""

import pytest
from playwright.sync_api import Page

from tests.browser.page import (
    dark_pixels,
    draw_with_mouse,
    lit,
    pixels,
    press,
    record_readings,
    wait_for_answer,
    wait_for_final,
)
from tests.browser.photo.photos import (
    WRITTEN,
    bring,
    label,
    numbers,
    upload,
    wait_for_boxes,
)
from tests.drawings import EXAMPLES
from tests.paper.pages import LINES


def test_an_uploaded_photo_is_read_and_its_first_digit_is_in_the_microscope(
    page: Page,
) -> None:
    readings = record_readings(page)
    upload(page, WRITTEN)
    wait_for_boxes(page)
    assert numbers(page) == list(LINES)
    assert label(page) == "digit 1 of 6: 3"
    wait_for_answer(page, 3)
    wait_for_final(page)
    assert [reading.json()["label"] for reading in readings] == [3]
    assert all(lit(map_) > 0 for map_ in pixels(page, ".layer.pool2 .map canvas"))
    assert page.locator(".page-lines .chosen").all_inner_texts() == ["3"]
    assert page.get_by_role("status").filter(has_text="6 digits in 2 lines").count()


def test_the_button_opens_the_choice_of_a_file_or_the_camera(page: Page) -> None:
    press(page, "Read a photo")
    with page.expect_file_chooser() as chooser:
        press(page, "Choose a photo")
    assert chooser.value.element.get_attribute("accept") == "image/*"


def test_the_focus_goes_where_the_next_key_is_of_use(page: Page) -> None:
    """To the choice of a photo; with one in view to its chosen digit; and back."""
    focused = page.locator(":focus")
    press(page, "Read a photo")
    assert focused.inner_text() == "Choose a photo"
    upload(page, WRITTEN)
    wait_for_boxes(page)
    page.keyboard.press("ArrowRight")
    press(page, "Back to the sketchpad")
    assert focused.inner_text() == "Read a photo"
    page.keyboard.press("Enter")
    assert focused.get_attribute("aria-label") == "digit 2 of 6: 1"


@pytest.mark.parametrize("how", ["paste", "drop"])
def test_a_photo_can_be_brought_at_any_time(pad: Page, how: str) -> None:
    page = pad
    draw_with_mouse(page, EXAMPLES[8])
    wait_for_answer(page, 8)
    if how == "drop":
        assert bring(page, "dragover", WRITTEN)
        assert page.locator("body.dropping").count() == 1
    assert bring(page, how, WRITTEN)
    wait_for_boxes(page)
    assert page.locator("body.dropping").count() == 0
    wait_for_answer(page, 3)
    press(page, "Back to the sketchpad")
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


def test_the_drawing_and_the_photo_are_both_kept(pad: Page) -> None:
    page = pad
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
    press(page, "Back to the sketchpad")
    wait_for_answer(page, 7)
    wait_for_final(page)
    assert abs(dark_pixels(page) - before) <= 0.01 * before
    press(page, "Read a photo")
    wait_for_answer(page, 1)
    assert label(page) == "digit 2 of 6: 1"
    press(page, "Back to the sketchpad")
    press(page, "Clear canvas")
    page.get_by_text("Draw a digit", exact=True).first.wait_for()
