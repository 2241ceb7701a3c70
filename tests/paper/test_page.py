"""A whole page, read; and pictures that hold no digit."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PIL import Image

import lenet1.paper.page
from lenet1.confidence import Reader
from lenet1.paper import Page, PictureError, read_page, read_sheet
from lenet1.paper.sheet import sheet_from_picture
from lenet1.reading import read
from tests.drawings import EXAMPLES, ink_of
from tests.paper.pages import LINES, ROWS, SIDE, STEP, written

STEPS = ("ink_contrast", "without_rules", "find_parts", "put_together", "read_glyphs")


class EndedError(Exception):
    """What a check raises."""


@pytest.fixture(scope="module")
def page(reader: Reader) -> Page:
    return read_page(reader, written())


@pytest.mark.parametrize(("paper", "pen"), [(255, 0), (20, 240), (240, 150)])
def test_numbers_are_read_line_by_line_on_light_and_dark_paper(
    reader: Reader, paper: int, pen: int
) -> None:
    page = read_page(reader, written(paper, pen))
    assert page.lines == LINES
    assert page.size == (320, 300)
    assert [digit.line for digit in page.digits] == [0, 0, 0, 1, 1, 1]
    assert [digit.number for digit in page.digits] == [0, 0, 0, 1, 1, 1]


def test_boxes_lie_around_the_ink(page: Page) -> None:
    for i, digit in enumerate(page.digits):
        row, column = divmod(i, 3)
        ink = ink_of(EXAMPLES[ROWS[row][column]], side=SIDE)
        y, x = np.nonzero(ink > 128)
        left, top = 40 + STEP * column + x.min(), 40 + 120 * row + y.min()
        expected = (left, top, np.ptp(x) + 1, np.ptp(y) + 1)
        assert digit.box == pytest.approx(expected, abs=3)


def test_a_digit_of_a_page_is_read_as_by_itself(page: Page, reader: Reader) -> None:
    for i, digit in enumerate(page.digits):
        row, column = divmod(i, 3)
        alone = read(reader, ink_of(EXAMPLES[ROWS[row][column]]))
        assert alone is not None
        seen = digit.reading.centered.image.astype(int)
        assert np.abs(seen - alone.centered.image).mean() < 12


def test_the_28x28_lies_on_the_digit_in_the_picture(page: Page) -> None:
    for digit in page.digits:
        left, top, width, height = digit.box
        centered = digit.reading.centered
        assert 20 * centered.pixel == pytest.approx(max(width, height), rel=0.15)
        assert centered.left < left < centered.left + 28 * centered.pixel
        assert centered.top < top < centered.top + 28 * centered.pixel


def test_rules_under_and_across_the_digits_are_not_read(reader: Reader) -> None:
    pixels = np.array(written())
    pixels[92:94], pixels[212:214] = 60, 60
    page = read_page(reader, Image.fromarray(pixels))
    assert page.lines == LINES


@pytest.mark.parametrize("last", STEPS)
def test_a_reading_can_be_ended_after_each_of_its_steps(
    reader: Reader,
    monkeypatch: pytest.MonkeyPatch,
    last: str,
) -> None:
    done: list[str] = []

    def noted(name: str, step: Callable[..., Any]) -> Callable[..., Any]:
        def noted_step(*of: Any) -> Any:
            done.append(name)
            return step(*of)

        return noted_step

    def check() -> None:
        if last in done:
            raise EndedError

    for name in STEPS:
        step = getattr(lenet1.paper.page, name)
        monkeypatch.setattr(lenet1.paper.page, name, noted(name, step))
    with pytest.raises(EndedError):
        read_sheet(reader, sheet_from_picture(written()), check)
    assert done[-1] == last


@pytest.mark.parametrize("step", ["without_rules", "read_glyphs"])
def test_a_reading_can_be_ended_within_its_longest_steps(
    reader: Reader,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
) -> None:
    def ended(*of: Any) -> None:
        raise EndedError(of[-1])

    def check() -> None: ...

    monkeypatch.setattr(lenet1.paper.page, step, ended)
    with pytest.raises(EndedError) as error:
        read_sheet(reader, sheet_from_picture(written()), check)
    assert error.value.args == (check,)


@pytest.mark.parametrize("value", [0, 128, 255])
def test_an_empty_picture_holds_no_digit(reader: Reader, value: int) -> None:
    page = read_page(reader, Image.new("L", (400, 300), value))
    assert page.digits == ()
    assert page.lines == ()


def test_marks_too_small_for_digits_are_none(reader: Reader) -> None:
    pixels = np.full((1000, 1000), 255, np.uint8)
    for x in (100, 110, 120):
        pixels[100:113, x : x + 2] = 0
    pixels[300:304, 100:102] = 0
    page = read_page(reader, Image.fromarray(pixels))
    assert page.lines == ("111",)


def test_more_shapes_than_a_page_has_are_refused_before_any_is_read(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lenet1.paper.page, "MOST_SHAPES", 5)
    monkeypatch.setattr(lenet1.paper.page, "read_glyphs", pytest.fail)
    with pytest.raises(PictureError, match="6 marks, too many"):
        read_page(reader, written())


def test_noise_is_refused_in_words(reader: Reader) -> None:
    grain = np.random.default_rng(0).integers(0, 256, (600, 800), dtype=np.uint8)
    with pytest.raises(PictureError, match="too many"):
        read_page(reader, Image.fromarray(grain))
