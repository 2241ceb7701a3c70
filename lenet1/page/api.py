"""What programs can ask: named endpoints of Gradio's API."""

from typing import Any

import gradio as gr
from PIL import Image

from lenet1.confidence import Confidence
from lenet1.ink import find_ink
from lenet1.model import LeNet1
from lenet1.page.wire import BLANK, message_from_answer
from lenet1.reading import read

LARGEST_PICTURE = 1024  # px; larger ones are reduced, the network needs 28


def build_api(model: LeNet1, confidence: Confidence) -> None:
    """Add the endpoints to the `gr.Blocks` that is being built; they show nothing."""

    def read_digit(picture: Image.Image | None) -> dict[str, Any]:
        """Read a picture of one digit: verdict, probabilities, the maps of every layer.

        The verdict is "digit", "not sure", "does not look like one digit", or, with
        nothing else, "blank". The label is the most probable digit whatever the
        verdict. The maps are nested lists: conv1 4x24x24, pool1 4x12x12, conv2 12x8x8,
        pool2 12x4x4, logits 10; image is the upright 28x28 that the network saw, 0-255.
        left_out names what was taken away before: kind, number, share of the ink.
        """
        return answer_picture(model, confidence, picture)

    picture = gr.Image(type="pil", image_mode=None, visible=False)
    gr.Button(visible=False).click(
        read_digit, picture, gr.JSON(visible=False), api_name="read_digit"
    )


def answer_picture(
    model: LeNet1, confidence: Confidence, picture: Image.Image | None
) -> dict[str, Any]:
    """What `/read_digit` returns for a picture. Raises gr.Error without one."""
    if picture is None:
        raise gr.Error("Send a picture of a digit.", print_exception=False)
    picture.thumbnail((LARGEST_PICTURE, LARGEST_PICTURE), Image.Resampling.BOX)
    reading = read(model, confidence, *find_ink(picture))
    if reading is None:
        return {"verdict": BLANK}
    layers = reading.activations._asdict()
    return {
        **message_from_answer(reading.answer),
        "left_out": [left._asdict() for left in reading.left_out],
        "image": reading.upright.images[0].tolist(),
        **{name: values[0].tolist() for name, values in layers.items()},
    }
