"""The parts of the web page; the only folder that knows Gradio."""
