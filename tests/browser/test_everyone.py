"""The page for everyone: keyboard, screen reader, light, dark and small."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.opening import DARK, DESKTOP, PHONE
from tests.browser.page import (
    choose_example,
    draw_with_mouse,
    wait_for_answer,
    wait_for_final,
    wait_until_empty,
)
from tests.conftest import missing
from tests.drawings import EXAMPLES

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]


def check_accessibility(page: Page) -> None:
    """Fail on what axe-core finds, at WCAG 2.1's levels A and AA."""
    if not AXE.exists():
        missing("axe-core is missing: npm install --prefix tests/browser.")
    page.add_script_tag(path=AXE)
    results = page.evaluate("levels => axe.run(document, { runOnly: levels })", LEVELS)
    assert [
        f"{violation['id']}: {node['html'][:200]} {node['failureSummary']}"
        for violation in results["violations"]
        for node in violation["nodes"]
    ] == []
    assert len(results["passes"]) > 10


@pytest.mark.parametrize(
    "page", [DESKTOP, DARK, PHONE], ids=["desktop", "dark", "phone"], indirect=True
)
def test_no_accessibility_check_fails(page: Page) -> None:
    choose_example(page, 3)
    page.locator(".layer.conv2 .map").first.click()
    check_accessibility(page)


def press_keys(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_a_digit_is_drawn_with_the_keyboard_alone(page: Page) -> None:
    page.locator("[data-do=keyboard]").focus()
    press_keys(page, "Enter")
    press_keys(page, *["ArrowUp"] * 10, "Space", *["ArrowDown"] * 20, "Space")
    wait_for_answer(page, 1)
    press_keys(page, "z")
    wait_until_empty(page)


def test_everything_is_reached_with_tab(page: Page) -> None:
    choose_example(page, 4)
    wanted = page.locator(REACHED).filter(visible=True)
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        at, outline = page.evaluate(
            """(reached) => {
              const { activeElement: one } = document;
              const at = [...document.querySelectorAll(reached)].filter(
                (other) => other.checkVisibility()).indexOf(one);
              return [at, one === document.body || getComputedStyle(one).outlineStyle];
            }""",
            REACHED,
        )
        reached.add(at)
        assert outline != "none"
    assert wanted.count() >= 10 + 2 + 1 + 1 + 6 + 4
    assert reached.issuperset(range(wanted.count()))
    page.locator(".layer.pool2").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator(".layer.pool2 .lit .field.unit").count() == 1


# Examples and the ways to other pads, the guide, a tool, the layers, the steps.
REACHED = """#examples button, #header header button, #pad button[aria-label=Brush],
  .layer, .step input"""


def test_the_answer_is_announced_once_it_settles(page: Page) -> None:
    draw_with_mouse(page, EXAMPLES[6])
    wait_for_final(page)
    said = page.locator("#answer .verdict").inner_text()
    spoken = page.locator("#answer [role=status]").filter(has_text=said)
    spoken.wait_for(state="attached")
