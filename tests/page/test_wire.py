"""What travels between page and server: nothing lost, nothing mixed up."""

import base64
import json
import struct

import numpy as np
import pytest

from lenet1.confidence import Reader
from lenet1.model import LAYERS
from lenet1.page.components import RADIUS
from lenet1.page.modules import STATIC
from lenet1.page.wire import (
    FrameError,
    ink_from_frame,
    message_from_network,
    message_from_reading,
)
from lenet1.pen import PAD, PEN
from lenet1.reading import Reading, read
from tests.drawings import EXAMPLES, ink_of
from tests.page.node import frame

NOT_FRAMES = [
    b"",
    b"\x01",
    struct.pack("<2H", 2, 2) + b"abc",
    struct.pack("<2H", 2, 2) + b"abcde",
    struct.pack("<2H", 65_535, 65_535),
    struct.pack("<2H", 600, 1) + bytes(600),
    struct.pack("<2H", 1, 513) + bytes(513),
    struct.pack("<2H", 0, 513),
    struct.pack("<2H", 0, 1) + b"a",
    struct.pack("<2H", 0, 0) + b"a",
    struct.pack("<2H", 512, 512),
    struct.pack(">2H", 2, 2) + bytes(4),
    struct.pack("<2h", -1, -1) + b"a",
    b"\x89PNG\r\n\x1a\n",
    b'{"data": []}',
    b"a" * 4,
]


@pytest.fixture
def reading(reader: Reader) -> Reading:
    result = read(reader, ink_of(EXAMPLES[8]))
    assert result is not None
    return result


def test_a_frame_keeps_every_pixel() -> None:
    gray = np.random.default_rng(0).integers(0, 256, (7, 12), dtype=np.uint8)
    assert np.array_equal(ink_from_frame(frame(gray)), gray)


@pytest.mark.parametrize("data", NOT_FRAMES)
def test_what_is_not_a_frame_is_refused(data: bytes) -> None:
    with pytest.raises(FrameError, match="frame"):
        ink_from_frame(data)


def test_what_the_page_has_already_is_not_sent(reading: Reading) -> None:
    """A message is short, since the maps follow from the image."""
    message = message_from_reading(reading)
    assert not {"conv1", "pool1", "conv2", "pool2"} & message.keys()
    assert message["logits"] == reading.activations.logits[0].tolist()
    assert min(message["logits"]) < 0
    assert len(json.dumps(message)) < 2_500


def test_the_picture_and_its_slant_are_those_that_the_network_saw(
    reading: Reading,
) -> None:
    message = message_from_reading(reading)
    image = np.frombuffer(base64.b64decode(message["image"]), np.uint8)
    upright = reading.upright
    assert np.array_equal(image.reshape(28, 28), upright.images[0])
    assert not np.array_equal(image.reshape(28, 28), reading.centered.image)
    assert message["slant"] == pytest.approx(upright.slant.item())
    assert message["middle"] == pytest.approx(upright.middle.item())


def test_a_drawing_that_leans_to_the_right_has_a_negative_slant(reader: Reader) -> None:
    """Slant is px to the right for each px downwards: "/" goes to the left."""
    for bottom, top, sign in ((40, 60, -1), (60, 40, 1)):
        leaning = read(reader, ink_of([[(top, 15), (bottom, 85)]]))
        assert message_from_reading(leaning)["slant"] * sign > 0.2


def test_weights_and_confidence_arrive_bit_for_bit(reader: Reader) -> None:
    message = message_from_network(reader)
    sent = {"confidence": message["confidence"], **message["weights"]}
    tensors = {f"confidence.{k}": v for k, v in reader.confidence._asdict().items()}
    for name, tensor in {**tensors, **reader.network.state_dict()}.items():
        layer, kind = name.split(".")
        values = np.frombuffer(base64.b64decode(sent[layer][kind]), "<f4")
        assert np.array_equal(values, tensor.numpy().ravel())


def test_the_layers_that_the_page_gets_are_the_networks(reader: Reader) -> None:
    layers = message_from_network(reader)["layers"]
    assert [layer["name"] for layer in layers] == [layer.name for layer in LAYERS]
    assert layers[3] == {
        "name": "conv2",
        "maps": 12,
        "side": 8,
        "kind": "convolution",
        "kernel": 5,
        "module": "conv2",
        "activation": "relu",
        "table": None,
    }


def test_the_script_and_the_server_mean_the_same_pad_and_pen() -> None:
    script = (STATIC / "pad" / "paper.js").read_text()
    for name, value in {"PAD": PAD, "PEN": RADIUS}.items():
        assert f"export const {name} = {value};" in script
    assert abs(PEN * PAD / 2 - RADIUS) < 1
