"""Pictures as strangers send them: right, or refused in words, never anything else."""

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from lenet1.confidence import Reader
from lenet1.ink import find_ink
from lenet1.paper.sheet import open_sheet
from lenet1.picture import LONGEST_SIDE, PictureError, open_picture
from lenet1.reading import read
from lenet1.sentences import IS_FOLDER, NO_FILE
from tests.drawings import file_of
from tests.pictures import DIGIT, KEPT, PNG, TIFF, drawing, in_every_mode

Show = Callable[[bytes], int]
LARGE = ("TIFF", "JPEG")  # all modes, and a decoder that reduces


@pytest.fixture
def label(reader: Reader) -> Show:
    def show(content: bytes) -> int:
        picture = open_picture(io.BytesIO(content))
        reading = read(reader, *find_ink(picture))
        return -1 if reading is None else reading.answer.digit

    return show


@pytest.mark.parametrize(("kind", "mode"), [k for k in KEPT if k[0] in LARGE])
def test_a_large_picture_of_any_mode_is_reduced_and_read(
    kind: str, mode: str, reader: Reader
) -> None:
    """More than 2,048 px, from where Pillow reduces in two steps."""
    picture = in_every_mode()[mode].resize((2_240, 2_240), Image.Resampling.NEAREST)
    content = file_of(picture, kind)
    sheet = open_sheet(io.BytesIO(content)).pixels.mean(axis=2).astype(np.uint8)
    for opened in (open_picture(io.BytesIO(content)), Image.fromarray(sheet)):
        reading = read(reader, *find_ink(opened))
        assert reading is not None
        assert reading.answer.digit == DIGIT


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
