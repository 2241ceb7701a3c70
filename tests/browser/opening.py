"""A real Chromium on the running page; a page that one test after the other uses."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any, NamedTuple, Protocol

from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Page,
    Playwright,
    Request,
    Route,
)

from tests.browser.page import PATIENCE, wait_for_answer, wait_until_empty
from tests.browser.view import ALL, PLACES, resize, wait_until

# The shell has no window of its own to paint: a load costs a fifth less.
CHROMIUM = (
    os.environ.get("CHROMIUM")
    or shutil.which("chromium-headless-shell")
    or shutil.which("chromium")
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
CLEAR = "#pad .top-panel > button:last-of-type"  # in any language
DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 1000}}
LAPTOP: dict[str, Any] = {"viewport": {"width": 1366, "height": 650}}
DARK: dict[str, Any] = {**DESKTOP, "color_scheme": "dark"}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}
IDLE = 3  # pages
GRADIO_WITHOUT_WEBGL = "CanvasRenderer is not yet implemented"  # an error of its own


@contextmanager
def chromium(playwright: Playwright, *flags: str) -> Iterator[Browser]:
    browser = playwright.chromium.launch(
        executable_path=CHROMIUM, args=[*FLAGS, *flags]
    )
    yield browser
    browser.close()


@contextmanager
def new_page(browser: Browser, **options: Any) -> Iterator[Page]:
    """A page that waits longer than Playwright does, where nothing is opened yet."""
    context = browser.new_context(**options)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@contextmanager
def open_page(
    browser: Browser,
    address: str,
    *,
    script: str = "",
    ready: bool = True,
    known: str | None = None,
    example: bool = False,
    errors: list[str] | None = None,
    **options: Any,
) -> Iterator[Page]:
    """The page, ready to be drawn on.

    A script error, a breach of the content security policy and a request to anywhere
    else fail the test that opened it; `errors` has them before that.

    `script` runs before any of the page's own; `known` is an error of Gradio's own.
    Without `example` the digit that draws itself is there at once, and wiped off.
    """
    motion = {} if example else {"reduced_motion": "reduce"}
    errors = [] if errors is None else errors
    with new_page(browser, **{**motion, **(options or DESKTOP)}) as page:
        page.add_init_script(script)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.extend(policy_breach(said)))
        page.on("request", lambda request: errors.extend(way_out(request, address)))
        page.goto(address)
        if ready:
            page.locator("#microscope [data-ready]").wait_for()
            if not example and page.locator("#pad .example").count():
                wait_for_answer(page, 4)
                page.locator(CLEAR).click()
                wait_until_empty(page)
        yield page
    assert [error for error in errors if error != known] == []


def without_import_map(page: Page, address: str) -> None:
    """As in a browser that knows none: it fetches each module from its place."""

    def leave_out(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("importmap", "none"))

    page.route(address, leave_out)


def policy_breach(said: ConsoleMessage) -> list[str]:
    return [said.text] if "Content Security Policy" in said.text else []


def way_out(request: Request, address: str) -> list[str]:
    """The request's address unless it stays on the page's own server."""
    inside = (re.split("[?#]", address)[0], "data:", "blob:")
    return [] if request.url.startswith(inside) else [f"asked for {request.url}"]


class Kept(NamedTuple):
    page: Page
    options: dict[str, Any]
    found: Any  # what `SEEN` says of it at first
    errors: list[str]
    close: Callable[[], None]


class Lend(Protocol):
    def __call__(
        self, begin: Callable[[Page], object] = ..., **options: Any
    ) -> AbstractContextManager[Page]: ...


def leave_empty(page: Page) -> None:
    """Begin a test with an empty pad."""


@contextmanager
def lending(browser: Browser, address: str) -> Iterator[Lend]:
    """Lends pages to tests: one for each `begin` and each set of options.

    `begin` is done on an empty pad before the test. Afterwards the page is put back as
    the test found it; where that cannot be done the test fails and the page is closed,
    and so is one that nobody has asked for since IDLE others were lent.
    """
    idle: list[tuple[str, Kept]] = []  # the last one lent at the end

    @contextmanager
    def lend(
        begin: Callable[[Page], object] = leave_empty, **options: Any
    ) -> Iterator[Page]:
        kind = f"{begin.__qualname__} {options}"
        kept = next((pair for pair in idle if pair[0] == kind), None)
        if kept:
            idle.remove(kept)
        one = kept[1] if kept else take_in(browser, address, begin, options)
        try:
            yield one.page
            put_back(one, begin)
        except BaseException:
            one.close()
            raise
        idle.append((kind, one))
        while len(idle) > IDLE:
            idle.pop(0)[1].close()

    yield lend
    for _, one in idle:
        one.close()


def take_in(
    browser: Browser,
    address: str,
    begin: Callable[[Page], object],
    options: dict[str, Any],
) -> Kept:
    errors: list[str] = []
    stack = ExitStack()
    opened = open_page(browser, address, errors=errors, **options)
    page = stack.enter_context(opened)
    begin(page)
    page.mouse.move(*NOWHERE)
    page.evaluate(TIDY)
    wait_until(page, CALM)
    return Kept(page, options, page.evaluate(SEEN, ALL), errors, stack.close)


def put_back(one: Kept, begin: Callable[[Page], object]) -> None:
    page, found = one.page, one.found
    page.unroute_all()
    page.context.set_offline(False)
    scheme = one.options.get("color_scheme", "light")
    page.emulate_media(media="screen", forced_colors="none", color_scheme=scheme)
    if page.viewport_size != found["window"]:
        resize(page, **found["window"])
    page.keyboard.press("Escape")
    page.mouse.move(*NOWHERE)
    page.evaluate(TIDY)
    if page.evaluate(SEEN, ALL) != found:
        page.evaluate(EMPTY)
        wait_until_empty(page)
        begin(page)
        page.mouse.move(*NOWHERE)
        page.evaluate(TIDY)
    wait_until(page, CALM)
    seen = page.evaluate(SEEN, ALL)
    left = {key: seen[key] for key in seen if seen[key] != found[key]}
    assert not left, f"the test left {left}, and found {found}"
    assert one.errors == [], one.errors


NOWHERE = (5, 5)  # px; nothing there answers to the pointer
TIDY = """() => {
  document.activeElement.blur();
  for (const one of document.querySelectorAll(":popover-open")) one.hidePopover();
  for (const row of document.querySelectorAll(".examples")) row.scrollTo(0, 0);
  scrollTo(0, 0);
}"""
# By the page's own buttons: what is covered cannot be clicked by a pointer.
EMPTY = """() => {
  const press = (selector) => document.querySelector(selector)?.click();
  const { classList } = document.body;
  if (classList.contains("photo-view")) press("[data-do=photo]");
  if (classList.contains("own-pad")) {
    press("[data-do=clear]"); // or the drawing would go along
    press("[data-do=keyboard]");
  }
  if (document.querySelector(".layer.input.without")) press("[data-do=restore]");
  const rival = document.querySelector(".inspector select");
  if (rival?.value) {
    rival.value = "";
    rival.dispatchEvent(new Event("change"));
  }
  press("#header [data-do=shipped]");
  press("[role=tab][data-tool=why]");
  press("[data-do=close]");
  press("#pad .top-panel > button:last-of-type");
}"""
# Nothing is waited for: the sketchpad has drawn, the server has confirmed.
CALM = """() => document.querySelector(".microscope[data-final]")
  && !document.querySelector(".cover.shown, .photo.busy")"""
SEEN = f"""(parts) => {{
  const all = (selector, look) => [...document.querySelectorAll(selector)].map(look);
  const text = ({{ textContent }}) => textContent;
  const kind = ({{ classList }}) => [...classList].sort().join(" ");
  return {{
    window: {{ width: innerWidth, height: innerHeight }},
    scrolled: [scrollX, scrollY],
    body: [...document.body.classList].sort(),
    answer: all("#answer :is(.digit, .verdict, .notes p, b, .score)", text),
    inspector: all(".inspector :is(h3, .sentence)", text),
    rival: all(".inspector select", ({{ value }}) => value),
    photo: all(".said, .where, .page-lines", text).filter(Boolean),
    tools: all("[role=tab]", ({{ ariaSelected }}) => ariaSelected),
    network: all("#header .chip b", text),
    switches: all(".step input", ({{ checked }}) => checked),
    tool: window.editor?.current_tool,
    focus: document.activeElement.tagName,
    states: all("#answer *, .layer, .map, .bench, .pixi-target", kind),
    places: ({PLACES})(parts),
  }};
}}"""
