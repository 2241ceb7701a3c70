"""Drill-down: any unit back to the drawing's own pixels, with torch's numbers."""

import base64
import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import torch
from playwright.sync_api import Locator, Page
from torch import Tensor

from lenet1.model import Activations, LeNet1
from lenet1.upright import as_input
from tests.browser.opening import DESKTOP, Lend
from tests.browser.page import (
    draw_with_mouse,
    pixels,
    record_readings,
    wait_for_answer,
    wait_for_final,
)
from tests.drawings import EXAMPLES

SIDES = {"conv1": 24, "pool1": 12, "conv2": 8, "pool2": 4}
TOLERANCE = 1e-3
MINUS = "\u2212"


@pytest.fixture(scope="module")
def drawn(lend: Lend) -> Iterator[tuple[Page, dict[str, Any]]]:
    """The page with a digit on it, and the last message that the server sent."""
    with lend(**DESKTOP) as page:
        readings = record_readings(page)
        draw_with_mouse(page, EXAMPLES[5])
        wait_for_final(page)
        wait_for_answer(page, 5)
        yield page, readings[-1].json()


@pytest.fixture(scope="module")
def page(drawn: tuple[Page, dict[str, Any]]) -> Page:
    return drawn[0]


@pytest.fixture(scope="module")
def image(drawn: tuple[Page, dict[str, Any]]) -> Tensor:
    """(1, 28, 28) uint8, upright."""
    levels = np.frombuffer(base64.b64decode(drawn[1]["image"]), np.uint8)
    return torch.from_numpy(levels.reshape(1, 28, 28).copy())


@pytest.fixture(scope="module")
def torch_says(image: Tensor, shipped: LeNet1) -> Activations:
    with torch.no_grad():
        return shipped(as_input(image))


@pytest.fixture(autouse=True)
def free(page: Page) -> None:
    page.keyboard.press("Escape")
    page.mouse.move(5, 5)


def numbers(text: str) -> list[float]:
    plain = text.replace(MINUS, "-")
    return [float(number) for number in re.findall(r"[-+]?\d+\.\d+", plain)]


def unit(page: Page, layer: str, map_: int) -> Locator:
    return page.locator(f".layer.{layer} .map").nth(map_)


def choose(page: Page, layer: str, map_: int, row: int, column: int) -> None:
    target = unit(page, layer, map_)
    target.scroll_into_view_if_needed()
    box = target.bounding_box()
    assert box is not None
    size = box["width"] / SIDES[layer]
    page.mouse.click(box["x"] + (column + 0.5) * size, box["y"] + (row + 0.5) * size)


def chosen(page: Page) -> str | None:
    """The unit that the inspector is about: layer, map, row and column, from 0."""
    return page.locator(".inspector h3").get_attribute("data-unit")


def squares(page: Page, index: int) -> list[float]:
    cells = page.locator(".inspector .cells").nth(index).locator("span")
    titles = cells.evaluate_all("cells => cells.map(cell => cell.title)")
    return [float(title.replace(MINUS, "-")) for title in titles]


def tile(page: Page, index: int) -> list[float]:
    """The titles as the pointer comes to each number of it."""
    titles = (
        page.locator(".tile .colors")
        .nth(index)
        .evaluate(
            """canvas => {
          const { left, top, width, height } = canvas.getBoundingClientRect();
          return Array.from({ length: 16 }, (_, i) => {
            const clientX = left + ((i % 4) + 0.5) * width / 4;
            const clientY = top + (Math.floor(i / 4) + 0.5) * height / 4;
            canvas.dispatchEvent(new PointerEvent("pointermove", { clientX, clientY }));
            return canvas.title;
          });
        }"""
        )
    )
    return [float(title.replace(MINUS, "-")) for title in titles]


RANDOM = np.random.default_rng(0)


def some_units(layer: str, maps: int) -> list[tuple[str, int, int, int]]:
    # Of a map's first rows its number covers a part, which is a button of its own.
    ends = (maps, SIDES[layer], SIDES[layer])
    places = RANDOM.integers((0, 3, 0), ends, size=(2, 3)).tolist()
    return [(layer, map_, row, column) for map_, row, column in places]


