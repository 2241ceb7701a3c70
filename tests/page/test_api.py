"""The named endpoints, as programs call them on the running page."""

import base64
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio_client
import httpx
import numpy as np
import pytest
from gradio_client import handle_file
from gradio_client.exceptions import AppError
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from lenet1.confidence import Confidence
from lenet1.model import LeNet1
from lenet1.reading import Reading, read
from tests.conftest import ROOT
from tests.drawings import EXAMPLES, ink_of

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["path", "url", "meta", "_type", "size", "x"]), inner
        )
    ),
    max_leaves=8,
)


def png(digit: int) -> bytes:
    file = io.BytesIO()
    Image.fromarray(255 - ink_of(EXAMPLES[digit])).save(file, "PNG")
    return file.getvalue()


def in_place(content: bytes) -> dict[str, str]:
    return {"url": f"data:image/png;base64,{base64.b64encode(content).decode()}"}


FOUR = in_place(png(4))
MARK = {"_type": "gradio.FileData"}
NOT_UPLOADED = "upload"
REFUSED = [  # endpoint, data, a part of the sentence
    ("read_digit", [None], "Send a picture"),
    ("read_digit", [], "takes"),
    ("read_digit", ["four"], NOT_UPLOADED),
    ("read_digit", [""], NOT_UPLOADED),
    ("read_digit", [4], NOT_UPLOADED),
    ("read_digit", [True], NOT_UPLOADED),
    ("read_digit", [[]], NOT_UPLOADED),
    ("read_digit", [[[0, 255]]], NOT_UPLOADED),
    ("read_digit", [{}], NOT_UPLOADED),
    ("read_digit", [{"path": None}], NOT_UPLOADED),
    ("read_digit", [{"path": 4, "meta": MARK}], NOT_UPLOADED),
    ("read_digit", [{"path": "/etc/passwd"}], NOT_UPLOADED),
    ("read_digit", [{"path": "/proc/self/fd/1"}], NOT_UPLOADED),
    ("read_digit", [{"path": "/proc/self/fd/1", "meta": {}}], NOT_UPLOADED),
    ("read_digit", [{"path": "/etc/passwd", "meta": MARK}], "was uploaded"),
    ("read_digit", [{"path": "/dev/zero", "meta": MARK}], "was uploaded"),
    ("read_digit", [{"path": "/proc/self/fd/1", "meta": MARK}], "was uploaded"),
    ("read_digit", [{"path": "../app.py", "meta": MARK}], "was uploaded"),
    ("read_digit", [{"path": "", "meta": MARK}], "."),
    ("read_digit", [{"path": "a\0b", "meta": MARK}], "takes"),
    ("read_digit", [{"path": "http://127.0.0.1/3.png", "meta": MARK}], "not its addr"),
    ("read_digit", [{"path": "https://example.com/3", "meta": MARK}], "not its addr"),
    ("read_digit", [{"path": "/etc/passwd", "size": "x", "meta": MARK}], "takes"),
    ("read_digit", [{"url": "http://127.0.0.1/3.png"}], NOT_UPLOADED),
    ("read_digit", [{"url": "file:///etc/passwd"}], NOT_UPLOADED),
    ("read_digit", [{"url": "data:image/png;base64,!!!"}], "base64"),
    ("read_digit", [{"url": "data:image/png;base64,é"}], "base64"),
    ("read_digit", [{"url": "data:,"}], "not a PNG"),
    ("read_digit", [in_place(b"%PDF-1.7")], "not a PNG"),
    ("read_digit", [in_place(png(4)[:200])], "cut off"),
    ("feature_maps", [None], "Send a picture"),
    ("feature_maps", [{"path": "/etc/passwd"}], NOT_UPLOADED),
    ("explain", [FOUR, "conv3", 0, 0, 0], "no layer"),
    ("explain", [FOUR, None, 0, 0, 0], "no layer"),
    ("explain", [FOUR, "conv2", 12, 0, 0], "0 to 11"),
    ("explain", [FOUR, "conv2", -1, 0, 0], "0 to 11"),
    ("explain", [FOUR, "conv2", "1", 0, 0], "0 to 11"),
    ("explain", [FOUR, "conv2", 1e9, 0, 0], "0 to 11"),
    ("explain", [FOUR, "conv2", None, 0, 0], "0 to 11"),
    ("explain", [FOUR, "conv2", 0, 8, 0], "row of conv2"),
    ("explain", [FOUR, "conv2", 0, 0, [0]], "column of conv2"),
    ("explain", [FOUR, "conv2"], "takes"),
]
NOT_FOUND = [
    ("call/nothing", {"data": []}),
    ("call/read_digit/../nothing", {"data": []}),
    ("call/v2/nothing", {"picture": FOUR}),
    ("run/nothing", {"data": []}),
    ("run/predict", {"data": [], "fn_index": 77}),
    ("run/read_digit", {"data": [FOUR]}),
    ("queue/join", {"data": [], "fn_index": 77, "session_hash": "a"}),
    ("api/read_digit", {"data": [FOUR]}),
]
NOT_UNDERSTOOD = [
    ("call/read_digit", b""),
    ("call/read_digit", b"{"),
    ("call/read_digit", b"[" * 100_000),
    ("call/read_digit", b"\xff\xfe"),
    ("call/read_digit", b'{"data": 4}'),
    ("call/read_digit", b"null"),
    ("queue/join", b'{"data": []}'),
    ("queue/join", b'{"data": [], "fn_index": "x", "session_hash": "a"}'),
    ("upload", b"no form"),
    ("component_server", b""),
    ("component_server", b"{}"),
    ("component_server", b'{"data":0,"component_id":1,"session_hash":"a","fn_name":0}'),
    ("reset", b"{}"),
    ("cancel", b"{}"),
]


