"""Preprocessing against MNIST's own invariants, on any paper and anywhere on it."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from lenet1.page.examples import Stroke, draw, load_examples
from lenet1.preprocessing import Centered, Gray, center, ink, normalize

EXAMPLES = load_examples()
digits = st.integers(0, 9)
pens = st.floats(4, 14)
points = st.tuples(st.floats(5, 95), st.floats(5, 95))
scribbles = st.lists(st.lists(points, min_size=1, max_size=6), min_size=1, max_size=3)


def must_center(gray: Gray) -> Centered:
    centered = center(gray)
    assert centered is not None
    return centered


def moved(strokes: list[Stroke], *, scale: float, x: float, y: float) -> list[Stroke]:
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


@settings(max_examples=60, deadline=None)
@given(scribbles, pens)
def test_whatever_is_drawn_has_mnists_form(
    strokes: list[list[tuple[float, float]]], pen: float
) -> None:
    image = must_center(draw(strokes, pen=pen)).image
    left, top, right, bottom = ink_box(image)
    assert max(right - left, bottom - top) in (19, 20)
    assert image.max() == 255
    for at, low, high in zip(
        center_of_mass(image), (left, top), (right, bottom), strict=True
    ):
        at_the_edge = low == 0 or high == 28
        assert 13.4 <= at <= 14.6 or at_the_edge


@settings(max_examples=40, deadline=None)
@given(digits, st.integers(-60, 60), st.integers(-60, 60))
def test_place_does_not_matter(digit: int, x: int, y: int) -> None:
    drawing = np.pad(draw(EXAMPLES[digit]), 70)
    elsewhere = np.roll(drawing, (y, x), axis=(0, 1))
    assert np.array_equal(must_center(drawing).image, must_center(elsewhere).image)


def misfit(a: Gray, b: Gray) -> float:
    """Mean difference of two 28x28, in levels of 255, over moves of one pixel.

    A centre of mass near the middle between two pixels may be rounded either way.
    """
    moves = [(y, x) for y in (-1, 0, 1) for x in (-1, 0, 1)]
    shifted = [np.roll(b, move, axis=(0, 1)).astype(int) for move in moves]
    return min(float(np.abs(a - s).mean()) for s in shifted)


@settings(max_examples=40, deadline=None)
@given(digits, st.floats(0.4, 1.0), st.floats(-10, 10), st.floats(-10, 10))
def test_size_does_not_matter(digit: int, scale: float, x: float, y: float) -> None:
    """Within 6 levels of 255 a pixel on average; another digit is at least 12 away."""
    strokes = EXAMPLES[digit]
    whole = must_center(draw(strokes, pen=9)).image
    small = draw(moved(strokes, scale=scale, x=x, y=y), pen=9 * scale)
    assert misfit(whole, must_center(small).image) < 6


def test_different_digits_differ_by_more_than_the_tolerance() -> None:
    images = [must_center(draw(strokes)).image for strokes in EXAMPLES.values()]
    least = min(misfit(a, b) for i, a in enumerate(images) for b in images[:i])
    assert least > 12


def test_the_frame_says_where_the_drawing_lay() -> None:
    drawing = draw(EXAMPLES[7])
    image, left, top, pixel = must_center(drawing)
    x0, y0, x1, y1 = ink_box(drawing)
    a0, b0, a1, b1 = ink_box(image)
    assert abs(left + a0 * pixel - x0) <= pixel
    assert abs(top + b0 * pixel - y0) <= pixel
    assert abs(left + a1 * pixel - x1) <= pixel
    assert abs(top + b1 * pixel - y1) <= pixel


def test_a_thin_one_stays_thin() -> None:
    image = must_center(draw([[(50, 10), (50, 90)]], pen=8)).image
    left, top, right, bottom = ink_box(image)
    assert bottom - top == 20
    assert right - left <= 3


def test_area_averaging_equals_plain_loops() -> None:
    random = np.random.default_rng(3)
    crop = random.integers(140, 256, (40, 31), dtype=np.uint8)
    crop[5:-5, 5:-5] = 0  # a stroke of 2.5 px of MNIST's, which is left as it is
    image, left, top, pixel = must_center(np.pad(crop, 9))
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


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA", "P", "1", "LA", "CMYK"])
def test_blank_paper_has_no_ink_in_any_mode(mode: str) -> None:
    for color in ("white", "black", "#1f2937"):
        paper = Image.new("RGB", (280, 280), color)
        blank = paper.convert(mode, dither=Image.Dither.NONE)
        assert not ink(blank).any()
        assert center(ink(blank)) is None
    assert not ink(Image.new("RGBA", (280, 280), (0, 0, 0, 0))).any()


PAPERS = ["white", "black", "#1f2937", "#fff8dc", (0, 0, 0, 0)]
COLORS = ["black", "white", "red", "#ffdd00", "#0000ff", "#22aa55"]


@pytest.mark.parametrize(
    ("paper", "color"), [(p, c) for p in PAPERS for c in COLORS if p != c]
)
def test_paper_and_pen_colour_do_not_matter(
    paper: str | tuple[int, ...], color: str
) -> None:
    drawing = draw(EXAMPLES[5])
    sheet = Image.new("RGBA", (280, 280), paper)
    stroke = Image.new("RGBA", (280, 280), color)
    stroke.putalpha(Image.fromarray(drawing))
    sheet.alpha_composite(stroke)
    expected = must_center(drawing).image.astype(int)
    assert np.abs(must_center(ink(sheet)).image - expected).mean() < 3


def test_faint_noise_is_paper() -> None:
    noise = np.random.default_rng(0).integers(235, 256, (280, 280), dtype=np.uint8)
    assert not ink(Image.fromarray(noise)).any()


def test_normalize_maps_paper_to_0_and_full_ink_to_1() -> None:
    x = normalize(torch.tensor([[[0, 255], [51, 102]]], dtype=torch.uint8))
    assert x.shape == (1, 1, 2, 2)
    torch.testing.assert_close(x.flatten(), torch.tensor([0, 1, 0.2, 0.4]))
