"""The plain routes, as the page and as anybody who finds them uses them."""

import asyncio
import base64
import re
import struct
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient
from starlette.types import Message

from lenet1.confidence import Reader
from lenet1.page import routes
from lenet1.page.routes import ASSETS, BODIES, health_route, page_routes
from lenet1.page.wire import LARGEST_FRAME, LARGEST_SIDE
from lenet1.web.guard import Guard
from lenet1.web.temporary import TemporaryFiles
from lenet1.web.worker import Worker
from tests.drawings import EXAMPLES, ink_of, misfit
from tests.page.leaving import post
from tests.page.loop import run
from tests.page.node import frame
from tests.page.test_wire import NOT_FRAMES


@pytest.fixture(scope="module")
def client(reader: Reader, worker: Worker) -> TestClient:
    guard = Middleware(Guard, bodies=BODIES)
    routes = page_routes(reader, worker)
    return TestClient(Starlette(routes=routes, middleware=[guard]))


def test_a_drawing_and_a_blank_are_answered(client: TestClient) -> None:
    for digit, strokes in EXAMPLES.items():
        answer = client.post("/lenet1/read", content=frame(ink_of(strokes)))
        assert answer.status_code == 200
        assert answer.json()["label"] == digit
        assert answer.json()["probabilities"][digit] > 0.5
    for blank in (bytes(4), frame(np.zeros((140, 140), np.uint8))):
        assert client.post("/lenet1/read", content=blank).json() == {"verdict": "blank"}


@pytest.mark.parametrize("level", [1, 23])
@pytest.mark.parametrize("shape", [(1, 6), (6, 1), (140, 140)])
def test_what_is_too_faint_to_be_ink_is_blank(
    client: TestClient, shape: tuple[int, int], level: int
) -> None:
    faint = frame(np.full(shape, level, np.uint8))
    assert client.post("/lenet1/read", content=faint).json() == {"verdict": "blank"}


