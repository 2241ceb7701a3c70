"""Made-up pieces of pages: what is on them is where they say it is."""

import numpy as np
import pytest
from PIL import ImageFont

from lenet1.learning.crops.clutter import large
from lenet1.learning.crops.crop import KINDS, SHARES, Crop, make_crop
from lenet1.learning.crops.hands import FONT_SIZE, font_of
from lenet1.learning.crops.pages import rows
from lenet1.learning.crops.sheet import CHARACTERS, SIDE, Bank, Sheet
from tests.learning import made


@pytest.fixture(scope="module")
def bank() -> Bank:
    return made.bank()


@pytest.fixture(scope="module")
def crops(bank: Bank) -> list[Crop]:
    random = np.random.default_rng(0)
    return [make_crop(bank, random) for _ in range(80)]


def test_shares_are_of_all_kinds() -> None:
    assert len(SHARES) == len(KINDS)
    assert sum(SHARES) == pytest.approx(1)


def test_crops_are_colour_pictures_with_digits_and_signs(crops: list[Crop]) -> None:
    assert all(crop.pixels.shape == (SIDE, SIDE, 3) for crop in crops)
    seen = {int(name) for crop in crops for name in crop.boxes[:, 0]}
    assert seen == set(range(len(CHARACTERS)))


def test_boxes_have_their_middles_on_the_crop(crops: list[Crop]) -> None:
    for crop in crops:
        middles = crop.boxes[:, 1:3] + crop.boxes[:, 3:] / 2
        assert ((middles > 0) & (middles < SIDE)).all()
        assert len(crop.named) == len(crop.boxes)


def test_ink_lies_in_its_box(bank: Bank) -> None:
    sheet = Sheet(np.random.default_rng(1))
    rows(sheet, bank)
    assert len(sheet.named) > 5
    for one in sheet.named:
        high, wide = one.ink.shape
        top, left = max(one.top, 0), max(one.left, 0)
        cut = np.s_[top : one.top + high, left : one.left + wide]
        own = one.ink[top - one.top :, left - one.left :]
        drawn = np.maximum.reduce([layer[cut] for layer in sheet.layers])
        assert (drawn >= own[: drawn.shape[0], : drawn.shape[1]]).all()


def test_digits_of_a_coarser_scale_are_not_named(bank: Bank) -> None:
    sheet = Sheet(np.random.default_rng(4))
    large(sheet, bank)
    assert sheet.named == []
    assert any(layer.any() for layer in sheet.layers)


def test_the_seed_decides_what_is_made(bank: Bank) -> None:
    several = [make_crop(bank, np.random.default_rng(s)).pixels for s in (5, 5, 6)]
    assert (several[0] == several[1]).all()
    assert (several[0] != several[2]).any()


def test_a_font_draws_nothing_for_what_it_lacks() -> None:
    font = ImageFont.load_default(FONT_SIZE)
    assert isinstance(font, ImageFont.FreeTypeFont)
    glyphs = font_of(font, "018\N{SNOWMAN}")
    assert glyphs is not None
    assert sorted(glyphs) == ["0", "1", "8"]
