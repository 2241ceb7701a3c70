"""Gradio's sketchpad and nothing of ours: how soon such a page is there."""

import os

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")

import gradio as gr

with gr.Blocks() as demo:
    gr.Sketchpad(elem_id="pad", canvas_size=(280, 280), fixed_canvas=True)

if __name__ == "__main__":
    demo.launch(ssr_mode=False, enable_monitoring=False)
