"""No drawing is lost but by intent: undo brings back what was taken."""

from playwright.sync_api import Browser, Page

from tests.browser.opening import open_page
from tests.browser.page import (
    choose_example,
    dark_pixels,
    do,
    draw_with_mouse,
    use,
    wait_for_answer,
    wait_for_final,
    wait_until_empty,
)
from tests.browser.view import UNITS, choose
from tests.drawings import EXAMPLES

EXAMPLE = "#pad .example"


def test_undo_brings_back_what_clear_an_example_a_pad_and_a_photo_took(
    page: Page,
) -> None:
    draw_with_mouse(page, EXAMPLES[7])
    wait_for_answer(page, 7)
    choose(page, *UNITS[3])
    use(page, "Clear canvas")
    wait_until_empty(page)
    page.keyboard.press("Control+z")
    wait_for_answer(page, 7)
    assert page.locator("[data-unit^=conv2]").count() == 0, "Clear lets go"
    page.locator("#pad .cover.shown").wait_for(state="detached")
    assert dark_pixels(page) > 1_000

    choose_example(page, 3)
    use(page, "Undo")
    wait_for_answer(page, 7)
    use(page, "Redo")
    wait_for_answer(page, 3)
    assert page.locator("#pad [aria-label=Redo]").is_disabled()

    use(page, "Clear canvas")
    wait_until_empty(page)
    do(page, "keyboard")
    do(page, "undo")
    wait_for_answer(page, 3)
    do(page, "clear")
    wait_until_empty(page)
    do(page, "keyboard")
    page.keyboard.press("Meta+z")
    wait_for_answer(page, 3)
    page.keyboard.press("Control+Shift+z")
    wait_until_empty(page)
    page.keyboard.press("Control+z")
    wait_for_answer(page, 3)

    do(page, "photo")
    page.keyboard.press("Control+z")
    assert page.locator("#pad .edge").is_visible()
    draw_with_mouse(page, [[(95, 95), (95, 96)]])
    wait_for_final(page)
    use(page, "Undo")
    wait_for_answer(page, 3)


def test_a_reload_keeps_the_drawing_and_what_was_before(
    browser: Browser, address: str
) -> None:
    ready = ".microscope[data-ready=live]"
    with open_page(browser, address) as page:
        undo = page.locator("#pad [aria-label=Undo]")
        assert undo.is_disabled()
        draw_with_mouse(page, EXAMPLES[7])
        wait_for_answer(page, 7)
        page.reload()
        wait_for_answer(page, 7)
        page.locator(ready).wait_for()
        assert page.locator(EXAMPLE).count() == 0
        use(page, "Clear canvas")
        wait_until_empty(page)
        page.reload()
        page.locator(EXAMPLE).wait_for()
        wait_for_answer(page, 4)
        use(page, "Erase")
        use(page, "Brush")
        page.keyboard.press("Tab")
        assert page.locator(EXAMPLE).is_visible()
        undo.click()
        wait_for_answer(page, 7)
        page.add_init_script(
            """sessionStorage.setItem("lenet1.drawings",
              '{"at":0,"steps":[[0,[9,9,9,9,1e999,0]]]}')"""
        )
        page.reload()
        page.locator(EXAMPLE).wait_for()
        assert undo.is_disabled()
