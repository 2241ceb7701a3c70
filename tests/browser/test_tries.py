"""Three things to try: each link sets up what it says."""

import numpy as np
from playwright.sync_api import Page

from tests.browser.opening import LAPTOP, Lend
from tests.browser.page import (
    do,
    draw_with_mouse,
    pixels,
    wait_for_answer,
    wait_for_final,
)
from tests.drawings import Stroke

CLOSING: list[Stroke] = [[(38, 20), (62, 20)]]  # from the one top of the 4 to the other


def attempt(page: Page, name: str) -> None:
    page.locator(f"[data-try={name}]").click()
    wait_for_final(page)


def off(page: Page) -> list[str]:
    found: list[str] = page.locator(".step:has(input:not(:checked))").evaluate_all(
        "steps => steps.map((step) => step.dataset.step)"
    )
    return found


def test_a_seven_in_a_corner_is_not_cut_out(lend: Lend) -> None:
    with lend(**LAPTOP) as page:
        attempt(page, "corner")
        assert off(page) == ["cut out"]
        drawn = pixels(page, ".step > canvas")[0][:, :, 0] < 128
        rows, columns = (np.flatnonzero(drawn.any(axis=axis)) for axis in (1, 0))
        assert np.ptp(rows) < 14
        assert columns.min() > 14
        do(page, "restore")
        wait_for_answer(page, 7)


def test_one_stroke_makes_the_four_a_nine(lend: Lend) -> None:
    with lend(**LAPTOP) as page:
        page.locator(".step input").first.click()
        attempt(page, "nine")
        assert off(page) == []
        wait_for_answer(page, 4)
        draw_with_mouse(page, CLOSING)
        wait_for_answer(page, 9)


def test_two_digits_are_offered_to_be_read_as_a_page(lend: Lend) -> None:
    with lend(**LAPTOP) as page:
        attempt(page, "two")
        assert page.locator("#answer .digit").inner_text() == "?"
        page.locator("[data-do=read-as-page]").wait_for()