@pytest.mark.parametrize(
    ("layer", "map_", "row", "column"),
    some_units("conv1", 4) + some_units("conv2", 12),
)
def test_a_convolutions_numbers_are_torchs(
    page: Page,
    image: Tensor,
    torch_says: Activations,
    shipped: LeNet1,
    layer: str,
    map_: int,
    row: int,
    column: int,
) -> None:
    choose(page, layer, map_, row, column)
    before = torch_says["pool1"]
    if layer == "conv1":
        before = as_input(image)
    weights = getattr(shipped, layer).weight[map_]
    bias = getattr(shipped, layer).bias[map_].item()
    expected_sum = bias
    sums: list[float] = []
    for source, kernel in enumerate(weights):
        patch = before[0, source, row : row + 5, column : column + 5]
        products = (patch * kernel).flatten().tolist()
        expected_sum += sum(products)
        for index, expected in enumerate(
            [patch.flatten().tolist(), kernel.flatten().tolist(), products]
        ):
            shown = squares(page, 3 * source + index)
            assert shown == pytest.approx(expected, abs=TOLERANCE)
        if layer == "conv1":  # it has a square of its own, without the bias
            assert squares(page, 3) == pytest.approx([sum(products)], abs=TOLERANCE)
        sums.append(sum(products))
    *shown_sums, shown_bias, shown_sum, output = numbers(
        page.locator(".inspector .arithmetic").inner_text()
    )
    assert shown_sums == pytest.approx(sums, abs=TOLERANCE)
    assert shown_bias == pytest.approx(bias, abs=TOLERANCE)
    assert shown_sum == pytest.approx(expected_sum, abs=TOLERANCE)
    held = torch_says[layer][0, map_, row, column].item()
    assert output == pytest.approx(held, abs=TOLERANCE)


@pytest.mark.parametrize(
    ("layer", "map_", "row", "column"),
    some_units("pool1", 4) + some_units("pool2", 12),
)
def test_an_averages_numbers_are_torchs(
    page: Page, torch_says: Activations, layer: str, map_: int, row: int, column: int
) -> None:
    choose(page, layer, map_, row, column)
    source = torch_says[{"pool1": "conv1", "pool2": "conv2"}[layer]]
    four = source[0, map_, 2 * row : 2 * row + 2, 2 * column : 2 * column + 2]
    assert squares(page, 0) == pytest.approx(four.flatten().tolist(), abs=TOLERANCE)
    held = torch_says[layer][0, map_, row, column].item()
    assert squares(page, 1) == pytest.approx([held], abs=TOLERANCE)


@pytest.mark.parametrize(("digit", "rival"), [(5, None), (5, 3), (8, 5), (0, None)])
def test_the_evidence_sums_to_torchs_logit(
    page: Page,
    torch_says: Activations,
    shipped: LeNet1,
    digit: int,
    rival: int | None,
) -> None:
    page.locator(".outputs figure").nth(digit).click()
    page.locator(".inspector select").select_option("" if rival is None else str(rival))
    weight = shipped.fc_out.weight[digit]
    logit = torch_says.logits[0, digit].item()
    bias = shipped.fc_out.bias[digit].item()
    if rival is not None:
        weight = weight - shipped.fc_out.weight[rival]
        logit -= torch_says.logits[0, rival].item()
        bias -= shipped.fc_out.bias[rival].item()
    expected = (weight * torch_says["pool2"].flatten()).view(12, 16)
    total = bias
    for map_ in range(12):
        shown = tile(page, map_)
        assert shown == pytest.approx(expected[map_].tolist(), abs=TOLERANCE)
        total += sum(shown)
    assert total == pytest.approx(logit, abs=12 * 16 * 5e-5 + TOLERANCE)
    sentence = page.locator(".inspector .sentence").inner_text()
    assert any(n == pytest.approx(logit, abs=0.006) for n in numbers(sentence))


