"""Windows around digits show them, and their own ink lies where they are."""

import numpy as np
import pytest

from lenet1.learning.crops.crop import make_crop
from lenet1.learning.cutouts import Window, windows
from lenet1.paper.cutout import BOX, SIDE
from tests.learning import made


@pytest.fixture(scope="module")
def several() -> list[Window]:
    bank, random = made.bank(), np.random.default_rng(2)
    crops = [make_crop(bank, random) for _ in range(12)]
    return [window for crop in crops for window in windows(crop, random)]


def test_there_are_windows_of_all_digits(several: list[Window]) -> None:
    assert {window.label for window in several} == set(range(10))
    for window in several:
        assert window.planes.shape == (2, SIDE, SIDE)
        assert window.ink.max() > 200


def test_the_ink_stands_in_the_middle_and_is_about_as_large_as_its_box(
    several: list[Window],
) -> None:
    for window in several:
        rows, columns = (np.flatnonzero(window.ink.max(axis=i) > 99) for i in (1, 0))
        longer = max(np.ptp(rows), np.ptp(columns)) + 1
        assert longer == pytest.approx(BOX, rel=0.5)
        assert (rows[0] + rows[-1]) / 2 == pytest.approx(SIDE / 2, abs=9)


def test_most_ink_is_darker_or_lighter_than_what_is_around(
    several: list[Window],
) -> None:
    apart = []
    for window in several:
        light, ink = window.planes[0], window.ink > 150
        apart.append(abs(light[ink].mean() - np.median(light[window.ink < 20])))
    assert np.median(apart) > 0.8
