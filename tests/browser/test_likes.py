"""What a map likes: real patches, and a guess which of two fires it more."""

import re

import numpy as np
import pytest
from playwright.sync_api import Page

from tests.browser.opening import LAPTOP
from tests.browser.page import choose_example, do, pixels, wait_for_final
from tests.browser.view import ALL, OUT_OF_SIGHT, PLACES, resize

TOOL = [".tool:not([hidden]) h3", ".likes canvas", ".likes .bars li", ".quiz button"]
MINUS = "\u2212"
NUMBER = rf"[+{MINUS}]\d+\.\d+"


def guess(page: Page, which: int, *, by: str) -> tuple[list[float], bool]:
    """Both sums, the greater first, and whether the guess was right."""
    button = page.locator(".quiz .guess").nth(which)
    if by == "mouse":
        button.click()
    else:
        button.focus()
        page.keyboard.press("Enter")
    said = page.locator(".quiz [role=status]").inner_text()
    sums = [float(n.replace(MINUS, "-")) for n in re.findall(NUMBER, said)]
    more = page.locator(".quiz .guess.more")
    assert more.count() == 1
    return sums, button.evaluate("one => one.classList.contains('more')")


@pytest.mark.parametrize("page", [LAPTOP], indirect=True)
def test_a_map_shows_its_patches_and_asks_which_fires_it_more(page: Page) -> None:
    choose_example(page, 4)
    wait_for_final(page)
    places = page.evaluate(PLACES, ALL)
    page.locator(".layer.conv2 .number").nth(6).click()
    page.locator(".quiz .guess").first.wait_for()
    tab = page.locator("[role=tab][data-tool=likes]")
    assert tab.get_attribute("aria-selected") == "true"
    title = page.locator("[role=tabpanel][data-tool=likes] h3")
    assert "7" in title.inner_text()
    for width, height in [(1280, 600), (1366, 650)]:
        resize(page, width, height)
        assert page.evaluate(OUT_OF_SIGHT, TOOL) == [], width
    assert page.evaluate(PLACES, ALL) == places
    patches = pixels(page, ".sorts canvas")
    assert {one.shape[:2] for one in patches} == {(14, 14)}
    right = 0
    for i in range(4):
        sums, was_right = guess(page, i % 2, by="mouse" if i < 2 else "keys")
        assert sums[0] > sums[1]
        right += was_right
        said = page.locator(".quiz [role=status]").inner_text()
        assert re.search(rf"\b{right} of {i + 1}\b", said)
        if i % 2:
            do(page, "pair")
        else:
            page.keyboard.press("Enter")  # "Another pair" has the focus

    do(page, "map-after")
    assert "8" in title.inner_text()
    said = page.locator(".quiz [role=status]").inner_text()
    assert re.search(rf"\b{right} of 4\b", said), "the score stays"
    assert not np.array_equal(pixels(page, ".sorts canvas")[0], patches[0])
    page.locator(".layer.conv1 .kernel").nth(3).click()
    assert "conv1" in title.inner_text()
    assert page.locator("[data-do=map-after]").is_disabled()
    small = pixels(page, ".likes canvas")
    assert {one.shape[:2] for one in small} == {(5, 5)}
    assert all(one[:, :, 3].min() == 255 for one in small), "painted to the last row"
