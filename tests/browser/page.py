"""The page in Chromium: draw on it, press what is on it, read what it shows."""

import base64
import io
import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Page, Response
from torch import Tensor

from lenet1.ink import Gray
from lenet1.upright import straighten
from tests.drawings import Stroke, must_center

Pixels = NDArray[np.uint8]

PATIENCE = 60_000  # ms; the editor's WebGL starts slowly in software


PAPER = "#pad .edge"


def points_on(
    page: Page, stroke: Stroke, paper: str = PAPER
) -> list[tuple[float, float]]:
    """Percent of the pad to pixels of the window.

    Gradio's own pad, not watched, shows no edge: its paper lies in its canvas' middle.
    """
    edge = page.locator(paper)
    known = edge.count() > 0
    box = (edge if known else page.locator("#pad canvas").first).bounding_box()
    assert box is not None
    side = min(box["width"], box["height"])
    if not known:
        side = min(280, side)
    left = box["x"] + (box["width"] - side) / 2
    top = box["y"] + (box["height"] - side) / 2
    return [(left + x / 100 * side, top + y / 100 * side) for x, y in stroke]


def draw_with_mouse(page: Page, strokes: Sequence[Stroke], paper: str = PAPER) -> None:
    for stroke in strokes:
        first, *rest = points_on(page, stroke, paper)
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


def draw_with_finger(page: Page, strokes: Sequence[Stroke], paper: str = PAPER) -> None:
    touch = finger(page)
    for stroke in strokes:
        first, *rest = points_on(page, stroke, paper)
        touch("touchStart", first)
        for point in rest:
            touch("touchMove", point)
        touch("touchEnd")


def wait_for_answer(page: Page, digit: int | None = None) -> None:
    """Until the page answers, with `digit` if it is given, else with anything."""
    text = re.compile("." if digit is None else str(digit))
    page.locator("#answer .digit", has_text=text).wait_for()


def wait_until_empty(page: Page) -> None:
    """Until the page shows that nothing is drawn."""
    page.locator("#answer .digit:empty").wait_for(state="attached")
    wait_for_final(page)


def choose_example(page: Page, digit: int) -> None:
    """Put it on the pad and wait for its answer."""
    page.locator(f"[data-example='{digit}']").click()
    wait_for_answer(page, digit)


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
    page.locator(".microscope[data-final]").wait_for()


def next_frame(page: Page) -> None:
    """Until a whole frame has been painted, with all that was due in it."""
    page.evaluate(
        """() => new Promise((done) =>
          requestAnimationFrame(() => requestAnimationFrame(done)))"""
    )


# Keeps all pictures that the first map of conv1 shows, from then on, and when, in ms.
KEEP_PICTURES = """window.pictures = [];
window.times = [];
window.put ??= CanvasRenderingContext2D.prototype.putImageData;
CanvasRenderingContext2D.prototype.putImageData = function (image, ...place) {
  put.call(this, image, ...place);
  if (this.canvas !== document.querySelector(".layer.conv1 .map canvas")) return;
  if (pictures.at(-1) !== image.data.join()) times.push(performance.now());
  pictures.push(image.data.join());
};"""
DIFFERENT = "new Set(pictures).size"


@contextmanager
def pictures_kept(page: Page) -> Iterator[None]:
    page.evaluate(f"() => {{ {KEEP_PICTURES} }}")
    yield
    page.evaluate("() => { CanvasRenderingContext2D.prototype.putImageData = put; }")


def dark_pixels(page: Page) -> int:
    """How many pixels of ink the screen shows on the pad's paper."""
    box = page.locator(PAPER).bounding_box()
    assert box is not None
    image = Image.open(io.BytesIO(page.screenshot())).convert("L")
    scale = image.width / page.evaluate("innerWidth")
    left, top = box["x"] + 3, box["y"] + 3
    right, bottom = left + box["width"] - 6, top + box["height"] - 6
    paper = image.crop(tuple(round(scale * at) for at in (left, top, right, bottom)))
    return int((np.asarray(paper) < 100).sum())


def draw_until_shown(page: Page, strokes: Sequence[Stroke]) -> None:
    """Draw on Gradio's own pad, which does not say when its brush is ready to draw."""
    deadline = time.monotonic() + PATIENCE / 1000
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


def sentence(page: Page, call: str) -> str:
    """What the page's module of sentences gives: a name of it, or a call."""
    text: str = page.evaluate(
        f"() => import('/lenet1/static/sentences.js').then((all) => all.{call})"
    )
    return text


def do(page: Page, what: str) -> None:
    """Click one of our own buttons, and wait for what it may have to fetch."""
    page.locator(f"[data-do={what}]").click()
    page.locator(f"[data-do={what}][aria-busy=true]").wait_for(state="detached")


def use(page: Page, tool: str) -> None:
    """Click one of the sketchpad's, by Gradio's name for it."""
    page.locator(f"#pad button[aria-label='{tool}']").click()


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
