"""What travels between the browser and the server: pixels there, a reading back."""

import base64
from typing import Any

import numpy as np
from torch import Tensor

from lenet1 import sentences
from lenet1.confidence import BLANK, KERNEL, Reader, Verdict, sources
from lenet1.ink import Gray
from lenet1.page.rules import rules
from lenet1.page.scales import display_scales
from lenet1.paper.sheet import LONGER_SIDE
from lenet1.picture import MEGAPIXELS
from lenet1.reading import Reading

LARGEST_SIDE = 512  # px; the pad itself is 280
HEADER = 4  # bytes: width and height, two little-endian uint16
LARGEST_FRAME = HEADER + LARGEST_SIDE**2  # bytes
LARGEST_PHOTO = 6_000_000  # bytes; the page reduces larger ones before it sends them


class FrameError(ValueError):
    """Bytes that are not a frame; the message says what is wrong with them."""


def ink_from_frame(frame: bytes) -> Gray:
    """Decode a frame to ink, (height, width) uint8, 255 = ink; both may be 0.

    A frame is its width and height, each a little-endian uint16, then width * height
    bytes, row after row. Raises FrameError for anything else: whoever finds the
    address can post to it.
    """
    if len(frame) < HEADER:
        raise FrameError(sentences.NO_FRAME)
    width, height = np.frombuffer(frame, "<u2", count=2).tolist()
    if max(width, height) > LARGEST_SIDE:
        raise FrameError(sentences.frame_too_large(LARGEST_SIDE))
    if len(frame) != HEADER + width * height:
        raise FrameError(sentences.wrong_frame(width, height, len(frame) - HEADER))
    return np.frombuffer(frame, np.uint8, offset=HEADER).reshape(height, width)


def message_from_reading(reading: Reading | None) -> dict[str, Any]:
    """Encode a reading for the page; for none the verdict BLANK alone.

    "image" is base64 of the network's input, 28x28 bytes, row after row; "left", "top"
    and "pixel" are px of the drawing, "slant" px to the right for each px down, and
    "middle" px from the image's top. The maps follow from the image: the page has the
    weights, and they are not sent.
    """
    if reading is None:
        return {"verdict": BLANK}
    image = reading.upright.images[0].numpy()
    return {
        **reading.answer.message(),
        "image": base64.b64encode(image.tobytes()).decode(),
        "left": reading.centered.left,
        "top": reading.centered.top,
        "pixel": reading.centered.pixel,
        "slant": reading.upright.slant.item(),
        "middle": reading.upright.middle.item(),
        "left_out": [{"kind": x.kind, "number": x.number} for x in reading.left_out],
        "logits": reading.activations.logits[0].tolist(),
    }


def message_from_network(reader: Reader) -> dict[str, Any]:
    """All that the page knows of the reader, so that it can read a drawing by itself.

    Layers, weights, the confidence with the layers that its head reads, the colour
    scales, the rules of a drawing's way, the limits of what is sent and said, and the
    verdicts' names. Every tensor is base64 of little-endian float32.
    """
    layers = reader.network.layers
    reads = {part: layer.name for part, layer in sources(layers)._asdict().items()}
    tensors = {k: _float32(v) for k, v in reader.confidence._asdict().items()}
    weights: dict[str, dict[str, str]] = {}
    for name, parameter in reader.network.named_parameters():
        layer, kind = name.split(".")
        weights.setdefault(layer, {})[kind] = _float32(parameter)
    return {
        "layers": [layer._asdict() for layer in layers],
        "weights": weights,
        "confidence": {"reads": reads, "kernel": KERNEL, **tensors},
        "scales": display_scales(reader.network),
        "rules": rules(),
        "limits": {
            "photo_bytes": LARGEST_PHOTO,
            "megapixels": MEGAPIXELS,
            "photo_side": LONGER_SIDE,  # px; more is not looked at
            "surest": sentences.SUREST,
        },
        "verdicts": {v.name.lower(): v.value for v in Verdict} | {"blank": BLANK},
    }


def _float32(tensor: Tensor) -> str:
    values = tensor.detach().cpu().numpy().astype("<f4")
    return base64.b64encode(values.tobytes()).decode()
