"""Lines on level and on turned pages, where numbers end, and the signs between."""

import numpy as np
import pytest

from lenet1.paper.lines import Boxes, find_lines, find_numbers, signs_of, written

TALL = 60


def boxes_of(*places: tuple[float, float, float, float]) -> Boxes:
    """Of left, top, width and height."""
    corners = [(x, y, x + wide, y + high) for x, y, wide, high in places]
    return np.array(corners, float).reshape(-1, 4)


def page(degrees: float, waves: float = 0) -> Boxes:
    """Three lines of two numbers, from left to right and from top to bottom."""
    turn = np.tan(np.radians(degrees))
    places = []
    for row in range(3):
        for column in range(8):
            x = 60 * column + (500 if column > 3 else 0)
            y = 200 + 110 * row + turn * x + waves * np.sin(2 * column)
            places.append((x, round(y), 40, TALL))
    return boxes_of(*places)


@pytest.mark.parametrize("degrees", [-10, -5, 0, 5, 10])
@pytest.mark.parametrize("waves", [0, 5])
def test_lines_are_found_on_a_turned_page(degrees: float, waves: float) -> None:
    boxes = page(degrees, waves)
    order = np.random.default_rng(0).permutation(len(boxes))
    found = [[int(order[i]) for i in line] for line in find_lines(boxes[order])]
    assert found == [list(range(8 * row, 8 * row + 8)) for row in range(3)]


def test_nothing_has_no_lines_and_no_numbers() -> None:
    assert find_lines(boxes_of()) == []
    assert find_numbers(boxes_of()) == []


@pytest.mark.parametrize("top", [0, 50, 100], ids=["top", "middle", "foot"])
def test_a_small_digit_beside_a_large_one_is_on_its_line(top: int) -> None:
    large, small = (0, 0, 80, 120), (100, top, 14, 20)
    assert find_lines(boxes_of(large, small)) == [[0, 1]]
    assert find_lines(boxes_of(small, (120, 0, 80, 120))) == [[0, 1]]


def test_of_small_lines_beside_a_large_digit_one_is_on_its_line() -> None:
    large = (0, 0, 80, 120)
    first, second = ([(x, top, 14, 20) for x in (100, 120, 140)] for top in (10, 90))
    assert find_lines(boxes_of(large, *first, *second)) == [[0, 1, 2, 3], [4, 5, 6]]


def test_a_small_digit_below_a_large_one_is_on_the_next_line() -> None:
    assert find_lines(boxes_of((0, 0, 80, 120), (90, 125, 14, 20))) == [[0], [1]]


def line(*gaps: int) -> Boxes:
    x, places = 100, [(100, 0, 40, TALL)]
    for gap in gaps:
        x += 40 + gap
        places.append((x, 0, 40, TALL))
    return boxes_of(*places)


def test_a_wide_gap_parts_numbers() -> None:
    assert find_numbers(line(10, 15, 70, 12)) == [[0, 1, 2], [3, 4]]


def test_digits_that_stand_apart_evenly_are_one_number() -> None:
    assert find_numbers(line(50, 46, 52, 49)) == [[0, 1, 2, 3, 4]]
    assert find_numbers(line(50, 46, 150, 49)) == [[0, 1, 2], [3, 4]]


def test_signs_stand_beside_a_digit_and_at_its_height() -> None:
    digits = line(30, 10)
    places = [
        (145, 20, 20, 20),  # between two digits
        (255, 50, 8, 8),  # a point after the last
        (145, 130, 20, 20),  # on the next line
        (500, 20, 20, 20),  # far to the right
        (145, -60, 20, 180),  # a bar much higher than digits
    ]
    assert signs_of(digits, boxes_of(*places)) == [0, 1]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["3", "+", "2", "=", "5"], "3 + 2 = 5"),
        (["27", "/", "03"], "27/03"),
        (["1", ".", "50"], "1.50"),
        (["(", "4", "-", "2", ")", "x", "7"], "(4 - 2) x 7"),
        (["12", "34"], "12 34"),
        (["12", ":", "30"], "12:30"),
    ],
)
def test_numbers_and_signs_are_written_as_they_came(
    texts: list[str], expected: str
) -> None:
    places = list(range(len(texts)))[::-1]
    assert written(texts[::-1], places) == expected
