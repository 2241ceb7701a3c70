"""Odd conditions: other pointers, blocked storage, lost graphics, forced colours."""

import io
import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.page import (
    dark_pixels,
    draw_with_mouse,
    finger,
    open_page,
    points_on,
    wait_for_answer,
    wait_for_final,
)
from tests.browser.view import resize
from tests.drawings import EXAMPLES


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with open_page(browser, address) as page:
        yield page


def test_the_right_button_does_not_draw(page: Page) -> None:
    first, second = points_on(page, [(10, 40), (90, 60)])
    page.mouse.move(*first)
    page.mouse.down(button="right")
    page.mouse.move(*second)
    page.mouse.up(button="right")
    draw_with_mouse(page, EXAMPLES[1])
    wait_for_final(page)
    wait_for_answer(page, 1)


def test_a_stroke_begun_in_the_margin_draws(page: Page) -> None:
    draw_with_mouse(page, [[(50, -2), (50, 102)]])
    wait_for_answer(page, 1)


def test_a_second_finger_does_not_draw(browser: Browser, address: str) -> None:
    with open_page(browser, address, has_touch=True) as page:
        touch = finger(page)
        first, second, palm = points_on(page, [(50, 20), (50, 80), (10, 90)])
        touch("touchStart", first)
        touch("touchStart", first, palm)
        touch("touchMove", second, palm)
        touch("touchEnd")
        wait_for_answer(page, 1)


def test_a_pen_lifted_out_of_sight_does_not_stick(page: Page) -> None:
    draw_with_mouse(page, EXAMPLES[1])
    wait_for_answer(page, 1)
    page.evaluate(
        """() => addEventListener("pointerup",
          (event) => event.stopImmediatePropagation(), { capture: true })"""
    )
    first, second, third = points_on(page, [(51, 30), (51, 40), (90, 90)])
    page.mouse.move(*first)
    page.mouse.down()
    page.mouse.move(*second)
    page.mouse.up()
    page.mouse.move(*third)
    page.mouse.move(*first)
    wait_for_answer(page, 1)


def test_blocked_storage_stops_nothing(browser: Browser, address: str) -> None:
    script = """for (const name of ["localStorage", "sessionStorage"])
      Object.defineProperty(window, name, { get() {
        throw new DOMException("denied", "SecurityError"); } });"""
    context = browser.new_context()
    context.add_init_script(script)
    page = context.new_page()
    page.goto(address)
    page.locator("#microscope [data-ready=live]").wait_for(timeout=60_000)
    page.get_by_label("Example: a drawn 2").click()
    wait_for_answer(page, 2)
    context.close()


def test_lost_graphics_bring_our_own_pad_with_the_drawing(page: Page) -> None:
    draw_with_mouse(page, EXAMPLES[7])
    wait_for_answer(page, 7)
    page.locator("#pad canvas").first.evaluate(
        """canvas => (canvas.getContext("webgl2") ?? canvas.getContext("webgl"))
          .getExtension("WEBGL_lose_context").loseContext()"""
    )
    page.locator("#ownpad canvas").wait_for()
    wait_for_answer(page, 7)


def test_the_drawing_goes_along_to_the_other_pad_and_back(page: Page) -> None:
    draw_with_mouse(page, EXAMPLES[7])
    wait_for_answer(page, 7)
    page.get_by_role("button", name="Draw with the keyboard").click()
    wait_for_final(page)
    wait_for_answer(page, 7)
    page.get_by_role("button", name="Back to the sketchpad").click()
    wait_for_final(page)
    wait_for_answer(page, 7)
    page.locator("#pad .cover.shown").wait_for(state="detached")
    assert dark_pixels(page) > 1_000


def test_the_keyboard_pad_shows_where_the_focus_is(page: Page) -> None:
    page.get_by_role("button", name="Draw with the keyboard").focus()
    page.keyboard.press("Enter")
    style = page.locator("#ownpad canvas").evaluate(
        """canvas => [document.activeElement === canvas,
          getComputedStyle(canvas).outlineWidth]"""
    )
    assert style == [True, "3px"]


