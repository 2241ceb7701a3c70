"""Pictures that are no page of digits, by both ways in: a sentence, nothing is kept."""

from collections.abc import Callable
from pathlib import Path

import httpx
import numpy as np
import pytest
from gradio.utils import get_upload_folder
from PIL import Image, ImageDraw

from lenet1 import sentences
from tests.drawings import file_of
from tests.page.curl import call, in_place
from tests.paper.pages import LINES, written

Ask = Callable[[bytes], tuple[list[str] | None, str]]  # the lines, or why not


def ask_route(address: str) -> Ask:
    """As the page does."""

    def ask(file: bytes) -> tuple[list[str] | None, str]:
        answer = httpx.post(f"{address}lenet1/page", content=file, timeout=60)
        said = answer.json()
        assert answer.status_code == (400 if "error" in said else 200)
        return said.get("lines"), said.get("error", "")

    return ask


def ask_endpoint(address: str) -> Ask:
    """As programs do."""

    def ask(file: bytes) -> tuple[list[str] | None, str]:
        with httpx.Client(base_url=f"{address}gradio_api/", timeout=60) as web:
            event, said = call(web, "read_page", [in_place(file)])
        if event == "error":
            return None, said["error"]
        return said[0]["lines"], ""

    return ask


@pytest.fixture(
    params=[ask_route, pytest.param(ask_endpoint, marks=pytest.mark.long)],
    ids=["page", "endpoint"],
)
def ask(request: pytest.FixtureRequest, address: str) -> Ask:
    make: Callable[[str], Ask] = request.param
    return make(address)


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


def noise() -> Image.Image:
    grain = np.random.default_rng(0).integers(0, 256, (400, 500), dtype=np.uint8)
    return Image.fromarray(grain)


def huge() -> bytes:
    """100 megapixels; were it opened, it would be found to be cut off."""
    return file_of(Image.new("1", (10_000, 10_000)))[:200]


MARKS = sentences.too_many_marks(0).partition("0")[2]
NO_PAGES = {
    "nothing": (b"", sentences.NO_PICTURE),
    "a PDF": (b"%PDF-1.7", sentences.NO_PICTURE),
    "cut off": (file_of(written())[:500], sentences.DAMAGED),
    "100 megapixels": (huge(), sentences.too_large(25)),
    "one pixel": (file_of(Image.new("L", (1, 1))), sentences.NO_DIGITS),
    "white": (file_of(blank(255)), sentences.NO_DIGITS),
    "black": (file_of(blank(0)), sentences.NO_DIGITS),
    "transparent": (file_of(Image.new("RGBA", (400, 300))), sentences.NO_DIGITS),
    "text": (file_of(text()), sentences.NO_DIGITS),
    "a comic": (file_of(comic()), sentences.NO_DIGITS),
    "5,000 specks": (file_of(specks()), sentences.NO_DIGITS),
    "noise": (file_of(noise()), MARKS),
}


def sixteen_bit() -> Image.Image:
    return Image.fromarray(np.asarray(written()).astype(np.uint16) * 257)


PAGES = {
    "an animated GIF": file_of(
        written(), "GIF", save_all=True, append_images=[Image.new("L", (320, 300), 0)]
    ),
    "CMYK": file_of(written().convert("CMYK"), "JPEG", quality=95),
    "16 bit": file_of(sixteen_bit()),
    "16 bit TIFF": file_of(sixteen_bit(), "TIFF"),
    "black and white": file_of(written().convert("1")),
    "a palette": file_of(written().convert("P"), "GIF"),
}


def kept() -> set[Path]:
    return {path for path in Path(get_upload_folder()).rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", NO_PAGES)
def test_what_is_no_page_of_digits_is_refused_in_words(ask: Ask, name: str) -> None:
    file, sentence = NO_PAGES[name]
    before = kept()
    lines, said = ask(file)
    assert lines is None
    assert sentence in said
    assert kept() == before


@pytest.mark.parametrize("name", PAGES)
def test_a_picture_of_any_kind_is_read(ask: Ask, name: str) -> None:
    before = kept()
    assert ask(PAGES[name]) == (list(LINES), "")
    assert kept() == before
