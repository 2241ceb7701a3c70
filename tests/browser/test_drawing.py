"""A person draws on the page and sees the answer and every map."""

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from playwright.sync_api import Page

from lenet1.confidence import Reader, probabilities
from lenet1.model import LeNet1
from tests.browser.opening import DARK
from tests.browser.page import (
    NETWORK,
    choose_example,
    dark_pixels,
    draw_with_finger,
    draw_with_mouse,
    finger,
    image_of,
    lit,
    pixels,
    points_on,
    record_readings,
    seen,
    sentence,
    to_be_seen,
    use,
    wait_for_answer,
    wait_for_final,
    wait_until_empty,
)
from tests.drawings import EXAMPLES, Stroke, ink_of, misfit


@pytest.mark.parametrize("digit", [0, 3, 6, 9])
def test_a_digit_drawn_with_the_mouse_is_read_and_shown(page: Page, digit: int) -> None:
    draw_with_mouse(page, EXAMPLES[digit])
    wait_for_answer(page, digit)
    for layer, maps, side in [
        ("conv1", 4, 24),
        ("pool1", 4, 12),
        ("conv2", 12, 8),
        ("pool2", 12, 4),
    ]:
        shown = pixels(page, f".layer.{layer} .map canvas")
        assert [map_.shape for map_ in shown] == [(side, side, 4)] * maps
        assert sum(lit(map_) > 0 for map_ in shown) >= maps / 2
    assert misfit(to_be_seen(ink_of(EXAMPLES[digit])), seen(page)) < 12


def test_a_blank_pad_asks_for_a_digit_and_shows_no_answer(page: Page) -> None:
    assert page.locator("#answer .digit").inner_text() == ""
    assert page.locator("#answer .outputs b").all_inner_texts() == [""] * 10
    for layer in ("conv1", "conv2", "pool1", "pool2"):
        shown = pixels(page, f".layer.{layer} .map canvas")
        assert all(lit(map_) == 0 for map_ in shown)


NEUTRAL = np.array([244, 244, 246])
DARK_NEUTRAL = np.array([34, 36, 44])
ORANGE = np.array([194, 84, 10])
BLUE = np.array([33, 102, 172])


def css(color: NDArray[np.int64]) -> str:
    red, green, blue = color.tolist()
    return f"rgb({red}, {green}, {blue})"


CROSS: list[Stroke] = [[(20, 20), (80, 80)], [(80, 20), (20, 80)]]


def test_what_is_no_digit_is_not_called_one(page: Page) -> None:
    draw_with_mouse(page, CROSS)
    page.locator("[data-verdict='no digit']").wait_for()
    assert page.locator("#answer .digit").inner_text() == "?"


def test_undo_takes_the_answer_back_to_the_drawing_before(page: Page) -> None:
    draw_with_mouse(page, EXAMPLES[1])
    wait_for_answer(page, 1)
    draw_with_mouse(page, [[(20, 20), (80, 20)], [(20, 80), (80, 80)]])
    use(page, "Undo")
    use(page, "Undo")
    wait_for_answer(page, 1)
    use(page, "Undo")
    wait_until_empty(page)


def test_an_example_is_put_on_the_pad_and_read(page: Page) -> None:
    choose_example(page, 6)
    use(page, "Undo")
    wait_until_empty(page)


def test_the_ten_outputs_are_the_networks(page: Page, reader: Reader) -> None:
    """Words, bars and scores, digit by digit, for a drawing that is hard to call."""
    readings = record_readings(page)
    draw_with_mouse(page, EXAMPLES[5])
    draw_with_mouse(page, [[(70, 20), (75, 80)]])
    wait_for_final(page)
    with torch.no_grad():
        logits = reader.network(image_of(readings[-1])[None] / 255).logits
    outputs = page.locator("#answer .outputs figure")
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


def test_the_sentence_is_never_about_another_digit(page: Page) -> None:
    """Although it changes less often than the maps while the pen is down."""
    page.evaluate(KEEP_WORDS)
    for digit in (2, 3, 8):
        draw_with_mouse(page, EXAMPLES[digit])
        wait_for_final(page)
        use(page, "Clear canvas")
        wait_until_empty(page)
    said = page.evaluate("said")
    assert len(said) > 6
    words = {"": sentence(page, "invitation"), "?": sentence(page, "noDigit")}
    for digit, text in said:
        assert words.get(digit, digit) in text


def test_words_and_numbers_follow_before_the_pen_is_up(page: Page) -> None:
    path = [(30 + i, 20 + i) for i in range(50)]
    first, *rest = points_on(page, path)
    page.mouse.move(*first)
    page.mouse.down()
    for point in rest:
        page.mouse.move(*point)
    page.wait_for_function(
        """() => [...document.querySelectorAll("#answer .outputs figure")].every(
          (figure) => {
            const [bar, fill] = [".bar", ".bar i"].map((one) =>
              figure.querySelector(one).getBoundingClientRect().width);
            const said = figure.querySelector("b").textContent.match(/[0-9.]+/);
            return Math.abs(100 * fill / bar - said) < 0.2;
          })"""
    )
    assert not page.locator(".microscope[data-final]").count()
    page.mouse.up()