def test_forced_colours_keep_bars_legends_and_numbers(
    browser: Browser, address: str
) -> None:
    forced: Any = {"forced_colors": "active", "color_scheme": "dark"}
    with open_page(browser, address, **forced) as page:
        page.get_by_label("Example: a drawn 8").click()
        wait_for_answer(page, 8)
        page.locator(".layer.conv1 .map").first.click()
        for part, style in [
            (".outputs .best .bar i", "backgroundColor"),
            (".layer.conv1 .legend i", "backgroundImage"),
            (".inspector .cells span", "backgroundColor"),
        ]:
            shown = page.locator(part).first.evaluate(
                f"one => getComputedStyle(one).{style}"
            )
            assert shown not in ("none", "rgb(255, 255, 255)", "rgb(0, 0, 0)")
        example = page.get_by_label("Example: a drawn 1")
        levels = np.asarray(Image.open(io.BytesIO(example.screenshot())).convert("L"))
        assert levels.min() < 64
        assert (levels > 192).mean() > 0.5


def test_scripts_that_do_not_load_are_said(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route(re.compile("static/network/maps.js"), lambda route: route.abort())
    page.goto(address)
    page.get_by_text("The page's scripts did not load").wait_for(timeout=30_000)
    context.close()


def test_print_shows_the_drawing_on_white_paper(page: Page) -> None:
    draw_with_mouse(page, EXAMPLES[3])
    wait_for_final(page)
    page.locator("#pad .cover.shown").wait_for(state="detached")
    cover = page.locator("#pad .cover")
    assert not cover.is_visible()
    page.emulate_media(media="print")
    assert cover.is_visible()
    assert 1_000 < dark_pixels(page) < 30_000


def test_the_numbers_of_cells_do_not_touch(page: Page) -> None:
    """At the size where they are narrowest; the text alone, not its square."""
    page.get_by_label("Example: a drawn 8").click()
    wait_for_final(page)
    for width, height in [(1280, 600), (820, 1180), (360, 600)]:
        resize(page, width, height)
        for layer in ("conv1", "pool1", "pool2"):
            page.locator(f".layer.{layer} .map").first.click()
            page.locator(".inspector h3", has_text=layer).wait_for()
            assert page.evaluate(CLOSE) == [], (layer, width)
            page.keyboard.press("Escape")


CLOSE = """() => {
  const textOf = (cell) => {
    const range = document.createRange();
    range.selectNodeContents(cell);
    return range.getBoundingClientRect();
  };
  return [...document.querySelectorAll(".detail .cells")].flatMap((cells) => {
    const boxes = [...cells.children].filter((one) => one.checkVisibility())
      .map(textOf);
    return boxes.slice(1).flatMap((box, i) => {
      const gap = box.left - boxes[i].right;
      return box.top === boxes[i].top && gap < 1 ? [gap] : [];
    });
  });
}"""


def test_percent_stays_with_its_number(page: Page) -> None:
    """However narrow the sentence: no line of it begins with the sign."""
    draw_with_mouse(page, EXAMPLES[5])
    wait_for_answer(page, 5)
    wait_for_final(page)
    verdict = page.locator("#answer .verdict")
    assert "%" in verdict.inner_text()
    for width in range(60, 300, 3):
        verdict.evaluate("(one, width) => { one.style.width = `${width}px` }", width)
        assert page.evaluate(ALONE) == [], width


# Signs that lie lower than the character two before them: number, space, sign.
ALONE = """() => {
  const walker = document.createTreeWalker(
    document.querySelector("#answer"), NodeFilter.SHOW_TEXT);
  const alone = [];
  while (walker.nextNode()) {
    const { data } = walker.currentNode;
    for (let at = data.indexOf("%"); at > 0; at = data.indexOf("%", at + 1)) {
      const [before, sign] = [at - 2, at].map((start) => {
        const range = document.createRange();
        range.setStart(walker.currentNode, Math.max(start, 0));
        range.setEnd(walker.currentNode, start + 1);
        return range.getBoundingClientRect();
      });
      if (sign.width && sign.top >= before.bottom) alone.push(data);
    }
  }
  return alone;
}"""


def test_the_select_looks_like_one(page: Page) -> None:
    draw_with_mouse(page, EXAMPLES[7])
    wait_for_final(page)
    select = page.locator(".inspector select")
    assert select.evaluate("one => getComputedStyle(one).appearance") == "auto"
