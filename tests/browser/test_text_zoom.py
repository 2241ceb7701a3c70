"""Larger letters: who sets them gets them, and no word covers or cuts another."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from tests.browser.opening import LAPTOP, chromium, open_page
from tests.browser.page import choose_example, do, wait_for_answer, wait_for_final
from tests.browser.view import resize

TWICE = 32  # px; a browser's default is 16
# In pixels for a reason: the letters of cells and of a photo's boxes have no more room
# than these, and Gradio's own are not to be read: heard, or a dot between two links.
FIXED = ".cells, .boxes, .spoken, .sr-only, .divider, #pad *"

PLACES = [(1366, 650), (1280, 600), (820, 1180), (390, 664), (360, 600)]
WIDTHS = [320, 480, 639, 640, 700, 1000, 1279, 1399, 1400, 1920, 1999, 2000, 2380, 2560]


@pytest.fixture(scope="module")
def doubling(playwright: Playwright) -> Iterator[Browser]:
    """As of a visitor who has set the browser's letters to twice their size."""
    with chromium(playwright, f"--blink-settings=defaultFontSize={TWICE}") as browser:
        yield browser


@pytest.fixture(scope="module")
def large(doubling: Browser, address: str) -> Iterator[Page]:
    window = {"width": 1280, "height": 600}
    with open_page(doubling, address, viewport=window) as page:
        choose_example(page, 8)
        wait_for_final(page)
        yield page


@pytest.fixture(scope="module", params=PLACES)
def sized(request: pytest.FixtureRequest, large: Page) -> Page:
    resize(large, *request.param)
    return large


@pytest.fixture(autouse=True)
def free(large: Page) -> None:
    """No unit is chosen, and the page is at its top."""
    large.keyboard.press("Escape")
    large.evaluate("scrollTo(0, 0)")


def choose(page: Page, selector: str, at: int) -> None:
    """Pin it, wherever it lies on the long page."""
    page.locator(selector).nth(at).scroll_into_view_if_needed()
    page.locator(selector).nth(at).click()
    page.locator(".bench.open").wait_for(state="attached")


def faults(page: Page) -> list[str]:
    """At the top of the page, where nothing that stays in view covers what passes."""
    page.evaluate("scrollTo(0, 0)")
    found: list[str] = page.evaluate(FAULTS)
    return found


WORDS = """([fixed]) => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const sizes = {};
  while (walker.nextNode()) {
    const { data, parentElement: one } = walker.currentNode;
    if (!data.trim() || !one.closest("#header, #desk")) continue;
    if (one.closest(`style, ${fixed}`)) continue;
    sizes[data.trim()] = parseFloat(getComputedStyle(one).fontSize);
  }
  return sizes;
}"""


def test_every_word_is_twice_as_large(
    browser: Browser, address: str, large: Page
) -> None:
    """Where the layout is the same: the window is twice as large too.

    A page of its own: one that is lent may hold tools, hidden, with words of theirs.
    """
    resize(large, 2732, 1300)
    with open_page(browser, address, **LAPTOP) as page:
        choose_example(page, 8)
        wait_for_final(page)
        normal = page.evaluate(WORDS, [FIXED])
    twice = large.evaluate(WORDS, [FIXED])
    assert len(normal) > 60
    assert twice == {word: 2 * size for word, size in normal.items()}


def test_no_word_is_covered_or_cut(sized: Page) -> None:
    assert faults(sized) == []
    for layer, at in [("conv1", 3), ("pool1", 2), ("conv2", 7)]:
        choose(sized, f".layer.{layer} .map", at)
        assert faults(sized) == [], layer
        sized.keyboard.press("Escape")
    choose(sized, ".outputs figure", 3)
    assert faults(sized) == []
    sized.keyboard.press("Escape")
    sized.evaluate("scrollTo(0, 0)")
    do(sized, "guide")
    assert faults(sized) == []
    sized.keyboard.press("Escape")
    sized.locator(".step input").first.click()  # the notes say so
    assert faults(sized) == []
    do(sized, "restore")


def test_the_other_pads_words_are_whole_too(sized: Page) -> None:
    for way in ("keyboard", "photo-link"):
        link = sized.locator(f"#examples .{way}")
        said = link.inner_text()
        link.click()
        expect(link).not_to_have_text(said)
        assert faults(sized) == [], way
        link.click()
        expect(link).to_have_text(said)


