"""How the page uses a window: nothing is cut off or stands twice, and maps grow."""

from itertools import pairwise

import numpy as np
import pytest
from playwright.sync_api import Browser, Page

from tests.browser.page import (
    draw_with_mouse,
    open_page,
    seen,
    shrunk,
    wait_for_answer,
)
from tests.browser.view import ALL, LAPTOPS, OUT_OF_SIGHT, STEPS, UNITS, choose, resize
from tests.drawings import EXAMPLES, ink_of


def test_nothing_is_cut_off_at_any_width(wide: Page) -> None:
    """Whoever cannot see it by scrolling sideways cannot see it at all."""
    cut = """() => {
      const width = document.documentElement.clientWidth;
      const bad = [...document.querySelectorAll("#header *, #desk *")].filter((one) => {
        if (one.closest("#guide, .spoken, #pad, .lines, .numbers")) return false;
        const box = one.getBoundingClientRect();
        return box.width > 1 && (box.left < -1 || box.right > width + 1);
      });
      if (document.documentElement.scrollWidth > width) bad.push(document.body);
      return bad.map((one) => one.className || one.tagName);
    }"""
    choose(wide, *UNITS[3])
    for height in (600, 900):
        for width in [*range(320, 2561, 40), 699, 700, 999, 1000, 1189, 1190]:
            resize(wide, width, height)
            assert wide.evaluate(cut) == [], width
    resize(wide, 1280, 600)


def test_maps_grow_with_the_window_by_whole_pixels(wide: Page) -> None:
    sides: list[list[float]] = []
    for width, height in LAPTOPS:
        resize(wide, width, height)
        sides.append(
            [
                wide.locator(f".layer.{layer} .map canvas").first.evaluate(
                    "canvas => canvas.getBoundingClientRect().width / canvas.width"
                )
                for layer in ("input", "conv1", "pool1", "conv2", "pool2")
            ]
        )
    for units in sides:
        assert units == [round(unit) for unit in units]
    for smaller, larger in pairwise(sides):
        assert all(a <= b for a, b in zip(smaller, larger, strict=True))
    assert all(a < b for a, b in zip(sides[0], sides[-1], strict=True))


def test_the_pad_grows_with_a_huge_window_and_the_ink_lies_under_the_pen(
    browser: Browser, address: str
) -> None:
    with open_page(browser, address, viewport={"width": 2560, "height": 1300}) as page:
        edge = page.locator("#pad .edge").bounding_box()
        assert edge is not None
        assert edge["width"] == pytest.approx(560, abs=2)
        draw_with_mouse(page, EXAMPLES[4])
        wait_for_answer(page, 4)
        for step in STEPS:
            page.get_by_label(step, exact=True).click()
        off = seen(page) - shrunk(ink_of(EXAMPLES[4])).astype(int)
        assert np.abs(off).mean() < 3
        assert page.evaluate(OUT_OF_SIGHT, ALL) == []


def test_nothing_stands_twice(wide: Page) -> None:
    assert wide.locator(".outputs").count() == 1
    assert wide.locator(".outputs figure").count() == 10
    assert wide.locator(".map canvas[width='28']").count() == 1


def test_lines_lead_to_what_a_unit_is_made_of(wide: Page) -> None:
    resize(wide, 1366, 650)
    assert wide.locator(".lines path").count() == 0
    for (layer, *place), lines, kernels in [
        (UNITS[1], 2, 0),
        (UNITS[2], 2, 0),
        (UNITS[3], 8, 4),
        (UNITS[5], 2, 0),
        (UNITS[6], 12, 0),
    ]:
        choose(wide, layer, *place)  # type: ignore[arg-type]
        assert wide.locator(".lines path").count() == lines
        assert wide.locator(".between canvas").count() == kernels
    wide.keyboard.press("Escape")
    assert wide.locator(".lines path").count() == 0
