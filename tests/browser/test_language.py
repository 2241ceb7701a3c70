"""Another language is another `sentences.js`: nothing else of the page holds words."""

import re
import shutil
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from lenet1.model import LAYERS, LeNet1
from tests.browser.opening import new_page
from tests.browser.page import next_frame, wait_for_final
from tests.browser.photo.photos import WRITTEN
from tests.conftest import ROOT, serve

SENTENCES = "lenet1/page/static/sentences.js"
MARKED = str.maketrans(
    string.ascii_letters,
    "".join(chr(0x0430 + i) for i in range(26)) * 2,  # Cyrillic
)
NAMES = {layer.name for layer in LAYERS} | {n for n, _ in LeNet1().named_children()}
# A text, or what looks like one: a comment, a key, the name of a module.
TOKEN = re.compile(
    r"""//[^\n]*|/\*.*?\*/|(?:import|from)\s*"[^"]*"|"[^"]*"(?=\s*:)|("[^"]*"|`[^`]*`)""",
    re.DOTALL,
)
KEPT = re.compile(r"\$\{[^}]*\}|<[^>]*>")  # of a text: what is put in, and tags

SPEAK_AFTER = re.compile(r"SPEAK_AFTER = \d+;")

# Gradio's own parts; `.lines` and the like hold no words.
WORDS = """() => {
  const own = "#pad, footer, style, script, .wrap.center, .block > label";
  const found = [];
  for (const element of document.querySelectorAll("#header *, #desk *")) {
    if (element.closest(own)) continue;
    for (const name of ["aria-label", "title", "placeholder", "alt", "data-scripts"])
      found.push(element.getAttribute(name) ?? "");
    for (const node of element.childNodes)
      if (node.nodeType === Node.TEXT_NODE) found.push(node.data);
  }
  return [...new Set(found.map((text) => text.trim()).filter(Boolean))];
}"""


def foreign(source: str) -> str:
    """The same sentences in letters that English has not."""
    return TOKEN.sub(lambda found: _foreign(found[1]) if found[1] else found[0], source)


def _foreign(text: str) -> str:
    parts = KEPT.split(text)
    kept = [*KEPT.findall(text), ""]
    return "".join(
        part.translate(MARKED) + keep for part, keep in zip(parts, kept, strict=True)
    )


@pytest.fixture(scope="module")
def abroad(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the page answers in a language of its own."""
    root = tmp_path_factory.mktemp("abroad")
    for folder in ("lenet1", "weights"):
        shutil.copytree(ROOT / folder, root / folder)
    shutil.copy(ROOT / "app.py", root)
    sentences = root / SENTENCES
    sentences.write_text(foreign(sentences.read_text()))
    for name in ("answer", "inspector"):  # which speak when they have been still
        script = (root / SENTENCES).parent / "network" / f"{name}.js"
        at_once, found = SPEAK_AFTER.subn("SPEAK_AFTER = 0;", script.read_text())
        assert found == 1
        script.write_text(at_once)
    with serve(root / "app.py") as (address, _):
        yield address


@pytest.fixture(scope="module")
def page(browser: Browser, abroad: str) -> Iterator[Page]:
    errors: list[str] = []
    with new_page(browser, reduced_motion="reduce") as page:
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(abroad)
        page.locator("#microscope [data-ready]").wait_for()
        yield page
    assert errors == []


def english(page: Page) -> set[str]:
    words = re.findall(r"[A-Za-z][A-Za-z0-9_]+", " ".join(page.evaluate(WORDS)))
    return set(words) - NAMES


def test_all_words_of_the_page_are_sentences(page: Page) -> None:
    states: dict[str, Any] = {
        "the page": lambda: None,
        "a digit": lambda: page.locator("[data-example='8']").click(),
        "no step": lambda: turn_all(page),
        "some steps": lambda: page.locator(".step input").first.click(),
        "all steps": lambda: page.locator("[data-do=restore]").click(),
        "a rival": lambda: page.locator(".inspector select").select_option("3"),
        **{
            f"a unit of {layer.name}": page.locator(
                f"[data-layer={layer.name}] :is(.map, .outputs figure)"
            ).first.click
            for layer in LAYERS
        },
        "by keys": lambda: page.keyboard.press("ArrowRight"),
        "the keyboard's pad": lambda: page.locator("[data-do=keyboard]").click(),
        "an empty pad": lambda: page.locator("[data-do=clear]").click(),
        "the photo view": lambda: page.locator("[data-do=photo]").click(),
        "a photo": lambda: read_photo(page),
    }
    for state, reach in states.items():
        reach()
        wait_for_final(page)
        next_frame(page)
        assert english(page) == set(), state
    assert page.locator(".spoken:not(:empty)").count() >= 2  # or nothing was awaited


def turn_all(page: Page) -> None:
    for step in page.locator(".step input").all():
        step.click()


def read_photo(page: Page) -> None:
    file: Any = {"name": "photo", "mimeType": "image/png", "buffer": WRITTEN}
    page.locator(".photo input[type=file]").set_input_files(file)
    page.locator(".said[data-said=found]").wait_for(timeout=30_000)


def test_a_word_beside_the_sentences_is_found(page: Page) -> None:
    page.locator("#header h1").evaluate("one => (one.title = 'Hello')")
    assert english(page) == {"Hello"}


def test_only_texts_are_translated() -> None:
    source = (Path(ROOT) / SENTENCES).read_text()
    there = foreign(source)
    assert re.findall(r"export (?:const|function) (\w+)", there) == re.findall(
        r"export (?:const|function) (\w+)", source
    )
    assert "Draw a digit" not in there
    assert '<b class="adds">' in there
