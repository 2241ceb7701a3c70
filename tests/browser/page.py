"""A real Chromium on the running page: start it, draw on it, read it."""

import base64
import io
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Page,
    Playwright,
    Request,
    Response,
)
from torch import Tensor

from lenet1.ink import Gray
from lenet1.upright import straighten
from tests.drawings import Stroke, must_center

Pixels = NDArray[np.uint8]

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
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
DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 1000}}
DARK: dict[str, Any] = {**DESKTOP, "color_scheme": "dark"}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}
GRADIO_WITHOUT_WEBGL = "CanvasRenderer is not yet implemented"  # an error of its own
READY = 60_000  # ms; the editor's WebGL starts slowly in software


@contextmanager
def chromium(playwright: Playwright, *flags: str) -> Iterator[Browser]:
    browser = playwright.chromium.launch(
        executable_path=CHROMIUM, args=[*FLAGS, *flags]
    )
    yield browser
    browser.close()


@contextmanager
def open_page(
    browser: Browser,
    address: str,
    *,
    script: str = "",
    ready: bool = True,
    known: str | None = None,
    example: bool = False,
    **options: Any,
) -> Iterator[Page]:
    """The page, ready to be drawn on.

    A script error, a breach of the content security policy and a request to anywhere
    else fail the test that opened it.

    `script` runs before any of the page's own; `known` is an error of Gradio's own.
    Without `example` the digit that draws itself is there at once, and wiped off.
    """
    motion = {} if example else {"reduced_motion": "reduce"}
    context = browser.new_context(**{**motion, **(options or DESKTOP)})
    context.add_init_script(script)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.extend(policy_breach(said)))
    page.on("request", lambda request: errors.extend(way_out(request, address)))
    page.goto(address)
    if ready:
        page.locator("#microscope [data-ready]").wait_for(timeout=READY)
        if not example and page.locator("#pad .example").count():
            wait_for_answer(page, 4)
            page.locator("#pad").dispatch_event("keydown")
            page.get_by_text("Draw a digit", exact=True).first.wait_for()
    yield page
    context.close()
    assert [error for error in errors if error != known] == []


def policy_breach(said: ConsoleMessage) -> list[str]:
    return [said.text] if "Content Security Policy" in said.text else []


def way_out(request: Request, address: str) -> list[str]:
    """The request's address unless it stays on the page's own server."""
    inside = (address, "data:", "blob:")
    return [] if request.url.startswith(inside) else [f"asked for {request.url}"]


def points_on(page: Page, stroke: Stroke) -> list[tuple[float, float]]:
    """Percent of the pad to pixels of the window; the paper lies in the middle."""
    edge = page.locator("#pad .edge")
    paper = edge if edge.count() else page.locator("#pad canvas").first
    box = paper.bounding_box()
    assert box is not None
    side = min(box["width"], box["height"])
    if not edge.count():
        side = min(280, side)
    left = box["x"] + (box["width"] - side) / 2
    top = box["y"] + (box["height"] - side) / 2
    return [(left + x / 100 * side, top + y / 100 * side) for x, y in stroke]


def draw_with_mouse(page: Page, strokes: Sequence[Stroke]) -> None:
    for stroke in strokes:
        first, *rest = points_on(page, stroke)
        page.mouse.move(*first)
        page.mouse.down()
        for point in rest:
            page.mouse.move(*point)
        page.mouse.up()


def finger(page: Page) -> Callable[..., None]:
    """The browser's own touch input: a kind and points; Playwright can only tap."""
    session = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        places = [{"x": x, "y": y} for x, y in points]
        event = {"type": kind, "touchPoints": places}
        session.send("Input.dispatchTouchEvent", event)

    return touch


def draw_with_finger(page: Page, strokes: Sequence[Stroke]) -> None:
    touch = finger(page)
    for stroke in strokes:
        first, *rest = points_on(page, stroke)
        touch("touchStart", first)
        for point in rest:
            touch("touchMove", point)
        touch("touchEnd")


def wait_for_answer(page: Page, digit: int | None = None) -> None:
    """Until the page answers, with `digit` if it is given, else with anything."""
    text = re.compile("." if digit is None else str(digit))
    page.locator("#answer .digit", has_text=text).wait_for(timeout=15_000)


def record_readings(page: Page) -> list[Response]:
    """What the server answers to frames from now on; the list grows."""
    readings: list[Response] = []
    page.on(
        "response", lambda r: readings.append(r) if "/lenet1/read" in r.url else None
    )
    return readings


