"""The same sketchpad with Gradio's change event, to compare the live path with."""

import os

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")

from typing import Any

import gradio as gr

import app
from lenet1.ink import find_ink
from lenet1.page.components import build_pad
from lenet1.reading import read


def answer(drawing: dict[str, Any] | None) -> str:
    picture = drawing and drawing["composite"]
    reading = read(app.READER, *find_ink(picture)) if picture else None
    return str(reading.answer.digit) if reading else ""


with gr.Blocks() as demo:
    pad = build_pad()
    text = gr.Textbox(elem_id="answer")
    pad.change(answer, pad, text, queue=False, show_progress="hidden")

if __name__ == "__main__":
    demo.launch(ssr_mode=False, enable_monitoring=False)
