"""MNIST's own invariants, wherever and however large a digit is drawn."""

import re
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lenet1 import centering
from lenet1.ink import Gray
from lenet1.page.modules import STATIC
from lenet1.pen import PEN
from tests.drawings import EXAMPLES, Stroke, ink_of, misfit, must_center

digits = st.integers(0, 9)
pens = st.floats(0.04, 0.14)
points = st.tuples(st.floats(5, 95), st.floats(5, 95))
scribbles = st.lists(st.lists(points, min_size=1, max_size=6), min_size=1, max_size=3)


def moved(
    strokes: Sequence[Stroke], *, scale: float, x: float, y: float
) -> list[Stroke]:
    """Strokes scaled about the pad's middle and moved, in percent of the pad."""
    return [
        [(50 + scale * (a - 50) + x, 50 + scale * (b - 50) + y) for a, b in stroke]
        for stroke in strokes
    ]


def center_of_mass(image: Gray) -> tuple[float, float]:
    weights = image.astype(float)
    rows, columns = np.indices(image.shape)
    return (
        float((weights * columns).sum() / weights.sum()),
        float((weights * rows).sum() / weights.sum()),
    )


def ink_box(image: Gray) -> tuple[int, int, int, int]:
    rows, columns = np.nonzero(image)
    return columns.min(), rows.min(), columns.max() + 1, rows.max() + 1


@given(scribbles, pens)
def test_whatever_is_drawn_has_mnists_form(
    strokes: list[list[tuple[float, float]]], pen: float
) -> None:
    image = must_center(ink_of(strokes, pen=pen)).image
    left, top, right, bottom = ink_box(image)
    assert max(right - left, bottom - top) in (19, 20)
    assert image.max() == 255
    for at, low, high in zip(
        center_of_mass(image), (left, top), (right, bottom), strict=True
    ):
        at_the_edge = low == 0 or high == 28
        assert 13.4 <= at <= 14.6 or at_the_edge


@given(digits, st.integers(-60, 60), st.integers(-60, 60))
def test_place_does_not_matter(digit: int, x: int, y: int) -> None:
    drawing = np.pad(ink_of(EXAMPLES[digit]), 70)
    elsewhere = np.roll(drawing, (y, x), axis=(0, 1))
    assert np.array_equal(must_center(drawing).image, must_center(elsewhere).image)


@given(digits, st.floats(0.4, 1.0), st.floats(-10, 10), st.floats(-10, 10))
def test_size_does_not_matter(digit: int, scale: float, x: float, y: float) -> None:
    """Within 6 levels of 255 a pixel on average; another digit is at least 12 away."""
    strokes = EXAMPLES[digit]
    whole = must_center(ink_of(strokes)).image
    small = ink_of(moved(strokes, scale=scale, x=x, y=y), pen=PEN * scale)
    assert misfit(whole, must_center(small).image) < 6


def test_different_digits_differ_by_more_than_the_tolerance() -> None:
    images = [must_center(ink_of(strokes)).image for strokes in EXAMPLES.values()]
    least = min(misfit(a, b) for i, a in enumerate(images) for b in images[:i])
    assert least > 12


def test_the_frame_says_where_the_drawing_lay() -> None:
    drawing = ink_of(EXAMPLES[7])
    image, left, top, pixel, _ = must_center(drawing)
    x0, y0, x1, y1 = ink_box(drawing)
    a0, b0, a1, b1 = ink_box(image)
    assert abs(left + a0 * pixel - x0) <= pixel
    assert abs(top + b0 * pixel - y0) <= pixel
    assert abs(left + a1 * pixel - x1) <= pixel
    assert abs(top + b1 * pixel - y1) <= pixel


def test_a_thin_one_stays_thin() -> None:
    image = must_center(ink_of([[(50, 10), (50, 90)]], pen=0.08)).image
    left, top, right, bottom = ink_box(image)
    assert bottom - top == 20
    assert right - left <= 3


def test_area_averaging_equals_plain_loops() -> None:
    random = np.random.default_rng(3)
    crop = random.integers(140, 256, (40, 31), dtype=np.uint8)
    crop[5:-5, 5:-5] = 0  # a stroke of 2.5 px of MNIST's, which is left as it is
    image, left, top, pixel, _ = must_center(np.pad(crop, 9))
    fine = 60  # sub-pixels; divides both 20 and 40 evenly along the longer side
    expected = np.zeros((28, 28))
    for row, column in np.ndindex(28, 28):
        inside = (np.arange(fine) + 0.5) / fine
        ys = np.floor(top - 9 + (row + inside) * pixel).astype(int)
        xs = np.floor(left - 9 + (column + inside) * pixel).astype(int)
        y_in, x_in = (ys >= 0) & (ys < 40), (xs >= 0) & (xs < 31)
        expected[row, column] = crop[np.ix_(ys[y_in], xs[x_in])].sum() / fine**2
    expected *= 255 / expected.max()
    assert np.abs(image - expected).max() <= 1.5


def test_one_dot_and_the_smallest_pictures_do_not_crash() -> None:
    for shape in [(1, 1), (1, 9), (280, 280)]:
        dot = np.zeros(shape, np.uint8)
        dot[0, 0] = 255
        assert must_center(dot).image.max() == 255


def test_a_step_more_changes_what_is_centred(monkeypatch: pytest.MonkeyPatch) -> None:
    ink = ink_of(EXAMPLES[7])
    turned = {"turned": lambda drawn: drawn._replace(ink=drawn.ink[::-1, ::-1].copy())}
    monkeypatch.setattr(centering, "STEPS", centering.STEPS | turned)
    there = must_center(ink).image
    monkeypatch.undo()
    assert misfit(there, must_center(ink[::-1, ::-1].copy()).image) < 8
    assert misfit(there, must_center(ink).image) > 20


def test_the_page_takes_the_same_steps_in_the_same_order() -> None:
    """It makes steps of what follows here, too."""
    page = (STATIC / "network/preparation.js").read_text()
    names = re.findall(r'^  \["(.*)", \w+\],$', page, re.M)
    assert names == [*centering.STEPS, "centred", "upright"]