def test_the_words_of_the_example_lie_whole_on_its_paper(
    doubling: Browser, address: str
) -> None:
    with open_page(doubling, address, example=True, reduced_motion="reduce") as page:
        wait_for_answer(page, 4)
        for width, height in PLACES:
            resize(page, width, height)
            assert page.evaluate(ON_PAPER), (width, height)


ON_PAPER = """() => {
  const paper = document.querySelector("#pad .edge").getBoundingClientRect();
  const range = document.createRange();
  range.selectNodeContents(document.querySelector("#pad .draw-your-own"));
  return [...range.getClientRects()].every((line) => line.left >= paper.left
    && line.right <= paper.right && line.bottom <= paper.bottom
    && line.top >= (paper.top + paper.bottom) / 2);
}"""


def test_pad_maps_and_bars_stay_as_large(sized: Page) -> None:
    assert width_of(sized, "#pad .edge") >= 232
    assert width_of(sized, ".layer.conv1 .map") >= 24 * 3
    assert width_of(sized, ".layer.conv2 .map") >= 8 * 6
    assert width_of(sized, ".outputs .best .bar") >= 64


def test_no_word_is_covered_or_cut_at_any_width(large: Page) -> None:
    for width in WIDTHS:
        for height in (600, 1400):
            resize(large, width, height)
            choose(large, ".layer.conv2 .map", 7)
            assert faults(large) == [], (width, height)
            large.keyboard.press("Escape")
            assert faults(large) == [], (width, height)


def width_of(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    return box["width"]


# What is wrong with the words in view: by the boxes of their lines, less what a line's
# height leaves above and below the letters.
FAULTS = """() => {
  const width = document.documentElement.clientWidth;
  const sheet = document.querySelector("#bench");
  const fixed = getComputedStyle(sheet).position === "fixed";
  const inSheet = (one) => fixed && sheet.contains(one);
  // What lies above something else on purpose is held against its own kind alone.
  const planeOf = (one) =>
    one.closest("#guide") ? "guide" : inSheet(one) ? "sheet" : "page";
  const shown = (one) => one.checkVisibility({ visibilityProperty: true })
    && !one.closest(".numbers");

  const words = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { currentNode: node } = walker;
    const { data, parentElement: one } = node;
    if (!data.trim() || !one.closest("#header, #desk")) continue;
    if (one.closest("style, option, .spoken, .sr-only, .cells, .number")) continue;
    if (!shown(one) || getComputedStyle(one).fontSize === "0px") continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const { left, right, top, bottom } of range.getClientRects()) {
      const room = 0.2 * (bottom - top);
      words.push({ one, plane: planeOf(one), text: data.trim().slice(0, 30),
        left, right, top: top + room, bottom: bottom - room });
    }
  }
  const pictures = [...document.querySelectorAll(
    "#pad .edge, .map canvas, .kernel, .step canvas, .examples canvas, .cells, .colors,"
    + " .outputs .bar, .legend i",
  )].filter(shown).map((one) => {
    const { left, right, top, bottom } = one.getBoundingClientRect();
    return { one, plane: planeOf(one), left, right, top, bottom };
  });

  const over = (a, b) => a.plane === b.plane
    && Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
  const outside = ({ left, right }) => left < -1 || right > width + 1;
  const faults = [];
  if (document.documentElement.scrollWidth > width) faults.push("scrolls sideways");
  for (const [i, a] of words.entries()) {
    for (const b of words.slice(i + 1))
      if (over(a, b)) faults.push(`"${a.text}" covers "${b.text}"`);
    for (const b of pictures)
      if (over(a, b)) faults.push(`"${a.text}" lies on a .${b.one.className}`);
    if (outside(a)) faults.push(`"${a.text}" sticks out`);
    for (let box = a.one; box !== document.body; box = box.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(box);
      const { left, right, top, bottom } = box.getBoundingClientRect();
      const [wide, high] = [overflowX !== "visible", /hidden|clip/.test(overflowY)];
      if ((wide && (a.left < left - 1 || a.right > right + 1))
        || (high && (a.top < top - 1 || a.bottom > bottom + 1)))
        faults.push(`"${a.text}" is cut by ${box.className || box.id}`);
    }
  }
  for (const one of pictures)
    if (outside(one)) faults.push(`a .${one.one.className} sticks out`);
  return faults;
}"""
