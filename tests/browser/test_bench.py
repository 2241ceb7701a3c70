"""The bench: tools that come when they are opened, and another network in the page."""

import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import pytest
import torch
from playwright.sync_api import Browser, Page, Route

from lenet1.confidence import Confidence, Reader, tensor_shapes
from lenet1.page.wire import message_from_network
from tests.browser.opening import EMPTY, LAPTOP, new_page, without_import_map
from tests.browser.page import (
    choose_example,
    do,
    draw_with_mouse,
    next_frame,
    pixels,
    record_readings,
    wait_for_answer,
    wait_for_final,
    wait_until_empty,
)
from tests.browser.view import ALL, OUT_OF_SIGHT, PLACES, UNITS, choose
from tests.drawings import EXAMPLES
from tests.networks import TABLE, Of1990

# Tools as the page's own: one that hands out what it gets, and two with errors.
PROBE = """export const create = ({ words }, on) => {
  words.textContent = "a probe";
  Object.assign(window, on);
  return { show: (view) => { window.view = view; } };
};"""
BROKEN = """export const create = () => ({
  tell() { throw new Error("of the tool's own"); },
});"""
MODULES = {"probe": PROBE, "broken": BROKEN}
NAMES = [*MODULES, "missing"]


@contextmanager
def probed(browser: Browser, address: str) -> Iterator[Page]:
    """The page with more tools than its own."""

    def with_tools(route: Route) -> None:
        source = route.fetch().text()
        lines = "".join(
            f'{{ name: "{name}", words: {{ label: "{name} tool", brief: "{name}" }},'
            f' load: () => import("./{name}.js") }},'
            for name in NAMES
        )
        body = source.replace("TOOLS = [", f"TOOLS = [{lines}")
        route.fulfill(body=body, content_type="text/javascript")

    def module(route: Route) -> None:
        name = Path(route.request.url).stem
        route.fulfill(body=MODULES[name], content_type="text/javascript")

    errors: list[str] = []
    with new_page(browser, **LAPTOP, reduced_motion="reduce") as page:
        page.on("pageerror", lambda error: errors.append(str(error)))
        without_import_map(page, address)
        page.route("**/bench/tools.js", with_tools)
        for name in MODULES:
            page.route(f"**/bench/{name}.js", module)
        page.goto(address)
        page.locator("#microscope [data-ready]").wait_for()
        wait_for_answer(page, 4)
        yield page
    assert errors == []


@pytest.fixture
def fresh(browser: Browser, address: str) -> Iterator[Page]:
    """Where no tool has been fetched yet."""
    with probed(browser, address) as page:
        yield page


@pytest.fixture(scope="module")
def used(browser: Browser, address: str) -> Iterator[Page]:
    with probed(browser, address) as page:
        yield page


@pytest.fixture
def page(used: Page) -> Page:
    """With the shipped network and an empty pad."""
    used.evaluate(EMPTY)
    wait_until_empty(used)
    return used


def tab(page: Page, name: str) -> None:
    page.locator(f"[role=tab][data-tool={name}]").click()


# Random weights in the shipped shape; one convolution fewer, with signed values.
RANDOM = """() => {
  const random = (length) => Float32Array.from({ length }, () => Math.random() - 0.5);
  const weights = Object.fromEntries(Object.entries(view.network.weights).map(
    ([name, { weight, bias }]) =>
      [name, { weight: random(weight.length), bias: random(bias.length) }]));
  exchange({ ...view.network, weights }, "random weights");
}"""
SMALLER = """() => {
  const random = (length) => Float32Array.from({ length }, () => Math.random() - 0.3);
  const layer = (name, maps, side, kind, kernel) => ({ name, maps, side, kind, kernel,
    module: name, activation: kind === "convolution" ? "tanh" : "none" });
  exchange({
    layers: [layer("input", 1, 28, "input", 1), layer("edges", 3, 26, "convolution", 3),
      layer("means", 3, 13, "average", 2), layer("scores", 10, 1, "linear", 13)],
    weights: { edges: { weight: random(27), bias: random(3) },
      scores: { weight: random(10 * 3 * 169), bias: random(10) } },
    scales: { input: 1, edges: 2, means: 2, scores: 9, evidence: 1 },
  }, "one convolution fewer");
}"""


