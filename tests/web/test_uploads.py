"""Uploads as a client of Gradio's sends them, and as nobody should."""

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from lenet1.web import uploads
from lenet1.web.guard import Faults, Guard
from lenet1.web.temporary import TemporaryFiles
from lenet1.web.uploads import upload_route

ADDRESS = "/gradio_api/upload"


@pytest.fixture
def client(files: TemporaryFiles) -> TestClient:
    middleware = [Middleware(Guard, bodies={}), Middleware(Faults)]
    return TestClient(Starlette(routes=[upload_route(files)], middleware=middleware))


def test_files_are_kept_and_their_paths_are_answered(client: TestClient) -> None:
    sent = [("files", ("a.png", b"A")), ("files", ("b c.png", b"B"))]
    answer = client.post(ADDRESS, files=sent, params={"upload_id": "x"})
    assert answer.status_code == 200
    assert [Path(path).read_bytes() for path in answer.json()] == [b"A", b"B"]
    assert [Path(path).name for path in answer.json()] == ["a.png", "b_c.png"]


FORM = (
    b'--x\r\nContent-Disposition: form-data; name="NAME"; filename="a.png"\r\n\r\n'
    b"content\r\n--x--\r\n"
)
KIND = "multipart/form-data; boundary=x"
BAD = {
    "cut off": (KIND, FORM.replace(b"NAME", b"files")[:-6]),
    "another field": (KIND, FORM.replace(b"NAME", b"pictures")),
    "no form": ("text/plain", b"files"),
    "no boundary": ("multipart/form-data", FORM),
    "nothing": (KIND, b"--x--\r\n"),
    "a field, not a file": (KIND, FORM.replace(b'; filename="a.png"', b"")),
    "many": (KIND, FORM.replace(b"NAME", b"files")[:-7] * 100 + b"--x--\r\n"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_form_that_is_not_as_it_should_be_leaves_nothing(
    client: TestClient, files: TemporaryFiles, name: str
) -> None:
    kind, body = BAD[name]
    answer = client.post(ADDRESS, content=body, headers={"content-type": kind})
    assert answer.status_code == 400
    assert list(files.folder.iterdir()) == []


def test_a_file_named_as_the_folder_above_is_kept_below(
    client: TestClient, files: TemporaryFiles
) -> None:
    (path,) = client.post(ADDRESS, files={"files": ("..", b"A")}).json()
    assert Path(path).resolve().parent.parent == files.folder


def test_a_file_that_is_too_large_is_not_kept(
    client: TestClient, files: TemporaryFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "LARGEST_FILE", 10)
    answer = client.post(ADDRESS, files={"files": ("a.png", bytes(11))})
    assert answer.status_code == 413
    assert list(files.folder.iterdir()) == []
    assert client.post(ADDRESS, files={"files": ("a", bytes(10))}).status_code == 200


def test_a_full_disk_is_said_in_words(
    client: TestClient, files: TemporaryFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "keep", fail)
    answer = client.post(ADDRESS, files={"files": ("a.png", b"A")})
    assert answer.status_code == 507
    assert "no room" in answer.json()["error"]
