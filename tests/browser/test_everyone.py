"""The page for everyone: keyboard, screen reader, no WebGL, light, dark and small."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright

from tests.browser.page import (
    DARK,
    DESKTOP,
    GRADIO_WITHOUT_WEBGL,
    PHONE,
    chromium,
    draw_with_mouse,
    open_page,
    wait_for_answer,
)
from tests.conftest import missing
from tests.drawings import EXAMPLES

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]


@pytest.mark.parametrize(
    "options", [DESKTOP, DARK, PHONE], ids=["desktop", "dark", "phone"]
)
def test_no_accessibility_check_fails(
    browser: Browser, address: str, options: dict[str, Any]
) -> None:
    if not AXE.exists():
        missing("axe-core is missing: npm install --prefix tests/browser.")
    with open_page(browser, address, **options) as page:
        page.get_by_label("Example: a drawn 3").click()
        wait_for_answer(page, 3)
        page.locator(".layer.conv2 .map").first.click()
        page.add_script_tag(path=AXE)
        results = page.evaluate(
            "levels => axe.run(document, { runOnly: levels })", LEVELS
        )
    problems = [
        f"{violation['id']}: {node['html'][:200]} {node['failureSummary']}"
        for violation in results["violations"]
        for node in violation["nodes"]
    ]
    assert problems == []
    assert len(results["passes"]) > 10


def press_keys(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_a_digit_is_drawn_with_the_keyboard_alone(
    browser: Browser, address: str
) -> None:
    with open_page(browser, address) as page:
        button = page.get_by_role("button", name="Draw with the keyboard")
        button.focus()
        press_keys(page, "Enter")
        press_keys(page, *["ArrowUp"] * 10, "Space", *["ArrowDown"] * 20, "Space")
        wait_for_answer(page, 1)
        press_keys(page, "z")
        page.get_by_text("Draw a digit", exact=True).first.wait_for()


def test_everything_is_reached_with_tab(browser: Browser, address: str) -> None:
    with open_page(browser, address) as page:
        page.get_by_label("Example: a drawn 4").click()
        wait_for_answer(page, 4)
        reached = set()
        for _ in range(60):
            page.keyboard.press("Tab")
            reached.add(
                page.evaluate(
                    """() => document.activeElement.getAttribute("aria-label")
                      ?? document.activeElement.textContent.trim().slice(0, 30)"""
                )
            )
            outline = page.evaluate(
                "() => getComputedStyle(document.activeElement).outlineStyle"
            )
            on_page = page.evaluate("() => document.activeElement !== document.body")
            assert outline != "none" or not on_page
        names = " ".join(reached)
        for name in ["Example: a drawn 9", "How to read this", "Brush"]:
            assert name in names
        for layer in ["Your digit", "conv1", "pool1", "conv2", "pool2", "fc_out"]:
            assert f"{layer}: " in names
        page.locator(".layer.pool2").focus()
        page.keyboard.press("ArrowRight")
        assert "pool2, map" in page.locator(".inspector h3").inner_text()


def test_the_answer_is_announced_once_it_settles(
    browser: Browser, address: str
) -> None:
    with open_page(browser, address) as page:
        status = page.get_by_role("status").filter(has_text="This is 6")
        draw_with_mouse(page, EXAMPLES[6])
        status.wait_for(state="attached", timeout=10_000)


def test_without_webgl_a_small_pad_of_our_own_takes_over(
    playwright: Playwright, address: str
) -> None:
    with (
        chromium(playwright, "--disable-software-rasterizer") as browser,
        open_page(browser, address, known=GRADIO_WITHOUT_WEBGL) as page,
    ):
        assert page.locator("[data-ready]").get_attribute("data-ready") == "own"
        sheet = page.locator(".ownpad canvas")
        box = sheet.bounding_box()
        assert box is not None
        for stroke in EXAMPLES[7]:
            points = [
                (box["x"] + x / 100 * box["width"], box["y"] + y / 100 * box["height"])
                for x, y in stroke
            ]
            page.mouse.move(*points[0])
            page.mouse.down()
            for point in points[1:]:
                page.mouse.move(*point)
            page.mouse.up()
        wait_for_answer(page, 7)
        page.get_by_role("button", name="Undo").click()
        page.get_by_text("Draw a digit", exact=True).first.wait_for()