def test_nothing_of_a_tool_is_fetched_before_one_opens(
    browser: Browser, address: str
) -> None:
    asked: list[str] = []
    with new_page(browser, **LAPTOP, reduced_motion="reduce") as page:
        page.on("request", lambda one: asked.append(urlsplit(one.url).path))
        page.goto(address)
        page.locator("#microscope [data-ready]").wait_for()
        draw_with_mouse(page, EXAMPLES[5])
        wait_for_final(page)
        choose(page, *UNITS[3])
        first = [path.partition("/bench/")[2] for path in asked if "/bench/" in path]
        assert set(first) <= {"bench.js", "chip.js", "tabs.js", "tools.js"}
        assert not any(path.endswith(("/likes", ".gz")) for path in asked)
        tab(page, "change")
        page.locator(".judged .right:not(:empty)").wait_for()
        assert any(path.endswith("/judge.gz") for path in asked)


# A network as Python describes it.
DESCRIBED = """(message) => import("/lenet1/static/network/wire.js").then(
  ({ decodeReader }) => exchange(decodeReader(message).network, "another"))"""


def test_the_network_of_1990_is_shown_as_python_describes_it(page: Page) -> None:
    """A table of what each map sees; averages with a coefficient and a bias."""
    torch.manual_seed(0)
    network = Of1990()
    shapes = tensor_shapes(network.layers)
    nothing = {name: torch.zeros(shape) for name, shape in shapes.items()}
    reader = Reader(network, Confidence(**nothing))
    choose_example(page, 4)
    wait_for_final(page)
    tab(page, "probe")
    page.get_by_text("a probe").wait_for()
    page.evaluate(DESCRIBED, message_from_network(reader))
    tab(page, "why")
    of_table = page.locator(".layer.H3 p").inner_text()
    assert re.search(r"\b20\b.*\b48\b", of_table)
    for map_, seen in enumerate(TABLE):
        page.locator(".layer.H3 .map").nth(map_).hover()
        page.locator(f".inspector h3[data-unit^='H3 {map_} ']").wait_for()
        lit = page.locator(".layer.H2 figure").evaluate_all(
            "all => all.flatMap((one, i) => one.matches('.lit') ? [i] : [])"
        )
        assert lit == list(seen)
        parts = page.locator(".inspector .part")
        names = parts.evaluate_all("all => all.map((one) => one.ariaLabel)")
        assert [name.split()[-1] for name in names] == [f"{i + 1}" for i in seen]

    choose(page, "H2", 2, 0.5, 0.5)
    coefficient, bias = network.H2.weight[2].item(), network.H2.bias[2].item()
    said = page.locator(".inspector .arithmetic").inner_text().replace("\u2212", "-")
    told = [float(one) for one in re.findall(r"[+-]?[\d.]+", said)]
    *_, mean, weight, added, total, _, _, _, value = told
    assert [weight, added] == pytest.approx([coefficient, bias], abs=5e-4)
    assert total == pytest.approx(mean * coefficient + bias, abs=2e-3)
    assert value == pytest.approx(1.7159 * math.tanh(2 / 3 * total), abs=2e-3)

    tab(page, "change")
    page.locator(".places button").last.wait_for()
    assert page.locator(".places button").count() == 4 + 4 + 12 + 12
    squares = page.locator(".kernels .square")
    page.locator(".places button").nth(4 + 2).click()
    told = [float(one.get_attribute("aria-valuenow") or "nan") for one in squares.all()]
    assert told == pytest.approx([coefficient, bias])
    page.locator(".places button").nth(4 + 4 + 6).click()
    assert squares.count() == 25 * len(TABLE[6]) + 1


