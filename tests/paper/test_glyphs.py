"""Broken digits read together, touching ones apart."""

from typing import Any

import cv2
import numpy as np
import pytest

import lenet1.reading
from lenet1.confidence import Reader, Verdict
from lenet1.ink import Gray
from lenet1.paper import glyphs
from lenet1.paper.cuts import cuts_of
from lenet1.paper.glyphs import Glyph, read_glyphs
from lenet1.paper.parts import Part, find_parts
from lenet1.paper.pieces import put_together
from tests.drawings import EXAMPLES, ink_of
from tests.paper.pages import block

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


def touching(*digits: int) -> list[Part]:
    """The same, brought together until they touch."""
    step = SIDE
    apart = len(parts_of(row(*digits, step=step)))
    while len(parts := parts_of(row(*digits, step=step))) == apart:
        step -= 2
    return parts


def upper(found: list[Glyph]) -> list[int]:
    first = [glyph for glyph in found if glyph.part.bottom < 1.5 * SIDE]
    first.sort(key=lambda glyph: glyph.part.left)
    return [glyph.reading.answer.digit for glyph in first]


@pytest.mark.parametrize(
    "digits", [(6, 3), (2, 8), (5, 6), (9, 3), (2, 1), (7, 1), (1, 4)]
)
def test_digits_that_touch_are_read_apart(
    reader: Reader, digits: tuple[int, int]
) -> None:
    parts = touching(*digits)
    assert upper(read_glyphs(reader, parts)) == list(digits)


@pytest.mark.parametrize("most", [0, 1, 3])
def test_so_many_ways_are_tried_and_no_more(
    reader: Reader,
    monkeypatch: pytest.MonkeyPatch,
    most: int,
) -> None:
    monkeypatch.setattr(glyphs, "MOST_WAYS", most)
    batches = []

    def count(*of: Any) -> Any:
        readings = list(lenet1.reading.read_all(*of))
        batches.append(len(readings))
        return readings

    monkeypatch.setattr(glyphs, "read_all", count)
    parts = touching(6, 3)
    found = upper(read_glyphs(reader, parts))
    alone, pieces = batches
    assert alone == len(parts)
    assert (pieces == 0) == (most == 0)
    assert pieces <= 3 * most  # a way parts a shape in three at most
    assert most > 0 or len(found) == 1


@pytest.mark.parametrize("digit", range(10))
def test_no_digit_is_taken_apart_or_put_to_its_neighbour(
    reader: Reader, digit: int
) -> None:
    parts = put_together(parts_of(row(digit, 1, digit, step=SIDE)))
    assert upper(read_glyphs(reader, parts)) == [digit, 1, digit]


