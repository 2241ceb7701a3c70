"""Nothing moves: by the browser's own entries, and by where everything lies."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.opening import LAPTOP, PHONE, Lend, open_page
from tests.browser.page import (
    choose_example,
    do,
    draw_with_finger,
    draw_with_mouse,
    next_frame,
    use,
    wait_for_final,
    wait_until_empty,
)
from tests.browser.view import ALL, PLACES, UNITS, choose, resize
from tests.drawings import DOTTED, EXAMPLES

SHIFTS = """() => new Promise((done) => {
  const shifts = [];
  new PerformanceObserver((list) => shifts.push(...list.getEntries()))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(shifts.filter(({ startTime }) => startTime > window.from).map(
    ({ value, sources }) => [value, ...sources.map(({ node }) =>
      `${node?.nodeName} ${node?.parentElement?.className}`)])), 200);
})"""
TAMIL = {**LAPTOP, "locale": "ta"}  # Gradio's own texts are longest in it


@pytest.mark.parametrize(
    "page", [LAPTOP, TAMIL, PHONE], ids=["laptop", "Tamil", "phone"], indirect=True
)
def test_nothing_moves(page: Page) -> None:
    """By the browser's own entries: answers, choices, sentences and the guide."""
    wide = page.evaluate("innerWidth") > 1000
    page.evaluate("window.from = performance.now()")
    choose_example(page, 8)
    if wide:
        for layer in ("input", "conv1", "pool1", "conv2", "pool2"):
            page.locator(f".layer.{layer} .map").first.hover()
        for figure in page.locator(".outputs figure").all():
            figure.hover()
        choose(page, *UNITS[4])
        for part in page.locator(".part").all():
            part.hover()
        choose(page, *UNITS[6])
        page.locator(".inspector select").select_option("3")
    use(page, "Clear canvas")
    wait_until_empty(page)
    (draw_with_mouse if wide else draw_with_finger)(page, DOTTED)
    page.locator("[data-about=dot]").wait_for()
    for switch in page.locator(".step input").all():
        switch.click()
    do(page, "restore")
    page.evaluate("scrollTo(0, 0)")
    do(page, "guide")
    page.locator("#guide .class label").first.wait_for(state="attached")  # fetched
    page.keyboard.press("Escape")
    use(page, "Clear canvas")
    wait_until_empty(page)
    assert page.evaluate(SHIFTS) == []


WITHOUT_PAD = """() => {
  const pad = document.querySelector("#pad");
  const places = () => ["#answer", "#examples", ".layers"].map(
    (one) => document.querySelector(one).getBoundingClientRect().top);
  const [before, next] = [places(), pad.nextSibling];
  pad.remove();
  const without = places();
  next.before(pad);
  return [before, without];
}"""


@pytest.mark.parametrize(
    "page", [LAPTOP, PHONE], ids=["laptop", "phone"], indirect=True
)
def test_all_is_in_its_place_before_the_pad_is_there(page: Page) -> None:
    before, without = page.evaluate(WITHOUT_PAD)
    assert without == before


COUNT_FRAMES = """window.asked = 0;
const ask = requestAnimationFrame.bind(window);
window.frame = () => new Promise(ask);
window.requestAnimationFrame = (callback) => (asked += 1, ask(callback));"""
RESTS = """async () => {
  for (let frames = 0, still = 0; frames < 600; frames += 1) {
    const before = asked;
    await frame();
    still = asked === before ? still + 1 : 0;
    if (still === 10) return true;
  }
  return false;
}"""


def test_at_rest_the_page_asks_for_no_frame(browser: Browser, address: str) -> None:
    """Or it costs a tenth of a core as long as it is open."""
    with open_page(browser, address, script=COUNT_FRAMES) as page:
        for unit in [None, *UNITS[:2]]:
            draw_with_mouse(page, EXAMPLES[3])
            wait_for_final(page)
            if unit:
                choose(page, *unit)
            assert page.evaluate(RESTS)
            assert page.evaluate("asked") > 0
            use(page, "Clear canvas")


KEEP_HEIGHTS = """() => {
  window.heights = [];
  new ResizeObserver(([{ contentRect }]) => heights.push(contentRect.height))
    .observe(document.querySelector("#bench"));
}"""
HERE = "[role=tabpanel]:not([hidden], [aria-busy=true])"


def test_a_sheet_takes_its_height_at_once(browser: Browser, address: str) -> None:
    with open_page(browser, address, **PHONE) as page:
        resize(page, 390, 664)
        do(page, "bench")
        page.evaluate(KEEP_HEIGHTS)
        for tab in page.locator("[role=tab]").all():
            page.evaluate("heights.length = 0")
            tab.tap()
            name = tab.get_attribute("data-tool")
            page.locator(f"{HERE}[data-tool={name}]").wait_for()
            next_frame(page)
            assert len(page.evaluate("heights")) <= 1, name


LANGUAGES: list[dict[str, Any]] = [{}, {"locale": "ta"}, {"locale": "ar"}]
PARTS = [one.replace("button[aria-label=Undo]", "button") for one in ALL]


def test_another_language_moves_nothing(lend: Lend) -> None:
    """In a wide window, and in one as narrow as a phone's."""
    places = []
    for language in LANGUAGES:
        with lend(**LAPTOP, **language) as page:
            choose_example(page, 8)
            wide = page.evaluate(PLACES, PARTS)
            resize(page, **PHONE["viewport"])
            places.append((wide, page.evaluate(PLACES, PARTS)))
    assert places[1] == places[0]
    assert places[2] == places[0]


def test_the_guide_is_one_press_away_and_covers_instead_of_pushing(page: Page) -> None:
    before = page.locator(".layers").bounding_box()
    guide = page.locator("#guide")
    assert not guide.is_visible()
    do(page, "guide")
    assert guide.is_visible()
    assert guide.get_by_role("heading").is_visible()
    assert page.locator(".layers").bounding_box() == before
    page.keyboard.press("Escape")
    assert not guide.is_visible()