def test_the_network_is_exchanged_and_the_drawing_is_read_again(page: Page) -> None:
    readings = record_readings(page)
    draw_with_mouse(page, EXAMPLES[5])
    wait_for_final(page)
    asked = len(readings)
    assert asked > 0
    shown = pixels(page, ".layer canvas")
    places = page.evaluate(PLACES, ALL)
    tab(page, "probe")
    page.get_by_text("a probe").wait_for()
    assert page.evaluate("view.name") is None

    page.evaluate(RANDOM)
    chip = page.locator("#header .chip")
    assert "random weights" in chip.inner_text()
    assert page.evaluate(PLACES, ALL) == places, "the chip moves nothing"
    kernels, before = pixels(page, ".layer .kernel"), shown[1 : 2 * 4 : 2]
    assert len(kernels) == len(before)
    page.locator("[data-note=here]").get_by_text("Computed").wait_for()
    assert page.locator("#answer .answer").get_attribute("data-verdict") == "unrated"
    draw_with_mouse(page, EXAMPLES[1])
    wait_for_final(page)
    assert len(readings) == asked, "the server knows the shipped network alone"
    page.locator("[data-example='5']").click()

    page.evaluate(SMALLER)
    assert "one convolution fewer" in chip.inner_text()
    assert page.locator(".layer .map").count() == 1 + 3 + 3
    choose(page, "edges", 2, 0.4, 0.4)
    assert page.locator(".inspector .cells").count() > 0
    assert page.locator("[role=tab][data-tool=why]").get_attribute("aria-selected")
    page.locator(".outputs figure").nth(7).click()
    assert page.locator(".inspector .tile").count() == 3

    do(page, "shipped")
    assert not chip.is_visible()
    draw_with_mouse(page, EXAMPLES[5])
    wait_for_final(page)
    assert len(readings) > asked
    now = pixels(page, ".layer canvas")
    assert all(np.array_equal(a, b) for a, b in zip(now, shown, strict=True))
    assert page.locator("[data-note=here] .long").inner_text() == ""


def test_a_press_on_a_map_goes_to_the_tool_that_is_coming(fresh: Page) -> None:
    page, held = fresh, list[Route]()
    opened = page.locator("[role=tab][aria-selected=true]")
    number = page.locator(".layer.conv1 .number").first
    page.evaluate("document.body.dataset.hidden = 'tools'")  # as a lesson has it
    number.click()
    next_frame(page)
    assert opened.get_attribute("data-tool") == "why"
    page.evaluate("delete document.body.dataset.hidden")

    page.route("**/change/change.js", lambda route: held.append(route))
    with page.expect_request("**/change/change.js"):
        tab(page, "change")
    number.click()
    page.wait_for_function("document.querySelector('[data-tool=change][aria-busy]')")
    held[0].continue_()
    page.locator(".layer.conv1 figure.muted").wait_for()
    assert opened.get_attribute("data-tool") == "change"


def test_tabs_work_by_keys_fetch_when_opened_and_fail_alone(fresh: Page) -> None:
    page = fresh
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[-1]))
    choose(page, *UNITS[3])
    why = page.locator(".inspector h3").inner_text()
    page.keyboard.press("Escape")
    places = page.evaluate(PLACES, ALL)
    first = page.locator("[role=tab][data-tool=why]")
    first.focus()
    for name in NAMES:
        assert f"{name}.js" not in asked
        page.keyboard.press("ArrowRight")
        opened = page.locator(f"[role=tab][data-tool={name}]")
        assert opened.get_attribute("aria-selected") == "true"
        panel = page.locator(f"[role=tabpanel][data-tool={name}]")
        panel.get_by_text("a probe" if name == "probe" else "did not load").wait_for()
        assert page.locator("[role=tabpanel]:visible").count() == 1
        assert page.evaluate(PLACES, ALL) == places
        wait_for_answer(page, 4)
    draw_with_mouse(page, EXAMPLES[3])
    wait_for_answer(page)
    wait_for_final(page)
    choose(page, *UNITS[3])
    assert first.get_attribute("aria-selected") == "true"
    assert page.locator(".inspector h3").inner_text() == why
    assert page.evaluate(OUT_OF_SIGHT, [*ALL, "[role=tab]"]) == []
