"""Odd conditions: other pointers, blocked storage, lost graphics, forced colours."""

import io
import re

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.opening import DARK, DESKTOP, new_page, open_page, without_import_map
from tests.browser.page import (
    choose_example,
    dark_pixels,
    do,
    draw_with_mouse,
    finger,
    points_on,
    wait_for_answer,
    wait_for_final,
)
from tests.drawings import EXAMPLES, Stroke

SCRIBBLE: list[Stroke] = [
    [(10, 10), (90, 90)],
    [(90, 10), (10, 90)],
    [(50, 5), (50, 95)],
]


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


def test_a_second_finger_does_not_draw(phone: Page) -> None:
    touch = finger(phone)
    first, second, palm = points_on(phone, [(50, 20), (50, 80), (10, 90)])
    touch("touchStart", first)
    touch("touchStart", first, palm)
    touch("touchMove", second, palm)
    touch("touchEnd")
    wait_for_answer(phone, 1)


def test_a_pen_lifted_out_of_sight_does_not_stick(page: Page) -> None:
    draw_with_mouse(page, EXAMPLES[1])
    wait_for_answer(page, 1)
    page.evaluate(
        """() => addEventListener("pointerup",
          (event) => event.stopImmediatePropagation(),
          { capture: true, once: true })"""
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
    with new_page(browser) as page:
        page.add_init_script(script)
        page.goto(address)
        page.locator("#microscope [data-ready=live]").wait_for()
        choose_example(page, 2)


def test_lost_graphics_bring_our_own_pad_with_the_drawing(
    browser: Browser, address: str
) -> None:
    """Also where the network is lost by then: the pad was fetched after a stroke."""
    with open_page(browser, address) as page:
        with page.expect_request_finished(lambda r: r.url.endswith("/keyboard.js")):
            draw_with_mouse(page, EXAMPLES[7])
        wait_for_answer(page, 7)
        page.context.set_offline(True)
        page.locator("#pad canvas").first.evaluate(
            """canvas => (canvas.getContext("webgl2") ?? canvas.getContext("webgl"))
              .getExtension("WEBGL_lose_context").loseContext()"""
        )
        page.locator("#ownpad canvas").wait_for()
        wait_for_answer(page, 7)
        page.context.set_offline(False)


def test_the_drawing_goes_along_to_the_other_pad_and_back(page: Page) -> None:
    draw_with_mouse(page, EXAMPLES[7])
    wait_for_answer(page, 7)
    do(page, "keyboard")
    wait_for_final(page)
    wait_for_answer(page, 7)
    do(page, "keyboard")
    wait_for_final(page)
    wait_for_answer(page, 7)
    page.locator("#pad .cover.shown").wait_for(state="detached")
    assert dark_pixels(page) > 1_000


def test_the_keyboard_pad_shows_where_the_focus_is(page: Page) -> None:
    page.locator("[data-do=keyboard]").focus()
    page.keyboard.press("Enter")
    style = page.locator("#ownpad canvas:focus").evaluate(
        """canvas => [document.activeElement === canvas,
          getComputedStyle(canvas).outlineWidth]"""
    )
    assert style == [True, "3px"]


def test_forced_colours_keep_bars_legends_and_numbers(page: Page) -> None:
    page.emulate_media(forced_colors="active", color_scheme="dark")
    page.locator("body.dark").wait_for()
    choose_example(page, 8)
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
    card, digit = page.locator("#answer .headline"), page.locator("#answer .digit")
    plate = "one => getComputedStyle(one).forcedColorAdjust"
    assert card.is_visible()
    assert digit.evaluate(plate) == "none", "its plate would cut the card's rim"
    do(page, "keyboard")
    for paper in ("#pad .cover", ".ownpad canvas"):
        adjusted = page.locator(paper).evaluate(
            "one => getComputedStyle(one).forcedColorAdjust"
        )
        assert adjusted == "none", f"ink on {paper} is black on black"
    do(page, "keyboard")
    example = page.locator("[data-example='1']")
    levels = np.asarray(Image.open(io.BytesIO(example.screenshot())).convert("L"))
    assert levels.min() < 64
    assert (levels > 192).mean() > 0.5


@pytest.mark.parametrize("page", [DESKTOP, DARK], ids=["light", "dark"], indirect=True)
def test_a_refused_drawings_bar_stands_out_from_its_ground(page: Page) -> None:
    draw_with_mouse(page, SCRIBBLE)
    page.locator("#answer .answer[data-verdict='no digit']").wait_for()
    stripe, ground = page.locator(".outputs .best .bar").evaluate(
        """(bar) => [getComputedStyle(bar.firstChild).backgroundImage,
          getComputedStyle(bar).backgroundColor]"""
    )
    lighter, darker = sorted(map(luminance, (stripe, ground)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 3


def luminance(css: str) -> float:
    """Of the first colour in it, 0 to 1, as WCAG reckons."""
    found = re.search(r"rgb\((\d+), (\d+), (\d+)\)", css)
    assert found is not None
    levels = np.array([int(level) for level in found.groups()]) / 255
    linear = np.where(
        levels <= 0.04045, levels / 12.92, ((levels + 0.055) / 1.055) ** 2.4
    )
    return float(linear @ (0.2126, 0.7152, 0.0722))


def test_scripts_that_do_not_load_are_said(browser: Browser, address: str) -> None:
    with new_page(browser) as page:
        without_import_map(page, address)
        page.route(re.compile("static/network/maps.js"), lambda route: route.abort())
        page.goto(address)
        page.locator("[data-problem=scripts]:not(:empty)").wait_for()


def test_print_shows_the_drawing_on_white_paper(page: Page) -> None:
    draw_with_mouse(page, EXAMPLES[3])
    wait_for_final(page)
    page.locator("#pad .cover.shown").wait_for(state="detached")
    cover = page.locator("#pad .cover")
    assert not cover.is_visible()
    page.emulate_media(media="print")
    assert cover.is_visible()
    assert 1_000 < dark_pixels(page) < 30_000


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
    verdict.evaluate("one => one.style.removeProperty('width')")


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
