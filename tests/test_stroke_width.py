import itertools
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from PIL import Image, ImageDraw
from scipy import ndimage

from lenet1.centering import CENTER, DIGIT_BOX, center
from lenet1.ink import FAINTEST_INK, Gray
from lenet1.stroke_width import (
    FINE,
    MARGIN,
    NEARBY,
    REACH,
    THICKEST,
    THINNEST,
    darkest_nearby,
    distance,
    normalize_stroke,
)

PAD = 280


def seven(pen: float, *, height: float = 200) -> Gray:
    """A 7 with round ends on a pad."""
    *_, whole = growing(pen, height=height)
    return np.array(whole)


def growing(pen: float, *, height: float = 200) -> Iterator[Image.Image]:
    """The same picture 401 times while it is drawn, from its first dot on."""
    corners = np.array([(40, 40), (40 + 0.6 * height, 40), (40 + 0.2 * height, 0)])
    corners[2, 1] = 40 + height
    image = Image.new("L", (PAD, PAD))
    brush = ImageDraw.Draw(image)
    for t in np.linspace(0, 1, 401):
        start, end, share = (0, 1, t / 0.4) if t < 0.4 else (1, 2, (t - 0.4) / 0.6)
        x, y = corners[start] + (corners[end] - corners[start]) * share
        brush.ellipse((x - pen / 2, y - pen / 2, x + pen / 2, y + pen / 2), fill=255)
        yield image


def across_the_bar(image: Gray) -> float:
    """Width of the 7's upper bar in px, from how much ink a column through it has."""
    columns = image[:14].sum(axis=0, dtype=np.float64) / 255
    return float(np.median(columns[columns > 0]))


@pytest.mark.parametrize("pen", [11, 22, 34])
@pytest.mark.parametrize("height", [110, 200])
def test_every_pen_ends_up_in_the_range_of_mnist(pen: int, height: int) -> None:
    centered = center(seven(pen, height=height))
    assert centered is not None
    assert 1.6 < across_the_bar(centered.image) < 4.0  # MNIST's 5 to 95 %: 1.7 to 4.0


def test_a_stroke_like_mnists_stays_exactly_as_it_is() -> None:
    digit = seven(26)[27:254, 27:174]  # 26 px of 227 are 2.3 px of MNIST's 20
    assert normalize_stroke(digit, box=DIGIT_BOX).ink is digit


def test_a_stroke_hardly_too_wide_is_hardly_redrawn() -> None:
    across = [64, 192, *[255] * 12, 192, 64]  # 14 points: 3.3 px of MNIST's
    bar = np.tile(np.array(across, np.uint8), (DIGIT_BOX * FINE, 1))
    redrawn = normalize_stroke(bar, box=DIGIT_BOX).ink[MARGIN:-MARGIN, MARGIN:-MARGIN]
    change = np.abs(redrawn.astype(int) - bar)
    assert 0 < change.max() < 40  # the pale edge alone is 64


@pytest.mark.parametrize("pen", [14, 26, 34])
@pytest.mark.parametrize("level", [80, 110, 180])
def test_a_fainter_part_of_a_stroke_stays(pen: int, level: int) -> None:
    stem, whole = np.zeros((PAD, PAD), np.uint8), seven(pen)
    stem[60:] = whole[60:]
    pale = np.maximum(stem, (whole * (level / 255)).astype(np.uint8))
    centered, expected = center(pale), center(whole)
    assert centered is not None
    assert expected is not None
    bar, black = centered.image[:9].max(axis=0), expected.image[:9].max(axis=0)
    assert (bar[black > 200] > 100).mean() > 0.8


def test_the_paper_around_a_dark_stroke_does_not_become_ink() -> None:
    soft = Image.fromarray(seven(26)).resize((28, 28), Image.Resampling.BOX)
    blurred = np.asarray(soft.resize((PAD, PAD), Image.Resampling.BILINEAR))
    centered = center(blurred)
    assert centered is not None
    assert across_the_bar(centered.image) < 3.4


@pytest.mark.parametrize("pen", [11, 34, 60])
def test_the_form_of_mnist_holds_after_thinning_and_thickening(pen: int) -> None:
    centered = center(seven(pen))
    assert centered is not None
    image = centered.image
    rows, columns = np.flatnonzero(image.any(axis=1)), np.flatnonzero(image.any(axis=0))
    assert max(np.ptp(rows), np.ptp(columns)) + 1 == DIGIT_BOX
    assert image.max() == 255
    y = (image.sum(axis=1) * np.arange(28)).sum() / image.sum()
    assert y == pytest.approx(CENTER, abs=0.51)


