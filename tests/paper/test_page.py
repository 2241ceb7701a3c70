"""A whole page, read; and pictures that hold no digit."""

import itertools
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image

import lenet1.paper.page
from lenet1.confidence import Reader
from lenet1.paper import (
    Page,
    PictureError,
    message_from_page,
    read_page,
    read_sheet,
    with_digits,
)
from lenet1.paper.page import SECONDS, in_company, on_front
from lenet1.paper.sheet import sheet_from_picture
from lenet1.reading import read
from lenet1.sentences import CUT_SHORT
from tests.drawings import EXAMPLES, ink_of
from tests.paper.pages import LINES, ROWS, SIDE, STEP, written


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
        assert np.abs(seen - alone.centered.image).mean() < 16


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


def test_an_empty_picture_holds_no_digit(reader: Reader) -> None:
    """Grey; white and black are tried in `tests/page/test_ways_in.py`."""
    page = read_page(reader, Image.new("L", (400, 300), 128))
    assert page.digits == ()
    assert page.lines == ()


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_turned_page_is_read_and_its_boxes_lie_on_the_picture(
    reader: Reader, page: Page, turns: int
) -> None:
    picture = Image.fromarray(np.rot90(np.asarray(written()), turns))
    turned = read_page(reader, picture)
    assert turned.lines == LINES
    assert turned.size == picture.size
    dark = np.asarray(picture) < 128
    for digit in turned.digits:
        left, top, width, height = np.rint(digit.box).astype(int)
        inside = dark[top : top + height, left : left + width].sum()
        around = dark[top - 9 : top + height + 9, left - 9 : left + width + 9].sum()
        assert inside > 0.85 * around


def test_a_picture_with_more_marks_than_a_page_is_refused_before_any_is_read(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lenet1.paper.page, "MOST_DIGITS", 5)
    monkeypatch.setattr(lenet1.paper.page, "cut_out", pytest.fail)
    with pytest.raises(PictureError, match="6 marks, too many"):
        read_page(reader, written())


def test_noise_is_refused_in_words(reader: Reader) -> None:
    grain = np.random.default_rng(0).integers(0, 256, (600, 800), dtype=np.uint8)
    with pytest.raises(PictureError, match="too many"):
        read_page(reader, Image.fromarray(grain))


def counted(seconds: float) -> Callable[[], float]:
    """A clock of which each look takes so long."""
    return itertools.count(0.0, seconds).__next__


def test_what_is_read_when_the_time_is_over_is_kept_and_it_is_said(
    reader: Reader, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lenet1.paper.page, "AT_ONCE", 2)
    sheet = sheet_from_picture(written())
    short = read_sheet(reader, sheet, clock=counted(2 * SECONDS))
    assert not page.cut_short
    assert short.cut_short
    assert 0 < len(short.digits) <= 2
    boxes = [digit.box for digit in page.digits]
    assert all(digit.box in boxes for digit in short.digits)
    assert with_digits(short) is short
    assert message_from_page(short)["cut_short"]
    with pytest.raises(PictureError, match=CUT_SHORT):
        with_digits(short._replace(lines=()))


def test_a_page_is_turned_where_there_is_time(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looks: at the beginning, after the first reading, before each way, at the end."""
    picture = Image.fromarray(np.rot90(np.asarray(written())))
    sheet = sheet_from_picture(picture)
    monkeypatch.setattr(lenet1.paper.page, "AT_ONCE", 1_000)
    upright = read_sheet(reader, sheet, clock=counted(SECONDS / 10))
    assert (upright.lines, upright.cut_short) == (LINES, False)
    # too late to read anew, for the third way, for any
    for each in (SECONDS / 6.5, SECONDS / 3.5, SECONDS):
        late = read_sheet(reader, sheet, clock=counted(each))
        assert late.cut_short
        assert late.lines != LINES


def test_a_digit_among_many_other_things_is_none() -> None:
    side = np.array([0, 0, 10, 10])
    places = [(20 * x, 0) for x in range(4)] + [(500, 500)]
    boxes = np.array([np.array([x, y, x, y]) + side for x, y in places], float)
    alone = in_company(boxes, np.array([True, False, False, False, True]))
    assert alone.tolist() == [False, False, False, False, True]
    among = in_company(boxes, np.array([True, True, False, False, True]))
    assert among.tolist() == [True, True, True, True, True]
    boxes[2:4, 2:] += 10  # larger things are no company
    among = in_company(boxes, np.array([True, True, False, False, True]))
    assert among.tolist() == [True, True, False, False, True]


def test_what_is_far_paler_than_the_digits_is_on_the_back() -> None:
    contrast = np.array([0.8, 0.6, 0.3, 0.1, 0.05])
    digits = np.array([True, True, True, True, False])
    assert on_front(contrast, digits).tolist() == [True, True, True, False, False]
    pale = np.array([0.1, 0.06, 0.05, 0.9])  # what has contrast is no digit here
    digits = np.array([True, True, True, False])
    assert on_front(pale, digits).all()
    assert on_front(pale, np.zeros(4, np.bool_)).all()


@pytest.mark.parametrize("size", [(320, 1200), (1200, 300), (600, 600)])
def test_more_paper_changes_no_digit(reader: Reader, size: tuple[int, int]) -> None:
    picture = Image.new("L", size, 255)
    picture.paste(written())
    assert read_page(reader, picture).lines == LINES