@pytest.fixture(scope="module")
def web(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"{address}gradio_api/", timeout=20) as client:
        yield client


@pytest.fixture(scope="module")
def client(address: str) -> gradio_client.Client:
    return gradio_client.Client(address, verbose=False)


def call(web: httpx.Client, endpoint: str, data: Any) -> tuple[str, Any]:
    """The event, "complete" or "error", and what it brings, as curl would show it."""
    asked = web.post(f"call/{endpoint}", json={"data": data})
    assert asked.status_code == 200, asked.text
    lines = web.get(f"call/{endpoint}/{asked.json()['event_id']}").text.splitlines()
    return lines[0].removeprefix("event: "), json.loads(lines[1].removeprefix("data: "))


@pytest.fixture
def reading(shipped: LeNet1, confidence: Confidence) -> Reading:
    result = read(shipped, confidence, ink_of(EXAMPLES[4]))
    assert result is not None
    return result


def test_an_upload_is_read_with_label_probabilities_and_every_map(
    client: gradio_client.Client, reading: Reading, tmp_path: Path
) -> None:
    (tmp_path / "four.png").write_bytes(png(4))
    answer = client.predict(handle_file(tmp_path / "four.png"), api_name="/read_digit")
    assert (answer["verdict"], answer["label"]) == ("digit", 4)
    assert sum(answer["probabilities"]) == pytest.approx(1, abs=1e-5)
    assert np.array_equal(answer["image"], reading.upright.images[0])
    assert answer["left_out"] == []
    for layer, values in reading.activations._asdict().items():
        np.testing.assert_allclose(answer[layer], values[0], atol=1e-5)


def test_every_layer_comes_with_its_shape_and_the_steps_to_it(
    web: httpx.Client, reading: Reading
) -> None:
    event, (maps,) = call(web, "feature_maps", [FOUR])
    assert event == "complete"
    assert maps["layers"].keys() == reading.activations._asdict().keys()
    for layer, values in reading.activations._asdict().items():
        assert maps["layers"][layer]["shape"] == list(values[0].shape)
        np.testing.assert_allclose(
            maps["layers"][layer]["values"], values[0], atol=1e-5
        )
    assert np.array_equal(maps["steps"]["centered"], reading.centered.image)
    assert np.array_equal(maps["steps"]["image"], reading.upright.images[0])
    assert maps["steps"]["slant"] == pytest.approx(reading.upright.slant.item())


def test_a_unit_is_explained(
    client: gradio_client.Client, reading: Reading, tmp_path: Path
) -> None:
    (tmp_path / "four.png").write_bytes(png(4))
    picture = handle_file(tmp_path / "four.png")
    why = client.predict(picture, "conv2", 3, 2, 5, api_name="/explain")
    value = reading.activations.conv2[0, 3, 2, 5].item()
    assert why["value"] == pytest.approx(value, abs=1e-5)
    total = sum(np.ravel(why["patches"]) * np.ravel(why["kernels"])) + why["bias"]
    assert why["sum"] == pytest.approx(total)
    output = client.predict(picture, "logits", 4, api_name="/explain")
    assert np.shape(output["products"]) == (12, 4, 4)


