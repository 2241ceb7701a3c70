"""A person draws on the page and sees the answer and every map."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from lenet1.model import LeNet1
from tests.browser.page import (
    DARK,
    PHONE,
    draw_with_finger,
    draw_with_mouse,
    lit,
    open_page,
    pixels,
    press,
    seen,
    to_be_seen,
    wait_for_answer,
)
from tests.drawings import EXAMPLES, Stroke, ink_of, misfit


@pytest.fixture(scope="module")
def page(browser: Browser, address: str) -> Any:
    with open_page(browser, address) as page:
        yield page


@pytest.fixture
def blank(page: Page) -> Page:
    clear = page.get_by_label("Clear canvas")
    if clear.is_enabled():
        clear.click()
    page.get_by_text("Draw a digit", exact=True).first.wait_for()
    return page


@pytest.mark.parametrize("digit", range(10))
def test_a_digit_drawn_with_the_mouse_is_read_and_shown(
    blank: Page, digit: int
) -> None:
    draw_with_mouse(blank, EXAMPLES[digit])
    wait_for_answer(blank, digit)
    for layer, maps, side in [
        ("conv1", 4, 24),
        ("pool1", 4, 12),
        ("conv2", 12, 8),
        ("pool2", 12, 4),
    ]:
        shown = pixels(blank, f".layer.{layer} .map canvas")
        assert [map_.shape for map_ in shown] == [(side, side, 4)] * maps
        assert sum(lit(map_) > 0 for map_ in shown) >= maps / 2
    assert misfit(to_be_seen(ink_of(EXAMPLES[digit])), seen(blank)) < 12


def test_a_blank_pad_asks_for_a_digit_and_shows_no_answer(blank: Page) -> None:
    assert blank.locator("#answer .digit").inner_text() == ""
    assert blank.locator("#answer .bars b").all_inner_texts() == [""] * 10
    for layer in ("conv1", "conv2", "pool1", "pool2"):
        shown = pixels(blank, f".layer.{layer} .map canvas")
        assert all(lit(map_) == 0 for map_ in shown)


CROSS: list[Stroke] = [[(20, 20), (80, 80)], [(80, 20), (20, 80)]]


def test_what_is_no_digit_is_not_called_one(blank: Page) -> None:
    draw_with_mouse(blank, CROSS)
    blank.get_by_text("That does not look like one digit").first.wait_for()
    assert blank.locator("#answer .digit").inner_text() == "?"


def test_an_unsure_answer_names_both_candidates(page: Page) -> None:
    """The words alone, so that no weights can change what is tested."""
    text = page.evaluate(
        """async () => {
          const { createAnswer } = await import("/lenet1/static/answer.js");
          const root = document.createElement("div");
          const probabilities = [0, 0, 0, 0, 0.55, 0, 0, 0, 0, 0.45];
          const image = new Uint8Array(784);
          const reading = { verdict: "not sure", label: 4, runner_up: 9 };
          createAnswer(root).show({ ...reading, probabilities, image });
          return root.querySelector(".verdict").textContent;
        }"""
    )
    assert text == "Not sure: 4 (55.0 %), or 9 (45.0 %)"


def test_undo_takes_the_answer_back_to_the_drawing_before(blank: Page) -> None:
    draw_with_mouse(blank, EXAMPLES[1])
    wait_for_answer(blank, 1)
    draw_with_mouse(blank, [[(20, 20), (80, 20)], [(20, 80), (80, 80)]])
    press(blank, "Undo")
    press(blank, "Undo")
    wait_for_answer(blank, 1)
    press(blank, "Undo")
    blank.get_by_text("Draw a digit", exact=True).first.wait_for()


def test_an_example_is_put_on_the_pad_and_read(blank: Page) -> None:
    blank.get_by_label("Example: a drawn 6").click()
    wait_for_answer(blank, 6)
    press(blank, "Undo")
    blank.get_by_text("Draw a digit", exact=True).first.wait_for()


def test_probabilities_on_the_page_are_the_networks(
    blank: Page, shipped: LeNet1
) -> None:
    draw_with_mouse(blank, EXAMPLES[5])
    wait_for_answer(blank, 5)
    texts = blank.locator("#answer .bars b").all_inner_texts()
    assert len(texts) == 10
    assert float(texts[5].strip("> %")) > 50


def test_a_finger_draws_on_a_phone_without_scrolling(
    browser: Browser, address: str
) -> None:
    with open_page(browser, address, **PHONE) as page:
        draw_with_finger(page, EXAMPLES[2])
        wait_for_answer(page, 2)
        assert page.evaluate("scrollY") == 0
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 390


def test_in_the_dark_the_paper_is_dark_for_the_network_too(
    browser: Browser, address: str
) -> None:
    with open_page(browser, address, **DARK) as page:
        draw_with_mouse(page, EXAMPLES[3])
        wait_for_answer(page, 3)
        assert pixels(page, "#answer .seen canvas")[0][0, 0, 0] < 60


def test_the_page_asks_no_other_host(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    page.goto(address)
    page.locator("#microscope [data-ready]").wait_for(timeout=60_000)
    draw_with_mouse(page, EXAMPLES[0])
    wait_for_answer(page, 0)
    context.close()
    assert hosts == {address.split("/")[2]}
