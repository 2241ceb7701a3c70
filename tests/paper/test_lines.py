"""Lines on level and on turned pages, and where numbers end."""

from itertools import pairwise

import numpy as np
import pytest

from lenet1.paper.lines import find_lines, find_numbers, walls_between
from lenet1.paper.parts import Part
from tests.paper.pages import block

TALL = 60


def page(degrees: float, waves: float = 0) -> list[Part]:
    """Three lines of two numbers, from left to right and from top to bottom."""
    turn = np.tan(np.radians(degrees))
    parts = []
    for row in range(3):
        for column in range(8):
            x = 60 * column + (500 if column > 3 else 0)
            y = 200 + 110 * row + turn * x + waves * np.sin(2 * column)
            parts.append(block(x, round(y), 40, TALL))
    return parts


@pytest.mark.parametrize("degrees", [-10, -5, 0, 5, 10])
@pytest.mark.parametrize("waves", [0, 5])
def test_lines_are_found_on_a_turned_page(degrees: float, waves: float) -> None:
    parts = page(degrees, waves)
    order = np.random.default_rng(0).permutation(len(parts)).tolist()
    lines = find_lines([parts[i] for i in order])
    found = [[order[i] for i in line] for line in lines]
    assert found == [list(range(8 * row, 8 * row + 8)) for row in range(3)]


def test_nothing_has_no_lines_and_no_numbers() -> None:
    assert find_lines([]) == []
    assert find_numbers([]) == []


def line(*gaps: int) -> list[Part]:
    x, parts = 100, [block(100, 0, 40, TALL)]
    for gap in gaps:
        x += 40 + gap
        parts.append(block(x, 0, 40, TALL))
    return parts


def test_a_wide_gap_parts_numbers() -> None:
    assert find_numbers(line(10, 15, 70, 12)) == [[0, 1, 2], [3, 4]]


def test_digits_that_stand_apart_evenly_are_one_number() -> None:
    assert find_numbers(line(50, 46, 52, 49)) == [[0, 1, 2, 3, 4]]
    assert find_numbers(line(50, 46, 150, 49)) == [[0, 1, 2], [3, 4]]


def test_a_sign_parts_numbers_and_a_dot_on_the_next_line_does_not() -> None:
    digits = line(10, 30, 10)
    between = digits[1].right + 10
    assert find_numbers(digits, [block(between, 50, 8, 8)]) == [[0, 1], [2, 3]]
    assert find_numbers(digits, [block(between, 100, 8, 8)]) == [[0, 1, 2, 3]]


def test_cells_side_by_side_hold_one_number() -> None:
    digits = line(60, 20, 15, 90, 20)
    walls = np.zeros((100, 700), np.uint8)
    for before, after in pairwise(digits):
        walls[:, (before.right + after.left) // 2] = 255
    assert walls_between(digits[0], digits[1], walls) == 1
    assert find_numbers(digits, walls=walls) == [[0, 1, 2, 3, 4, 5]]
    assert find_numbers(digits) == [[0], [1, 2, 3], [4, 5]]


def test_one_frame_between_two_numbers_does_not_tie_them() -> None:
    digits = line(10, 10, 200, 10)
    walls = np.zeros((100, 700), np.uint8)
    walls[:, digits[2].right + 50] = walls[:, digits[3].left - 50] = 255
    assert find_numbers(digits, walls=walls) == [[0, 1, 2], [3, 4]]
