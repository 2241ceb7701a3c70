"""Printed digits, as typefaces draw them."""

import numpy as np
import pytest

from lenet1.learning.printed import TYPE_WIDTHS, printed_digit


@pytest.mark.parametrize("label", range(10))
def test_a_printed_digit_is_one_high_and_narrower_than_high(label: int) -> None:
    random = np.random.default_rng(label)
    for _ in range(30):
        points = np.concatenate(printed_digit(label, random))
        wide, high = np.ptp(points, axis=0)
        assert high == pytest.approx(1, abs=0.12)
        assert 0.3 * TYPE_WIDTHS[0] < wide < 1.1


def test_a_9_is_a_6_upside_down() -> None:
    six, nine = (printed_digit(label, np.random.default_rng(0)) for label in (6, 9))
    for a, b in zip(six, nine, strict=True):
        assert np.allclose(a + b, six[0][0] + nine[0][0])


def test_the_seed_decides_what_is_drawn() -> None:
    first, again, other = (
        np.concatenate(printed_digit(3, np.random.default_rng(s))) for s in (1, 1, 2)
    )
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_typefaces_differ_and_some_lean() -> None:
    random = np.random.default_rng(0)
    stems = [printed_digit(1, random)[0] for _ in range(60)]
    leans = np.array([stem[1, 0] - stem[2, 0] for stem in stems])
    assert 0.05 < (leans > 0.01).mean() < 0.5
    assert len({round(float(np.ptp(stem[:, 0])), 3) for stem in stems}) > 40
