"""The page in Firefox and in WebKitGTK, as Debian ships them."""

import os
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest

from tests.browser.elsewhere import Elsewhere, firefox, wait_until, webkit
from tests.browser.test_text_zoom import FAULTS
from tests.drawings import EXAMPLES, Stroke

PACKAGES = {
    "firefox": {"firefox-esr": "firefox-esr", "Xvfb": "xvfb"},
    "webkit": {"WebKitWebDriver": "webkit2gtk-driver", "Xvfb": "xvfb"},
}
IN_CI = "firefox"
EMPTY = "document.querySelector('#answer .answer').dataset.verdict === 'blank'"


def start(name: str, **options: Any) -> AbstractContextManager[Elsewhere]:
    """The browser; skips a test where it is missing, but Firefox's not in CI."""
    missing = [
        package
        for program, package in PACKAGES[name].items()
        if shutil.which(program) is None
    ]
    if missing:
        reason = f"This test needs {name}: apt-get install {' '.join(missing)}."
        if os.environ.get("CI") and name == IN_CI:
            pytest.fail(reason)
        pytest.skip(reason)
    return firefox(**options) if name == "firefox" else webkit()


@pytest.fixture(params=PACKAGES, scope="module")
def one_page(request: pytest.FixtureRequest, address: str) -> Iterator[Elsewhere]:
    with start(request.param) as page:
        open_ready(page, address)
        yield page


@pytest.fixture
def page(one_page: Elsewhere) -> Elsewhere:
    """The page with an empty pad."""
    one_page.evaluate(CLEAR)
    wait_until(lambda: one_page.evaluate(EMPTY), "it is empty")
    return one_page


CLEAR = "document.querySelector(\"#pad [aria-label='Clear canvas']\").click()"


def open_ready(page: Elsewhere, address: str) -> None:
    """The page, ready to be drawn on."""
    page.open(address)
    ready = "document.querySelector('#microscope [data-ready]')?.dataset.ready ?? ''"
    assert wait_until(lambda: page.evaluate(ready), "the page is ready") == "live"


def draw(page: Elsewhere, strokes: list[Stroke]) -> None:
    box = page.evaluate("document.querySelector('#pad .edge').getBoundingClientRect()")
    for stroke in strokes:
        page.drag(
            [
                (box["x"] + x / 100 * box["width"], box["y"] + y / 100 * box["height"])
                for x, y in stroke
            ]
        )


def wait_for_answer(page: Elsewhere, digit: int) -> None:
    """Until the server has confirmed that the page shows `digit`."""
    shown = """document.querySelector(".microscope[data-final]")
      && document.querySelector("#answer .digit").textContent"""
    wait_until(lambda: page.evaluate(shown) == str(digit), f"the page answers {digit}")


REQUESTS = 'performance.getEntriesByType("resource").map(({ name }) => name)'


def test_a_drawn_digit_is_read_with_one_request_a_stroke(page: Elsewhere) -> None:
    before = len(page.evaluate(REQUESTS))
    draw(page, EXAMPLES[4])
    wait_for_answer(page, 4)
    asked = [url.split("/lenet1/")[-1] for url in page.evaluate(REQUESTS)[before:]]
    assert 1 <= asked.count("read") <= len(EXAMPLES[4])
    assert {*asked} <= {"read", "static/pad/keyboard.js"}  # it comes after one stroke


LIT = """[...document.querySelectorAll(".map canvas")].map((canvas) => {
  const { width, height } = canvas;
  const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
  return new Set(new Uint32Array(data.buffer)).size > 1;
})"""


def test_every_layers_maps_show_the_drawing(page: Elsewhere) -> None:
    draw(page, EXAMPLES[8])
    wait_for_answer(page, 8)
    lit = page.evaluate(LIT)
    assert len(lit) == 1 + 4 + 4 + 12 + 12
    assert sum(lit) > 25


def test_a_unit_opens(page: Elsewhere) -> None:
    draw(page, EXAMPLES[3])
    wait_for_answer(page, 3)
    box = page.evaluate(
        "document.querySelectorAll('.layer.conv2 .map')[4].getBoundingClientRect()"
    )
    page.drag([(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)])
    opened = "document.querySelector('.inspector h3').dataset.unit ?? ''"
    wait_until(lambda: page.evaluate(opened).startswith("conv2 4 "), "the unit opens")
    assert page.evaluate("document.querySelectorAll('.parts .part').length") == 4


NOISE = """(() => {
  const context = document.createElement("canvas").getContext("2d");
  context.fillRect(0, 0, 9, 9);
  return new Set(context.getImageData(0, 0, 9, 9).data).size > 2;
})()"""


def test_a_drawing_is_read_where_pixels_read_back_are_noise(address: str) -> None:
    """As in Tor Browser and LibreWolf."""
    with start("firefox", **{"privacy.resistFingerprinting": True}) as page:
        open_ready(page, address)
        assert page.evaluate(NOISE)
        draw(page, EXAMPLES[2])
        wait_for_answer(page, 2)
        page.evaluate("document.querySelector('#examples .keyboard').click()")
        wait_for_answer(page, 2)


def test_letters_twice_as_large_cover_and_cut_nothing(address: str) -> None:
    """Zoomed as by "Zoom text only": here the system's scale, taken for text alone."""
    zoom = {"browser.display.os-zoom-behavior": 2, "ui.textScaleFactor": 200}
    with start("firefox", **zoom) as page:
        open_ready(page, address)
        draw(page, EXAMPLES[8])
        wait_for_answer(page, 8)
        root = "getComputedStyle(document.documentElement).fontSize"
        assert page.evaluate(root) == "32px"
        assert page.evaluate(f"({FAULTS})()") == []
