"""Words by the company that letters keep."""

import numpy as np

from lenet1.confidence import Verdict
from lenet1.paper.words import COMPANY, among_digits, find_words
from tests.paper.pages import block

TALL = 60
CLOSE = [block(50 * i, 0, 40, TALL) for i in range(5)]


def test_a_run_that_speaks_against_digits_is_a_word() -> None:
    assert find_words(CLOSE, [-9.0, 5.0, -9.0, 6.0, -3.0], TALL) == {0, 1, 2, 3, 4}


def test_one_bad_digit_makes_no_word_of_a_number() -> None:
    assert find_words(CLOSE, [9.0, 12.0, -20.0, 8.0, 7.0], TALL) == set()


def test_a_word_does_not_take_the_number_beside_it_along() -> None:
    apart = [block(50 * i + (100 if i > 2 else 0), 0, 40, TALL) for i in range(5)]
    assert find_words(apart, [-9.0, -9.0, -9.0, 9.0, 9.0], TALL) == {0, 1, 2}


def test_a_word_right_before_a_number_does_not_take_it_along() -> None:
    row = [block(50 * i, 0, 40, TALL) for i in range(7)]
    assert find_words(row, 3 * [-9.0] + 4 * [9.0], TALL) == {0, 1, 2}


def test_letters_that_look_like_digits_stay_in_their_word() -> None:
    """As "Total" does: an o and an l beside three letters that might be digits."""
    total = [block(50 * i, 0, 40, round(0.65 * TALL)) for i in range(5)]
    assert find_words(total, [0.0, 6.0, 0.0, -3.0, 4.0], TALL) == {0, 1, 2, 3, 4}


def test_small_cents_beside_an_amount_are_digits() -> None:
    small = [block(100 + 30 * i, 0, 24, round(0.4 * TALL)) for i in range(2)]
    assert find_words([*CLOSE[:2], *small], [8.0, 1.0, 8.0, 8.0], TALL) == set()


def test_a_doubtful_digit_alone_in_its_cell_is_one_among_cells_with_digits() -> None:
    cells = [block(100 * i, 0, 40, TALL) for i in range(3)]
    assert find_words(cells, [9.0, -1.5, 9.0], TALL) == set()
    assert find_words(cells, [9.0, -6.0, 9.0], TALL) == {1}


def test_what_stands_alone_in_cells_is_no_word_however_far_apart() -> None:
    cells = [block(50 + 100 * i, 0, 40, TALL) for i in range(4)]
    walls = np.zeros((TALL, 500), np.uint8)
    walls[:, 20:421:100] = 255
    for odd in (0, 3):
        odds = [-6.0 if i == odd else 9.0 for i in range(4)]
        assert find_words(cells, odds, TALL, walls) == set()
        assert find_words(cells, odds, TALL) == {odd}
        outer = walls.copy()
        outer[:, [20, 420]] = 0
        assert find_words(cells, odds, TALL, outer) == {odd}


def test_a_word_in_a_table_does_not_take_the_number_in_the_next_cell_along() -> None:
    row = [block(50 * i + (60 if i > 3 else 0), 0, 40, TALL) for i in range(6)]
    walls = np.zeros((TALL, 400), np.uint8)
    walls[:, 220] = 255
    odds = [-9.0, -9.0, -9.0, -9.0, 2.0, 2.0]
    assert find_words(row, odds, TALL, walls) == {0, 1, 2, 3}


def test_nothing_has_no_words() -> None:
    assert find_words([], [], TALL) == set()


def test_what_is_refused_by_a_little_is_not_sure_among_digits() -> None:
    digit, refused = Verdict.DIGIT, Verdict.NO_DIGIT
    little, much = -COMPANY + 0.1, -COMPANY - 0.1
    assert among_digits([digit, refused, digit], [9, little, 9])[1] is Verdict.NOT_SURE
    assert among_digits([digit, refused, digit], [9, much, 9])[1] is refused
    assert among_digits([digit, refused], [9, little])[1] is refused
    assert among_digits([digit, digit, digit], [9, 9, 9]) == [digit] * 3


def test_an_open_zero_among_digits_is_doubtful_and_not_refused() -> None:
    """By itself it has log odds of some -5, on held-out training digits' pages."""
    verdicts = [Verdict.DIGIT, Verdict.NO_DIGIT, Verdict.DIGIT]
    assert among_digits(verdicts, [9, -5, 9])[1] is Verdict.NOT_SURE
