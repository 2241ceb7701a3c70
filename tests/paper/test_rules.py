"""Printed lines go, digits that cross them stay."""

from typing import Any

import cv2
import numpy as np
import pytest

import lenet1.paper.parts
import lenet1.paper.rules
import lenet1.paper.traces
from lenet1.ink import Gray
from lenet1.paper.rules import without_rules
from lenet1.paper.traces import find_traces
from tests.paper.pages import inked

INK = np.kron(np.pad(inked(), 40), np.ones((3, 3), np.uint8))
DIGITS = np.where(INK > 100, 255, 0).astype(np.uint8)
HEIGHT, WIDTH = INK.shape


def ruled(degrees: float = 0, thick: int = 3) -> Gray:
    lines = np.zeros_like(DIGITS)
    rise = np.tan(np.radians(degrees)) * WIDTH / 2
    for y in range(100, HEIGHT, 170):
        ends = (0, round(y - rise)), (WIDTH, round(y + rise))
        cv2.line(lines, *ends, 255, thick)
    return lines


def squared() -> Gray:
    lines = np.zeros_like(DIGITS)
    lines[::60], lines[:, ::60] = 255, 255
    return lines


def curled() -> Gray:
    lines = np.zeros_like(DIGITS)
    x = np.arange(WIDTH)
    for y in range(100, HEIGHT, 170):
        points = np.stack([x, y + 15 * (2 * x / WIDTH - 1) ** 2], axis=1)
        cv2.polylines(lines, [points.round().astype(np.int32)], False, 255, 3)
    return lines


RULES = {
    "level": ruled(),
    "thick": ruled(thick=6),
    "rising": ruled(8),
    "falling": ruled(-8),
    "curled": curled(),
    "squared": squared(),
}


@pytest.mark.parametrize("name", RULES)
def test_rules_go_and_the_digits_across_them_stay(name: str) -> None:
    left = without_rules(DIGITS | RULES[name]).ink
    alone = (RULES[name] > 0) & (cv2.dilate(DIGITS, np.ones((9, 9), np.uint8)) == 0)
    assert (left[alone] > 0).mean() < 0.02
    assert (left[DIGITS > 0] > 0).mean() > 0.97


def test_digits_without_rules_are_left_as_they_are() -> None:
    unruled = without_rules(DIGITS)
    assert np.array_equal(unruled.ink, DIGITS)
    assert not unruled.walls.any()


def test_a_bar_that_is_long_but_not_for_such_digits_is_no_rule() -> None:
    mask = DIGITS.copy()
    cv2.line(mask, (700, 850), (950, 850), 255, 6)
    assert np.array_equal(without_rules(mask).ink, mask)


def test_one_large_stroke_is_no_rule() -> None:
    mask = np.zeros((900, 900), np.uint8)
    cv2.line(mask, (440, 100), (460, 800), 255, 5)
    assert np.array_equal(without_rules(mask).ink, mask)


def cells(apart: int) -> tuple[Gray, Gray]:
    """Three boxes with a ring, a stroke and nothing in them; and the boxes alone."""
    boxes = np.zeros((400, 900), np.uint8)
    ink = np.zeros_like(boxes)
    for i in range(3):
        left = 100 + i * (150 + apart)
        cv2.rectangle(boxes, (left, 100), (left + 150, 250), 255, 2)
    cv2.circle(ink, (170, 180), 45, 255, 8)
    cv2.line(ink, (330 + apart, 130), (320 + apart, 225), 255, 8)
    return ink, boxes


@pytest.mark.parametrize("apart", [0, 30])
def test_cells_go_and_their_walls_are_told(apart: int) -> None:
    ink, boxes = cells(apart)
    unruled = without_rules(ink | boxes)
    assert (unruled.ink[(boxes > 0) & (ink == 0)] > 0).mean() < 0.03
    assert (unruled.ink[ink > 0] > 0).mean() > 0.97
    row = unruled.walls[175].astype(int)
    walls = int((np.diff(row, prepend=0) > 0).sum())
    assert walls == (6 if apart else 4)


@pytest.mark.parametrize("tall", [200, 340])
def test_a_thin_stroke_between_rules_is_a_wall_where_it_meets_both(
    tall: int,
) -> None:
    strokes, rules = np.zeros((2, tall + 400, 900), np.uint8)
    rules[150:153] = rules[tall + 247 : tall + 250] = 255
    for x in range(100, 900, 200):
        strokes[200 : 200 + tall, x : x + 3] = 255
    strokes[153:200, 100:103] = strokes[200 + tall : tall + 247, 500:503] = 255
    cv2.ellipse(strokes, (800, 200 + tall // 2), (40, tall // 2), 0, 0, 360, 255, 12)
    left = without_rules(strokes | rules).ink
    assert np.array_equal(left[160 : tall + 240], strokes[160 : tall + 240])
    strokes[153 : tall + 247, 300:303] = 255
    left = without_rules(strokes | rules).ink
    strokes[:, 300:303] = 0
    assert np.array_equal(left[160 : tall + 240], strokes[160 : tall + 240])


def test_boxes_that_turned_are_taken_out_unless_they_are_too_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    boxes, mask = np.zeros((2, 600, 800), np.uint8)
    for x in (200, 400, 600):
        corners = cv2.boxPoints(((x, 300), (120, 120), 20))
        cv2.polylines(boxes, [corners.astype(np.int32)], True, 255, 2)
        cv2.ellipse(mask, (x, 300), (20, 30), 0, 0, 360, 255, 6)
    left = without_rules(mask | boxes).ink
    assert (left[boxes > 0] > 0).mean() < 0.1
    assert (left[mask > 0] > 0).mean() > 0.97
    monkeypatch.setattr(lenet1.paper.parts, "MOST_NESTED", 0.13)  # not the third
    left = without_rules(mask | boxes).ink
    assert 0.3 < (left[boxes > 0] > 0).mean() < 0.4


def test_the_strokes_of_digits_in_cells_are_not_followed_one_by_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """There are thousands on a page of a form, and a curve would be fitted to each."""
    mask = np.zeros((1200, 1600), np.uint8)
    mask[::50] = mask[:, ::50] = mask[1::50] = mask[:, 1::50] = 255
    for y in range(25, 1200, 50):
        for x in range(25, 1600, 50):
            cv2.putText(mask, "8", (x - 12, y + 12), 0, 0.8, 255, 2)
    fitted = []
    fit = lenet1.paper.traces._fitted

    def noted(*of: Any) -> Any:
        fitted.append(of)
        return fit(*of)

    monkeypatch.setattr(lenet1.paper.traces, "_fitted", noted)
    left = without_rules(mask).ink
    assert 0.1 < (left > 0).sum() / (mask > 0).sum() < 0.9
    assert 2 * (1200 // 50 + 1600 // 50) <= len(fitted) < 500  # of 768 digits


def test_a_ring_is_no_box() -> None:
    mask = np.zeros((300, 300), np.uint8)
    cv2.circle(mask, (150, 150), 40, 255, 5)
    assert np.array_equal(without_rules(mask).ink, mask)


def test_the_search_for_lines_can_be_ended_between_its_directions(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """On a comic it takes most of the time."""
    searched = []
    search = find_traces

    def noted(*of: Any) -> Any:
        searched.append(of)
        return search(*of)

    def check() -> None:
        if searched:
            raise EOFError

    monkeypatch.setattr(lenet1.paper.rules, "find_traces", noted)
    with pytest.raises(EOFError):
        without_rules(np.zeros((200, 300), np.uint8), check)
    assert len(searched) == 1
