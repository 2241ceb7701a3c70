"""Until somebody draws, the page draws one digit by itself, once."""

from playwright.sync_api import Browser, Playwright

from tests.browser.page import (
    DESKTOP,
    DIFFERENT,
    GRADIO_WITHOUT_WEBGL,
    KEEP_PICTURES,
    chromium,
    dark_pixels,
    draw_with_mouse,
    lit,
    next_frame,
    open_page,
    pixels,
    record_readings,
    wait_for_answer,
    wait_for_final,
)
from tests.drawings import EXAMPLES

STILL = {**DESKTOP, "reduced_motion": "reduce"}


def test_nobody_meets_an_empty_microscope(browser: Browser, address: str) -> None:
    with open_page(browser, address, script=KEEP_PICTURES, example=True) as page:
        page.locator("#pad .example").wait_for()
        wait_for_final(page)
        assert page.evaluate(DIFFERENT) > 3, "maps follow the pen nobody holds"
        assert page.locator("#answer .verdict").inner_text().startswith("Example: ")
        assert all(lit(map_) > 0 for map_ in pixels(page, ".layer.conv1 .map canvas"))
        assert dark_pixels(page) > 1_000


def test_for_the_example_nothing_is_asked(browser: Browser, address: str) -> None:
    with open_page(browser, address, example=True) as page:
        readings = record_readings(page)
        wait_for_final(page)
        draw_with_mouse(page, EXAMPLES[1])
        wait_for_answer(page, 1)
        wait_for_final(page)
        assert len(readings) == 1


def test_with_reduced_motion_it_is_there_finished(
    browser: Browser, address: str
) -> None:
    with open_page(browser, address, example=True, **STILL) as page:
        frames: list[str] = []
        page.on("request", lambda request: frames.append(request.url))
        wait_for_final(page)
        assert "4" in page.locator("#answer .digit").inner_text()
        assert len(frames) <= 1


def test_a_reading_is_compiled_before_anybody_draws(
    browser: Browser, address: str
) -> None:
    """Each is tried in a pause of its own, and nobody else asks for pauses."""
    count = """
        window.pauses = 0;
        const whenIdle = requestIdleCallback;
        requestIdleCallback = (callback) => { pauses++; return whenIdle(callback); };
    """
    with open_page(browser, address, script=count, example=True, **STILL) as page:
        page.wait_for_function("pauses >= 20")


def test_the_first_touch_clears_it_and_draws(browser: Browser, address: str) -> None:
    with open_page(browser, address, example=True, **STILL) as page:
        wait_for_final(page)
        draw_with_mouse(page, EXAMPLES[1])
        wait_for_answer(page, 1)
        assert page.locator("#pad .example").count() == 0
        assert page.locator("#answer .verdict").inner_text().startswith("This is 1")
        page.get_by_label("Undo").first.click()
        page.get_by_text("Draw a digit", exact=True).first.wait_for()


def test_a_chosen_example_takes_its_place(browser: Browser, address: str) -> None:
    with open_page(browser, address, example=True) as page:
        page.get_by_label("Example: a drawn 7").click()
        wait_for_answer(page, 7)
        wait_for_final(page)
        next_frame(page)
        assert page.locator("#answer .digit").inner_text() == "7"
        assert page.locator("#pad .example").count() == 0


def test_an_example_clicked_before_the_pad_is_ready_lies_on_the_sketchpad(
    browser: Browser, address: str
) -> None:
    with open_page(browser, address, ready=False) as page:
        page.get_by_label("Example: a drawn 3").click(timeout=30_000)
        wait_for_answer(page, 3)
        assert page.locator("#pad").is_visible()
        assert not page.locator("#ownpad").is_visible()


def test_the_pad_of_our_own_shows_it_too(playwright: Playwright, address: str) -> None:
    with (
        chromium(playwright, "--disable-software-rasterizer") as browser,
        open_page(
            browser, address, example=True, known=GRADIO_WITHOUT_WEBGL, **STILL
        ) as page,
    ):
        wait_for_final(page)
        sheet = page.locator(".ownpad .sheet.example")
        assert sheet.is_visible()
        assert page.locator("#answer .digit").inner_text() == "4"
        canvas = page.locator(".ownpad canvas")
        ink = canvas.evaluate(
            """canvas => canvas.getContext("2d")
              .getImageData(0, 0, canvas.width, canvas.height)
              .data.filter((level, i) => i % 4 === 3 && level > 128).length"""
        )
        assert ink > 10_000
        canvas.focus()
        for key in ["ArrowUp"] * 10 + ["Space"] + ["ArrowDown"] * 20 + ["Space"]:
            page.keyboard.press(key)
        wait_for_answer(page, 1)
        assert sheet.count() == 0