def test_whoever_leaves_while_others_are_read_is_not_read(
    reader: Reader, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = frame(ink_of(EXAMPLES[3]))
    read_frames: list[object] = []

    async def visit() -> list[list[Message]]:
        left = asyncio.Event()

        def read(*args: object) -> None:
            read_frames.append(args)
            asyncio.get_running_loop().call_soon(left.set)  # all others leave

        monkeypatch.setattr(routes, "read", read)
        app = Starlette(routes=page_routes(reader, worker))

        people = [post(app, "/lenet1/read", content, left) for _ in range(3)]
        return await asyncio.gather(*people)

    answers = run(visit())
    assert len(read_frames) == 1
    bodies = [body["body"] for _, body in answers]
    assert sorted(bodies) == [b"", b"", b'{"verdict":"blank"}']


@pytest.mark.parametrize("data", NOT_FRAMES)
def test_what_is_not_a_frame_is_refused(data: bytes, client: TestClient) -> None:
    response = client.post("/lenet1/read", content=data)
    assert response.status_code == 400
    assert "frame" in response.json()["error"]


def test_a_flood_is_refused_before_it_is_read(client: TestClient) -> None:
    response = client.post("/lenet1/read", content=bytes(10_000_000))
    assert response.status_code == 413


def test_half_the_resolution_changes_little(client: TestClient) -> None:
    """The page sends the 280 px pad at 140 px."""
    for strokes in EXAMPLES.values():
        whole, half = (
            client.post(
                "/lenet1/read", content=frame(ink_of(strokes, side=side))
            ).json()
            for side in (280, 140)
        )
        pixels = [
            np.frombuffer(base64.b64decode(m["image"]), np.uint8) for m in (whole, half)
        ]
        assert misfit(*(p.reshape(28, 28) for p in pixels)) < 3
        assert whole["label"] == half["label"]


def test_modules_are_served_as_javascript(client: TestClient) -> None:
    response = client.get("/lenet1/static/main.js")
    assert response.status_code == 200
    assert "javascript" in response.headers["content-type"]


def test_a_module_is_asked_for_again_and_gradios_own_never(client: TestClient) -> None:
    """Or visitors would run old modules after an update."""
    ours = client.get("/lenet1/static/main.js")
    assert ours.headers["cache-control"] == "no-cache"
    tag = {"if-none-match": ours.headers["etag"]}
    assert client.get("/lenet1/static/main.js", headers=tag).status_code == 304
    theirs = sorted(path.name for path in ASSETS.glob("index-*"))
    answer = client.get(f"/assets/{theirs[0]}")
    assert answer.content == (ASSETS / theirs[0]).read_bytes()
    assert "immutable" in answer.headers["cache-control"]


def test_gradio_names_its_files_by_their_content() -> None:
    """Else a browser would keep an old one after an upgrade."""
    names = [path.name for path in ASSETS.iterdir()]
    assert len(names) > 100
    assert [n for n in names if not re.search(r"-[\w-]{8,10}\.\w+$", n)] == []


@pytest.mark.parametrize(
    "path",
    [
        "",
        ".",
        "nothing.js",
        "../wire.py",
        "%2e%2e/wire.py",
        "..%2fwire.py",
        "/etc/passwd",
        "%2fetc%2fpasswd",
        "main.js/../../wire.py",
        "main.js%00",
        "a" * 5_000,
    ],
)
def test_nothing_but_the_modules_is_served(path: str, client: TestClient) -> None:
    response = client.get(f"/lenet1/static/{path}")
    assert response.status_code == 404
    assert b"import" not in response.content


SHORT = st.integers(0, 20)
SIDES = SHORT | st.sampled_from([511, 512, 513, 65_535])


@st.composite
def frames(draw: st.DrawFn) -> bytes:
    """A width, a height, and that many pixels, or a few more or fewer."""
    width, height = draw(st.tuples(SIDES, SHORT) | st.tuples(SHORT, SIDES))
    level = draw(st.binary(min_size=1, max_size=8))
    size = max(width * height + draw(st.sampled_from([0, 0, 0, -1, 1])), 0)
    pixels = (level * (size // len(level) + 1))[: min(size, LARGEST_FRAME)]
    return struct.pack("<2H", width, height) + pixels


@example(struct.pack("<2H", 512, 512) + bytes(range(256)) * 1024)
@example(struct.pack("<2H", 511, 511) + bytes(511 * 511))
@example(struct.pack("<2H", 512, 513) + bytes(512 * 513))
@example(struct.pack("<2H", 513, 512) + bytes(512 * 513))
@example(struct.pack("<2H", 513, 513) + bytes(513 * 513))
@example(struct.pack("<2H", 65_535, 65_535) + bytes(LARGEST_FRAME))
@given(body=frames() | st.binary(max_size=300))
def test_whatever_is_posted_gets_a_reading_or_a_sentence(
    client: TestClient, body: bytes
) -> None:
    """Whoever finds the address can post to it: never a 500."""
    answer = client.post("/lenet1/read", content=body)
    width, height = struct.unpack("<2H", body[:4]) if len(body) >= 4 else (1, 1)
    right = width * height == len(body) - 4 and max(width, height) <= LARGEST_SIDE
    assert answer.status_code in ((200,) if right else (400, 413))
    assert answer.json()["verdict" if right else "error"]


def test_health_says_what_cannot_be_done(
    reader: Reader, worker: Worker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRADIO_TEMP_DIR", "of before")
    files = TemporaryFiles(tmp_path)
    try:
        app = Starlette(routes=[health_route(reader, worker, files)])
        answer = TestClient(app).get("/lenet1/health")
        assert answer.status_code == 200
        assert answer.json() == {"readings": True, "photos": True, "uploads": True}
        monkeypatch.setattr(files, "folder", tmp_path / "a\0b")  # no disk has this
        app = Starlette(routes=[health_route(reader, worker, files)])
        answer = TestClient(app).get("/lenet1/health")
        assert answer.status_code == 503
        assert answer.json() == {"readings": True, "photos": True, "uploads": False}
    finally:
        monkeypatch.undo()
        files.close()
