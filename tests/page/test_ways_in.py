"""One way in for all pictures: each has one reading or sentence, whatever brings it."""

import io
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple, cast

import httpx
import numpy as np
import pytest
from gradio.exceptions import Error
from gradio.utils import get_upload_folder
from PIL import Image, ImageDraw
from starlette.applications import Starlette
from starlette.testclient import TestClient

from lenet1 import sentences
from lenet1.__main__ import main
from lenet1.confidence import Reader
from lenet1.ink import find_ink
from lenet1.page import jobs
from lenet1.page.api import digit_endpoint
from lenet1.page.inputs import page_of
from lenet1.page.routes import page_routes
from lenet1.paper import __main__ as paper_command
from lenet1.paper import open_sheet, page, with_digits
from lenet1.picture import PictureError, open_picture
from lenet1.reading import read
from lenet1.web import mcp
from lenet1.web.worker import Worker
from tests.drawings import file_of
from tests.page.curl import call, data_url, in_place
from tests.page.loop import run
from tests.paper.pages import LINES, written
from tests.pictures import DIGIT, KEPT, NOT_PICTURES, in_every_mode

SIDE = 140  # px; a sheet is four times as large at most, and so quickly read
MODES = in_every_mode(side=SIDE)
WHITE = Image.new("L", (SIDE, SIDE), 255)
PICTURES: dict[str, bytes] = {
    **{f"{kind}, {mode}": file_of(MODES[mode], kind) for kind, mode in KEPT},
    "GIF, moving": file_of(MODES["L"], "GIF", save_all=True, append_images=[WHITE]),
    **{name: content for name, (content, _) in NOT_PICTURES.items()},
}


class WorkerHere:
    """Does the work at once and in this process."""

    async def ask(self, job: str, file: bytes) -> bytes:
        return cast(bytes, getattr(jobs, job)(file))


HERE = cast(Worker, WorkerHere())
Said = int | str | list[str]  # a digit, the lines of a page, or why there is neither


class Ways(NamedTuple):
    """Into LeNet-1, for a picture of one digit and for one of a page."""

    digit: dict[str, Callable[[bytes], Said]]
    page: dict[str, Callable[[bytes], Said]]


@pytest.fixture(scope="module")
def ways(reader: Reader) -> Iterator[Ways]:
    """Of one sheet the digits are looked for once, whatever brings it."""
    sheets: dict[bytes, Any] = {}
    look = page.read_sheet

    def read_once(reader: Reader, sheet: Any) -> Any:
        key = sheet.pixels.tobytes()
        if key not in sheets:
            sheets[key] = look(reader, sheet)
        return sheets[key]

    with pytest.MonkeyPatch.context() as patch:
        for module in (jobs, paper_command, page):
            patch.setattr(module, "read_sheet", read_once)
        endpoint = digit_endpoint(reader, HERE)
        client = TestClient(Starlette(routes=page_routes(reader, HERE)))

        def by_library(content: bytes) -> Said:
            reading = read(reader, *find_ink(open_picture(io.BytesIO(content))))
            assert reading is not None
            return reading.answer.digit

        async def ask(payload: dict[str, str]) -> int:
            label: int = (await endpoint(payload))["label"]
            return label

        def page_by_library(content: bytes) -> Said:
            sheet = open_sheet(io.BytesIO(content))
            return list(with_digits(page.read_sheet(reader, sheet)).lines)

        def by_route(content: bytes) -> Said:
            said = client.post("/lenet1/page", content=content).json()
            return cast(Said, said.get("lines", said.get("error")))

        yield Ways(
            digit={
                "library": by_library,
                "/read_digit": lambda c: run(ask(in_place(c))),
                "MCP": lambda c: run(ask(mcp.in_place(data_url(c)))),
            },
            page={
                "library": page_by_library,
                "page": by_route,
                "/read_page": lambda c: run(page_of(HERE, in_place(c)))["lines"],
                "MCP": lambda c: run(page_of(HERE, mcp.in_place(data_url(c))))["lines"],
            },
        )


def said_by(way: Callable[[bytes], Said], content: bytes) -> Said:
    try:
        return way(content)
    except PictureError as error:
        return str(error)
    except Error as error:
        return str(error.message)


@pytest.fixture(scope="module")
def commanded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Said]:
    """What `lenet1 read` says of every picture; one call reads them all."""
    folder = tmp_path_factory.mktemp("pictures")
    paths = [folder / str(number) for number in range(len(PICTURES))]
    for path, content in zip(paths, PICTURES.values(), strict=True):
        path.write_bytes(content)
    output = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdout", output)
        assert main(["read", "--json", *map(str, paths)]) == 2
    lines = [json.loads(line) for line in output.getvalue().splitlines()]
    said = [line.get("label", line.get("error")) for line in lines]
    return dict(zip(PICTURES, said, strict=True))


