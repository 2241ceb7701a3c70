"""Without WebGL a small pad of our own is there from the start."""

from playwright.sync_api import Playwright

from tests.browser.opening import GRADIO_WITHOUT_WEBGL, chromium, open_page
from tests.browser.page import (
    do,
    draw_with_mouse,
    wait_for_answer,
    wait_for_final,
    wait_until_empty,
)
from tests.drawings import EXAMPLES

INK = """canvas => canvas.getContext("2d")
  .getImageData(0, 0, canvas.width, canvas.height)
  .data.filter((level, i) => i % 4 === 3 && level > 128).length"""


def test_it_shows_the_example_and_is_drawn_on_with_keys_and_mouse(
    playwright: Playwright, address: str
) -> None:
    with (
        chromium(playwright, "--disable-software-rasterizer") as browser,
        open_page(
            browser,
            address,
            example=True,
            known=GRADIO_WITHOUT_WEBGL,
            reduced_motion="reduce",
        ) as page,
    ):
        assert page.locator("[data-ready]").get_attribute("data-ready") == "own"
        wait_for_answer(page, 4)
        wait_for_final(page)
        example = page.locator(".ownpad .sheet.example")
        assert example.is_visible()
        canvas = page.locator(".ownpad canvas")
        assert canvas.evaluate(INK) > 10_000
        canvas.focus()
        for key in ["ArrowUp"] * 10 + ["Space"] + ["ArrowDown"] * 20 + ["Space"]:
            page.keyboard.press(key)
        wait_for_answer(page, 1)
        assert example.count() == 0
        page.keyboard.press("Delete")
        wait_until_empty(page)
        draw_with_mouse(page, EXAMPLES[7], ".ownpad canvas")
        wait_for_answer(page, 7)
        do(page, "undo")
        wait_until_empty(page)