FIELDS = {
    "conv1": {"input": 5},
    "pool1": {"input": 6, "conv1": 2},
    "conv2": {"input": 14, "conv1": 10, "pool1": 5},
    "pool2": {"input": 16, "conv1": 12, "pool1": 6, "conv2": 2},
}


@pytest.mark.parametrize("layer", FIELDS)
def test_the_receptive_field_lights_up_in_every_earlier_map(
    page: Page, layer: str
) -> None:
    choose(page, layer, 1, 2, 1)
    for earlier, side in FIELDS[layer].items():
        lit = page.locator(f".layer.{earlier} .lit .field")
        maps = {"input": 1, "conv1": 4, "pool1": 4, "conv2": 12}[earlier]
        averaged = layer == "pool1" and earlier == "conv1"
        averaged |= layer == "pool2" and earlier == "conv2"
        assert lit.count() == (1 if averaged else maps)
        units = {"input": 28, **SIDES}[earlier]
        width = lit.first.evaluate("field => parseFloat(field.style.width)")
        assert width == pytest.approx(100 * side / units, abs=0.01)
    outline = page.locator("#pad .outline")
    box, paper = (
        outline.bounding_box(),
        page.locator("#pad canvas").first.bounding_box(),
    )
    assert box is not None
    assert paper is not None
    assert paper["x"] < box["x"] + box["width"] / 2 < paper["x"] + paper["width"]


def test_the_outline_on_the_pad_lies_on_the_pixels_that_were_seen(
    page: Page, drawn: tuple[Page, dict[str, Any]]
) -> None:
    """From corner to corner of the 28x28 it moves and leans as the drawing does."""
    slant = drawn[1]["slant"]
    assert abs(slant) > 0.03
    boxes = []
    for row, column in [(0, 0), (23, 0), (0, 23)]:
        choose(page, "conv1", 0, row, column)
        box = page.locator("#pad .outline").bounding_box()
        assert box is not None
        boxes.append(box)
    first, lower, further = boxes
    pixel = first["height"] / 5
    assert first["width"] / pixel == pytest.approx(5 * (1 + abs(slant)), abs=0.05)
    assert (lower["y"] - first["y"]) / pixel == pytest.approx(23, abs=0.05)
    assert (lower["x"] - first["x"]) / pixel == pytest.approx(23 * slant, abs=0.05)
    assert (further["y"] - first["y"]) / pixel == pytest.approx(0, abs=0.05)
    assert (further["x"] - first["x"]) / pixel == pytest.approx(23, abs=0.05)


def test_the_outline_leans_the_way_that_it_moves(
    page: Page, drawn: tuple[Page, dict[str, Any]]
) -> None:
    """Its own rows go sideways as those of the whole 28x28 do."""
    choose(page, "conv1", 0, 3, 4)
    lean = page.locator("#pad .outline").evaluate(
        "outline => new DOMMatrix(getComputedStyle(outline).transform).c"
    )
    assert lean == pytest.approx(drawn[1]["slant"], abs=1e-3)


def test_hovering_shows_and_leaving_hides(page: Page) -> None:
    unit(page, "conv1", 2).hover()
    assert str(chosen(page)).startswith("conv1 2 ")
    page.mouse.move(5, 5)
    page.locator(".inspector h3[data-unit='logits 5 0 0']").wait_for()


def test_on_its_way_to_the_numbers_the_pointer_loses_no_unit(page: Page) -> None:
    """It passes another map and the tabs, and comes to rest on the numbers."""
    unit(page, "conv2", 1).hover()
    before = chosen(page)
    passed, numbers = unit(page, "conv2", 7), page.locator(".inspector .detail")
    boxes = [one.bounding_box() for one in (passed, numbers)]
    for box in boxes:  # at once, as a hand moves
        assert box is not None
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_timeout(500)  # longer than any delay
    assert chosen(page) == before


def test_a_click_pins_and_escape_frees(page: Page) -> None:
    choose(page, "conv1", 0, 3, 4)
    unit(page, "conv2", 5).hover()
    assert chosen(page) == "conv1 0 3 4"
    page.keyboard.press("Escape")
    unit(page, "conv2", 5).hover()
    assert str(chosen(page)).startswith("conv2 5 ")


