"""Nothing moves: by the browser's own entries, and by where everything lies."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.page import (
    PHONE,
    draw_with_finger,
    draw_with_mouse,
    open_page,
    wait_for_answer,
)
from tests.browser.view import (
    ALL,
    LAPTOPS,
    PLACES,
    STEPS,
    TABLETS,
    UNITS,
    choose,
    resize,
)
from tests.drawings import DOTTED

SHIFTS = """() => new Promise((done) => {
  const shifts = [];
  new PerformanceObserver((list) => shifts.push(...list.getEntries()))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(shifts.filter(({ startTime }) => startTime > window.from).map(
    ({ value, sources }) => [value, ...sources.map(({ node }) =>
      `${node?.nodeName} ${node?.parentElement?.className}`)])), 200);
})"""


LAPTOP: dict[str, Any] = {"viewport": {"width": 1366, "height": 650}}
TAMIL = {**LAPTOP, "locale": "ta"}  # Gradio's own texts are longest in it


@pytest.mark.parametrize(
    "options", [LAPTOP, TAMIL, PHONE], ids=["laptop", "Tamil", "phone"]
)
def test_nothing_moves(browser: Browser, address: str, options: dict[str, Any]) -> None:
    """By the browser's own entries: answers, choices, sentences and the guide."""
    draw = draw_with_finger if options is PHONE else draw_with_mouse
    with open_page(browser, address, **options) as page:
        page.evaluate("window.from = performance.now()")
        page.get_by_label("Example: a drawn 8").click()
        wait_for_answer(page, 8)
        if options is not PHONE:
            for layer in ("input", "conv1", "pool1", "conv2", "pool2"):
                page.locator(f".layer.{layer} .map").first.hover()
            for figure in page.locator(".outputs figure").all():
                figure.hover()
            choose(page, *UNITS[4])
            for part in page.locator(".part").all():
                part.hover()
            choose(page, *UNITS[6])
            page.locator(".inspector select").select_option("3")
        page.get_by_label("Clear canvas").click()
        page.get_by_text("Draw a digit", exact=True).first.wait_for()
        draw(page, DOTTED)
        page.locator(".left-out :text('left out')").filter(visible=True).wait_for()
        for step in STEPS:
            page.get_by_label(step, exact=True).click()
        page.get_by_role("button", name="Restore all").click()
        page.evaluate("scrollTo(0, 0)")
        page.get_by_role("button", name="How to read this").click()
        page.keyboard.press("Escape")
        page.get_by_label("Clear canvas").click()
        page.get_by_text("Draw a digit", exact=True).first.wait_for()
        assert page.evaluate(SHIFTS) == []


PARTS = [one.replace("button[aria-label=Undo]", "button") for one in ALL]


@pytest.mark.parametrize("options", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_another_language_moves_nothing(
    browser: Browser, address: str, options: dict[str, Any]
) -> None:
    places = []
    for language in ("en", "ta", "ar"):
        with open_page(browser, address, **options, locale=language) as page:
            page.get_by_label("Example: a drawn 8").click()
            wait_for_answer(page, 8)
            places.append(page.evaluate(PLACES, PARTS))
    assert places[1] == places[0]
    assert places[2] == places[0]


@pytest.mark.parametrize(("width", "height"), [LAPTOPS[0], LAPTOPS[1], TABLETS[0]])
def test_a_long_sentence_moves_nothing(wide: Page, width: int, height: int) -> None:
    resize(wide, width, height)
    choose(wide, *UNITS[3])
    parts = [*ALL, ".inspector .detail"]
    before = wide.evaluate(PLACES, parts)
    wide.locator(".inspector .sentence").evaluate(
        "sentence => { sentence.textContent += ' and so on'.repeat(60); }"
    )
    wide.locator("#answer .verdict").evaluate(
        "verdict => { verdict.textContent = 'Not sure: 4 (55.0 %), or 9'.repeat(5); }"
    )
    assert wide.evaluate(PLACES, parts) == before


def test_the_guide_is_one_press_away_and_covers_instead_of_pushing(
    wide: Page,
) -> None:
    resize(wide, 1366, 650)
    before = wide.locator(".layers").bounding_box()
    guide = wide.locator("#guide")
    assert not guide.is_visible()
    wide.get_by_role("button", name="How to read this").click()
    assert guide.is_visible()
    assert "pins" in guide.inner_text()
    assert wide.locator(".layers").bounding_box() == before
    wide.keyboard.press("Escape")
    assert not guide.is_visible()
