"""Phones: a finger hits whatever can be pressed, and reads every letter."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.opening import PHONE, open_page
from tests.browser.page import choose_example, do, wait_for_answer, wait_for_final
from tests.browser.photo.photos import WRITTEN, upload, wait_for_boxes
from tests.browser.view import resize

PHONES = [(390, 664), (360, 600), (664, 390)]
TOOLS = {
    "why": ".inspector .tile",
    "likes": ".quiz .guess canvas",
    "train": ".train[data-state=ready]",
    "change": ".change[data-share]",
    "experiments": ".experiments .stage button",
}
FINGER = 44  # px
# What of a control answers at its middle's height and breadth: by its own size, by its
# label, or by an area around it, less what something else covers.
SMALL = """([root, least]) => [...document.querySelectorAll(
    ["button", "a[href]", "input", "select", "summary"].map((one) => `${root} ${one}`)
  )].flatMap((one) => {
  if (!one.checkVisibility({ visibilityProperty: true }) || one.closest(".spoken"))
    return [];
  one.scrollIntoView({ block: "center", inline: "center" });
  const { left, top, width, height } = one.getBoundingClientRect();
  const [x, y] = [left + width / 2, top + height / 2];
  const answers = (x, y) => {
    const hit = document.elementFromPoint(x, y);
    return [one, ...(one.labels ?? [])].some((part) => part.contains(hit));
  };
  const reach = (right, down) => {
    let far = 0;
    while (far < 400 && answers(x + right * (far + 1), y + down * (far + 1))) far++;
    return far;
  };
  const size = [reach(-1, 0) + reach(1, 0) + 1, reach(0, -1) + reach(0, 1) + 1];
  return Math.min(...size) >= least ? [] : [[
    one.getAttribute("aria-label") ?? one.textContent ?? one.className, ...size]];
})"""


@pytest.fixture(scope="module")
def held(browser: Browser, address: str) -> Iterator[Page]:
    with open_page(browser, address, **PHONE) as page:
        choose_example(page, 2)
        wait_for_final(page)
        yield page


@pytest.fixture(scope="module", params=PHONES)
def phone(request: pytest.FixtureRequest, held: Page) -> Page:
    resize(held, *request.param)
    return held


def small(page: Page, root: str) -> list[object]:
    found: list[object] = page.evaluate(SMALL, [root, FINGER])
    page.evaluate("scrollTo(0, 0)")
    return found


def test_a_finger_hits_every_control_of_the_page(phone: Page) -> None:
    assert small(phone, "#header header") == []
    phone.locator(".step input").last.tap()  # there is a way back, too
    assert small(phone, "#desk") == []
    do(phone, "restore")
    wait_for_final(phone)


@pytest.mark.parametrize("tool", TOOLS)
def test_a_finger_hits_every_control_of_a_tool(phone: Page, tool: str) -> None:
    phone.evaluate("scrollTo(0, 0)")
    do(phone, "bench")
    phone.locator(f"[role=tab][data-tool={tool}]").tap()
    phone.locator(TOOLS[tool]).first.wait_for()
    assert small(phone, "#bench") == []
    do(phone, "close")


@pytest.mark.parametrize("sheet", ["guide", "share"])
def test_a_finger_hits_every_control_of_a_sheet(phone: Page, sheet: str) -> None:
    do(phone, sheet)
    if sheet == "guide":
        phone.locator("#guide summary").tap()
    assert small(phone, f"#{sheet}") == []
    if sheet == "guide":
        phone.locator("#guide summary").tap()
    phone.keyboard.press("Escape")


def test_a_finger_hits_every_control_of_a_photo(held: Page) -> None:
    resize(held, *PHONES[0])
    upload(held, WRITTEN)
    wait_for_boxes(held)
    for width, height in PHONES:
        resize(held, width, height)
        assert small(held, "#photo .tools") == []
        assert small(held, "#examples") == []
    do(held, "photo")
    wait_for_answer(held, 2)
