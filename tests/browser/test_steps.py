"""The steps from the pad to the network: each has a picture, and can be left out."""

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, Route

from tests.browser.page import (
    Pixels,
    do,
    draw_with_finger,
    draw_with_mouse,
    pixels,
    points_on,
    record_readings,
    seen,
    shrunk,
    wait_for_answer,
    wait_for_final,
)
from tests.browser.view import STEPS, resize
from tests.drawings import DOTTED, EXAMPLES, Stroke, ink_of

READ = "**/lenet1/read"
SMALL: list[Stroke] = [
    [(0.3 * x + 60, 0.3 * y + 65) for x, y in stroke] for stroke in EXAMPLES[7]
]


def switch(page: Page, step: str) -> Locator:
    return page.locator(f"[data-step='{step}'] input")


def turn(page: Page, *steps: str) -> None:
    for step in steps:
        switch(page, step).click()


def step_pictures(page: Page) -> list[Pixels]:
    """28x28 each, 255 = ink: as drawn, cut out, with its stroke, centred."""
    return [255 - picture[:, :, 0] for picture in pixels(page, ".step > canvas")]


def answer(page: Page) -> list[str]:
    return page.locator(".outputs :is(b, .score)").all_inner_texts()


def without(page: Page) -> str | None:
    """The steps that are said to be off."""
    return page.locator("[data-note=without]").get_attribute("data-about")


def maps(page: Page) -> bytes:
    return np.stack(pixels(page, ".layer.conv2 .map canvas")).tobytes()


@pytest.mark.parametrize("step", STEPS)
def test_a_step_switched_off_changes_picture_maps_and_answer_at_once_and_asks_nobody(
    page: Page, step: str
) -> None:
    draw_with_mouse(page, SMALL)
    wait_for_final(page)
    before = seen(page), maps(page), answer(page)
    readings = record_readings(page)
    turn(page, step)
    assert not np.array_equal(seen(page), before[0])
    assert maps(page) != before[1]
    assert answer(page) != before[2]
    assert without(page) == step
    page.wait_for_timeout(500)  # what must not happen has no event
    assert readings == []
    do(page, "restore")
    wait_for_final(page)
    assert len(readings) == 1
    assert np.array_equal(seen(page), before[0])
    assert (maps(page), answer(page)) == before[1:]
    assert switch(page, step).is_checked()
    assert without(page) == ""


def test_without_any_step_the_network_gets_the_pad_shrunk_to_28x28(page: Page) -> None:
    draw_with_mouse(page, DOTTED)
    page.locator("[data-note=left-out][data-about=dot]").wait_for()
    turn(page, *STEPS)
    expected = shrunk(ink_of(DOTTED))
    assert np.abs(seen(page) - expected.astype(int)).mean() < 3
    assert without(page) == ",".join(STEPS)
    assert page.locator("[data-note=left-out]").get_attribute("data-about") == ""
    for picture in step_pictures(page):
        assert np.array_equal(picture, seen(page))


def test_the_pictures_show_what_each_step_does(page: Page) -> None:
    draw_with_mouse(page, DOTTED)
    page.locator("[data-note=left-out][data-about=dot]").wait_for()
    wait_for_final(page)
    drawn, cut_out, stroke, centred = (picture > 60 for picture in step_pictures(page))
    assert drawn[:5, :5].any(), "the dot"
    assert np.ptp(np.flatnonzero(drawn[6:].any(axis=1))) < 18
    rows, columns = (np.flatnonzero(cut_out.any(axis=axis)) for axis in (1, 0))
    assert max(np.ptp(rows), np.ptp(columns)) == 19
    assert stroke.sum() < cut_out.sum(), "a wide pen's stroke gets thinner"
    assert centred.sum() == pytest.approx(stroke.sum(), rel=0.1)
    assert not np.array_equal(255 * centred, seen(page)), "upright is the map below"


