"""Pictures as strangers send them: right, or refused in words, never anything else."""

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps

from lenet1.confidence import Reader
from lenet1.ink import find_ink
from lenet1.paper.sheet import open_sheet
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


def in_every_mode() -> dict[str, Image.Image]:
    """A digit in pencil, in all modes that files come in."""
    grey = drawing(ink=120)
    levels, alpha = np.asarray(grey), ImageOps.invert(drawing())
    layers = {
        f"{name} on transparency": Image.merge(
            "RGBA", (*Image.new("RGB", grey.size, name).split(), alpha)
        )
        for name in ("black", "white", "red")
    }
    lab = Image.new("LAB", grey.size)
    lab.paste(Image.merge("LAB", (grey, *[Image.new("L", grey.size, 128)] * 2)))
    converted = ("L", "LA", "P", "RGB", "RGBA", "CMYK", "YCbCr")
    return {
        **{mode: grey.convert(mode) for mode in converted},
        **layers,
        "black and white": drawing().convert("1"),
        "white on transparency, grey": layers["white on transparency"].convert("LA"),
        "LAB": lab,
        "16 bit": Image.fromarray(levels.astype(np.uint16) * 257),
        "12 bit": Image.fromarray(levels.astype(np.uint16) * 16),
        "32 bit": Image.fromarray(levels.astype(np.int32) * 257),
        "0 to 1": Image.fromarray(levels.astype(np.float32) / 255),
        "0 to 255": Image.fromarray(levels.astype(np.float32)),
    }


KEEP = {  # of these modes; of others Pillow writes something else, or nothing
    "PNG": ["L", "LA", "P", "RGB", "RGBA", "black", "white", "red", "16 bit", "12 bit"],
    "JPEG": ["L", "RGB", "CMYK", "YCbCr"],
    "GIF": ["L", "P", "RGB", "black and white", "black on", "white on transparency"],
    "WEBP": ["L", "RGB", "RGBA", "black on", "white on transparency", "red"],
    "BMP": ["L", "P", "RGB", "black and white"],
    "TIFF": [
        *("L", "LA", "P", "RGB", "RGBA", "CMYK", "LAB", "black", "white", "red"),
        *("16 bit", "12 bit", "32 bit", "0 to 1", "0 to 255"),
    ],
    "AVIF": ["L", "RGB", "RGBA", "black on", "white on transparency", "red"],
}
KEPT = [
    (kind, mode)
    for kind, kept in KEEP.items()
    for mode in in_every_mode()
    if mode in kept or any(mode.startswith(f"{one} ") for one in kept)
]


@pytest.mark.parametrize("times", [1, 8])
@pytest.mark.parametrize(("kind", "mode"), KEPT)
def test_every_mode_of_every_format_is_read_by_both_ways_in(
    kind: str, mode: str, times: int, reader: Reader
) -> None:
    picture = in_every_mode()[mode]
    size = (times * picture.width, times * picture.height)
    large = picture.resize(size, Image.Resampling.NEAREST)
    content = file_of(large, kind)
    sheet = open_sheet(io.BytesIO(content)).pixels.mean(axis=2).astype(np.uint8)
    for opened in (open_picture(io.BytesIO(content)), Image.fromarray(sheet)):
        reading = read(reader, *find_ink(opened))
        assert reading is not None
        assert reading.answer.digit == DIGIT


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
