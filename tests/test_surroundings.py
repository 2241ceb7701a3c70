"""Frames, lines, edges and neighbours: left out where a digit stands clear of them."""

from unittest import mock

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from lenet1 import surroundings
from lenet1.ink import Gray
from lenet1.surroundings import drop_surroundings, stands_clear
from tests.drawings import EXAMPLES, ink_of

DIGIT = ink_of(EXAMPLES[5], pen=0.06)
INNER = np.pad(ink_of(EXAMPLES[5], pen=0.06, side=200), 40)  # clear of the rim


def framed(*, inside: int, wide: int) -> Gray:
    box = INNER.copy()
    for side in range(4):
        np.rot90(box, side)[inside : inside + wide, inside : 280 - inside] = 255
    return box


@pytest.mark.parametrize("inside", [0, 4, 12, 25])
@pytest.mark.parametrize("wide", [1, 4])
def test_a_frame_goes_and_the_digit_stays(inside: int, wide: int) -> None:
    kept, left_out = drop_surroundings(framed(inside=inside, wide=wide))
    assert np.array_equal(kept, INNER)
    assert left_out[0].kind in {"frame", "line"}
    assert 0.02 < sum(left.share for left in left_out) < 0.7


def test_a_frame_alone_stays() -> None:
    box = framed(inside=12, wide=4) - INNER
    assert np.array_equal(drop_surroundings(box)[0], box)


def test_a_box_that_somebody_drew_around_a_digit_stays() -> None:
    box = framed(inside=50, wide=12)
    assert np.array_equal(drop_surroundings(box)[0], box)


@pytest.mark.parametrize("side", range(4))
def test_what_the_rim_cuts_goes(side: int) -> None:
    cut = INNER.copy()
    np.rot90(cut, side)[:20, 100:150] = 200
    kept, left_out = drop_surroundings(cut)
    assert np.array_equal(kept, INNER)
    assert [(left.kind, left.number) for left in left_out] == [("rim", 1)]


def test_a_digit_cut_tight_loses_nothing() -> None:
    rows, columns = DIGIT.any(axis=1), DIGIT.any(axis=0)
    tight = DIGIT[np.ix_(rows, columns)]
    for digit in (tight, np.pad(tight, ((0, 30), (0, 0)))):
        kept, left_out = drop_surroundings(digit)
        assert np.array_equal(kept, digit)
        assert left_out == ()


def test_a_flat_bar_inside_is_no_reason_to_drop_what_touches_the_rim() -> None:
    five = np.zeros((100, 60), np.uint8)
    five[20:, 20:40] = 255  # its body, cut by the lower rim
    five[5:12, 10:50] = 255  # its bar
    assert np.array_equal(drop_surroundings(five)[0], five)


def test_ruled_lines_go_and_a_stroke_across_them_stays_whole() -> None:
    ruled = INNER.copy()
    for y in (30, 100, 140, 180, 250):
        ruled[y : y + 2] = np.maximum(ruled[y : y + 2], 120)
    kept, left_out = drop_surroundings(ruled)
    assert [(left.kind, left.number) for left in left_out] == [("line", 5)]
    lost = (INNER > 128) & (kept <= 64)
    assert lost.sum() < 0.02 * (INNER > 128).sum()
    assert not kept[30:32, :60].any()


def test_the_bar_of_a_7_that_spans_a_tight_crop_is_no_line() -> None:
    seven = np.zeros((60, 40), np.uint8)
    seven[:6] = 255
    seven[:, 20:26] = 255
    assert drop_surroundings(seven)[1] == ()


def inside_a_box(*, side: int, margin: int) -> Gray:
    """A box around a stroke, on paper that is `margin` px larger all around."""
    box = np.zeros((side, side), np.uint8)
    box[[0, -1]] = box[:, [0, -1]] = box[side // 3 : -side // 3, side // 2] = 255
    return np.pad(box, margin)


@given(
    arrays.arrays(np.uint8, st.tuples(st.integers(1, 60), st.integers(1, 60))),
    st.tuples(*[st.integers(0, 20)] * 4),
)
@example(inside_a_box(side=41, margin=5), (0, 0, 0, 0))
@example(inside_a_box(side=39, margin=5), (0, 0, 0, 0))
@example(np.full((1, 57), 255, np.uint8), (20, 20, 1, 1))
@example(np.full((57, 1), 255, np.uint8), (1, 1, 20, 20))
@example(np.zeros((9, 9), np.uint8), (0, 0, 0, 0))
def test_where_ink_stands_clear_nothing_would_be_left_out(
    ink: np.ndarray, margins: tuple[int, int, int, int]
) -> None:
    ink = np.pad(ink, (margins[:2], margins[2:]))
    with mock.patch.object(surroundings, "stands_clear", return_value=False):
        kept, left_out = drop_surroundings(ink)
    if stands_clear(ink):
        assert np.array_equal(kept, ink)
    shortly = drop_surroundings(ink)
    assert np.array_equal(shortly[0], kept)
    assert shortly[1] == left_out


def test_most_ink_stands_clear() -> None:
    assert stands_clear(INNER)
    assert not stands_clear(framed(inside=12, wide=4))


@pytest.mark.parametrize("turned", [False, True])
def test_a_ring_that_is_tall_or_wide_alone_is_a_dotted_zero(turned: bool) -> None:
    ink = np.zeros((100, 100), np.uint8)
    ink[2:98, 30:70] = 255
    ink[6:94, 34:66] = 0
    ink[46:54, 46:54] = 255  # the dot
    ink = ink.T if turned else ink
    kept, left_out = drop_surroundings(ink)
    assert not left_out
    assert np.array_equal(kept, ink)