def test_the_line_names_all_that_is_off(page: Page) -> None:
    draw_with_mouse(page, EXAMPLES[4])
    wait_for_answer(page, 4)
    turn(page, "upright", "stroke")
    assert without(page) == "stroke,upright"
    turn(page, "upright")
    assert without(page) == "stroke"
    turn(page, "stroke")
    wait_for_final(page)
    assert without(page) == ""


def test_what_is_drawn_without_a_step_is_confirmed_when_it_is_back(page: Page) -> None:
    readings = record_readings(page)
    turn(page, "stroke")
    draw_with_mouse(page, EXAMPLES[7])
    wait_for_answer(page, 7)
    page.wait_for_timeout(500)
    assert readings == []
    turn(page, "stroke")
    wait_for_final(page)
    wait_for_answer(page, 7)
    assert len(readings) == 1


def test_a_late_answer_does_not_overwrite_one_without_a_step(page: Page) -> None:
    held: list[Route] = []
    page.route(READ, lambda route: held.append(route))
    draw_with_mouse(page, EXAMPLES[3])
    while not held:
        page.wait_for_timeout(20)
    turn(page, "cut out", "stroke")
    shown = seen(page), answer(page)
    message = held[0].fetch().json()
    held[0].fulfill(json={**message, "verdict": "digit", "label": 9})
    page.wait_for_timeout(300)
    assert page.locator("#answer .digit").inner_text() != "9"
    assert np.array_equal(seen(page), shown[0])
    assert answer(page) == shown[1]
    assert without(page) == "cut out,stroke"


def test_without_a_step_nothing_is_waiting_to_be_confirmed(page: Page) -> None:
    line = page.locator("[data-note=unconfirmed]")
    page.context.set_offline(True)
    draw_with_mouse(page, EXAMPLES[2])
    wait_for_answer(page, 2)
    line.wait_for()
    turn(page, "upright")
    assert not line.is_visible()
    do(page, "restore")
    line.wait_for()
    page.context.set_offline(False)
    wait_for_final(page)
    assert not line.is_visible()


def test_switches_are_turned_with_the_keyboard(page: Page) -> None:
    draw_with_mouse(page, SMALL)
    wait_for_final(page)
    switch(page, "stroke").focus()
    page.keyboard.press("Space")
    assert without(page) == "stroke"
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert without(page) == "stroke,centred"
    page.locator("[data-do=restore]").focus()
    page.keyboard.press("Enter")
    assert switch(page, "stroke").is_checked()
    focused = page.evaluate("document.activeElement.closest('.steps') !== null")
    assert focused, "the focus is not lost with the button"


def test_a_finger_turns_a_switch_and_pad_and_answer_stay_in_view(phone: Page) -> None:
    resize(phone, 390, 664)
    draw_with_finger(phone, SMALL)
    wait_for_final(phone)
    readings = record_readings(phone)
    phone.locator("#pad .cover.shown").wait_for(
        state="detached"
    )  # the pad is busy till then
    switch(phone, "cut out").tap()
    switch(phone, "centred").tap()
    phone.locator("[data-note=without][data-about='cut out,centred']").wait_for()
    for part in ("#pad .edge", "#answer .digit"):
        box = phone.locator(part).bounding_box()
        assert box is not None
        assert box["y"] >= 0
    assert readings == []
    phone.locator("[data-do=restore]").tap()
    wait_for_final(phone)
    assert len(readings) == 1
    for target in phone.locator(".step:has(input)").all():
        size = target.bounding_box()
        assert size is not None
        assert size["height"] >= 24
        assert size["width"] >= 24


def test_the_outline_on_the_pad_follows_what_is_off(page: Page) -> None:
    draw_with_mouse(page, SMALL)
    wait_for_answer(page)
    turn(page, *STEPS)
    page.locator(".layer.input .map").click(position={"x": 1, "y": 1})
    outline = page.locator("#pad .outline").bounding_box()
    assert outline is not None
    ((left, top),) = points_on(page, [(0, 0)])
    assert (outline["x"], outline["y"]) == pytest.approx((left, top), abs=1.5)
    assert outline["width"] == pytest.approx(10, abs=0.5)
    page.keyboard.press("Escape")
