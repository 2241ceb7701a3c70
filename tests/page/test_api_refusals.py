"""What the endpoints and their addresses refuse, whoever asks."""

import json
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lenet1 import sentences
from tests.conftest import ROOT
from tests.page.curl import FOUR, call, in_place

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

PICTURE = in_place(FOUR)
MARK = {"_type": "gradio.FileData"}
NOT_UPLOADED = sentences.SEND_UPLOAD
REFUSED = [  # endpoint, data, a part of the sentence
    ("read_digit", [None], sentences.SEND_PICTURE),
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
    ("read_digit", [{"url": "data:image/png;base64,!!!"}], sentences.NOT_BASE64),
    ("read_digit", [{"url": "data:image/png;base64,é"}], sentences.NOT_BASE64),
    ("read_digit", [{"url": "data:,"}], sentences.NO_PICTURE),
    ("read_digit", [in_place(b"%PDF-1.7")], sentences.NO_PICTURE),
    ("read_digit", [in_place(FOUR[:200])], sentences.DAMAGED),
    ("feature_maps", [None], sentences.SEND_PICTURE),
    ("feature_maps", [{"path": "/etc/passwd"}], NOT_UPLOADED),
    ("explain", [PICTURE, "conv3", 0, 0, 0], "no layer"),
    ("explain", [PICTURE, None, 0, 0, 0], "no layer"),
    ("explain", [PICTURE, "conv2", 12], sentences.no_unit("map", "conv2", 11, 12)),
    ("explain", [PICTURE, "conv2", -1, 0, 0], "0 to 11"),
    ("explain", [PICTURE, "conv2", "1", 0, 0], "0 to 11"),
    ("explain", [PICTURE, "conv2", 1e9, 0, 0], "0 to 11"),
    ("explain", [PICTURE, "conv2", None, 0, 0], "0 to 11"),
    ("explain", [PICTURE, "conv2", 0, 8, 0], "row of conv2"),
    ("explain", [PICTURE, "conv2", 0, 0, [0]], "column of conv2"),
    ("explain", [PICTURE, "conv2"], "takes"),
]
NOT_FOUND = [
    ("call/nothing", {"data": []}),
    ("call/read_digit/../nothing", {"data": []}),
    ("call/v2/nothing", {"picture": PICTURE}),
    ("run/nothing", {"data": []}),
    ("run/predict", {"data": [], "fn_index": 77}),
    ("run/read_digit", {"data": [PICTURE]}),
    ("queue/join", {"data": [], "fn_index": 77, "session_hash": "a"}),
    ("api/read_digit", {"data": [PICTURE]}),
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


@pytest.mark.parametrize(("endpoint", "data", "sentence"), REFUSED)
def test_what_cannot_be_read_is_refused_in_words(
    web: httpx.Client, endpoint: str, data: list[Any], sentence: str
) -> None:
    event, said = call(web, endpoint, data)
    assert event == "error"
    assert sentence in said["error"]
    assert str(ROOT) not in said["error"]


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


@given(endpoint=st.sampled_from(["read_digit", "explain"]), data=st.lists(JSON))
def test_any_json_gets_a_sentence(
    web: httpx.Client, endpoint: str, data: list[Any]
) -> None:
    event, said = call(web, endpoint, data)
    assert event == "error"
    assert said["error"]


@given(
    path=st.sampled_from(["call/read_digit", "queue/join", "component_server"]),
    body=st.binary(max_size=200) | JSON.map(lambda value: json.dumps(value).encode()),
)
def test_any_body_gets_an_answer_that_is_no_fault_of_the_servers(
    web: httpx.Client, path: str, body: bytes
) -> None:
    assert web.post(path, content=body).status_code < 500
