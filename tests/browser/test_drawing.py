"""A person draws on the page and sees the answer and every map."""

from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from playwright.sync_api import Browser, Page

from lenet1.confidence import Reader, probabilities
from lenet1.model import LeNet1
from tests.browser.page import (
    DARK,
    NETWORK,
    PHONE,
    dark_pixels,
    draw_with_finger,
    draw_with_mouse,
    finger,
    image_of,
    lit,
    open_page,
    pixels,
    points_on,
    press,
    record_readings,
    seen,
    to_be_seen,
    wait_for_answer,
    wait_for_final,
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
    assert blank.locator("#answer .outputs b").all_inner_texts() == [""] * 10
    for layer in ("conv1", "conv2", "pool1", "pool2"):
        shown = pixels(blank, f".layer.{layer} .map canvas")
        assert all(lit(map_) == 0 for map_ in shown)


NEUTRAL = np.array([244, 244, 246])
DARK_NEUTRAL = np.array([34, 36, 44])
ORANGE = np.array([194, 84, 10])
BLUE = np.array([33, 102, 172])


def css(color: NDArray[np.int64]) -> str:
    red, green, blue = color.tolist()
    return f"rgb({red}, {green}, {blue})"


CROSS: list[Stroke] = [[(20, 20), (80, 80)], [(80, 20), (20, 80)]]


def test_what_is_no_digit_is_not_called_one(blank: Page) -> None:
    draw_with_mouse(blank, CROSS)
    blank.get_by_text("That does not look like one digit").first.wait_for()
    assert blank.locator("#answer .digit").inner_text() == "?"


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


def test_the_ten_outputs_are_the_networks(blank: Page, reader: Reader) -> None:
    """Words, bars and scores, digit by digit, for a drawing that is hard to call."""
    readings = record_readings(blank)
    draw_with_mouse(blank, EXAMPLES[5])
    draw_with_mouse(blank, [[(70, 20), (75, 80)]])
    wait_for_final(blank)
    with torch.no_grad():
        logits = reader.network(image_of(readings[-1])[None] / 255).logits
    outputs = blank.locator("#answer .outputs figure")
    (expected,) = probabilities(logits, reader.confidence).tolist()
    for digit, probability in enumerate(expected):
        output = outputs.nth(digit)
        assert output.locator("b").inner_text() == in_percent(probability)
        score = output.locator(".score").inner_text().replace("\u2212", "-")
        assert float(score) == pytest.approx(logits[0, digit].item(), abs=0.06)
        share = output.evaluate(
            """figure => figure.querySelector(".bar i").getBoundingClientRect().width
              / figure.querySelector(".bar").getBoundingClientRect().width"""
        )
        assert share == pytest.approx(probability, abs=0.005)


def in_percent(probability: float) -> str:
    if probability < 0.001:
        return "<\u00a00.1\u00a0%"
    if probability > 0.999:
        return ">\u00a099.9\u00a0%"
    return f"{100 * probability:.1f}\u00a0%"


# What the sentence says, whenever the digit changes.
KEEP_WORDS = """() => {
  window.said = [];
  const digit = document.querySelector("#answer .digit");
  const verdict = document.querySelector("#answer .verdict");
  new MutationObserver(() => said.push([digit.textContent, verdict.textContent]))
    .observe(digit, { childList: true });
}"""


def test_the_sentence_is_never_about_another_digit(blank: Page) -> None:
    """Although it changes less often than the maps while the pen is down."""
    blank.evaluate(KEEP_WORDS)
    for digit in (2, 3, 8):
        draw_with_mouse(blank, EXAMPLES[digit])
        wait_for_final(blank)
        press(blank, "Clear canvas")
        blank.get_by_text("Draw a digit", exact=True).first.wait_for()
    said = blank.evaluate("said")
    assert len(said) > 6
    for digit, sentence in said:
        named = digit if digit.isdigit() else {"": "Draw", "?": "not look"}[digit]
        assert named in sentence


def test_words_and_numbers_follow_before_the_pen_is_up(blank: Page) -> None:
    path = [(30 + i, 20 + i) for i in range(50)]
    first, *rest = points_on(blank, path)
    blank.mouse.move(*first)
    blank.mouse.down()
    for point in rest:
        blank.mouse.move(*point)
    blank.wait_for_function(
        """() => [...document.querySelectorAll("#answer .outputs figure")].every(
          (figure) => {
            const [bar, fill] = [".bar", ".bar i"].map((one) =>
              figure.querySelector(one).getBoundingClientRect().width);
            const said = figure.querySelector("b").textContent.match(/[0-9.]+/);
            return Math.abs(100 * fill / bar - said) < 0.2;
          })"""
    )
    assert not blank.locator(".microscope[data-final]").count()
    blank.mouse.up()


def test_every_unit_has_the_colour_of_its_value(blank: Page, shipped: LeNet1) -> None:
    """Zero is the neutral tone, orange above it; one scale for the maps of a layer."""
    readings = record_readings(blank)
    draw_with_mouse(blank, EXAMPLES[8])
    wait_for_final(blank)
    with torch.no_grad():
        activations = shipped(image_of(readings[-1])[None] / 255)
    scales = blank.evaluate(NETWORK)["scales"]
    for layer in ("conv1", "pool1", "conv2", "pool2"):
        values = activations[layer][0].numpy()
        shares = (values / scales[layer]).clip(-1, 1)[..., None]
        expected = NEUTRAL + (ORANGE - NEUTRAL) * shares
        shown = pixels(blank, f".layer.{layer} .map canvas")
        np.testing.assert_allclose(np.stack(shown)[..., :3], expected, atol=3)
        assert any((map_[..., :3] == NEUTRAL).all(axis=-1).any() for map_ in shown)


def test_kernels_are_orange_above_zero_and_blue_below(
    page: Page, shipped: LeNet1
) -> None:
    weight = shipped.conv1.weight.detach().numpy()[:, 0]
    shares = (weight / np.abs(weight).max())[..., None]
    expected = NEUTRAL + np.where(
        shares > 0, (ORANGE - NEUTRAL) * shares, (NEUTRAL - BLUE) * shares
    )
    shown = np.stack(pixels(page, ".layer.conv1 .kernel"))[..., :3]
    np.testing.assert_allclose(shown, expected, atol=2)


def test_a_change_of_theme_repaints_every_map_and_legend(blank: Page) -> None:
    draw_with_mouse(blank, EXAMPLES[3])
    wait_for_final(blank)
    try:
        for dark, neutral in [("add", DARK_NEUTRAL), ("remove", NEUTRAL)]:
            blank.evaluate(f"document.body.classList.{dark}('dark')")
            for layer in ("conv1", "pool1", "conv2", "pool2"):
                maps = np.stack(pixels(blank, f".layer.{layer} .map canvas"))
                assert (maps[..., :3] == neutral).all(axis=-1).mean() > 0.2
            legend = blank.locator(".layer.pool1 .legend i")
            assert css(neutral) in legend.evaluate("i => i.style.background")
            tiles = np.stack(pixels(blank, ".inspector .tile canvas"))
            assert (tiles[..., :3] == neutral).all(axis=-1).any()
    finally:
        blank.evaluate("document.body.classList.remove('dark')")


def test_the_pads_own_picture_stays_after_pen_up(blank: Page) -> None:
    """When our cover goes, the sketchpad has drawn the stroke itself."""
    draw_with_mouse(blank, EXAMPLES[7])
    wait_for_final(blank)
    blank.locator("#pad .cover.shown").wait_for(state="detached")
    assert dark_pixels(blank) > 1_000


def test_undo_takes_an_example_off_the_pads_own_picture(blank: Page) -> None:
    blank.get_by_label("Example: a drawn 0").click()
    wait_for_answer(blank, 0)
    blank.locator("#pad .cover.shown").wait_for(state="detached")
    assert dark_pixels(blank) > 1_000
    press(blank, "Undo")
    blank.get_by_text("Draw a digit", exact=True).first.wait_for()
    blank.locator("#pad .cover.shown").wait_for(state="detached")
    assert dark_pixels(blank) == 0


def test_a_finger_draws_on_a_phone_without_scrolling(
    browser: Browser, address: str
) -> None:
    with open_page(browser, address, **PHONE) as page:
        draw_with_finger(page, EXAMPLES[2])
        wait_for_answer(page, 2)
        assert page.evaluate("scrollY") == 0
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 390


@pytest.mark.parametrize("paper", ["#pad .edge", "#ownpad canvas"])
def test_a_tap_right_after_a_flick_of_the_finger_opens_a_unit(
    browser: Browser, address: str, paper: str
) -> None:
    """A flick would be a fling, and the browser would keep the tap for stopping it."""
    with open_page(browser, address, **PHONE) as page:
        if paper.startswith("#own"):
            page.locator("#examples .keyboard").dispatch_event("click")
        touch = finger(page)
        box = page.locator(paper).bounding_box()
        assert box is not None
        for x in (0.4, 0.5, 0.6):
            places = [
                (box["x"] + x * box["width"], box["y"] + y / 10 * box["height"])
                for y in range(2, 9)
            ]
            for kind, place in zip(FLICK, places, strict=True):
                touch(kind, place)
            touch("touchEnd")
            wait_for_final(page)
            page.locator(".layer.conv2 .map").first.tap()
            page.locator(".inspector h3", has_text="conv2").wait_for()
            page.keyboard.press("Escape")


FLICK = ["touchStart", *["touchMove"] * 6]


def test_where_nothing_is_drawn_no_unit_is_chosen(blank: Page) -> None:
    blank.locator(".layer.conv2 .map").nth(4).click()
    blank.locator(".layer.conv1 .map").first.hover()
    draw_with_mouse(blank, EXAMPLES[3])
    wait_for_final(blank)
    assert blank.locator(".inspector h3").inner_text() == "fc_out, digit 3"


def test_in_the_dark_the_paper_is_dark_for_the_network_too(
    browser: Browser, address: str
) -> None:
    with open_page(browser, address, **DARK) as page:
        draw_with_mouse(page, EXAMPLES[3])
        wait_for_answer(page, 3)
        assert pixels(page, ".layer.input .map canvas")[0][0, 0, 0] < 60


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
