"""The same sketchpad with Gradio's change event, to compare the live path with."""

import os

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")

from typing import Any

import gradio as gr

import app
from lenet1.page.components import build_pad


def answer(drawing: dict[str, Any] | None) -> str:
    return str(app.read_drawing(drawing).get("label"))


with gr.Blocks() as demo:
    pad = build_pad()
    text = gr.Textbox(elem_id="answer")
    pad.change(answer, pad, text, queue=False, show_progress="hidden")

if __name__ == "__main__":
    demo.launch(ssr_mode=False, enable_monitoring=False)