def image_of(reading: Response) -> Tensor:
    """The upright 28x28 that was read, (1, 28, 28) uint8."""
    levels = np.frombuffer(base64.b64decode(reading.json()["image"]), np.uint8)
    return torch.from_numpy(levels.reshape(1, 28, 28).copy())


def wait_for_final(page: Page) -> None:
    """Until the drawing that is on the pad, all of it, has been answered."""
    page.locator(".microscope[data-final]").wait_for(timeout=15_000)


def next_frame(page: Page) -> None:
    """Until a whole frame has been painted, with all that was due in it."""
    page.evaluate(
        """() => new Promise((done) =>
          requestAnimationFrame(() => requestAnimationFrame(done)))"""
    )


# Keeps all pictures that the first map of conv1 shows, from the start on.
KEEP_PICTURES = """window.pictures = [];
const put = CanvasRenderingContext2D.prototype.putImageData;
CanvasRenderingContext2D.prototype.putImageData = function (image, ...place) {
  put.call(this, image, ...place);
  if (this.canvas === document.querySelector(".layer.conv1 .map canvas"))
    pictures.push(image.data.join());
};"""
DIFFERENT = "new Set(pictures).size"


def dark_pixels(page: Page) -> int:
    """How many pixels of ink the screen shows on the pad's paper."""
    box = page.locator("#pad .edge").bounding_box()
    assert box is not None
    image = Image.open(io.BytesIO(page.screenshot())).convert("L")
    scale = image.width / page.evaluate("innerWidth")
    left, top = box["x"] + 3, box["y"] + 3
    right, bottom = left + box["width"] - 6, top + box["height"] - 6
    paper = image.crop(tuple(round(scale * at) for at in (left, top, right, bottom)))
    return int((np.asarray(paper) < 100).sum())


def draw_until_shown(page: Page, strokes: Sequence[Stroke]) -> None:
    """Draw on Gradio's own pad, which does not say when its brush is ready to draw."""
    deadline = time.monotonic() + READY / 1000
    while not 0.03 < _dark_share(page) < 0.5:  # tools alone; black before it is painted
        assert time.monotonic() < deadline, "the pad shows no stroke"
        draw_with_mouse(page, strokes)


def _dark_share(page: Page) -> float:
    picture = page.locator("#pad canvas").first.screenshot()
    levels = np.asarray(Image.open(io.BytesIO(picture)).convert("L"))
    return float((levels < 100).mean())


# What the page was given of the network.
NETWORK = """() => window.gradio_config.components.find(
  (one) => one.props.elem_id === "microscope").props.props.network"""


def leave_empty(page: Page) -> None:
    """Give the next test an empty pad, and a server that answers."""
    page.unroute_all()
    page.context.set_offline(False)
    press(page, "Clear canvas")
    page.get_by_text("Draw a digit", exact=True).first.wait_for()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def pixels(page: Page, selector: str) -> list[Pixels]:
    """What the canvases show: (height, width, 4) each."""
    texts = page.locator(selector).evaluate_all(
        """canvases => canvases.map(canvas => {
          const { width, height } = canvas;
          const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
          return [width, height, btoa(String.fromCharCode(...data))];
        })"""
    )
    return [
        np.frombuffer(base64.b64decode(text), np.uint8).reshape(height, width, 4)
        for width, height, text in texts
    ]


def lit(map_: Pixels) -> int:
    """How many pixels differ from the map's most common colour."""
    _, counts = np.unique(map_.reshape(-1, 4), axis=0, return_counts=True)
    return int(map_.shape[0] * map_.shape[1] - counts.max())


def seen(page: Page) -> Pixels:
    """The 28x28 on the page, 255 = ink (in the light theme paper is white)."""
    return 255 - pixels(page, ".layer.input .map canvas")[0][:, :, 0]


def to_be_seen(drawing: Gray) -> Pixels:
    """The 28x28 that the page has to show of a drawing with ink."""
    image = torch.from_numpy(must_center(drawing).image)
    return straighten(image[None]).images[0].numpy()


def shrunk(drawing: Gray) -> Pixels:
    """The mean of each 10x10 of the pad."""
    means = drawing.reshape(28, 10, 28, 10).mean(axis=(1, 3))
    return np.asarray(means, np.uint8)
