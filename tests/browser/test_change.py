"""Change it: maps are muted, weights dragged, and the page says what it costs."""

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.browser.opening import LAPTOP, PHONE
from tests.browser.page import (
    choose_example,
    do,
    draw_with_mouse,
    finger,
    next_frame,
    pixels,
    sentence,
    wait_for_answer,
    wait_for_final,
)
from tests.browser.view import ALL, OUT_OF_SIGHT, PLACES, wait_until
from tests.drawings import EXAMPLES

MAPS = ".layer .map canvas"
SCROLLED = """() => [scrollY, ...[...document.querySelectorAll("#bench, #bench *")]
  .map(({ scrollTop }) => scrollTop)]"""
# In view as soon as the tool is: all that one presses, drags and reads.
TOOL = [
    ".tool:not([hidden]) h3",
    ".tool [data-do=mute]",
    ".places button",
    ".kernels .square",
    ".change .bars li",
    ".judged > p",
]


def judged(page: Page, *, other_than: str = "") -> str:
    """The share right, once it has been reckoned anew."""
    share = "document.querySelector('.detail.change')?.dataset.share"
    wait_until(page, f"({share} ?? '{other_than}') !== '{other_than}'")
    return str(page.evaluate(share))


@pytest.mark.parametrize("page", [LAPTOP], indirect=True)
def test_a_network_is_changed_by_mouse_and_keys_and_comes_back(page: Page) -> None:
    choose_example(page, 4)
    wait_for_final(page)
    shown = pixels(page, MAPS)
    places = page.evaluate(PLACES, ALL)
    page.locator("[role=tab][data-tool=change]").click()
    whole = judged(page)
    assert float(whole) > 0.95
    assert page.evaluate(OUT_OF_SIGHT, ALL + TOOL) == []
    assert page.evaluate(PLACES, ALL) == places

    page.locator(".layer.conv2 .number").nth(11).click()
    muted = page.locator(".layer.conv2 figure.muted")
    expect(muted).to_have_count(1)
    next_frame(page)
    assert len(np.unique(pixels(page, ".layer.conv2 .map canvas")[11])) <= 4
    assert page.locator("#header .chip").is_visible()
    one = judged(page, other_than=whole)
    assert float(one) < float(whole)
    assert page.locator(".bars .less").count() > 0
    page.locator(".layer.conv2 .map").nth(6).hover()
    page.keyboard.press("m")
    expect(muted).to_have_count(2)
    two = judged(page, other_than=one)
    do(page, "undo-change")
    expect(muted).to_have_count(1)
    assert judged(page, other_than=two) == one

    page.locator(".layer.conv1 .kernel").nth(1).click()
    square = page.locator(".kernels .square").nth(12)
    box = square.bounding_box()
    assert box is not None
    before = float(square.get_attribute("aria-valuenow") or "nan")
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for up in (10, 30, 60):
        page.mouse.move(x, y - up)
    page.mouse.up()
    next_frame(page)  # which shows what has changed
    dragged = float(square.get_attribute("aria-valuenow") or "nan")
    assert dragged > before + 1
    page.keyboard.press("ArrowDown")
    next_frame(page)
    assert float(square.get_attribute("aria-valuenow") or "nan") < dragged
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowUp")
    chip = page.locator("#header .chip b")
    expect(chip).to_have_text(sentence(page, "changed(1, 2)"))
    after = pixels(page, MAPS)
    assert not np.array_equal(after[2], shown[2])
    draw_with_mouse(page, EXAMPLES[1])
    wait_for_final(page)
    page.locator("[data-example='4']").click()

    do(page, "all-back")
    expect(page.locator("#header .chip")).to_be_hidden()
    expect(muted).to_have_count(0)
    judged(page, other_than=one)
    wait_for_answer(page, 4)
    again = pixels(page, MAPS)
    assert all(np.array_equal(a, b) for a, b in zip(again, shown, strict=True))


@pytest.mark.parametrize("page", [PHONE], indirect=True)
def test_a_network_is_changed_by_touch(page: Page) -> None:
    page.locator("[data-example='4']").tap()
    wait_for_answer(page, 4)
    do(page, "bench")
    page.locator("[role=tab][data-tool=change]").tap()
    page.locator(".places button").last.wait_for()
    places = page.evaluate(PLACES, [".places button"])
    whole = judged(page)
    square = page.locator(".kernels .square").nth(12)
    square.scroll_into_view_if_needed()
    box = square.bounding_box()
    assert box is not None
    before = float(square.get_attribute("aria-valuenow") or "nan")
    scrolled = page.evaluate(SCROLLED)
    touch = finger(page)
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touch("touchStart", (x, y))
    for up in (10, 30, 60):
        touch("touchMove", (x, y - up))
    touch("touchEnd")
    next_frame(page)
    expect(page.locator("#header .chip b")).to_have_text(
        sentence(page, "changed(0, 1)")
    )
    assert float(square.get_attribute("aria-valuenow") or "nan") > before + 1
    assert page.evaluate(SCROLLED) == scrolled, "a finger changes, and does not scroll"
    do(page, "undo-change")
    expect(page.locator("#header .chip")).to_be_hidden()
    assert float(square.get_attribute("aria-valuenow") or "nan") == before
    page.locator(".places button").nth(4 + 11).tap()
    page.locator("[data-do=mute]").tap()
    expect(page.locator(".layer.conv2 figure.muted")).to_have_count(1)
    judged(page, other_than=whole)
    after = page.evaluate(PLACES, [".places button"])
    assert after == places, "words that come move no button"
    assert page.evaluate(OUT_OF_SIGHT, ["#pad .edge", "#answer .digit"]) == []
    page.locator("#header [data-do=shipped]").tap()
    expect(page.locator("figure.muted")).to_have_count(0)


@pytest.mark.parametrize("page", [PHONE], indirect=True)
def test_the_tap_after_a_dragged_weight_is_not_lost(page: Page) -> None:
    """A drag that ends fast would be a fling, and the tap would be kept for its end."""
    do(page, "bench")
    page.locator("[role=tab][data-tool=change]").tap()
    square = page.locator(".kernels .square").nth(12)
    square.scroll_into_view_if_needed()
    touch = finger(page)
    places = page.locator(".places button")
    for map_ in range(4):
        box = square.bounding_box()
        assert box is not None
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        touch("touchStart", (x, y))
        for up in range(8, 80, 8):
            touch("touchMove", (x, y - up))
        touch("touchEnd")
        places.nth(map_).tap()
        expect(places.nth(map_)).to_have_attribute("aria-pressed", "true")
