"""The page for everyone: keyboard, screen reader, light, dark and small."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.opening import DARK, DESKTOP, PHONE
from tests.browser.page import (
    choose_example,
    do,
    sentence,
    wait_for_answer,
    wait_for_final,
    wait_until_empty,
)
from tests.conftest import missing

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
OTHERS = {rule: {"enabled": True} for rule in ("heading-order", "empty-heading")}


def check_accessibility(page: Page) -> None:
    """Fail on what axe-core finds, at WCAG 2.1's levels A and AA, and of headings."""
    if not AXE.exists():
        missing("axe-core is missing: npm install --prefix tests/browser.")
    page.add_script_tag(path=AXE)
    results = page.evaluate(
        "([runOnly, rules]) => axe.run(document, { runOnly, rules })", [LEVELS, OTHERS]
    )
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
    page.locator("#ownpad canvas:focus").wait_for()
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


# What the page says to a screen reader from then on.
LISTEN = """() => {
  window.heard = [];
  for (const one of document.querySelectorAll("[role=status]"))
    new MutationObserver(() => heard.push(one.textContent.trim()))
      .observe(one, { childList: true });
}"""


def test_what_a_screen_reader_hears_of_a_drawing(page: Page) -> None:
    """Drawn by keys, walked through, kept, compared, and cleared."""
    page.evaluate(LISTEN)

    def hears(*texts: str | None) -> None:
        page.wait_for_function(
            "texts => heard.some((one) => texts.every((text) => one.includes(text)))",
            arg=texts,
        )
        page.evaluate("heard.length = 0")

    page.locator("[data-do=keyboard]").focus()
    press_keys(page, "Enter")
    page.locator("#ownpad canvas:focus").wait_for()
    press_keys(page, *["ArrowUp"] * 10, "Space", *["ArrowDown"] * 20, "Space")
    wait_for_final(page)
    hears(page.locator("#answer .verdict").inner_text())
    said = page.locator(".inspector .sentence")
    page.locator("#answer .layer").focus()
    for keys, before in [
        (["ArrowDown"], ""),
        (["ArrowUp", "Enter"], sentence(page, "kept")),
        (["Enter"], sentence(page, "letGo")),
    ]:
        press_keys(page, *keys)
        hears(before, said.text_content())
    page.locator(".inspector select").select_option("7")
    hears(said.text_content())
    do(page, "clear")
    wait_until_empty(page)
    hears(sentence(page, "invitation"))


def test_dragging_across_maps_selects_nothing(page: Page) -> None:
    page.locator(".layer.conv1 .map").last.hover()
    page.mouse.down()
    page.locator(".layer.conv2 .map").first.hover()
    page.locator(".layer.pool2 .map").last.hover()
    page.mouse.up()
    assert page.evaluate("`${getSelection()}`") == ""


def test_the_page_names_its_language_and_hides_by_a_word(page: Page) -> None:
    """An empty aria-hidden hides nothing."""
    choose_example(page, 8)
    page.locator(".layer.conv1 .map").first.click()
    assert page.evaluate("document.documentElement.lang") == sentence(page, "language")
    assert page.locator("#desk [aria-hidden=true]").count() > 9
    assert page.locator("#desk [aria-hidden='']").count() == 0
