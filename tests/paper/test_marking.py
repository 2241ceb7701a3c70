"""The picture with boxes."""

import io

import numpy as np

from lenet1.confidence import Reader
from lenet1.paper import read_page
from lenet1.paper.marking import COLORS, marked
from tests.drawings import file_of
from tests.paper.pages import written


def test_boxes_are_drawn_where_the_digits_are_in_their_verdicts_colour(
    reader: Reader,
) -> None:
    page = read_page(reader, written())
    pixels = np.asarray(marked(io.BytesIO(file_of(written())), page))
    assert pixels.shape == (300, 320, 3)
    for digit in page.digits:
        left, top, width, height = (round(value) for value in digit.box)
        for row, column in [(top + height // 2, left), (top, left + width // 2)]:
            assert tuple(pixels[row, column]) == COLORS[digit.verdict]
