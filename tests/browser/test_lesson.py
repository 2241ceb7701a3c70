"""What a lesson shows of the page as one file, also in a frame that forbids much."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from html import escape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.alone import PAPER, opened
from tests.browser.opening import DESKTOP, PHONE, new_page
from tests.browser.page import draw_with_finger, wait_for_answer
from tests.browser.view import ANSWER, MAPS, OUT_OF_SIGHT, choose
from tests.drawings import EXAMPLES

HERE = [PAPER, "[data-do=undo]", "[data-do=clear]"]
EVERY = [".layer .map canvas", ".layer .kernel", ".layer h3", ".step input"]
LESSON = "?show=pad,examples,maps,answer,inspector&theme=dark"
FRAME = {"width": 800, "height": 500}
VIEWS = [
    {"viewport": {"width": 1280, "height": 600}},
    {"viewport": FRAME},
    {**PHONE, "viewport": {"width": 390, "height": 664}},
]


@pytest.mark.parametrize("view", VIEWS, ids=["laptop", "frame", "phone"])
def test_a_lesson_shows_its_parts_in_one_view(
    browser: Browser, file: Path, view: dict[str, Any]
) -> None:
    with opened(browser, file.as_uri() + LESSON, **view) as page:
        page.locator("[data-example='5']").click()
        wait_for_answer(page, 5)
        examples = ".examples" if view.get("has_touch") else "[data-example]"
        shown = [*HERE, *ANSWER[:2], "#answer .bar", *MAPS, examples]
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
    if view["viewport"] == FRAME:  # all of the page, too
        with opened(browser, file.as_uri(), **view) as page:
            assert page.evaluate(OUT_OF_SIGHT, [*shown, *EVERY]) == []


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
