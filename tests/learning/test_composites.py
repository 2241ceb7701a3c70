"""Digits that are not one digit hold more than one digit, or another than they were."""

import numpy as np
import pytest
from scipy import ndimage

from lenet1.learning import composites
from lenet1.learning.composites import DIGIT_KINDS
from lenet1.learning.pendigits import EXAMPLE_DIGITS, PenDigit

SEVEN = PenDigit(7, 1, (np.array([(0, 0), (60, 0), (20, 100)], float),))
COUNT = 25


def drawings(kind: str, digits: list[PenDigit]) -> list[np.ndarray]:
    random = np.random.default_rng(0)
    return [255 - np.asarray(DIGIT_KINDS[kind](digits, random)) for _ in range(COUNT)]


def parts(ink: np.ndarray) -> int:
    return int(ndimage.label(ink > 127, np.ones((3, 3)))[1])


@pytest.mark.parametrize("kind", DIGIT_KINDS)
def test_every_kind_leaves_ink_inside_the_pad(kind: str) -> None:
    for ink in drawings(kind, EXAMPLE_DIGITS):
        assert ink.shape == (280, 280)
        assert ink.max() == 255
        edge = np.concatenate([ink[0], ink[-1], ink[:, 0], ink[:, -1]])
        assert (edge > 127).mean() < 0.1


@pytest.mark.parametrize(
    ("kind", "least"),
    [("pair", 2), ("digit with sign", 2), ("circled digit", 2), ("boxed digit", 2)],
)
def test_most_have_as_many_parts_as_things(kind: str, least: int) -> None:
    counts = [parts(ink) for ink in drawings(kind, [SEVEN])]
    assert np.mean(np.array(counts) >= least) > 0.6


def test_a_circle_goes_all_around_the_digit() -> None:
    for kind in ("circled digit", "boxed digit"):
        for ink in drawings(kind, [SEVEN]):
            first = ndimage.label(ink > 127, np.ones((3, 3)))[0] == 1
            filled = ndimage.binary_fill_holes(first)
            assert not ((ink > 127) & ~filled).any() or parts(ink) == 1


def test_a_mirrored_7_opens_to_the_right() -> None:
    ends = []
    for ink in drawings("mirrored digit", [SEVEN]):
        rows, columns = np.nonzero(ink > 127)
        lower = rows > rows.max() - 0.2 * np.ptp(rows)
        ends.append((columns[lower].mean() - columns.min()) / np.ptp(columns))
    assert np.mean(ends) > 0.5  # 0.33 without the mirror


def test_a_digit_that_a_mirror_leaves_alone_is_not_mirrored() -> None:
    eight = PenDigit(8, 1, SEVEN.strokes)
    with pytest.raises(ValueError, match="high"):
        DIGIT_KINDS["mirrored digit"]([eight], np.random.default_rng(0))
    assert 8 not in composites.FACING
