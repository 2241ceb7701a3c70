"""What is hard on strangers' pages, one thing a picture."""

import re
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image

from lenet1.confidence import Reader
from lenet1.paper import read_page
from tests.paper.drawn import PAGES, sum_by_hand


@pytest.mark.parametrize("drawn", PAGES, ids=lambda drawn: drawn.__name__)
def test_its_digits_are_read_and_nothing_else(
    drawn: Callable[[], np.ndarray], reader: Reader
) -> None:
    lines = read_page(reader, Image.fromarray(drawn())).lines
    assert re.sub(r"\D", "", "".join(lines)) == PAGES[drawn]


def test_a_sum_comes_back_as_written(reader: Reader) -> None:
    page = read_page(reader, Image.fromarray(sum_by_hand()))
    assert page.lines == ("3 + 2 = 5",)
