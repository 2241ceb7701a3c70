"""Pieces of one digit against neighbours."""

import numpy as np

from lenet1.paper.pieces import near_pairs, pairs_in_reach, put_together, united
from tests.paper.pages import block


def test_a_bar_above_or_at_the_upper_right_belongs_to_its_digit() -> None:
    body, bar = block(100, 20, 40, 60), block(142, 18, 30, 8)
    dot, other = block(110, 5, 8, 8), block(300, 20, 40, 60)
    together = put_together([body, bar, dot, other])
    assert sorted((p.left, p.right) for p in together) == [(100, 172), (300, 340)]


def test_neighbours_are_not_put_together() -> None:
    parts = [block(50 * i, 20 + i, 40, 60) for i in range(5)]
    assert len(put_together(parts)) == 5


def test_pieces_side_by_side_are_pairs_and_distant_ones_are_not() -> None:
    left, right, far = block(0, 0, 20, 60), block(24, 5, 20, 55), block(90, 0, 40, 60)
    assert near_pairs([left, far, right], 60) == [(0, 2)]


def test_several_parts_are_one_with_all_their_ink() -> None:
    whole = united([block(10, 20, 5, 6), block(12, 22, 10, 10)])
    assert (whole.left, whole.top, whole.right, whole.bottom) == (10, 20, 22, 32)
    assert np.count_nonzero(whole.ink) == 5 * 6 + 10 * 10 - 3 * 4


def test_pairs_in_reach_are_all_that_no_more_paper_parts() -> None:
    random = np.random.default_rng(0)
    top = random.integers(0, 500, 60)
    bottom = top + random.integers(7, 60, 60)
    reach = 15.0
    expected = {
        (i, j)
        for i in range(60)
        for j in range(i + 1, 60)
        if max(top[i], top[j]) - min(bottom[i], bottom[j]) <= reach
    }
    pairs = np.stack(pairs_in_reach(top, bottom, reach), axis=1)
    found = list(map(tuple, pairs.tolist()))
    assert set(found) == expected
    assert len(found) == len(expected) < 60 * 59 / 2


def test_no_parts_are_no_pairs() -> None:
    assert put_together([]) == []
