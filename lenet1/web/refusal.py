import gradio as gr


def refusal(sentence: str) -> gr.Error:
    """What the caller of an endpoint reads; it leaves no traceback in the log."""
    return gr.Error(sentence, print_exception=False)