@pytest.mark.parametrize("pen", [11, 22, 34, 60])
def test_the_mapping_leads_back_to_the_ink(pen: int) -> None:
    pad = seven(pen)
    centered = center(pad)
    assert centered is not None
    v, u = np.nonzero(centered.image > 200)
    y = (centered.top + (v + 0.5) * centered.pixel).astype(int)
    x = (centered.left + (u + 0.5) * centered.pixel).astype(int)
    near = np.asarray(Image.fromarray(pad).resize((PAD // 4, PAD // 4)))
    assert (near[y // 4, x // 4] > 0).mean() > 0.99


@pytest.mark.parametrize("pen", [11, 22, 34])
def test_a_growing_stroke_never_makes_the_form_jump(pen: int) -> None:
    drawn = itertools.islice(growing(pen), 120, None, 2)  # from 30 % on
    frames = [center(np.array(picture)) for picture in drawn]
    images = [f.image.astype(float) for f in frames if f is not None]
    assert len(images) == 141
    for before, after in itertools.pairwise(images):
        shifted = [  # the centre of mass moves by whole pixels
            np.abs(np.roll(after, (down, right), (0, 1)) - before).mean()
            for down in (-1, 0, 1)
            for right in (-1, 0, 1)
        ]
        assert min(shifted) < 0.3 * before.mean()


@pytest.mark.parametrize(
    "ink",
    [
        np.full((1, 1), 255, np.uint8),
        np.full((200, 200), 255, np.uint8),
        np.full((1, 280), 30, np.uint8),
        np.eye(150, dtype=np.uint8) * 255,
    ],
    ids=["dot", "blob", "faint hair", "diagonal hair"],
)
def test_odd_drawings_keep_ink(ink: Gray) -> None:
    centered = center(ink)
    assert centered is not None
    assert centered.image.max() == 255
    assert centered.image.shape == (28, 28)


@given(arrays.arrays(np.uint8, st.tuples(st.integers(1, 60), st.integers(1, 60))))
@example(np.ones((1, 6), np.uint8))
@example(np.full((9, 9), FAINTEST_INK - 1, np.uint8))
def test_no_picture_breaks_it(ink: Gray) -> None:
    centered = center(ink)
    assert (centered is None) == bool((ink < FAINTEST_INK).all())
    assert centered is None or centered.image.max() == 255


@given(
    arrays.arrays(np.bool_, st.tuples(st.integers(1, 30), st.integers(1, 30))),
    st.sampled_from([2, 5, REACH]),
    st.booleans(),
)
@example(np.eye(3, dtype=np.bool_), REACH, False)
@example(np.zeros((3, 60), np.bool_), REACH, True)
@example(np.zeros((60, 60), np.bool_), REACH, True)
def test_distance_is_what_trying_every_point_gives(
    inner: np.ndarray, reach: int, closed: bool
) -> None:
    target = np.pad(inner, 1 if closed else reach, constant_values=closed)
    y, x = np.indices(target.shape)
    expected = np.full(target.shape, float(reach))
    for row, column in np.argwhere(target):
        expected = np.minimum(expected, np.hypot(y - row, x - column))
    assert distance(target, reach=reach) == pytest.approx(expected, abs=1e-4)


@given(arrays.arrays(np.uint8, st.tuples(st.integers(1, 40), st.integers(1, 40))))
def test_the_darkest_nearby_is_what_a_square_window_finds(ink: np.ndarray) -> None:
    levels = np.pad(ink, MARGIN)
    expected = ndimage.maximum_filter(levels, 2 * NEARBY + 1)
    assert np.array_equal(darkest_nearby(levels)[levels > 0], expected[levels > 0])


@pytest.mark.parametrize("pen", [11, 45, 60])
def test_the_width_lands_on_the_end_of_the_range(pen: int) -> None:
    square = np.full((260, 260), 255, np.uint8)
    square[pen:-pen, pen:-pen] = 0
    stroked = normalize_stroke(square, box=DIGIT_BOX)
    through_the_middle = stroked.ink[:, stroked.ink.shape[1] // 2].sum() / 255
    before = pen * DIGIT_BOX / 260
    expected = min(max(before, THINNEST), THICKEST)
    assert through_the_middle / FINE / 2 == pytest.approx(expected, abs=0.25)
