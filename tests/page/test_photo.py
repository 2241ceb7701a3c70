"""The route for a photo of a page, as the page and as anybody who finds it uses it."""

import base64
from typing import Any

import numpy as np
import pytest
from PIL import Image
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from lenet1.confidence import Reader
from lenet1.page.jobs import within_frame
from lenet1.page.routes import BODIES, page_routes
from lenet1.page.wire import LARGEST_PHOTO, LARGEST_SIDE
from lenet1.paper import message_from_page, read_page
from lenet1.web.guard import Guard
from lenet1.web.worker import Worker
from tests.drawings import EXAMPLES, file_of, ink_of
from tests.page.node import frame
from tests.paper.pages import LINES, written

ADDRESS = "/lenet1/page"


@pytest.fixture(scope="module")
def app(reader: Reader, worker: Worker) -> Starlette:
    guard = Middleware(Guard, bodies=BODIES)
    return Starlette(routes=page_routes(reader, worker), middleware=[guard])


@pytest.fixture
def client(app: Starlette) -> TestClient:
    return TestClient(app)


def ink_of_message(message: dict[str, Any]) -> np.ndarray[Any, Any]:
    levels = np.frombuffer(base64.b64decode(message["levels"]), np.uint8)
    return levels.reshape(message["height"], message["width"])


def test_a_page_is_answered_as_python_reads_it(
    client: TestClient, reader: Reader
) -> None:
    answer = client.post(ADDRESS, content=file_of(written()))
    assert answer.status_code == 200
    said = answer.json()
    assert said["lines"] == list(LINES)
    inks = [digit.pop("ink") for digit in said["digits"]]
    assert said == message_from_page(read_page(reader, written()))
    assert len(inks) == 6


def test_each_digits_ink_is_read_as_its_box_says(client: TestClient) -> None:
    """Its maps would else be those of another answer."""
    for picture in (written(), written(paper=40, pen=220)):
        page = client.post(ADDRESS, content=file_of(picture)).json()
        for digit in page["digits"]:
            ink = ink_of_message(digit["ink"])
            reading = client.post("/lenet1/read", content=frame(ink)).json()
            assert reading["label"] == digit["label"]
            assert reading["verdict"] == digit["verdict"]
            expected = pytest.approx(digit["probabilities"], rel=1e-4)  # of a batch
            assert reading["probabilities"] == expected


def test_ink_fills_its_box(client: TestClient) -> None:
    page = client.post(ADDRESS, content=file_of(written())).json()
    for digit in page["digits"]:
        left, top, width, height = digit["box"]
        ink = digit["ink"]
        assert width / ink["width"] == pytest.approx(height / ink["height"])
        there = np.asarray(written())[
            round(top) : round(top + height), round(left) : round(left + width)
        ]
        levels = Image.fromarray(ink_of_message(ink)).resize(there.shape[::-1])
        both = np.corrcoef(np.asarray(levels).ravel(), 255 - there.ravel())
        assert both[0, 1] > 0.9


def test_a_digit_as_large_as_the_photo_still_fits_a_frame(client: TestClient) -> None:
    large = Image.fromarray(255 - ink_of(EXAMPLES[3], side=1800))
    (digit,) = client.post(ADDRESS, content=file_of(large)).json()["digits"]
    assert max(digit["ink"]["width"], digit["ink"]["height"]) <= LARGEST_SIDE
    sent = frame(ink_of_message(digit["ink"]))
    reading = client.post("/lenet1/read", content=sent).json()
    assert (reading["label"], reading["verdict"]) == (3, digit["verdict"])
    assert reading["probabilities"] == pytest.approx(digit["probabilities"], abs=0.01)


def test_larger_ink_is_averaged_to_fit_a_frame() -> None:
    ink = ink_of(EXAMPLES[5], side=1024)[:768]
    means = ink.reshape(384, 2, 512, 2).mean(axis=(1, 3))
    reduced = within_frame(ink)
    assert np.abs(reduced - means).max() <= 0.5
    assert within_frame(reduced) is reduced
    assert within_frame(np.full((1, 3_000), 255, np.uint8)).shape == (1, 512)


def test_a_photo_is_read_the_way_up_that_its_camera_says(client: TestClient) -> None:
    exif = Image.Exif()
    exif[0x112] = 6  # to be turned by a quarter, clockwise
    lying = written().transpose(Image.Transpose.ROTATE_90)
    page = client.post(ADDRESS, content=file_of(lying, "JPEG", exif=exif)).json()
    assert page["size"] == [320, 300]
    assert page["lines"] == list(LINES)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(
    client: TestClient,
) -> None:
    assert client.post(ADDRESS, content=bytes(LARGEST_PHOTO + 1)).status_code == 413
    assert client.get(ADDRESS).status_code == 405
