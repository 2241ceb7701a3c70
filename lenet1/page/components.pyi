"""The page's own components: Gradio's HTML with files of their own behind it."""

from pathlib import Path
from typing import Any

import gradio as gr

from lenet1.explanation import display_scales
from lenet1.model import LeNet1
from lenet1.page.examples import draw, load_examples
from lenet1.page.wire import message_from_weights
from lenet1.preprocessing import center

STATIC = Path(__file__).parent / "static"

from gradio.events import Dependency

class Microscope(gr.HTML):
    """Every layer of the network for the drawing on the pad, and an inspector.

    Its value is a message of `wire.message_from_reading`.
    """

    def __init__(self, model: LeNet1, **options: Any) -> None:
        centered = [center(draw(strokes)) for strokes in load_examples().values()]
        images = [c.image for c in centered if c is not None]
        super().__init__(
            html_template=(STATIC / "microscope.html").read_text(),
            js_on_load=(STATIC / "on_load.js").read_text(),
            apply_default_css=False,
            weights=message_from_weights(model),
            scales=display_scales(model, images),
            **options,
        )

    def api_info(self) -> dict[str, Any]:
        return {"type": "object"}
    from typing import Callable, Literal, Sequence, Any, TYPE_CHECKING
    from gradio.blocks import Block
    if TYPE_CHECKING:
        from gradio.components import Timer
        from gradio.components.base import Component