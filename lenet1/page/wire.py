"""What travels between the browser and the server: pixels there, a reading back."""

import base64
from typing import Any

import numpy as np
from torch import Tensor

from lenet1.confidence import Reader
from lenet1.ink import Gray
from lenet1.model import LAYERS
from lenet1.page.rules import rules
from lenet1.reading import Reading

LARGEST_SIDE = 512  # px; the pad itself is 280
HEADER = 4  # bytes: width and height, two little-endian uint16
LARGEST_FRAME = HEADER + LARGEST_SIDE**2  # bytes
BLANK = {"verdict": "blank"}  # the message where nothing is drawn


class FrameError(ValueError):
    """Bytes that are not a frame; the message says what is wrong with them."""


def ink_from_frame(frame: bytes) -> Gray:
    """Decode a frame to ink, (height, width) uint8, 255 = ink; both may be 0.

    A frame is its width and height, each a little-endian uint16, then width * height
    bytes, row after row. Raises FrameError for anything else: whoever finds the
    address can post to it.
    """
    if len(frame) < HEADER:
        raise FrameError("A frame begins with its width and height.")
    width, height = np.frombuffer(frame, "<u2", count=2).tolist()
    if max(width, height) > LARGEST_SIDE:
        raise FrameError(f"A frame is at most {LARGEST_SIDE} pixels wide and high.")
    if len(frame) != HEADER + width * height:
        raise FrameError(
            f"A frame of {width}x{height} has {width * height} pixels,"
            f" not {len(frame) - HEADER}."
        )
    return np.frombuffer(frame, np.uint8, offset=HEADER).reshape(height, width)


def message_from_reading(reading: Reading | None) -> dict[str, Any]:
    """Encode a reading for the page; BLANK without ink.

    The page has the weights: the maps follow from the image, and are not sent.
    """
    if reading is None:
        return BLANK
    image = reading.upright.images[0].numpy()
    return {
        **reading.answer.message(),
        "image": base64.b64encode(image.tobytes()).decode(),
        "left": reading.centered.left,
        "top": reading.centered.top,
        "pixel": reading.centered.pixel,
        "slant": reading.upright.slant.item(),
        "middle": reading.upright.middle.item(),
        "left_out": [left._asdict() for left in reading.left_out],
        "logits": reading.activations.logits[0].tolist(),
    }


def message_from_network(reader: Reader, scales: dict[str, float]) -> dict[str, Any]:
    """All that the page knows of the network, so that it can read a drawing by itself.

    Layers, weights, the confidence, the colour scales of `scales.display_scales` and
    the `rules` of a drawing's way. Every tensor is base64 of little-endian float32.
    """
    weights: dict[str, dict[str, str]] = {}
    for name, parameter in reader.network.named_parameters():
        layer, kind = name.split(".")
        weights.setdefault(layer, {})[kind] = _float32(parameter)
    return {
        "layers": [layer._asdict() for layer in LAYERS],
        "weights": weights,
        "confidence": {k: _float32(v) for k, v in reader.confidence._asdict().items()},
        "scales": scales,
        "rules": rules(),
    }


def _float32(tensor: Tensor) -> str:
    values = tensor.detach().cpu().numpy().astype("<f4")
    return base64.b64encode(values.tobytes()).decode()
