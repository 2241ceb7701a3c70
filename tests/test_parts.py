"""Connected parts, and what beside a digit is an accident."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

import lenet1.parts
from lenet1.confidence import Reader, Verdict
from lenet1.ink import Gray
from lenet1.parts import GRID, Part, drop_accidents, find_parts
from lenet1.reading import read
from tests.drawings import EXAMPLES, ink_of, must_center

FIVE = [[(38, 22), (36, 47), (60, 52), (56, 78), (36, 77)]]
BAR = [[(42, 12), (62, 12)]]


def with_dot(ink: Gray, *, at: tuple[int, int], side: int, level: int = 255) -> Gray:
    dotted = ink.copy()
    y, x = at
    dotted[y : y + side, x : x + side] = level
    return dotted


def small(digit: int) -> Gray:
    """An example digit of about 90 px in the lower right of a pad of 280."""
    quarter = ink_of(EXAMPLES[digit], side=140)
    return np.pad(quarter, ((135, 5), (135, 5)))


@given(arrays.arrays(np.bool_, st.tuples(st.integers(1, 12), st.integers(1, 12))))
def test_parts_are_what_a_flood_fill_finds(drawn: np.ndarray) -> None:
    ink = drawn.astype(np.uint8) * 200
    labels, parts = find_parts(ink)
    unseen = {(int(y), int(x)) for y, x in np.argwhere(drawn)}
    for number, part in enumerate(parts, start=1):
        first = min(unseen)
        reached, edge = {first}, [first]
        while edge:
            y, x = edge.pop()
            near = {(y + a, x + b) for a in (-1, 0, 1) for b in (-1, 0, 1)}
            edge += near & unseen - reached
            reached |= near & unseen
        unseen -= reached
        assert {(y, x) for y, x in np.argwhere(labels == number)} == reached
        rows, columns = zip(*reached, strict=True)
        assert part[:4] == (
            min(rows),
            min(columns),
            max(rows) + 1,
            max(columns) + 1,
        )
        assert part.darkest == 200
    assert not unseen


def test_of_many_strokes_one_alone_is_compared_with_all_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A sheet of 4,096 dots kept the server for ten seconds."""
    tried: list[Part] = []

    def count(line: Part, strokes: list[Part]) -> bool:
        tried.append(line)
        return underlines(line, strokes)

    underlines = lenet1.parts._underlines
    monkeypatch.setattr(lenet1.parts, "_underlines", count)
    dots = np.zeros((80, 80), np.uint8)
    dots[::8, ::8] = 255
    assert drop_accidents(dots) == (dots, ())
    assert len(tried) == 1


@pytest.mark.parametrize("digit", range(10))
@pytest.mark.parametrize("side", [3, 12, 24])
def test_a_dot_far_from_a_small_digit_does_not_change_its_form(
    digit: int, side: int
) -> None:
    ink = small(digit)
    centered = must_center(with_dot(ink, at=(10, 10), side=side))
    assert np.array_equal(centered.image, must_center(ink).image)
    (dot,) = centered.left_out
    assert (dot.kind, dot.number) == ("dot", 1)
    assert dot.share == pytest.approx(
        255 * side**2 / (ink.sum() + 255 * side**2), rel=1e-6
    )


def test_pale_grains_do_not_set_the_box() -> None:
    ink = small(3)
    grainy = ink.copy()
    for y, x in [(5, 9), (20, 200), (180, 12), (270, 40)]:
        grainy[y : y + 2, x : x + 2] = 60
    centered = must_center(grainy)
    assert np.array_equal(centered.image, must_center(ink).image)
    assert centered.left_out[0].number == 4


def test_a_pale_dot_is_a_dot_and_no_smudge_too() -> None:
    pale = with_dot(small(8), at=(10, 10), side=9, level=90)
    assert [(x.kind, x.number) for x in must_center(pale).left_out] == [("dot", 1)]


def test_a_pale_smudge_beside_a_digit_is_left_out() -> None:
    ink = small(8)
    smudged = with_dot(ink, at=(10, 10), side=60, level=90)
    assert [left.kind for left in must_center(smudged).left_out] == ["smudge"]


def test_the_bar_of_a_5_and_a_dot_in_a_zero_stay() -> None:
    for strokes in ([*FIVE, *BAR], [*EXAMPLES[0], [(50, 50), (50, 52)]]):
        ink = ink_of(strokes, pen=0.05)
        kept, left_out = drop_accidents(ink)
        assert left_out == ()
        assert kept is ink


