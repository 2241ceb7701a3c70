"""Pictures as strangers send them: right, or refused in words, never anything else."""

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from lenet1.confidence import Reader
from lenet1.ink import find_ink
from lenet1.picture import LONGEST_SIDE, PictureError, open_picture
from lenet1.reading import read
from lenet1.sentences import DAMAGED, IS_FOLDER, NO_FILE, NO_PICTURE, too_large
from tests.drawings import EXAMPLES, file_of, ink_of

Show = Callable[[bytes], int]
DIGIT = 4


def drawing(*, ink: int = 0, side: int = 280) -> Image.Image:
    """The digit 4 on white paper, in a grey of 0 (black) to 255."""
    covered = ink_of(EXAMPLES[DIGIT], side=side).astype(int)
    return Image.fromarray((255 - covered * (255 - ink) // 255).astype(np.uint8))


def png_of_size(width: int, height: int) -> bytes:
    """A PNG that claims a size and holds next to nothing of it."""

    def chunk(name: bytes, data: bytes) -> bytes:
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">2I5B", width, height, 8, 0, 0, 0, 0)
    pixels = chunk(b"IDAT", zlib.compress(b""))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + pixels + chunk(b"IEND", b"")


@pytest.fixture
def label(reader: Reader) -> Show:
    def show(content: bytes) -> int:
        picture = open_picture(io.BytesIO(content))
        reading = read(reader, *find_ink(picture))
        return -1 if reading is None else reading.answer.digit

    return show


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF", "AVIF"])
def test_every_format_that_is_named_is_read(kind: str, label: Show) -> None:
    assert label(file_of(drawing().convert("RGB"), kind)) == DIGIT


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_mode_of_png_is_read(mode: str, label: Show) -> None:
    if mode == "I;16":
        picture = Image.fromarray(np.asarray(drawing()).astype(np.uint16) * 257)
    else:
        picture = drawing().convert(mode)
    assert label(file_of(picture, "PNG")) == DIGIT


def test_the_colours_of_print_are_read(label: Show) -> None:
    assert label(file_of(drawing().convert("CMYK"), "TIFF")) == DIGIT


@pytest.mark.parametrize("kind", ["16 bit", "12 bit", "32 bit", "0 to 1", "0 to 255"])
def test_wide_and_real_greys_in_pencil_are_read(kind: str, label: Show) -> None:
    grey = np.asarray(drawing(ink=120))
    pictures: dict[str, tuple[NDArray[Any], str]] = {
        "16 bit": (grey.astype(np.uint16) * 257, "PNG"),
        "12 bit": (grey.astype(np.uint16) * 16, "PNG"),
        "32 bit": (grey.astype(np.int32) * 257, "TIFF"),
        "0 to 1": (grey.astype(np.float32) / 255, "TIFF"),
        "0 to 255": (grey.astype(np.float32), "TIFF"),
    }
    values, file = pictures[kind]
    assert label(file_of(Image.fromarray(values), file)) == DIGIT


@pytest.mark.parametrize("wrong", [np.nan, np.inf, -1.0, 1e9])
def test_numbers_that_are_no_grey_are_refused(wrong: float) -> None:
    values = np.full((40, 40), wrong, np.float32)
    with pytest.raises(PictureError, match="numbers"):
        open_picture(io.BytesIO(file_of(Image.fromarray(values), "TIFF")))


def test_a_telephones_photo_is_turned_upright_and_reduced(label: Show) -> None:
    """12 megapixels, lying on its side, with the way up in its EXIF."""
    paper = np.random.default_rng(0).integers(228, 244, (3024, 4032), dtype=np.uint8)
    photo = Image.fromarray(paper)
    sheet = drawing(side=280).resize((1600, 1600))
    photo.paste(20, (1200, 700), sheet.point(lambda grey: 255 - grey))
    exif = Image.Exif()
    exif[274] = 6  # turn by a quarter to the right
    content = file_of(photo.transpose(Image.Transpose.ROTATE_90), "JPEG", exif=exif)
    assert max(open_picture(io.BytesIO(content)).size) <= LONGEST_SIDE
    assert label(content) == DIGIT


@pytest.mark.parametrize(
    ("size", "reduced"),
    [
        ((1500, 1250), (512, 427)),
        ((600, 300), (512, 256)),
        ((3000, 1), (512, 1)),
        ((512, 500), (512, 500)),
    ],
)
def test_a_large_picture_comes_back_reduced_with_its_aspect_kept(
    size: tuple[int, int], reduced: tuple[int, int]
) -> None:
    content = file_of(drawing().resize(size), "PNG")
    assert open_picture(io.BytesIO(content)).size == reduced


PNG, TIFF = file_of(drawing(), "PNG"), file_of(drawing(), "TIFF")
NOT_PICTURES = {
    "nothing": (b"", NO_PICTURE),
    "text": (b"four", NO_PICTURE),
    "a PDF": (b"%PDF-1.7\n1 0 obj", NO_PICTURE),
    "an SVG": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", NO_PICTURE),
    "an EPS": (file_of(drawing().convert("RGB"), "EPS"), NO_PICTURE),
    "an ICO": (file_of(drawing(), "ICO"), NO_PICTURE),
    "a PPM": (file_of(drawing(), "PPM"), NO_PICTURE),
    "a HEIC": (b"\0\0\0\x18ftypheic\0\0\0\0heicmif1" + bytes(200), NO_PICTURE),
    "a zip": (b"PK\x03\x04" + bytes(100), NO_PICTURE),
    "a PNG cut in half": (PNG[: len(PNG) // 2], DAMAGED),
    "a PNG's first bytes": (PNG[:20], f"{NO_PICTURE}|{DAMAGED}"),
    "a TIFF cut in half": (TIFF[: len(TIFF) // 2], f"{NO_PICTURE}|{DAMAGED}"),
    "a PNG without its pixels": (png_of_size(100, 100), DAMAGED),
    "26 megapixels": (png_of_size(5200, 5000), too_large(25)),
    "a bomb": (png_of_size(60_000, 60_000), too_large(25)),
}


@pytest.mark.parametrize("name", NOT_PICTURES)
def test_what_is_no_picture_is_refused_in_words(name: str) -> None:
    content, sentence = NOT_PICTURES[name]
    with pytest.raises(PictureError, match=sentence):
        open_picture(io.BytesIO(content))


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(PictureError, match=NO_FILE):
        open_picture(tmp_path / "nothing.png")
    with pytest.raises(PictureError, match=IS_FOLDER):
        open_picture(tmp_path)


@given(at=st.integers(0, len(PNG) - 1), byte=st.integers(0, 255), tiff=st.booleans())
def test_a_changed_byte_makes_a_picture_or_a_refusal(
    at: int, byte: int, tiff: bool
) -> None:
    content = bytearray(TIFF if tiff else PNG)
    content[at % 400] = byte
    try:
        picture = open_picture(io.BytesIO(bytes(content)))
    except PictureError:
        return
    assert max(picture.size) <= LONGEST_SIDE
