"""What travels between page and server, and the route it travels by."""

import base64
import struct

import numpy as np
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from lenet1.confidence import Confidence
from lenet1.drawing import PAD
from lenet1.model import LeNet1
from lenet1.page import examples
from lenet1.page.components import PEN, STATIC
from lenet1.page.examples import draw, load_examples
from lenet1.page.live import page_routes
from lenet1.page.wire import (
    FrameError,
    ink_from_frame,
    message_from_reading,
    message_from_weights,
)
from lenet1.preprocessing import Gray
from lenet1.reading import Reading, read
from tests.test_preprocessing import misfit


def frame(gray: Gray) -> bytes:
    height, width = gray.shape
    return struct.pack("<2H", width, height) + gray.tobytes()


@pytest.fixture
def client(shipped: LeNet1, confidence: Confidence) -> TestClient:
    return TestClient(Starlette(routes=page_routes(shipped, confidence)))


@pytest.fixture
def reading(shipped: LeNet1, confidence: Confidence) -> Reading:
    result = read(shipped, confidence, draw(load_examples()[8]))
    assert result is not None
    return result


def test_a_frame_keeps_every_pixel() -> None:
    gray = np.random.default_rng(0).integers(0, 256, (7, 12), dtype=np.uint8)
    assert np.array_equal(ink_from_frame(frame(gray)), gray)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x01",
        struct.pack("<2H", 2, 2) + b"abc",
        struct.pack("<2H", 2, 2) + b"abcde",
        struct.pack("<2H", 65_535, 65_535),
        struct.pack("<2H", 600, 1) + bytes(600),
    ],
)
def test_what_is_not_a_frame_is_refused(data: bytes, client: TestClient) -> None:
    with pytest.raises(FrameError):
        ink_from_frame(data)
    response = client.post("/lenet1/look", content=data)
    assert response.status_code == 400
    assert "frame" in response.json()["error"]


def test_a_flood_is_refused_before_it_is_read(client: TestClient) -> None:
    response = client.post("/lenet1/look", content=bytes(10_000_000))
    assert response.status_code == 413


def test_maps_arrive_within_the_stated_error(reading: Reading) -> None:
    message = message_from_reading(reading)
    for layer, shape in {
        "conv1": (4, 24, 24),
        "pool1": (4, 12, 12),
        "conv2": (12, 8, 8),
        "pool2": (12, 4, 4),
    }.items():
        sent = getattr(reading.activations, layer)[0].numpy()
        levels = np.frombuffer(base64.b64decode(message[layer]["levels"]), np.uint8)
        received = levels.reshape(shape) * message[layer]["maximum"] / 255
        assert np.abs(received - sent).max() <= sent.max() / 510 * (1 + 1e-4)
    image = np.frombuffer(base64.b64decode(message["image"]), np.uint8)
    assert np.array_equal(image.reshape(28, 28), reading.upright.images[0])


def test_a_dead_layer_arrives_as_zeros(reading: Reading) -> None:
    dead = reading.activations._replace(conv2=reading.activations.conv2 * 0)
    message = message_from_reading(reading._replace(activations=dead))
    assert message["conv2"]["maximum"] == 0
    assert not any(base64.b64decode(message["conv2"]["levels"]))


def test_the_route_answers_a_drawing_and_a_blank(client: TestClient) -> None:
    for digit, strokes in load_examples().items():
        answer = client.post("/lenet1/look", content=frame(draw(strokes)))
        assert answer.status_code == 200
        assert answer.json()["label"] == digit
        assert answer.json()["probabilities"][digit] > 0.5
    for blank in (bytes(4), frame(np.zeros((140, 140), np.uint8))):
        assert client.post("/lenet1/look", content=blank).json() == {"verdict": "blank"}


def test_half_the_resolution_changes_little(client: TestClient) -> None:
    """The page sends the 280 px pad at 140 px."""
    for strokes in load_examples().values():
        whole, half = (
            client.post("/lenet1/look", content=frame(draw(strokes, side=side))).json()
            for side in (280, 140)
        )
        pixels = [
            np.frombuffer(base64.b64decode(m["image"]), np.uint8) for m in (whole, half)
        ]
        assert misfit(*(p.reshape(28, 28) for p in pixels)) < 3
        assert whole["label"] == half["label"]


def test_weights_arrive_bit_for_bit(shipped: LeNet1) -> None:
    message = message_from_weights(shipped)
    for name, parameter in shipped.state_dict().items():
        layer, kind = name.split(".")
        received = np.frombuffer(base64.b64decode(message[layer][kind]), "<f4")
        assert np.array_equal(received, parameter.numpy().ravel())


def test_the_script_and_the_server_mean_the_same_pad_and_pen() -> None:
    script = (STATIC / "ink.js").read_text()
    for name, value in {"PAD": PAD, "PEN": PEN}.items():
        assert f"export const {name} = {value};" in script
    assert abs(examples.PEN / 100 * PAD / 2 - PEN) < 1


def test_modules_are_served_as_javascript(client: TestClient) -> None:
    response = client.get("/lenet1/static/main.js")
    assert response.status_code == 200
    assert "javascript" in response.headers["content-type"]
    assert client.get("/lenet1/static/../wire.py").status_code == 404
