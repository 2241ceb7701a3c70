"""Everything in one view: what is in sight, at which size, and that nothing moves."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Frame, Page

from tests.browser.page import (
    PHONE,
    READY,
    draw_with_finger,
    draw_with_mouse,
    open_page,
    seen,
    shrunk,
    wait_for_answer,
)
from tests.drawings import DOTTED, EXAMPLES, ink_of

LAPTOPS = [(1280, 600), (1366, 650), (1440, 790), (1920, 950)]
TABLETS = [(768, 1024), (820, 1180)]
BETWEEN = [(1000, 768), (1100, 800), (1189, 768), (1190, 600)]
SHORT = [(700, 600), (800, 600), (999, 768)]
PHONES = [(390, 664), (430, 740), (360, 600)]

STEPS = ["cut out", "stroke", "centred", "upright"]

# (layer, map, row and column as shares of the map); the last is an output.
UNITS = [
    ("input", 0, 0.4, 0.5),
    ("conv1", 3, 0.5, 0.5),
    ("pool1", 2, 0.5, 0.4),
    ("conv2", 7, 0.6, 0.4),
    ("conv2", 11, 0.9, 0.9),
    ("pool2", 6, 0.4, 0.6),
    ("logits", 8, 0.5, 0.5),
]

OUT_OF_SIGHT = """(selectors) => selectors.flatMap((selector) => {
  const elements = [...document.querySelectorAll(selector)].filter(
    (one) => !selector.startsWith(".inspector") || one.checkVisibility());
  if (!elements.length) return [`no ${selector}`];
  return elements.filter((element) => {
    const box = element.getBoundingClientRect();
    const { innerWidth: width, innerHeight: height } = window;
    return box.width < 2 || box.height < 2 || box.left < -0.5 || box.top < -0.5
      || box.right > width + 0.5 || box.bottom > height + 0.5;
  }).map((element) => `${selector} ${element.getAttribute("aria-label") ?? ""}`);
})"""
PAD = [
    "#pad .edge",
    "#pad button[aria-label=Undo]",
    "#pad button[aria-label='Clear canvas']",
    "#pad button[aria-label=Brush]",
    "#pad button[aria-label=Erase]",
]
ANSWER = ["#answer .digit", "#answer .verdict", "#answer .outputs figure"]
MAPS = [
    ".layer.conv1 .map canvas",
    ".layer.conv2 .map canvas",
    ".layer .kernel",
    ".layer.conv1 .legend",
    ".layer.conv2 .legend",
]
ALL = [
    *PAD,
    *ANSWER,
    "#examples button",
    ".layer h3",
    ".layer .map canvas",
    ".layer .kernel",
    ".layer .legend",
    ".step",
    ".step input",
    ".restore",
    "#header header button",
]
INSPECTOR = [
    ".inspector h3",
    ".inspector .sentence",
    ".inspector .detail *",
]


@pytest.fixture(scope="module")
def wide(browser: Browser, address: str) -> Iterator[Page]:
    with open_page(browser, address, viewport={"width": 1280, "height": 600}) as page:
        page.get_by_label("Example: a drawn 8").click()
        wait_for_answer(page, 8)
        yield page


@pytest.fixture(autouse=True)
def free(request: pytest.FixtureRequest) -> None:
    if "wide" in request.fixturenames:
        request.getfixturevalue("wide").keyboard.press("Escape")


def resize(page: Page, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_function(PAPER_IN_THE_MIDDLE)


# The sketchpad follows a window's new size by and by.
PAPER_IN_THE_MIDDLE = """() => {
  const [pad, edge] = ["#pad", "#pad .edge"].map(
    (one) => document.querySelector(one).getBoundingClientRect());
  const margins = [edge.left - pad.left, pad.right - edge.right];
  return Math.min(...margins) >= 0 && Math.abs(margins[0] - margins[1]) < 1;
}"""


def choose(
    page: Page | Frame, layer: str, map_: int, row: float, column: float
) -> None:
    name = ".outputs figure" if layer == "logits" else f".layer.{layer} .map"
    target = page.locator(name).nth(map_)
    box = target.bounding_box()
    assert box is not None
    target.click(position={"x": column * box["width"], "y": row * box["height"]})


@pytest.mark.parametrize(("width", "height"), LAPTOPS + TABLETS + BETWEEN)
def test_everything_is_in_view_with_any_unit_open(
    wide: Page, width: int, height: int
) -> None:
    resize(wide, width, height)
    assert wide.evaluate(OUT_OF_SIGHT, ALL) == []
    for unit in UNITS:
        choose(wide, *unit)
        assert wide.evaluate(OUT_OF_SIGHT, ALL + INSPECTOR) == [], unit
        assert clear_of_one_another(wide), unit
    if width < 1900:  # larger windows have room for all the numbers
        choose(wide, *UNITS[3])
        for part in wide.locator(".part").all():
            part.hover()
            assert wide.evaluate(OUT_OF_SIGHT, [".part:hover .numbers *"]) == []
            covered = part.evaluate(
                """part => {
                  const [a, b] = [part, part.querySelector(".numbers")].map(
                    (one) => one.getBoundingClientRect());
                  return a.left < b.right && b.left < a.right
                    && a.top < b.bottom && b.top < a.bottom;
                }"""
            )
            assert not covered


def clear_of_one_another(page: Page) -> bool:
    found: bool = page.evaluate(
        """() => {
          const box = (name) => [...document.querySelectorAll(name)]
            .map((one) => one.getBoundingClientRect());
          const apart = (a, b) => a.bottom <= b.top || b.bottom <= a.top
            || a.right <= b.left || b.right <= a.left;
          return [[".legend", ".inspector .detail *"],
            [".map canvas", ".inspector .detail *"],
            ["#examples", ".inspector .words"],
            ["#answer", ".inspector .words > *"], [".layers", "#answer"]].every(
            ([one, other]) => box(one).every((a) => box(other).every(
              (b) => b.width === 0 || apart(a, b))));
        }"""
    )
    return found


@contextmanager
def framing(address: str) -> Iterator[str]:
    """Where a page of another site shows ours in a frame, as a Space is shown."""
    html = f"""<body style="margin: 0"><iframe src="{address}"
      style="width: 1280px; height: 600px; border: 0"></iframe>"""

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *_: Any) -> None:
            """Nothing: pytest's output is for failures."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}/"
        server.shutdown()


