"""Broken digits read together, touching ones apart."""

import cv2
import numpy as np
import pytest

from lenet1.confidence import Confidence, Verdict
from lenet1.ink import Gray
from lenet1.model import LeNet1
from lenet1.paper import glyphs
from lenet1.paper.glyphs import Glyph, read_glyphs
from lenet1.paper.parts import Part, find_parts
from lenet1.paper.pieces import put_together
from tests.drawings import EXAMPLES, ink_of

SIDE = 80


def parts_of(ink: Gray) -> list[Part]:
    return find_parts(ink, np.where(ink >= 20, 255, 0).astype(np.uint8))


def row(*digits: int, step: int) -> Gray:
    """Digits side by side, with a row of others below that tells their height."""
    ink = np.zeros((3 * SIDE, 8 * SIDE), np.uint8)
    places = [(0, 40 + i * step, digit) for i, digit in enumerate(digits)]
    places += [(2 * SIDE, 10 + i * SIDE, digit) for i, digit in enumerate((3, 6, 8, 2))]
    for y, x, digit in places:
        window = ink[y : y + SIDE, x : x + SIDE]
        np.maximum(window, ink_of(EXAMPLES[digit], side=SIDE), out=window)
    return ink


def upper(found: list[Glyph]) -> list[int]:
    first = [glyph for glyph in found if glyph.part.bottom < 1.5 * SIDE]
    first.sort(key=lambda glyph: glyph.part.left)
    return [glyph.reading.answer.digit for glyph in first]


@pytest.mark.parametrize("digits", [(6, 3), (2, 8), (5, 6), (9, 3), (2, 1), (5, 1)])
def test_digits_that_touch_are_read_apart(
    shipped: LeNet1, confidence: Confidence, digits: tuple[int, int]
) -> None:
    step = SIDE
    apart = len(parts_of(row(*digits, step=step)))
    while len(parts := parts_of(row(*digits, step=step))) == apart:
        step -= 2
    assert upper(read_glyphs(shipped, confidence, parts)) == list(digits)


@pytest.mark.parametrize("digit", range(10))
def test_no_digit_is_taken_apart_or_put_to_its_neighbour(
    shipped: LeNet1, confidence: Confidence, digit: int
) -> None:
    parts = put_together(parts_of(row(digit, 1, digit, step=SIDE)))
    assert upper(read_glyphs(shipped, confidence, parts)) == [digit, 1, digit]


@pytest.mark.parametrize("digit", [0, 2, 3, 4, 7])
def test_a_wide_digit_is_tried_apart_and_stays_whole(
    shipped: LeNet1,
    confidence: Confidence,
    monkeypatch: pytest.MonkeyPatch,
    digit: int,
) -> None:
    monkeypatch.setitem(glyphs.WIDTHS, Verdict.DIGIT, 0.9)  # sure digits are tried, too
    ink = row(digit, step=SIDE)
    drawn = ink[:SIDE, 40 : 40 + SIDE].copy()
    ink[:SIDE, 40 : 40 + 3 * SIDE // 2] = cv2.resize(drawn, (3 * SIDE // 2, SIDE))
    (wide,) = (part for part in parts_of(ink) if part.top < SIDE)
    assert wide.width > 0.95 * wide.height
    assert upper(read_glyphs(shipped, confidence, parts_of(ink))) == [digit]


@pytest.mark.parametrize(("digit", "times"), [(7, 1.9), (7, 2.2), (2, 2.2)])
def test_a_digit_drawn_out_is_not_cut(
    shipped: LeNet1, confidence: Confidence, digit: int, times: float
) -> None:
    ink, wide = row(digit, step=SIDE), round(times * SIDE)
    drawn = ink[:SIDE, 40 : 40 + SIDE].copy()
    ink[:SIDE, 40 : 40 + wide] = cv2.resize(drawn, (wide, SIDE))
    assert upper(read_glyphs(shipped, confidence, parts_of(ink))) == [digit]


def test_what_is_refused_by_a_little_is_likelier_a_digit_than_not(
    shipped: LeNet1, confidence: Confidence
) -> None:
    (glyph, *_) = read_glyphs(shipped, confidence, parts_of(row(3, step=SIDE)))
    odds = glyph.odds(confidence)
    stricter = confidence._replace(
        least_likeness=confidence.least_likeness + odds + glyphs.USUAL / 2
    )
    assert glyph.odds(stricter) < 0
    assert glyphs._likely(glyph, stricter, SIDE) > np.log(0.5)


@pytest.mark.parametrize("digit", [2, 3, 5, 6, 8])
def test_a_digit_that_a_gap_parts_is_read_as_one(
    shipped: LeNet1, confidence: Confidence, digit: int
) -> None:
    ink = row(digit, step=SIDE)
    (whole,) = (p for p in parts_of(ink) if p.top < SIDE)
    middle = (whole.left + whole.right) // 2
    ink[: 1 + SIDE, middle : middle + 3] = 0
    parts = parts_of(ink)
    assert len([p for p in parts if p.top < SIDE]) > 1
    assert upper(read_glyphs(shipped, confidence, put_together(parts))) == [digit]
