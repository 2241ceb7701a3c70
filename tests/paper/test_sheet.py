"""Pictures of every size and mode on their way to the working size."""

import io

import numpy as np
import pytest
from PIL import Image

from lenet1.paper.sheet import LONGER_SIDE, open_sheet, sheet_from_picture
from lenet1.picture import PictureError
from tests.drawings import file_of
from tests.paper.pages import written


@pytest.mark.parametrize("size", [(6000, 3000), (2401, 100), (300, 200), (40, 30)])
def test_a_place_on_the_sheet_times_the_scale_is_one_in_the_picture(
    size: tuple[int, int],
) -> None:
    picture = Image.new("L", size, 255)
    x, y = size[0] // 4, size[1] // 2
    picture.paste(0, (x, y, size[0] * 3 // 4, size[1]))
    sheet = sheet_from_picture(picture)
    assert sheet.size == size
    assert max(sheet.pixels.shape) <= LONGER_SIDE
    rows, columns, _ = np.nonzero(sheet.pixels < 128)
    assert columns.min() * sheet.scale == pytest.approx(x, abs=1.5 * sheet.scale)
    assert rows.min() * sheet.scale == pytest.approx(y, abs=1.5 * sheet.scale)


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
@pytest.mark.parametrize("format_", ["JPEG", "PNG"])
def test_a_turned_photo_is_upright_and_its_size_is_as_it_is_seen(
    orientation: int, format_: str
) -> None:
    upright = Image.new("L", (300, 200), 255)
    upright.paste(0, (0, 0, 60, 40))
    back = {1: 0, 3: 180, 6: 90, 8: 270}[orientation]
    exif = Image.Exif()
    exif[0x0112] = orientation
    file = io.BytesIO()
    upright.rotate(back, expand=True).save(file, format_, exif=exif, quality=95)
    sheet = open_sheet(file)
    assert sheet.size == (300, 200)
    assert sheet.pixels.shape[1] > sheet.pixels.shape[0]
    assert sheet.pixels[10, 10] < 128 < sheet.pixels[-10, -10]


@pytest.mark.parametrize("mode", ["1", "P", "RGB", "RGBA", "CMYK", "I;16", "F", "LA"])
def test_every_mode_looks_the_same(mode: str) -> None:
    plain = written()
    if mode == "I;16":
        picture = Image.fromarray(np.asarray(plain).astype(np.uint16) * 257)
    else:
        picture = plain.convert(mode)
    expected = sheet_from_picture(plain).pixels.mean(axis=2)
    pixels = sheet_from_picture(picture).pixels.mean(axis=2)
    assert np.abs(pixels - expected).mean() < 2


def test_what_is_transparent_is_paper() -> None:
    picture = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    assert (sheet_from_picture(picture).pixels == 255).all()


def test_the_first_frame_of_an_animation_counts() -> None:
    file = io.BytesIO()
    rest = [Image.new("L", (320, 300), 0)]
    written().save(file, "GIF", save_all=True, append_images=rest)
    expected = sheet_from_picture(written()).pixels.mean()
    assert open_sheet(file).pixels.mean() == pytest.approx(expected, abs=1)


def test_too_many_pixels_and_what_is_no_picture_are_refused_in_words() -> None:
    with pytest.raises(PictureError, match="25 megapixels"):
        sheet_from_picture(Image.new("1", (10_000, 10_000)))
    for content, sentence in [
        (b"%PDF-1.7", "not a PNG"),
        (file_of(written())[:200], "cut off"),
    ]:
        with pytest.raises(PictureError, match=sentence):
            open_sheet(io.BytesIO(content))