def test_the_pale_bar_of_a_5_stays() -> None:
    five, bar = ink_of(FIVE, pen=0.05), ink_of(BAR, pen=0.05)
    ink = np.maximum(five, (0.4 * bar).astype(np.uint8))
    assert drop_accidents(ink)[1] == ()


def test_several_dots_without_a_stroke_stay() -> None:
    ink = np.zeros((280, 280), np.uint8)
    for at in [(20, 30), (200, 60), (90, 240)]:
        ink = with_dot(ink, at=at, side=14)
    assert drop_accidents(ink)[1] == ()


def test_a_finer_picture_loses_the_same_dots() -> None:
    ink = with_dot(small(4), at=(10, 10), side=9)
    for finer in (2, 3):
        large = ink.repeat(finer, axis=0).repeat(finer, axis=1)
        assert max(large.shape) > GRID
        kept, left_out = drop_accidents(large)
        assert left_out[0].number == 1
        assert not kept[: 30 * finer, : 30 * finer].any()
        assert kept.sum() == small(4).sum() * finer**2


def test_a_dot_in_the_last_corner_of_a_picture_of_odd_sides_is_left_out() -> None:
    digit = np.pad(np.rot90(small(4), 2), ((0, 3), (0, 1)))
    kept, (dot,) = drop_accidents(with_dot(digit, at=(281, 279), side=2))
    assert (dot.kind, dot.number) == ("dot", 1)
    assert np.array_equal(kept, digit)


def test_a_reading_says_what_was_left_out(reader: Reader) -> None:
    reading = read(reader, with_dot(small(3), at=(10, 10), side=9))
    assert reading is not None
    assert (reading.answer.digit, reading.answer.verdict) == (3, Verdict.DIGIT)
    assert [(left.kind, left.number) for left in reading.left_out] == [("dot", 1)]


def underlined(digit: int, *, gap: float = 8) -> Gray:
    """An example digit in the pad's upper part, a line under it, not quite level."""
    strokes = [[(x, 0.7 * y) for x, y in stroke] for stroke in EXAMPLES[digit]]
    points = np.array([p for stroke in strokes for p in stroke])
    low, (left, right) = points[:, 1].max() + gap, (25, 75)
    return ink_of([*strokes, [(left, low), (right, low + 3)]], pen=0.05)


@pytest.mark.parametrize("digit", range(10))
def test_a_line_under_a_digit_is_left_out(digit: int) -> None:
    ink = underlined(digit)
    plain = [[(x, 0.7 * y) for x, y in stroke] for stroke in EXAMPLES[digit]]
    centered = must_center(ink)
    assert [(x.kind, x.number) for x in centered.left_out] == [("underline", 1)]
    alone = must_center(ink_of(plain, pen=0.05)).image
    assert np.array_equal(centered.image, alone)


def test_a_long_underline_does_not_make_a_1_two_things(reader: Reader) -> None:
    ink = ink_of([[(50, 20), (50, 65)], [(20, 75), (80, 75)]], pen=0.05)
    reading = read(reader, ink)
    assert reading is not None
    assert reading.left_out[0].share > 0.3
    assert (reading.answer.digit, reading.answer.verdict) == (1, Verdict.DIGIT)


@pytest.mark.parametrize(
    "strokes",
    [
        [[(20, 40), (80, 40)], [(20, 47), (80, 47)]],  # equals
        [[(50, 10), (50, 60)], [(50, 80), (50, 82)]],  # exclamation mark
        [[(20, 10), (80, 10)], [(75, 25), (40, 90)]],  # a 7 with its bar apart
        [[(20, 10), (20, 60)], [(80, 10), (80, 60)], [(40, 80), (80, 80)]],
        [[(40, 5), (40, 45)], [(20, 90), (70, 90)]],  # far below
        [[(40, 5), (40, 60)], [(20, 70), (70, 90)]],  # not flat
    ],
)
def test_what_is_no_line_under_all_the_rest_stays(
    strokes: list[list[tuple[float, float]]],
) -> None:
    assert drop_accidents(ink_of(strokes, pen=0.05))[1] == ()


@pytest.mark.parametrize("shape", [(1, 600), (600, 1), (2, 10_000), (10_000, 1)])
def test_what_is_left_out_of_thin_noise_is_its_dots(shape: tuple[int, int]) -> None:
    few = np.random.default_rng(0).random(shape) < 20 / max(shape)
    ink = np.where(few, 255, 0).astype(np.uint8)
    ink.ravel()[: ink.size // 4] = 255  # a stroke; all else are dots
    kept, left_out = drop_accidents(ink)
    shares = sum(left.share for left in left_out)
    assert kept.shape == shape
    assert kept.sum() == pytest.approx((1 - shares) * ink.sum())
    assert left_out
