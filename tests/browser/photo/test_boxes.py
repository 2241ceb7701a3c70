"""Boxes on the photo: chosen, walked through, and what they say of their digits."""

from PIL import ImageDraw, ImageFont
from playwright.sync_api import Page

from lenet1.confidence import Reader, Verdict
from lenet1.paper import read_page
from tests.browser.page import record_readings, wait_for_answer, wait_for_final
from tests.browser.photo.photos import (
    BOX,
    CHOOSE,
    CHOSEN,
    DIGITS,
    WRITTEN,
    chosen,
    numbers,
    upload,
    wait_for_boxes,
)
from tests.drawings import file_of
from tests.paper.pages import written


def test_a_chosen_boxs_answer_is_the_microscopes(photo: Page) -> None:
    """By Python's own reading of it, too."""
    readings = record_readings(photo)
    upload(photo, WRITTEN)
    wait_for_boxes(photo)
    for at, digit in enumerate(DIGITS):
        photo.locator(BOX).nth(at).click()
        assert chosen(photo) == (at, digit)
        wait_for_answer(photo, digit)
        wait_for_final(photo)
        assert readings[-1].json()["label"] == digit
        marked = photo.locator(".page-lines .chosen")
        assert marked.all_inner_texts() == [str(digit)]


def test_a_tap_beside_a_small_box_and_a_click_on_its_number_choose_it_too(
    photo: Page,
) -> None:
    upload(photo, WRITTEN)
    wait_for_boxes(photo)
    box = photo.locator(BOX).nth(4).bounding_box()
    assert box is not None
    photo.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] + 9)
    assert chosen(photo) == (4, 2)
    photo.keyboard.press("Escape")
    photo.locator(".page-lines span").nth(1).click()
    assert chosen(photo) == (1, 1)


def test_arrow_keys_walk_through_the_digits_in_reading_order(photo: Page) -> None:
    upload(photo, WRITTEN)
    wait_for_boxes(photo)
    for at, digit in enumerate(DIGITS):
        focused = photo.locator(f"{BOX}:focus")
        assert focused.get_attribute("aria-selected") == "true"
        assert chosen(photo) == (at, digit)
        wait_for_answer(photo, digit)
        assert photo.locator(f"{BOX}[tabindex='0']").count() == 1
        photo.keyboard.press("ArrowRight")
    photo.keyboard.press("Home")
    photo.keyboard.press("ArrowDown")
    assert chosen(photo) == (3, 7)
    photo.keyboard.press("Tab")
    assert photo.locator(f"{BOX}:focus").count() == 0


def test_letters_and_doubt_are_quieter_and_no_number(
    photo: Page, reader: Reader
) -> None:
    picture = written()
    font = ImageFont.load_default(44)
    ImageDraw.Draw(picture).text((40, 220), "kg EUR", 0, font)
    read = read_page(reader, picture)
    others = [d for d in read.digits if d.verdict is Verdict.NO_DIGIT]
    assert others
    upload(photo, file_of(picture))
    wait_for_boxes(photo, len(read.digits))
    kinds = {
        Verdict.DIGIT: "sure",
        Verdict.NOT_SURE: "doubt",
        Verdict.NO_DIGIT: "other",
    }
    shown = [box.get_attribute("class") for box in photo.locator(BOX).all()]
    assert shown == [kinds[digit.verdict] for digit in read.digits]
    assert numbers(photo) == [line for line in read.lines if line]
    first = read.digits.index(others[0])
    photo.locator(BOX).nth(first).click()
    assert photo.locator(CHOSEN).get_attribute("class") == "other"
    assert photo.locator(".page-lines .chosen").count() == 0
    photo.locator(BOX).nth(1).click()
    lines = [
        photo.locator(f"{BOX}.{kind}").first.evaluate(
            "b => getComputedStyle(b).outlineStyle"
        )
        for kind in ("sure", "other")
    ]
    assert lines[0] == "solid" != lines[1]


def test_what_a_unit_looked_at_is_outlined_on_the_photo(photo: Page) -> None:
    upload(photo, WRITTEN)
    wait_for_boxes(photo)
    for at in (1, 5):
        photo.locator(BOX).nth(at).click()
        photo.keyboard.press("Escape")
        wait_for_final(photo)
        whole = photo.locator(BOX).nth(at).bounding_box()
        map_ = photo.locator(".layer.conv1 .map").first
        places = []
        for row, column in [(0.5, 0.5), (0.5, 0.7), (0.7, 0.5)]:
            side = map_.evaluate("map => map.clientWidth")
            map_.hover(position={"x": column * side, "y": row * side})
            square = photo.locator(".photo .outline").bounding_box()
            assert square is not None
            places.append(square)
        assert whole is not None
        middle, right, lower = places
        x = middle["x"] + middle["width"] / 2 - whole["x"]
        y = middle["y"] + middle["height"] / 2 - whole["y"]
        assert 0 < x < whole["width"]
        assert 0 < y < whole["height"]
        assert 0.1 < middle["height"] / whole["height"] < 0.4  # 5 of about 20 px
        assert right["x"] > middle["x"]
        assert lower["y"] > middle["y"]


def test_the_chosen_box_stands_out_focused_or_not(photo: Page) -> None:
    """From the others by its line; each from a dark photo by a light rim."""
    upload(photo, WRITTEN)
    wait_for_boxes(photo)
    photo.locator(BOX).nth(2).click()
    for _ in range(2):
        looks = photo.locator(BOX).evaluate_all(
            """boxes => boxes.map(getComputedStyle).map((style) => [
              parseFloat(style.outlineWidth),
              style.boxShadow.startsWith("rgba(255"),
            ])"""
        )
        widths = [width for width, _ in looks]
        assert widths.index(max(widths)) == 2
        assert min(widths) > 0
        assert max(widths) >= 2 * sorted(widths)[-2]
        assert all(light for _, light in looks)
        photo.locator(CHOOSE).focus()
