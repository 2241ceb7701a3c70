"""LeNet-1 Live: draw a digit, see what LeNet-1 answers and what every layer holds."""

import gc

from lenet1.web import environment

FILES = environment.settle()  # before gradio's import, which reads it
gc.disable()  # imports make much and drop little: looking for that takes a seventh

from typing import Any

import gradio as gr

from lenet1.page.api import build_api
from lenet1.page.components import (
    build_answer,
    build_bench,
    build_examples,
    build_header,
    build_microscope,
    build_own_pad,
    build_pad,
    build_photo,
)
from lenet1.page.head import put_head
from lenet1.page.inputs import drawing_of, keep_last_drawings
from lenet1.page.paper_api import build_paper_api
from lenet1.page.routes import BODIES, health_route, page_routes
from lenet1.page.wire import LARGEST_PHOTO, message_from_reading
from lenet1.reading import read, set_torch_for_single_drawings
from lenet1.web import mcp
from lenet1.web.server import Page, run
from lenet1.web.uploads import upload_route
from lenet1.web.worker import Worker
from lenet1.weights import WeightsError, load

gc.enable()

TITLE = "LeNet-1 Live"
WORKER = Worker("lenet1.page.jobs")  # reads strangers' pictures
set_torch_for_single_drawings()
put_head()

try:
    READER = load()
except WeightsError as error:
    raise SystemExit(f"app.py: {error}") from None


async def read_drawing(drawing: dict[str, Any] | None) -> dict[str, Any]:
    """Read the sketchpad's value, for browsers without the live path."""
    ink = await drawing_of(WORKER, pad, drawing)
    return message_from_reading(read(READER, *ink) if ink else None)


with Page(title=TITLE) as demo:
    build_header()
    with gr.Row(elem_id="desk"):
        pad = build_pad()
        keep_last_drawings(pad)
        build_own_pad()
        build_photo()
        build_examples()
        microscope = build_microscope(READER)
        build_answer()
        build_bench()

    # The live path needs no event of Gradio's, and a listener to the pad's change would
    # upload every stroke. A page that cannot use the live path presses this button.
    stock = gr.Button(visible="hidden", elem_id="stock")
    stock.click(
        read_drawing,
        pad,
        microscope,
        preprocess=False,  # `drawing_of` is more careful
        queue=False,
        show_progress="hidden",
        trigger_mode="always_last",
        api_visibility="private",
    )
    build_api(READER, WORKER)
    build_paper_api(WORKER)
demo.queue(max_size=64, api_open=False)  # pictures wait their turn, and not too many


def launch_options() -> dict[str, Any]:
    return {
        "bodies": BODIES,
        "theme": gr.themes.Default(
            font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"]
        ),
        "app_kwargs": {
            "routes": [
                upload_route(FILES),
                health_route(READER, WORKER, FILES),
                *page_routes(READER, WORKER),
            ],
            "openapi_url": None,
        },
        "max_file_size": f"{LARGEST_PHOTO // 1_000_000}mb",
        "state_session_capacity": 200,  # 0.2 MB each; no session holds anything
        "mcp_server": mcp.is_there(),
        "enable_monitoring": False,
        "run_history": False,
        "ssr_mode": False,
        "footer_links": ["api"],
    }


if __name__ == "__main__":
    run(demo, ahead=WORKER.start, **launch_options())