@pytest.mark.parametrize("name", PICTURES)
def test_every_way_in_says_the_same_of_a_picture(
    name: str,
    ways: Ways,
    commanded: dict[str, Said],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    content = PICTURES[name]
    of_digit = {way: said_by(ask, content) for way, ask in ways.digit.items()}
    of_page = {way: said_by(ask, content) for way, ask in ways.page.items()}
    of_digit["command"] = commanded[name]
    of_page["command"] = said_by_paper_command(
        content, tmp_path / "picture", monkeypatch, capsys
    )
    if name in NOT_PICTURES:
        _, sentence = NOT_PICTURES[name]
        assert of_digit == dict.fromkeys(of_digit, sentence)
        assert of_page == dict.fromkeys(of_page, sentence)
    else:
        assert of_digit == dict.fromkeys(of_digit, DIGIT)
        assert list(of_page.values()) == [[str(DIGIT)]] * len(of_page)


def said_by_paper_command(
    content: bytes,
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Said:
    path.write_bytes(content)
    monkeypatch.setattr(sys, "argv", ["lenet1.paper", str(path)])
    try:
        paper_command.main()
    except SystemExit as error:
        return str(error.code).removeprefix(f"{path}: ")
    return capsys.readouterr().out.splitlines()


def blank(value: int) -> Image.Image:
    return Image.new("L", (400, 300), value)


def specks() -> Image.Image:
    """5,000 of them, on every third place of a grid."""
    levels = np.full((600, 900), 255, np.uint8)
    for at in range(5_000):
        y, x = divmod(at, 100)
        levels[12 * y : 12 * y + 8, 9 * x : 9 * x + 6] = 0
    return Image.fromarray(levels)


def text() -> Image.Image:
    picture = blank(255)
    for row, line in enumerate(
        ["Whether we thank", "James and Peter", "never whatsoever"]
    ):
        ImageDraw.Draw(picture).text((20, 20 + 60 * row), line, 0, font_size=40)
    return picture


def comic() -> Image.Image:
    """Six framed panels; somebody speaks in each, before a hatched wall."""
    picture = Image.new("L", (1000, 700), 255)
    draw = ImageDraw.Draw(picture)
    for at, words in enumerate(["Who?", "Me?", "No!", "Where?", "Look!", "Ah..."]):
        x, y = 20 + at % 3 * 325, 20 + at // 3 * 335
        draw.rectangle((x, y, x + 310, y + 320), outline=0, width=5)
        draw.ellipse((x + 15, y + 15, x + 190, y + 95), outline=0, width=3)
        draw.text((x + 40, y + 30), words, 0, font_size=40)
        draw.line((x + 120, y + 94, x + 150, y + 140, x + 150, y + 90), 0, 3)
        draw.ellipse((x + 120, y + 140, x + 190, y + 215), outline=0, width=4)
        draw.arc((x + 140, y + 165, x + 172, y + 200), 20, 160, 0, 4)
        for eye in (140, 165):
            draw.ellipse((x + eye, y + 165, x + eye + 7, y + 175), 0)
        draw.line((x + 155, y + 215, x + 155, y + 315), 0, 6)
        draw.line((x + 90, y + 280, x + 155, y + 235, x + 230, y + 200 + 9 * at), 0, 5)
        for line in range(0, 90, 12):
            draw.line((x + 215 + line, y + 5, x + 305, y + 95 - line), 90, 2)
    return picture


NO_PAGES = {
    "one pixel": (Image.new("L", (1, 1)), sentences.NO_DIGITS),
    "white": (blank(255), sentences.NO_DIGITS),
    "black": (blank(0), sentences.NO_DIGITS),
    "transparent": (Image.new("RGBA", (400, 300)), sentences.NO_DIGITS),
    "text": (text(), sentences.NO_DIGITS),
    "a comic": (comic(), sentences.NO_DIGITS),
    "5,000 specks": (specks(), sentences.NO_DIGITS),
}


@pytest.mark.parametrize("name", NO_PAGES)
def test_a_picture_without_digits_is_told_so(name: str, reader: Reader) -> None:
    picture, sentence = NO_PAGES[name]
    with pytest.raises(PictureError, match=sentence):
        with_digits(page.read_page(reader, picture))


def kept() -> set[Path]:
    return {path for path in Path(get_upload_folder()).rglob("*") if path.is_file()}


def test_on_the_running_page_both_answer_so_and_nothing_is_kept(
    address: str, web: httpx.Client
) -> None:
    """Over HTTP, and with the process that reads strangers' pictures."""
    before = kept()
    for content, lines, sentence in (
        (file_of(written().convert("CMYK"), "JPEG"), list(LINES), None),
        (b"%PDF-1.7", None, sentences.NO_PICTURE),
    ):
        answer = httpx.post(f"{address}lenet1/page", content=content, timeout=60)
        assert answer.status_code == (200 if lines else 400)
        said = answer.json()
        assert (said.get("lines"), said.get("error")) == (lines, sentence)
        event, said = call(web, "read_page", [in_place(content)])
        if lines:
            assert (event, said[0]["lines"]) == ("complete", lines)
        else:
            assert (event, said["error"]) == ("error", sentence)
    assert kept() == before