def test_in_a_frame_of_another_site_everything_is_in_view(
    browser: Browser, address: str
) -> None:
    """Nor is it higher than its frame: hosts would make that higher, and so on."""
    with framing(address) as outer:
        context = browser.new_context(viewport={"width": 1280, "height": 640})
        page = context.new_page()
        page.goto(outer)
        frame = page.frames[1]
        frame.locator("#microscope [data-ready]").wait_for(timeout=READY)
        frame.get_by_label("Example: a drawn 5").click()
        frame.locator("#answer .digit", has_text="5").wait_for()
        choose(frame, *UNITS[3])
        assert frame.evaluate(OUT_OF_SIGHT, ALL + INSPECTOR) == []
        assert frame.evaluate("document.documentElement.scrollHeight") <= 600
        context.close()


@pytest.mark.parametrize(("width", "height"), PHONES)
def test_a_phone_shows_pad_answer_and_both_layers_while_a_digit_is_drawn(
    browser: Browser, address: str, width: int, height: int
) -> None:
    phone = {**PHONE, "viewport": {"width": width, "height": height}}
    with open_page(browser, address, **phone) as page:
        draw_with_finger(page, EXAMPLES[2])
        wait_for_answer(page, 2)
        assert page.evaluate("scrollY") == 0
        assert page.evaluate(OUT_OF_SIGHT, PAD + ANSWER + MAPS) == []


@pytest.mark.parametrize(("width", "height"), PHONES)
def test_a_tapped_unit_opens_a_sheet_that_covers_neither_pad_nor_map(
    browser: Browser, address: str, width: int, height: int
) -> None:
    phone = {**PHONE, "viewport": {"width": width, "height": height}}
    with open_page(browser, address, **phone) as page:
        page.get_by_label("Example: a drawn 2").tap()
        wait_for_answer(page, 2)
        for unit in UNITS[:-1]:
            page.evaluate("scrollTo(0, 0)")
            map_ = page.locator(f".layer.{unit[0]} .map").nth(unit[1])
            map_.scroll_into_view_if_needed()
            map_.tap()
            page.locator(".inspector.open").wait_for()
            assert page.evaluate(OUT_OF_SIGHT, [*PAD, ".field.unit"]) == [], unit
            assert map_.evaluate(UNCOVERED), unit
            assert page.evaluate(OUT_OF_SIGHT, INSPECTOR) == [], unit
            page.get_by_role("button", name="Close", exact=True).tap()
            assert not page.locator("#inspector").is_visible()