def test_a_blank_picture_is_blank_everywhere(web: httpx.Client) -> None:
    file = io.BytesIO()
    Image.new("RGB", (50, 50), "white").save(file, "PNG")
    blank = in_place(file.getvalue())
    assert call(web, "read_digit", [blank]) == ("complete", [{"verdict": "blank"}])
    nothing: dict[str, Any] = {"steps": {}, "layers": {}}
    assert call(web, "feature_maps", [blank]) == ("complete", [nothing])
    event, said = call(web, "explain", [blank, "conv1", 0, 0, 0])
    assert (event, "blank" in said["error"]) == ("error", True)


def test_the_endpoints_are_named_typed_and_described(web: httpx.Client) -> None:
    named = web.get("info").json()["named_endpoints"]
    assert list(named) == ["/read_digit", "/feature_maps", "/explain", "/read_page"]
    assert all(endpoint["description"] for endpoint in named.values())
    parameters = {p["parameter_name"]: p for p in named["/explain"]["parameters"]}
    assert parameters["picture"]["python_type"]["type"] == "filepath"
    layers = ["conv1", "pool1", "conv2", "pool2", "logits"]
    assert parameters["layer"]["type"] == {"enum": layers}
    assert parameters["map"]["type"] == {"type": "integer"}
    assert parameters["row"]["parameter_default"] == 0


@pytest.mark.parametrize(("endpoint", "data", "sentence"), REFUSED)
def test_what_cannot_be_read_is_refused_in_words(
    web: httpx.Client, endpoint: str, data: list[Any], sentence: str
) -> None:
    event, said = call(web, endpoint, data)
    assert event == "error"
    assert sentence in said["error"]
    assert str(ROOT) not in said["error"]


def test_a_program_gets_the_sentence_too(
    client: gradio_client.Client, tmp_path: Path
) -> None:
    (tmp_path / "four.heic").write_bytes(b"\0\0\0\x18ftypheic" + bytes(100))
    with pytest.raises(AppError, match="not a PNG, JPEG"):
        client.predict(handle_file(tmp_path / "four.heic"), api_name="/read_digit")


@pytest.mark.parametrize(("path", "body"), NOT_FOUND)
def test_an_unknown_endpoint_is_not_found(
    web: httpx.Client, path: str, body: object
) -> None:
    assert web.post(path, json=body).status_code == 404


@pytest.mark.parametrize(("path", "body"), NOT_UNDERSTOOD)
def test_what_is_no_call_is_a_bad_request(
    web: httpx.Client, path: str, body: bytes
) -> None:
    answer = web.post(path, content=body, headers={"content-type": "application/json"})
    assert 400 <= answer.status_code < 500
    assert answer.json()


@pytest.mark.parametrize(
    "path",
    ["file=https://example.com/3.png", "file=http://127.0.0.1/", "file=/etc/passwd"],
)
def test_no_file_and_no_address_is_fetched_for_anybody(
    web: httpx.Client, path: str
) -> None:
    answer = web.get(path, follow_redirects=False)
    assert (answer.status_code, "location" in answer.headers) == (404, False)
    assert web.head(path).status_code == 404


@settings(max_examples=40, deadline=None)
@given(endpoint=st.sampled_from(["read_digit", "explain"]), data=st.lists(JSON))
def test_any_json_gets_a_sentence(
    web: httpx.Client, endpoint: str, data: list[Any]
) -> None:
    event, said = call(web, endpoint, data)
    assert event == "error"
    assert said["error"]


@settings(max_examples=100, deadline=None)
@given(
    path=st.sampled_from(["call/read_digit", "queue/join", "component_server"]),
    body=st.binary(max_size=200) | JSON.map(lambda value: json.dumps(value).encode()),
)
def test_any_body_gets_an_answer_that_is_no_fault_of_the_servers(
    web: httpx.Client, path: str, body: bytes
) -> None:
    assert web.post(path, content=body).status_code < 500
