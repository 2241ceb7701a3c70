"""The page as one file from a disk: it reads as the page does, and asks nobody."""

import base64
import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from html import escape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Page

from lenet1.confidence import Reader
from lenet1.ink import Gray
from lenet1.page.export import html
from tests.browser.elsewhere import wait_until as wait_elsewhere
from tests.browser.opening import DESKTOP, PHONE, new_page
from tests.browser.page import (
    draw_with_finger,
    draw_with_mouse,
    wait_for_answer,
    wait_for_final,
    wait_until_empty,
)
from tests.browser.test_elsewhere import start
from tests.browser.view import ANSWER, MAPS, OUT_OF_SIGHT, choose
from tests.drawings import EXAMPLES
from tests.page.node import PageReading, frame, read_in_node
from tests.page.test_parity import drawings

LARGEST = 400_000  # bytes
EVERY = 40  # how many-th of the parity test's drawings is read here
PAPER = ".ownpad canvas"
HERE = [PAPER, "[data-do=undo]", "[data-do=clear]"]

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
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("alone") / "lenet1.html"
    path.write_text(html())
    return path


@pytest.fixture(scope="module")
def inks() -> list[Gray]:
    return drawings()[::EVERY]


@pytest.fixture(scope="module")
def read_by_node(reader: Reader, inks: list[Gray]) -> list[PageReading | None]:
    return read_in_node(reader, inks)


@contextmanager
def opened(browser: Browser, address: str, **options: Any) -> Iterator[Page]:
    """The file, ready; it fails a test in which it throws or asks for anything."""
    wrong: list[str] = []
    with new_page(browser, reduced_motion="reduce", **options) as page:
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda one: wrong.append(one.url))
        page.goto(address)
        page.locator("[data-ready=own]").wait_for()
        wait_for_final(page)
        yield page
    asked = {one for one in wrong if not one.startswith(("data:", "blob:"))}
    assert asked == {address.partition("#")[0]}


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


LESSON = "?show=pad,examples,maps,answer,inspector&theme=dark"
VIEWS = [
    {"viewport": {"width": 1280, "height": 600}},
    {"viewport": {"width": 800, "height": 500}},
    {**PHONE, "viewport": {"width": 390, "height": 664}},
]


@pytest.mark.parametrize("view", VIEWS, ids=["laptop", "frame", "phone"])
def test_a_lesson_shows_its_parts_in_one_view(
    browser: Browser, file: Path, view: dict[str, Any]
) -> None:
    with opened(browser, file.as_uri() + LESSON, **view) as page:
        page.locator("[data-example='5']").click()
        wait_for_answer(page, 5)
        shown = [*HERE, *ANSWER[:2], "#answer .bar", *MAPS, "#examples button"]
        assert page.evaluate(OUT_OF_SIGHT, shown) == []
        for hidden in (".layer.input", ".layer.average"):
            assert not page.locator(hidden).first.is_visible()
        assert page.locator("body.dark").count() == 1
        choose(page, "conv2", 4, 0.5, 0.5)
        assert page.evaluate(OUT_OF_SIGHT, [".inspector .sentence", ".detail"]) == []
        page.keyboard.press("Escape")
        if view.get("has_touch"):
            page.evaluate("scrollTo(0, 0)")
            page.locator("[data-do=clear]").tap()
            draw_with_finger(page, EXAMPLES[2], PAPER)
            wait_for_answer(page, 2)


def test_a_frame_of_800_by_500_shows_all_of_it(browser: Browser, file: Path) -> None:
    with opened(browser, file.as_uri(), **VIEWS[1]) as page:
        every = [".layer .map canvas", ".layer .kernel", ".layer h3", ".step input"]
        shown = [*HERE, *ANSWER[:2], "#answer .bar", "#examples button", *every]
        assert page.evaluate(OUT_OF_SIGHT, shown) == []


def test_the_class_panel_makes_address_and_frame(browser: Browser, file: Path) -> None:
    with opened(browser, file.as_uri(), **DESKTOP) as page:
        page.locator("[data-example='3']").click()
        wait_for_answer(page, 3)
        page.locator("[data-do=guide]").click()
        page.locator("#guide summary").click()
        for part in ("steps", "averages"):
            page.locator(f"#guide [name={part}]").uncheck()
        page.locator("#guide [name=theme]").select_option("dark")
        address, frame_ = page.locator("#guide input[readonly]").all()
        assert (
            "this computer" in page.locator("#guide .class [role=status]").inner_text()
        )
        link = address.input_value()
        assert link.startswith(f"{file.as_uri()}?hide=steps,averages&theme=dark#")
        assert frame_.input_value().startswith('<iframe src="')
        page.locator("#guide [name=drawing]").uncheck()
        assert "#" not in address.input_value()
    with opened(browser, link, **DESKTOP) as page:
        wait_for_answer(page, 3)
        assert not page.locator(".layer.average").first.is_visible()


@contextmanager
def site(folder: Path) -> Iterator[str]:
    """A server of the files in a folder."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            """Nothing: pytest's output is for failures."""

    handler = partial(Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield str(server.server_port)
        server.shutdown()


SANDBOXED = """<body style="margin: 0"><iframe sandbox="allow-scripts" {source}
  style="width: 800px; height: 500px; border: 0"></iframe>"""

ANOTHER = "(before) => document.querySelector('#share p').textContent !== before"


@pytest.mark.parametrize("given", ["src", "srcdoc"])
def test_in_a_sandboxed_frame_it_says_what_it_may_not_do(
    browser: Browser, file: Path, tmp_path: Path, given: str
) -> None:
    """As in Moodle or a notebook: no storage, no clipboard, no downloads, no origin."""
    with site(file.parent) as there, site(tmp_path) as here:
        source = f"http://localhost:{there}/{file.name}"
        if given == "srcdoc":
            source = file.read_text()
        attribute = f'{given}="{escape(source)}"'
        outer = tmp_path / "outer.html"
        outer.write_text(SANDBOXED.format(source=attribute))
        errors: list[str] = []
        with new_page(browser, reduced_motion="reduce", **DESKTOP) as page:
            page.on("pageerror", lambda error: errors.append(str(error)))
            page.goto(f"http://127.0.0.1:{here}/{outer.name}")
            inside = page.frames[1]
            inside.locator("[data-ready=own]").wait_for()
            inside.locator("[data-example='5']").click()
            inside.locator("#answer .digit", has_text="5").wait_for()
            assert inside.evaluate("origin") == "null"
            inside.locator("[data-do=share]").click()
            said = inside.locator("#share p")
            told = [""]
            for button in ("copy-link", "save-picture", "save-numbers"):
                inside.locator(f"[data-do={button}]").click()
                inside.wait_for_function(ANOTHER, arg=told[-1])
                told.append(said.text_content() or "")
            assert len(set(told)) == 4
        assert errors == []