@pytest.mark.parametrize(("width", "height"), SHORT)
def test_in_a_short_window_only_a_pinned_units_sheet_covers_anything(
    wide: Page, width: int, height: int
) -> None:
    resize(wide, width, height)
    wide.evaluate("scrollTo(0, 0)")
    assert not wide.locator("#inspector").is_visible()
    for unit in UNITS[:-1]:
        choose(wide, *unit)
        map_ = wide.locator(f".layer.{unit[0]} .map").nth(unit[1])
        assert map_.evaluate(UNCOVERED), unit
        assert wide.evaluate(OUT_OF_SIGHT, [*INSPECTOR, ".field.unit"]) == [], unit
        wide.get_by_role("button", name="Close", exact=True).click()
        assert not wide.locator("#inspector").is_visible()


UNCOVERED = """(map) => {
  const { left, right, top, bottom } = map.getBoundingClientRect();
  return [[left, top], [right, top], [left, bottom], [right, bottom]].every(
    ([x, y]) => map.contains(document.elementFromPoint(
      Math.min(Math.max(x, left + 2), right - 2),
      Math.min(Math.max(y, top + 2), bottom - 2))));
}"""


def test_nothing_is_cut_off_at_any_width(wide: Page) -> None:
    """Whoever cannot see it by scrolling sideways cannot see it at all."""
    cut = """() => {
      const width = document.documentElement.clientWidth;
      const bad = [...document.querySelectorAll("#header *, #desk *")].filter((one) => {
        if (one.closest("#guide, .spoken, #pad, .lines, .numbers")) return false;
        const box = one.getBoundingClientRect();
        return box.width > 1 && (box.left < -1 || box.right > width + 1);
      });
      if (document.documentElement.scrollWidth > width) bad.push(document.body);
      return bad.map((one) => one.className || one.tagName);
    }"""
    choose(wide, *UNITS[3])
    for height in (600, 900):
        for width in [*range(320, 2561, 40), 699, 700, 999, 1000, 1189, 1190]:
            wide.set_viewport_size({"width": width, "height": height})
            assert wide.evaluate(cut) == [], width
    wide.set_viewport_size({"width": 1280, "height": 600})


def test_maps_grow_with_the_window_by_whole_pixels(wide: Page) -> None:
    sides: list[list[float]] = []
    for width, height in LAPTOPS:
        resize(wide, width, height)
        sides.append(
            [
                wide.locator(f".layer.{layer} .map canvas").first.evaluate(
                    "canvas => canvas.getBoundingClientRect().width / canvas.width"
                )
                for layer in ("input", "conv1", "pool1", "conv2", "pool2")
            ]
        )
    for units in sides:
        assert units == [round(unit) for unit in units]
    for smaller, larger in pairwise(sides):
        assert all(a <= b for a, b in zip(smaller, larger, strict=True))
    assert all(a < b for a, b in zip(sides[0], sides[-1], strict=True))


def test_the_pad_grows_with_a_huge_window_and_the_ink_lies_under_the_pen(
    browser: Browser, address: str
) -> None:
    with open_page(browser, address, viewport={"width": 2560, "height": 1300}) as page:
        edge = page.locator("#pad .edge").bounding_box()
        assert edge is not None
        assert edge["width"] == pytest.approx(560, abs=2)
        draw_with_mouse(page, EXAMPLES[4])
        wait_for_answer(page, 4)
        for step in STEPS:
            page.get_by_label(step, exact=True).click()
        off = seen(page) - shrunk(ink_of(EXAMPLES[4])).astype(int)
        assert np.abs(off).mean() < 3
        assert page.evaluate(OUT_OF_SIGHT, ALL) == []


SHIFTS = """() => new Promise((done) => {
  const shifts = [];
  new PerformanceObserver((list) => shifts.push(...list.getEntries()))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(shifts.filter(({ startTime }) => startTime > window.from).map(
    ({ value, sources }) => [value, ...sources.map(({ node }) =>
      `${node?.nodeName} ${node?.parentElement?.className}`)])), 200);
})"""


LAPTOP: dict[str, Any] = {"viewport": {"width": 1366, "height": 650}}
TAMIL = {**LAPTOP, "locale": "ta"}  # Gradio's own texts are longest in it


