"""The paper's colour, and light that falls unevenly on it."""

import numpy as np
import pytest
from PIL import Image

from lenet1.background import Plane, contrast, paper_colour
from lenet1.ink import Gray, find_ink
from lenet1.parts import box_of
from tests.drawings import EXAMPLES, ink_of, misfit, must_center

PEN = 0.05
INK = np.pad(ink_of(EXAMPLES[3], pen=PEN, side=200), 40)
X = np.arange(280) / 280


def lit(light: Plane, *, ink: Gray = INK) -> np.ndarray:
    """A gray pencil on gray paper, as a camera sees it under `light`."""
    random = np.random.default_rng(0)
    levels = 210 * light * (1 - 0.7 * ink / 255) + random.normal(0, 3, ink.shape)
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
    ink = ink_of(EXAMPLES[8], pen=0.3)
    assert np.array_equal(contrast(255 - ink), ink)


@pytest.mark.parametrize("digit", [0, 1, 6])
def test_the_paper_of_a_thick_digit_cut_tight_is_even(digit: int) -> None:
    ink = ink_of(EXAMPLES[digit], pen=0.2)
    tight = ink[box_of(ink)]
    assert np.array_equal(contrast(255 - tight), tight)


@pytest.mark.parametrize("side", [18, 28, 44])
def test_a_frame_around_a_small_picture_is_not_the_paper(side: int) -> None:
    sheet = np.full((side - 2, side - 2), 240, np.uint8)
    assert paper_colour(np.pad(sheet, 1)) == 240


@pytest.mark.parametrize("name", LIGHTS)
def test_a_pen_as_light_as_the_paper_in_two_channels_is_ink(name: str) -> None:
    light = LIGHTS[name].astype(np.float32)
    channels = [0 * INK, 0 * INK, INK // 3]  # a yellow pencil
    levels = np.stack([lit(light, ink=ink) for ink in channels], axis=2)
    found = find_ink(Image.fromarray(levels))
    assert misfit(must_center(found.levels).image, must_center(INK).image) < 8