@pytest.mark.parametrize("digit", [0, 2, 3, 4, 7])
def test_a_wide_digit_is_tried_apart_and_stays_whole(
    reader: Reader,
    monkeypatch: pytest.MonkeyPatch,
    digit: int,
) -> None:
    monkeypatch.setitem(glyphs.WIDTHS, Verdict.DIGIT, 0.9)  # sure digits are tried, too
    ink = row(digit, step=SIDE)
    drawn = ink[:SIDE, 40 : 40 + SIDE].copy()
    ink[:SIDE, 40 : 40 + 3 * SIDE // 2] = cv2.resize(drawn, (3 * SIDE // 2, SIDE))
    (wide,) = (part for part in parts_of(ink) if part.top < SIDE)
    assert wide.width > 0.95 * wide.height
    assert upper(read_glyphs(reader, parts_of(ink))) == [digit]


@pytest.mark.parametrize(("digit", "times"), [(7, 1.9), (7, 2.2), (2, 2.2)])
def test_a_digit_drawn_out_is_not_cut(reader: Reader, digit: int, times: float) -> None:
    ink, wide = row(digit, step=SIDE), round(times * SIDE)
    drawn = ink[:SIDE, 40 : 40 + SIDE].copy()
    ink[:SIDE, 40 : 40 + wide] = cv2.resize(drawn, (wide, SIDE))
    assert upper(read_glyphs(reader, parts_of(ink))) == [digit]


def test_what_is_refused_by_a_little_is_likelier_a_digit_than_not(
    reader: Reader,
) -> None:
    (glyph, *_) = read_glyphs(reader, parts_of(row(3, step=SIDE)))
    reading = glyph.reading
    refused = reading.answer._replace(odds=-glyphs.USUAL / 2)
    glyph = glyph._replace(reading=reading._replace(answer=refused))
    assert glyphs._likely(glyph, SIDE) > np.log(0.5)


@pytest.mark.parametrize("digit", [2, 3, 5, 6, 8])
def test_a_digit_that_a_gap_parts_is_read_as_one(reader: Reader, digit: int) -> None:
    ink = row(digit, step=SIDE)
    (whole,) = (p for p in parts_of(ink) if p.top < SIDE)
    middle = (whole.left + whole.right) // 2
    ink[: 1 + SIDE, middle : middle + 3] = 0
    parts = parts_of(ink)
    assert len([p for p in parts if p.top < SIDE]) > 1
    assert upper(read_glyphs(reader, put_together(parts))) == [digit]


@pytest.mark.parametrize("top", [4, 10])
@pytest.mark.parametrize("drop", [16, 22])
def test_an_open_fours_two_strokes_are_one_digit_though_each_reads_as_a_1(
    reader: Reader, top: int, drop: int
) -> None:
    ink = row(step=SIDE)
    hook = np.array([(70, top), (60, 46), (61, 50), (70, 50)])
    cv2.polylines(ink, [hook], False, 255, 4, cv2.LINE_AA)
    stem = (84, top + drop), (73, top + drop + 52)
    cv2.line(ink, *stem, 255, 4, cv2.LINE_AA)
    parts = put_together(parts_of(ink))
    strokes = [part for part in parts if part.top < SIDE]
    assert len(strokes) == 2
    for stroke in strokes:
        alone = lenet1.reading.read(reader, stroke.ink)
        assert alone is not None
        assert (alone.answer.digit, alone.answer.verdict) == (1, Verdict.DIGIT)
    assert upper(read_glyphs(reader, parts)) == [4]


@pytest.mark.parametrize("apart", [10, 12, 16])
def test_two_ones_side_by_side_are_no_other_digit(reader: Reader, apart: int) -> None:
    ink = row(step=SIDE)
    for x in (60, 60 + apart):
        cv2.line(ink, (x, 10), (x - 3, 70), 255, 5, cv2.LINE_AA)
    parts = parts_of(ink)
    assert len([part for part in parts if part.top < SIDE]) == 2
    assert upper(read_glyphs(reader, parts)) == [1, 1]


def test_a_cut_through_a_loop_costs_more_than_one_through_as_much_ink() -> None:
    """Where digits touch a cut goes through one stroke; through a 0 it goes twice."""
    bridge, ring = block(0, 0, 60, 60), block(0, 0, 60, 60)
    for part, inked in ((bridge, [(26, 34)]), (ring, [(10, 14), (46, 50)])):
        part.ink[:, 10:50] = 0
        for top, bottom in inked:
            part.ink[top:bottom, 10:50] = 255
    (one, *_), (two, *_) = cuts_of(bridge, 60), cuts_of(ring, 60)
    assert two.ink == pytest.approx(one.ink, abs=0.02)
    further = glyphs._cost(two) - glyphs._cost(one)
    assert further == pytest.approx(glyphs.LOOP_COST, abs=0.1)


class EndedError(Exception):
    """What a check raises."""


@pytest.mark.parametrize(("batch", "expected"), [(2, 2), (256, 5)])
def test_a_reading_can_be_ended_between_its_batches(
    reader: Reader,
    monkeypatch: pytest.MonkeyPatch,
    batch: int,
    expected: int,
) -> None:
    """Also between the shapes as they are and the ways to cut them."""
    monkeypatch.setattr(lenet1.reading, "BATCH", batch)
    parts = touching(6, 3)
    assert len(parts) == 5
    read: list[Any] = []

    def check() -> None:
        if read:
            raise EndedError

    with (
        reader.network.register_forward_hook(lambda *of: read.extend(of[2].logits)),
        pytest.raises(EndedError),
    ):
        read_glyphs(reader, parts, check)
    assert len(read) == expected