@pytest.mark.parametrize(
    "options", [LAPTOP, TAMIL, PHONE], ids=["laptop", "Tamil", "phone"]
)
def test_nothing_moves(browser: Browser, address: str, options: dict[str, Any]) -> None:
    """By the browser's own entries: answers, choices, sentences and the guide."""
    draw = draw_with_finger if options is PHONE else draw_with_mouse
    with open_page(browser, address, **options) as page:
        page.evaluate("window.from = performance.now()")
        page.get_by_label("Example: a drawn 8").click()
        wait_for_answer(page, 8)
        if options is not PHONE:
            for layer in ("input", "conv1", "pool1", "conv2", "pool2"):
                page.locator(f".layer.{layer} .map").first.hover()
            for figure in page.locator(".outputs figure").all():
                figure.hover()
            choose(page, *UNITS[4])
            for part in page.locator(".part").all():
                part.hover()
            choose(page, *UNITS[6])
            page.locator(".inspector select").select_option("3")
        page.get_by_label("Clear canvas").click()
        page.get_by_text("Draw a digit", exact=True).first.wait_for()
        draw(page, DOTTED)
        page.locator(".left-out :text('left out')").filter(visible=True).wait_for()
        for step in STEPS:
            page.get_by_label(step, exact=True).click()
        page.get_by_role("button", name="Restore all").click()
        page.evaluate("scrollTo(0, 0)")
        page.get_by_role("button", name="How to read this").click()
        page.keyboard.press("Escape")
        page.get_by_label("Clear canvas").click()
        page.get_by_text("Draw a digit", exact=True).first.wait_for()
        assert page.evaluate(SHIFTS) == []


PLACES = """(selectors) => Object.fromEntries(selectors.map((selector) =>
  [selector, [...document.querySelectorAll(selector)].map((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return [left, top, width, height].map(Math.round);
  })]))"""
PARTS = [one.replace("button[aria-label=Undo]", "button") for one in ALL]


@pytest.mark.parametrize("options", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_another_language_moves_nothing(
    browser: Browser, address: str, options: dict[str, Any]
) -> None:
    places = []
    for language in ("en", "ta", "ar"):
        with open_page(browser, address, **options, locale=language) as page:
            page.get_by_label("Example: a drawn 8").click()
            wait_for_answer(page, 8)
            places.append(page.evaluate(PLACES, PARTS))
    assert places[1] == places[0]
    assert places[2] == places[0]


@pytest.mark.parametrize(("width", "height"), [LAPTOPS[0], LAPTOPS[1], TABLETS[0]])
def test_a_long_sentence_moves_nothing(wide: Page, width: int, height: int) -> None:
    resize(wide, width, height)
    choose(wide, *UNITS[3])
    parts = [*ALL, ".inspector .detail"]
    before = wide.evaluate(PLACES, parts)
    wide.locator(".inspector .sentence").evaluate(
        "sentence => { sentence.textContent += ' and so on'.repeat(60); }"
    )
    wide.locator("#answer .verdict").evaluate(
        "verdict => { verdict.textContent = 'Not sure: 4 (55.0 %), or 9'.repeat(5); }"
    )
    assert wide.evaluate(PLACES, parts) == before


def test_the_guide_is_one_press_away_and_covers_instead_of_pushing(
    wide: Page,
) -> None:
    resize(wide, 1366, 650)
    before = wide.locator(".layers").bounding_box()
    guide = wide.locator("#guide")
    assert not guide.is_visible()
    wide.get_by_role("button", name="How to read this").click()
    assert guide.is_visible()
    assert "pins" in guide.inner_text()
    assert wide.locator(".layers").bounding_box() == before
    wide.keyboard.press("Escape")
    assert not guide.is_visible()


def test_nothing_stands_twice(wide: Page) -> None:
    assert wide.locator(".outputs").count() == 1
    assert wide.locator(".outputs figure").count() == 10
    assert wide.locator(".map canvas[width='28']").count() == 1


def test_lines_lead_to_what_a_unit_is_made_of(wide: Page) -> None:
    resize(wide, 1366, 650)
    assert wide.locator(".lines path").count() == 0
    for (layer, *place), lines, kernels in [
        (UNITS[1], 2, 0),
        (UNITS[2], 2, 0),
        (UNITS[3], 8, 4),
        (UNITS[5], 2, 0),
        (UNITS[6], 12, 0),
    ]:
        choose(wide, layer, *place)  # type: ignore[arg-type]
        assert wide.locator(".lines path").count() == lines
        assert wide.locator(".between canvas").count() == kernels
    wide.keyboard.press("Escape")
    assert wide.locator(".lines path").count() == 0
