"""The paper's colour, and light that falls unevenly on it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from PIL import Image, ImageDraw, ImageFont, ImageOps

from lenet1.background import Plane, contrast, is_dark, median, paper_colour
from lenet1.ink import find_ink
from tests.drawings import EXAMPLES, ink_of, misfit, must_center

PEN = 0.05
INK = np.pad(ink_of(EXAMPLES[3], pen=PEN, side=200), 40)
X = np.arange(280) / 280


def lit(light: Plane, *, grain: float = 3) -> np.ndarray:
    """A gray pencil on gray paper, as a camera sees it under `light`."""
    random = np.random.default_rng(0)
    levels = 210 * light * (1 - 0.7 * INK / 255) + random.normal(0, grain, INK.shape)
    return np.clip(levels, 0, 255).astype(np.uint8)


LIGHTS = {
    "even": np.ones((280, 280)),
    "falling to one side": np.broadcast_to(0.5 + 0.5 * X, (280, 280)),
    "falling to the corners": 1 - 0.5 * ((X[:, None] - 0.5) ** 2 + (X - 0.5) ** 2) * 2,
    "a shadow": np.broadcast_to(np.where(X < 0.35, 0.6, 1.0), (280, 280)),
}


@pytest.mark.parametrize("name", LIGHTS)
@pytest.mark.parametrize("negative", [False, True])
def test_light_does_not_matter(name: str, negative: bool) -> None:
    picture = lit(LIGHTS[name].astype(np.float32))
    found = find_ink(Image.fromarray(255 - picture if negative else picture))
    assert misfit(must_center(found.levels).image, must_center(INK).image) < 8


def test_a_border_along_the_whole_rim_is_not_the_paper() -> None:
    sheet = np.full((280, 280, 3), (250, 240, 200), np.uint8)
    for wide in (1, 4):
        framed = np.pad(sheet, ((wide, wide), (wide, wide), (0, 0)))
        assert paper_colour(framed).tolist() == [250, 240, 200]


def test_the_paper_of_a_drawing_with_a_thick_pen_is_even() -> None:
    """What is wider than any stroke would be taken for a shadow in a photo."""
    ink = ink_of(EXAMPLES[8], pen=0.2)
    assert np.array_equal(contrast(255 - ink), ink)


@pytest.mark.parametrize("digit", [0, 2, 3, 6, 8, 9])
@pytest.mark.parametrize("side", [8, 12, 16])
@pytest.mark.parametrize("negative", [False, True])
def test_the_corners_tell_the_paper_of_a_tiny_picture(
    digit: int, side: int, negative: bool
) -> None:
    ink = ink_of(EXAMPLES[digit], pen=0.1)
    tight = Image.fromarray(255 - ink[np.ix_(ink.any(axis=1), ink.any(axis=0))])
    scale = side / max(tight.size)
    tiny = tight.resize(
        (round(scale * tight.width), round(scale * tight.height)), Image.Resampling.BOX
    )
    pixels = np.asarray(tiny)
    paper = paper_colour(255 - pixels if negative else pixels)
    assert (int(paper) > 128) is not negative


@pytest.mark.parametrize("digit", "02356789")
@pytest.mark.parametrize("side", [10, 14, 17, 20, 28, 40, 47])
@pytest.mark.parametrize("negative", [False, True])
def test_the_corners_tell_the_paper_where_bold_print_fills_the_rim(
    digit: str, side: int, negative: bool
) -> None:
    paper = paper_colour(printed_tight(digit, side, negative))
    assert (int(paper) > 128) is not negative


def printed_tight(digit: str, side: int, negative: bool) -> np.ndarray:
    font = ImageFont.load_default(200)
    sheet = Image.new("L", (260, 260), 255)
    ImageDraw.Draw(sheet).text((60, 10), digit, 0, font, stroke_width=4)
    tight = sheet.crop(ImageOps.invert(sheet).getbbox())
    tight.thumbnail((side, side), Image.Resampling.BOX)
    return np.asarray(ImageOps.invert(tight) if negative else tight)


@pytest.mark.parametrize("side", [18, 28, 44])
def test_a_frame_around_a_small_picture_is_not_the_paper(side: int) -> None:
    sheet = np.full((side - 2, side - 2), 240, np.uint8)
    assert paper_colour(np.pad(sheet, 1)) == 240


def test_ink_is_darker_than_paper_or_lighter_whatever_the_light() -> None:
    for light in LIGHTS.values():
        picture = lit(light.astype(np.float32)).astype(np.float32)
        assert is_dark(picture)
        assert not is_dark(255 - picture)


@given(arrays.arrays(np.uint8, st.tuples(st.integers(1, 9), st.sampled_from([1, 3]))))
def test_the_median_is_numpys_rounded_down(pixels: np.ndarray) -> None:
    expected = np.floor(np.median(pixels, axis=0))
    assert np.array_equal(median(pixels), expected)
    assert np.array_equal(median(pixels[:, 0]), expected[0])