def test_every_unit_has_the_colour_of_its_value(page: Page, shipped: LeNet1) -> None:
    """Zero is the neutral tone, orange above it; one scale for the maps of a layer."""
    readings = record_readings(page)
    draw_with_mouse(page, EXAMPLES[8])
    wait_for_final(page)
    with torch.no_grad():
        activations = shipped(image_of(readings[-1])[None] / 255)
    scales = page.evaluate(NETWORK)["scales"]
    for layer in ("conv1", "pool1", "conv2", "pool2"):
        values = activations[layer][0].numpy()
        shares = (values / scales[layer]).clip(-1, 1)[..., None]
        expected = NEUTRAL + (ORANGE - NEUTRAL) * shares
        shown = pixels(page, f".layer.{layer} .map canvas")
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


def test_a_change_of_theme_repaints_every_map_and_legend(page: Page) -> None:
    draw_with_mouse(page, EXAMPLES[3])
    wait_for_final(page)
    try:
        for dark, neutral in [("add", DARK_NEUTRAL), ("remove", NEUTRAL)]:
            page.evaluate(f"document.body.classList.{dark}('dark')")
            for layer in ("conv1", "pool1", "conv2", "pool2"):
                maps = np.stack(pixels(page, f".layer.{layer} .map canvas"))
                assert (maps[..., :3] == neutral).all(axis=-1).mean() > 0.2
            legend = page.locator(".layer.conv1 .legend:last-child i")
            assert css(neutral) in legend.evaluate("i => i.style.background")
            tiles = np.stack(pixels(page, ".inspector .tile canvas"))
            assert (tiles[..., :3] == neutral).all(axis=-1).any()
    finally:
        page.evaluate("document.body.classList.remove('dark')")


def test_the_pads_own_picture_stays_after_pen_up(page: Page) -> None:
    """When our cover goes, the sketchpad has drawn the stroke itself."""
    draw_with_mouse(page, EXAMPLES[7])
    wait_for_final(page)
    page.locator("#pad .cover.shown").wait_for(state="detached")
    assert dark_pixels(page) > 1_000


def test_undo_takes_an_example_off_the_pads_own_picture(page: Page) -> None:
    choose_example(page, 0)
    page.locator("#pad .cover.shown").wait_for(state="detached")
    assert dark_pixels(page) > 1_000
    use(page, "Undo")
    wait_until_empty(page)
    page.locator("#pad .cover.shown").wait_for(state="detached")
    assert dark_pixels(page) == 0


def test_a_finger_draws_on_a_phone_without_scrolling(phone: Page) -> None:
    draw_with_finger(phone, EXAMPLES[2])
    wait_for_answer(phone, 2)
    assert phone.evaluate("scrollY") == 0
    width = phone.evaluate("document.documentElement.scrollWidth")
    assert width <= 390


@pytest.mark.parametrize("paper", ["#pad .edge", "#ownpad canvas"])
def test_a_tap_right_after_a_flick_of_the_finger_opens_a_unit(
    phone: Page, paper: str
) -> None:
    """A flick would be a fling, and the browser would keep the tap for stopping it."""
    if paper.startswith("#own"):
        phone.locator("[data-do=keyboard]").dispatch_event("click")
    touch = finger(phone)
    box = phone.locator(paper).bounding_box()
    assert box is not None
    for x in (0.4, 0.5, 0.6):
        places = [
            (box["x"] + x * box["width"], box["y"] + y / 10 * box["height"])
            for y in range(2, 9)
        ]
        for kind, place in zip(FLICK, places, strict=True):
            touch(kind, place)
        touch("touchEnd")
        wait_for_final(phone)
        phone.locator(".layer.conv2 .map").first.tap()
        phone.locator("[data-unit^=conv2]").wait_for()
        phone.keyboard.press("Escape")


FLICK = ["touchStart", *["touchMove"] * 6]


def test_where_nothing_is_drawn_no_unit_is_chosen(page: Page) -> None:
    page.locator(".layer.conv2 .map").nth(4).click()
    page.locator(".layer.conv1 .map").first.hover()
    draw_with_mouse(page, EXAMPLES[3])
    wait_for_final(page)
    assert page.locator("[data-unit='logits 3 0 0']").count() == 1


@pytest.mark.parametrize("page", [DARK], indirect=True)
def test_in_the_dark_the_paper_is_dark_for_the_network_too(page: Page) -> None:
    draw_with_mouse(page, EXAMPLES[3])
    wait_for_answer(page, 3)
    assert pixels(page, ".layer.input .map canvas")[0][0, 0, 0] < 60
