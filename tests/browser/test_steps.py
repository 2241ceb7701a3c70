"""The steps from the pad to the network: each has a picture, and can be left out."""

from collections.abc import Iterator

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, Route

from tests.browser.page import (
    PHONE,
    Pixels,
    draw_with_finger,
    draw_with_mouse,
    leave_empty,
    open_page,
    pixels,
    points_on,
    press,
    record_readings,
    seen,
    shrunk,
    wait_for_answer,
    wait_for_final,
)
from tests.drawings import DOTTED, EXAMPLES, Stroke, ink_of

STEPS = ["cut out", "stroke", "centred", "upright"]
READ = "**/lenet1/read"
SMALL: list[Stroke] = [
    [(0.3 * x + 60, 0.3 * y + 65) for x, y in stroke] for stroke in EXAMPLES[7]
]


@pytest.fixture
def page(one_page: Page) -> Iterator[Page]:
    """The page with an empty pad, every step on, and a server that answers."""
    yield one_page
    if one_page.get_by_role("button", name="Restore all").is_visible():
        press(one_page, "Restore all")
    leave_empty(one_page)


def turn(page: Page, *steps: str) -> None:
    for step in steps:
        page.get_by_label(step, exact=True).click()


def step_pictures(page: Page) -> list[Pixels]:
    """28x28 each, 255 = ink: as drawn, cut out, with its stroke, centred."""
    return [255 - picture[:, :, 0] for picture in pixels(page, ".step > canvas")]


def answer(page: Page) -> list[str]:
    return page.locator(".outputs :is(b, .score)").all_inner_texts()


def without(page: Page) -> str:
    return page.locator(".notes .without .long").inner_text()


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
    assert without(page) == f"Without {step}."
    page.wait_for_timeout(500)  # what must not happen has no event
    assert readings == []
    press(page, "Restore all")
    wait_for_final(page)
    assert len(readings) == 1
    assert np.array_equal(seen(page), before[0])
    assert (maps(page), answer(page)) == before[1:]
    assert page.get_by_label(step, exact=True).is_checked()
    assert without(page) == ""


def test_without_any_step_the_network_gets_the_pad_shrunk_to_28x28(page: Page) -> None:
    draw_with_mouse(page, DOTTED)
    page.get_by_text("A dot was left out.").first.wait_for()
    turn(page, *STEPS)
    expected = shrunk(ink_of(DOTTED))
    assert np.abs(seen(page) - expected.astype(int)).mean() < 3
    assert without(page) == "Without any step: the pad shrunk to 28\u00d728."
    assert page.locator(".notes .left-out .long").inner_text() == ""
    for picture in step_pictures(page):
        assert np.array_equal(picture, seen(page))


def test_the_pictures_show_what_each_step_does(page: Page) -> None:
    draw_with_mouse(page, DOTTED)
    page.get_by_text("A dot was left out.").first.wait_for()
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
    assert without(page) == "Without stroke, upright."
    turn(page, "upright")
    assert without(page) == "Without stroke."
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
    assert without(page) == "Without cut out, stroke."


def test_without_a_step_nothing_is_waiting_to_be_confirmed(page: Page) -> None:
    line = page.get_by_text("Not confirmed by the server yet")
    page.context.set_offline(True)
    draw_with_mouse(page, EXAMPLES[2])
    wait_for_answer(page, 2)
    line.wait_for()
    turn(page, "upright")
    assert not line.is_visible()
    press(page, "Restore all")
    line.wait_for()
    page.context.set_offline(False)
    wait_for_final(page)
    assert not line.is_visible()


def test_switches_are_turned_with_the_keyboard(page: Page) -> None:
    draw_with_mouse(page, SMALL)
    wait_for_final(page)
    page.get_by_label("stroke", exact=True).focus()
    page.keyboard.press("Space")
    assert without(page) == "Without stroke."
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert without(page) == "Without stroke, centred."
    page.get_by_role("button", name="Restore all").focus()
    page.keyboard.press("Enter")
    assert page.get_by_label("stroke", exact=True).is_checked()
    focused = page.evaluate("document.activeElement.closest('.steps') !== null")
    assert focused, "the focus is not lost with the button"


def test_a_finger_turns_a_switch_and_pad_and_answer_stay_in_view(
    browser: Browser, address: str
) -> None:
    phone = {**PHONE, "viewport": {"width": 390, "height": 664}}
    with open_page(browser, address, **phone) as page:
        draw_with_finger(page, SMALL)
        wait_for_final(page)
        readings = record_readings(page)
        page.locator("#pad .cover.shown").wait_for(
            state="detached"
        )  # the pad is busy till then
        page.get_by_label("cut out", exact=True).tap()
        page.get_by_label("centred", exact=True).tap()
        page.get_by_text("2 steps off").wait_for()
        for part in ("#pad .edge", "#answer .digit"):
            box = page.locator(part).bounding_box()
            assert box is not None
            assert box["y"] >= 0
        assert readings == []
        page.get_by_role("button", name="Restore all").tap()
        wait_for_final(page)
        assert len(readings) == 1
        for target in page.locator(".step:has(input)").all():
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
