"""Strokes told from ones, and what the signs between numbers are."""

import cv2
import numpy as np
import pytest

from lenet1.paper.parts import Part
from lenet1.paper.signs import find_strokes, stroke_of, text_between
from tests.paper.pages import block

TALL = 60


def stroke(left: int, degrees: float, height: int = TALL) -> Part:
    """A straight stroke 6 px thick that leans to the right by `degrees`."""
    over = round(float(height * np.tan(np.radians(degrees))))
    ink = np.zeros((height, abs(over) + 8), np.uint8)
    foot, head = (4, 4 + over) if over >= 0 else (4 - over, 4)
    cv2.line(ink, (foot, height - 3), (head, 3), 255, 6)
    return Part(left, TALL - height, ink)


def date(*shapes: str, lean: float = 19, height: int = 66) -> list[Part]:
    """Digits ("d"), ones that lean by 5 degrees ("1"), and strokes ("/")."""
    parts = []
    for at, shape in enumerate(shapes):
        if shape == "d":
            parts.append(block(50 * at, 0, 36, TALL))
        elif shape == "1":
            parts.append(stroke(50 * at, 5))
        else:
            parts.append(stroke(50 * at, lean, height))
    return parts


def strokes(parts: list[Part], slant: float = 3) -> list[int]:
    return find_strokes(parts, [slant] * len(parts))


@pytest.mark.parametrize("degrees", [-20, 0, 10, 30])
def test_a_strokes_lean_is_measured(degrees: float) -> None:
    found = stroke_of(stroke(0, degrees))
    assert found.lean == pytest.approx(degrees, abs=3)
    assert found.is_straight


def test_what_is_bent_or_thick_is_no_stroke() -> None:
    bent = stroke(0, 20).ink
    bent[:30] = bent[30:][::-1]
    assert not stroke_of(Part(0, 0, bent)).is_straight
    assert not stroke_of(block(0, 0, 36, TALL)).is_straight


@pytest.mark.parametrize(
    "shapes", ["dd/dd/dddd", "1d/d1/ddd1", "d/dd/dddd", "dddd/dd/dd"]
)
def test_a_date_is_parted_by_two_equal_strokes(shapes: str) -> None:
    expected = [at for at, shape in enumerate(shapes) if shape == "/"]
    assert strokes(date(*shapes)) == expected


def test_ones_that_lean_like_the_digits_beside_them_part_nothing() -> None:
    assert strokes(date(*"dd/dd/dddd", lean=5, height=TALL)) == []
    assert strokes(date(*"dd/dd/dddd", lean=19), slant=20) == []


def test_leaning_ones_elsewhere_in_a_number_part_nothing() -> None:
    assert strokes(date(*"d/ddd/dddd", height=TALL)) == []
    assert strokes(date(*"ddd/d", height=TALL)) == []


def test_two_strokes_that_differ_are_no_dates() -> None:
    parts = date(*"dd/dd/dddd")
    parts[5] = stroke(250, 28)
    assert strokes(parts) == []
    parts[5] = stroke(250, 19, 50)
    assert strokes(parts) == []


def test_a_stroke_much_higher_than_the_digits_needs_no_fellow() -> None:
    assert strokes(date(*"dd/d", height=84)) == [2]
    assert strokes(date(*"/dd", height=84)) == []


A, B = block(0, 0, 36, TALL), block(80, 0, 36, TALL)


@pytest.mark.parametrize(
    ("signs", "text"),
    [
        ([block(54, 54, 7, 7)], "."),
        ([block(54, 52, 6, 14)], ","),
        ([block(48, 28, 20, 6)], "-"),
        ([block(54, 18, 7, 7), block(54, 48, 7, 7)], ":"),
        ([stroke(46, 20, 70)], "/"),
        ([block(54, 2, 7, 7)], " "),
        ([block(48, 52, 24, 6)], " "),
        ([block(48, 20, 20, 6), block(48, 34, 20, 6)], " "),
        ([], " "),
    ],
)
def test_signs_between_numbers_have_their_names(signs: list[Part], text: str) -> None:
    assert text_between(A, B, signs) == text


def test_a_full_stop_far_before_the_next_number_is_no_point() -> None:
    far = block(200, 0, 36, TALL)
    assert text_between(A, far, [block(42, 54, 7, 7)]) == " "
