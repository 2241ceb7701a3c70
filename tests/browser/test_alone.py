"""The page as one file from a disk: it reads as the page does, and asks nobody."""

import base64
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser

from lenet1.confidence import Reader
from lenet1.ink import Gray
from tests.browser.alone import PAPER, opened
from tests.browser.elsewhere import wait_until as wait_elsewhere
from tests.browser.opening import DESKTOP
from tests.browser.page import (
    draw_with_mouse,
    wait_for_answer,
    wait_for_final,
    wait_until_empty,
)
from tests.browser.test_elsewhere import start
from tests.browser.view import choose
from tests.drawings import EXAMPLES
from tests.page.node import PageReading, frame, read_in_node
from tests.page.test_parity import drawings

LARGEST = 400_000  # bytes
# A link's bytes: its version, a muted map of conv2, a tool that needs a server's file.
MUTED = base64.urlsafe_b64encode(bytes([1, 5, 1, 8, 6, 2, 1, 3])).decode().rstrip("=")
EVERY = 40  # how many-th of the parity test's drawings is read here

# Reads frames (base64) as the page does; what comes of it is JSON in `window.found`.
READ = """(frames) => Promise.all([
  import("network/reading.js"), import("network/wire.js")
]).then(([{ read }, { decodeReader, bytes }]) => {
  const props = JSON.parse(document.querySelector("#network").textContent);
  const reader = decodeReader(props.network);
  window.found = frames.map((text) => {
    const frame = bytes(text);
    const view = new DataView(frame.buffer);
    const [width, height] = [0, 2].map((at) => view.getUint16(at, true));
    const reading = read(reader, { width, height, pixels: frame.slice(4) });
    return reading && { image: [...reading.image], verdict: reading.verdict,
      label: reading.label, logits: [...reading.layers.logits] };
  });
})"""


@pytest.fixture(scope="module")
def inks() -> list[Gray]:
    return drawings()[::EVERY]


@pytest.fixture(scope="module")
def read_by_node(reader: Reader, inks: list[Gray]) -> list[PageReading | None]:
    return read_in_node(reader, inks)


def texts(inks: Sequence[Gray]) -> str:
    return json.dumps([base64.b64encode(frame(ink)).decode() for ink in inks])


def assert_same(found: list[Any], expected: list[PageReading | None]) -> None:
    assert len(found) == len(expected) > 50
    for here, there in zip(found, expected, strict=True):
        assert (here is None) == (there is None)
        if there is None:
            continue
        assert here["image"] == there.image.ravel().tolist()
        answer = there.answer
        assert (here["verdict"], here["label"]) == (answer["verdict"], answer["label"])
        logits = there.activations["logits"].numpy().ravel()
        np.testing.assert_allclose(here["logits"], logits, atol=1e-4)


def test_it_is_small_and_speaks_of_nothing_that_needs_a_server(file: Path) -> None:
    text = file.read_text()
    assert len(text.encode()) <= LARGEST
    body = text.partition("<body")[2].partition("<script")[0]
    assert "photo" not in body.lower()
    assert "server" not in body.lower()
    assert "http" not in body


def test_chromium_draws_reads_explains_and_links(
    browser: Browser,
    file: Path,
    inks: list[Gray],
    read_by_node: list[PageReading | None],
) -> None:
    with opened(browser, file.as_uri(), **DESKTOP) as page:
        assert page.locator(".photo-link, [data-do=keyboard]").count() == 0
        draw_with_mouse(page, EXAMPLES[7], PAPER)
        wait_for_answer(page, 7)
        wait_for_final(page)
        assert not page.locator("[data-note=unconfirmed] .long").is_visible()
        page.locator(".layer.conv1 .kernel").first.click()  # its tool is not there
        choose(page, "conv2", 4, 0.5, 0.5)
        assert page.locator(".parts .part").count() == 4
        page.locator("[data-do=share]").click()
        page.locator("[data-do=copy-link]").click()
        page.locator("#share input").wait_for()
        link = page.url
        assert "#" in link
        page.keyboard.press("Escape")
        page.locator("[data-do=clear]").click()
        page.locator(PAPER).focus()
        for key in ["ArrowUp"] * 8 + [" "] + ["ArrowDown"] * 17 + [" "]:
            page.keyboard.press(key)
        wait_for_answer(page, 1)
        page.keyboard.press("e")
        for key in [" "] + ["ArrowUp"] * 17 + [" ", "e"]:
            page.keyboard.press(key)
        wait_until_empty(page)
        page.evaluate(f"({READ})({texts(inks)})")
        assert_same(page.evaluate("found"), read_by_node)
    with opened(browser, link, **DESKTOP) as page:
        wait_for_answer(page, 7)
        assert page.locator(".parts .part").count() == 4
        page.locator("[data-example='2']").click()
        wait_for_answer(page, 2)
        page.evaluate(f"location.hash = '{MUTED}'")
        page.locator(".layer.conv2 figure.muted").wait_for()
        assert page.locator("[role=tab][aria-selected=true]").count() == 1
        page.locator("#header [data-do=shipped]").click()
        page.reload()  # keeps what was drawn since the link was opened
        page.locator("[data-ready=own]").wait_for()
        wait_for_answer(page, 2)


def test_firefox_draws_and_reads_as_much(
    file: Path, inks: list[Gray], read_by_node: list[PageReading | None]
) -> None:
    with start("firefox") as page:
        page.open(file.as_uri())
        ready = "document.querySelector('[data-ready]')?.dataset.ready ?? ''"
        assert wait_elsewhere(lambda: page.evaluate(ready), "it is ready") == "own"
        box = page.evaluate(
            f"document.querySelector('{PAPER}').getBoundingClientRect()"
        )
        for stroke in EXAMPLES[4]:
            page.drag(
                [
                    (
                        box["x"] + x / 100 * box["width"],
                        box["y"] + y / 100 * box["height"],
                    )
                    for x, y in stroke
                ]
            )
        shown = """document.querySelector(".microscope[data-final]")
          && document.querySelector(".sheet:not(.example)")
          && document.querySelector("#answer .digit").textContent"""
        wait_elsewhere(lambda: page.evaluate(shown) == "4", "it answers 4")
        page.evaluate(f"({READ})({texts(inks)}) && 0")
        wait_elsewhere(lambda: page.evaluate("Boolean(window.found)"), "it has read")
        assert_same(page.evaluate("found"), read_by_node)
        asked = 'performance.getEntriesByType("resource").map(({ name }) => name)'
        assert [one for one in page.evaluate(asked) if one[:5] != "data:"] == []
