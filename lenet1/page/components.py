"""The page's own parts: Gradio's HTML component with files of their own behind it."""

import os
import re
from html import escape

import gradio as gr

from lenet1.confidence import Reader
from lenet1.page.modules import STATIC
from lenet1.page.wire import message_from_network
from lenet1.pen import PAD, PEN, load_examples

STYLES = (
    "page",
    "sketchpad/sketchpad",
    "pad/pads",
    "photo/photo",
    "network/maps",
    "network/steps",
    "network/lines",
    "network/answer",
    "network/inspector",
    "bench/bench",
    "share/share",
    "share/frame",
    "touch",
)
RADIUS = round(PEN * PAD / 2)  # px; how Gradio has a brush's size


def texts() -> dict[str, str]:
    """What the templates say: the strings of `TEXTS` in `static/sentences.js`."""
    source = (STATIC / "sentences.js").read_text()
    block = source.partition("export const TEXTS = {")[2].partition("\n};")[0]
    found = re.findall(r"^  (\w+):\s*([\"`])(.*?)\2,$", block, re.MULTILINE | re.DOTALL)
    return {name: text for name, _, text in found}


TEXTS = texts()


def template(name: str) -> str:
    """A template of the page, each element with `data-say` around its text.

    Filled here, the words are there as soon as the page is, before its scripts.
    """
    return re.sub(
        r'data-say="(\w+)"\s*>',
        lambda found: found[0] + TEXTS[found[1]],
        (STATIC / f"{name}.html").read_text(),
    )


def build_pad() -> gr.Sketchpad:
    """One sheet, one black pen, one eraser; `static/sketchpad/` watches it."""
    return gr.Sketchpad(
        elem_id="pad",
        label=TEXTS["sketchpad"],
        show_label=False,
        type="pil",
        image_mode="L",
        canvas_size=(PAD, PAD),
        fixed_canvas=True,
        layers=False,
        transforms=(),
        sources=(),
        buttons=[],
        brush=gr.Brush(RADIUS, ["#000000"], color_mode="fixed"),
    )


def build_header() -> gr.HTML:
    """The title, a guide to the page that is one press away, and the page's styles.

    As `css_paths` of `launch()` the styles would be repeated with a prefix that no rule
    about the page as a whole survives.
    """
    styles = "".join((STATIC / f"{name}.css").read_text() for name in STYLES)
    html = template("header")
    return gr.HTML(f"<style>{styles}</style>{html}", elem_id="header")


def build_answer() -> gr.HTML:
    """The answer and the ten outputs; `static/network/answer.js` fills it."""
    problem = escape(TEXTS["scripts"])
    html = f'<div class="answer" data-scripts="{problem}"></div>'
    return gr.HTML(html, elem_id="answer")


def build_examples() -> gr.HTML:
    """Ten digits to click, and the ways to the pad for the keyboard and to a photo."""
    return gr.HTML(template("examples"), elem_id="examples")


def build_own_pad() -> gr.HTML:
    """For the keyboard and browsers without WebGL; see `static/pad/keyboard.js`."""
    return gr.HTML('<div class="ownpad"></div>', elem_id="ownpad")


def build_photo() -> gr.HTML:
    """A photo of many digits in the pad's place; see `static/photo/photo.js`."""
    return gr.HTML('<div class="photo"></div>', elem_id="photo")


def build_bench() -> gr.HTML:
    """Tools, the first of which says why; `static/bench/bench.js` fills it."""
    return gr.HTML('<div class="bench"></div>', elem_id="bench")


def examples() -> list[list[list[list[float]]]]:
    """The ten digits: of each its strokes, of these the points, px of the pad."""
    return [[s.tolist() for s in strokes] for strokes in load_examples().values()]


def home() -> str | None:
    """The address that visitors know, where they see the page in a frame of another.

    A Space's page hands its fragment to the frame when it is opened
    (https://huggingface.co/docs/hub/spaces-handle-url-parameters).
    """
    space = os.environ.get("SPACE_ID")
    return f"https://huggingface.co/spaces/{space}" if space else None


def build_microscope(reader: Reader) -> gr.HTML:
    """Every layer's maps for the drawing on the pad.

    Its value is a message of `wire.message_from_reading`, for pages without the live
    path. The examples set the colour scales, and are there to be clicked.
    """
    return gr.HTML(
        html_template=template("microscope"),
        js_on_load=(STATIC / "on_load.js").read_text(),
        apply_default_css=False,
        elem_id="microscope",
        network=message_from_network(reader),
        home=home(),
        examples=examples(),
    )