def test_keys_walk_through_units_over_the_edges_of_maps_and_say_so(page: Page) -> None:
    choose(page, "conv2", 0, 0, 7)
    page.locator(".layer.conv2").focus()
    page.keyboard.press("ArrowRight")
    assert chosen(page) == "conv2 1 0 0"
    for _ in range(8):
        page.keyboard.press("ArrowDown")
    assert chosen(page) == "conv2 4 0 0"
    page.keyboard.press("ArrowLeft")
    assert chosen(page) == "conv2 3 0 7"
    said = page.locator(".inspector h3").inner_text()
    spoken = page.locator(".inspector [role=status]").filter(has_text=said)
    spoken.wait_for(state="attached")


def test_pointing_at_a_part_shows_its_numbers(page: Page) -> None:
    choose(page, "conv2", 4, 3, 3)
    part = page.locator(".part").nth(2)
    numbers = part.locator(".numbers")
    assert not numbers.is_visible()
    part.hover()
    assert numbers.is_visible()
    shown = numbers.locator(".cells span").all_inner_texts()
    assert len(shown) == 75
    titles = numbers.locator(".cells span").evaluate_all(
        "cells => cells.map(cell => cell.title)"
    )
    for text, title in zip(shown, titles, strict=True):
        value = float(title.replace(MINUS, "-"))
        tolerance = 0.006 if abs(value) < 1 else 0.051
        assert float(text.replace(MINUS, "-")) == pytest.approx(value, abs=tolerance)


def test_a_parts_colours_are_those_of_its_numbers(page: Page) -> None:
    choose(page, "conv2", 4, 3, 3)
    behind = page.locator(".part .numbers .cells span").evaluate_all(
        """cells => cells.map((cell) =>
          getComputedStyle(cell).backgroundColor.match(/[0-9]+/g).map(Number))"""
    )
    painted = [p.reshape(-1, 4)[:, :3] for p in pixels(page, ".part .colors")]
    assert len(behind) == 4 * 75
    assert np.abs(np.concatenate(painted).astype(int) - np.array(behind)).max() <= 1


def test_the_browsers_arithmetic_is_torchs_in_every_unit(
    page: Page, image: Tensor, torch_says: Activations
) -> None:
    layers = page.evaluate(
        """async (image) => {
          const { forward } = await import("/lenet1/static/network/model.js");
          const { decodeReader } = await import("/lenet1/static/network/wire.js");
          const component = window.gradio_config.components.find(
            (one) => one.props.elem_id === "microscope");
          const { network } = decodeReader(component.props.props.network);
          const x = Float64Array.from(atob(image), (c) => c.charCodeAt(0) / 255);
          const layers = forward(x, network);
          return Object.fromEntries(Object.entries(layers).map(
            ([name, values]) => [name, Array.from(values)]));
        }""",
        base64.b64encode(image.numpy().tobytes()).decode(),
    )
    for name, values in torch_says.items():
        expected = values.flatten().numpy()
        np.testing.assert_allclose(layers[name], expected, atol=1e-4)


def test_lines_lead_to_what_a_unit_is_made_of(page: Page) -> None:
    assert page.locator(".lines path").count() == 0
    for layer, lines, kernels in [
        ("conv1", 2, 0),
        ("pool1", 2, 0),
        ("conv2", 8, 4),
        ("pool2", 2, 0),
    ]:
        choose(page, layer, 3, 2, 1)
        assert page.locator(".lines path").count() == lines
        assert page.locator(".between canvas").count() == kernels
    page.locator(".outputs figure").nth(8).click()
    assert page.locator(".lines path").count() == 12
    page.keyboard.press("Escape")
    assert page.locator(".lines path").count() == 0


def test_nothing_stands_twice(page: Page) -> None:
    assert page.locator(".outputs").count() == 1
    assert page.locator(".outputs figure").count() == 10
    assert page.locator(".map canvas[width='28']").count() == 1
