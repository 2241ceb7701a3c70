"""Every word of the first view and of the tools explains itself."""

import pytest
from playwright.sync_api import Page

from tests.browser.opening import LAPTOP, Lend
from tests.browser.page import choose_example, sentence, wait_for_final
from tests.browser.view import UNITS, choose

# Texts in view that nothing explains; Gradio's own pad has titles of its own.
UNEXPLAINED = """async () => {
  const { explanations } = await import("/lenet1/static/sentences.js");
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = { explained: 0, not: [] };
  while (walker.nextNode()) {
    const { data, parentElement: one } = walker.currentNode;
    if (!data.trim() || !one.closest("#header header, #desk")) continue;
    if (one.closest("style, option, #pad, .spoken, .sr-only")) continue;
    if (!one.checkVisibility({ visibilityProperty: true })) continue;
    const word = one.closest("[data-explain]");
    if (explanations[word?.dataset.explain]) found.explained += 1;
    else found.not.push(data.trim());
  }
  return found;
}"""
BOX = "#explanation:popover-open"


@pytest.mark.parametrize("at", range(len(UNITS)))
def test_every_text_in_view_is_explained(lend: Lend, at: int) -> None:
    with lend(**LAPTOP) as page:
        choose_example(page, 8)
        wait_for_final(page)
        choose(page, *UNITS[at])
        found = page.evaluate(UNEXPLAINED)
        assert found["not"] == []
        assert found["explained"] > 80


TOOLS = {
    "likes": ".quiz .guess canvas",
    "train": ".train[data-state=ready]",
    "change": ".change[data-share]",
    "experiments": ".experiments .stage button",
}


@pytest.mark.parametrize("tool", TOOLS)
def test_every_text_of_a_tool_is_explained(lend: Lend, tool: str) -> None:
    with lend(**LAPTOP) as page:
        choose_example(page, 8)
        page.locator(f"[role=tab][data-tool={tool}]").click()
        page.locator(TOOLS[tool]).first.wait_for()
        assert page.evaluate(UNEXPLAINED)["not"] == []


def test_each_tool_has_an_explanation_of_its_own(lend: Lend) -> None:
    with lend(**LAPTOP) as page:
        said = set()
        for tab in page.locator("[role=tab]").all():
            tab.hover()
            page.locator(BOX).wait_for()
            said.add(page.locator(BOX).inner_text())
            page.mouse.move(5, 5)
            page.locator(BOX).wait_for(state="hidden")
        assert len(said) == 5


def test_a_word_is_explained_where_the_pointer_rests_and_the_focus_comes(
    lend: Lend,
) -> None:
    with lend(**LAPTOP) as page:
        heading = page.locator(".layer.conv1 h3")
        heading.hover()
        said = page.locator(BOX)
        said.wait_for()
        expected = sentence(page, "explanations.convolution")
        assert said.inner_text() == expected
        assert heading.get_attribute("aria-describedby") == "explanation"
        page.mouse.move(5, 5)
        said.wait_for(state="hidden")
        by_keys(page)
        said.wait_for()
        assert said.inner_text() == expected
        page.keyboard.press("ArrowRight")
        said.wait_for(state="hidden")


def by_keys(page: Page) -> None:
    """From the last switch of the steps Tab goes on to the first layer."""
    page.locator(".step input").last.focus()
    page.keyboard.press("Tab")
