"""What is told of a place, and how surely."""

import math

import numpy as np
import pytest
import torch

from lenet1.confidence import Reader, Verdict
from lenet1.paper.decision import (
    DOUBTFUL,
    EVIDENCE,
    LEAST,
    NEIGHBOURS,
    SURE,
    WIDEST,
    Decision,
    around,
    evidence,
    may_be_digits,
    probability,
    verdict,
)
from lenet1.reading import read
from tests.drawings import EXAMPLES, ink_of


def test_evidence_and_bias_add_up_to_log_odds() -> None:
    decision = Decision(torch.tensor([1.0, 0.5, 2.0, 0.25]), torch.tensor(-1.0))
    right = probability(np.array([[1.0, 2.0, 0.25, 2.0], [0.0] * EVIDENCE]), decision)
    assert right == pytest.approx([1 / (1 + np.exp(-2.0)), 1 / (1 + np.exp(1.0))])


def test_nothing_found_is_decided_too() -> None:
    decision = Decision(torch.zeros(EVIDENCE), torch.zeros(()))
    assert probability(np.empty((0, EVIDENCE)), decision).shape == (0,)


@pytest.mark.parametrize(
    ("right", "said"),
    [
        (DOUBTFUL - 0.01, Verdict.NO_DIGIT),
        (DOUBTFUL, Verdict.NOT_SURE),
        (SURE - 0.01, Verdict.NOT_SURE),
        (SURE, Verdict.DIGIT),
    ],
)
def test_doubt_is_told(right: float, said: Verdict) -> None:
    assert verdict(right) is said


def test_a_digit_has_more_evidence_than_a_scribble(reader: Reader) -> None:
    digit = read(reader, ink_of(EXAMPLES[3]))
    tangle = np.random.default_rng(0).integers(0, 2, (40, 40)).astype(np.uint8) * 255
    scribble = read(reader, tangle)
    assert digit is not None
    assert scribble is not None
    clear, odd = (evidence(1.0, -2.0, r.answer) for r in (digit, scribble))
    assert clear[0] == odd[0] == 1.0
    assert clear[1] > odd[1]
    assert clear[2] > 0 > odd[2]
    assert clear[3] == odd[3] == -2.0
    assert evidence(99.0, 0.0, digit.answer)[0] == WIDEST


def test_what_no_reading_could_make_a_digit_is_not_read() -> None:
    decision = Decision(torch.tensor([1.0, 0.5, -2.0, 0.25]), torch.tensor(-1.0))
    least = LEAST + 1 - 0.5 * WIDEST
    odds = least + np.array([0.1, -0.1, -0.1])
    may = may_be_digits(odds, np.array([0.0, 0.0, 1.0]), decision)
    assert may.tolist() == [True, False, True]


def test_neighbours_tell_as_a_plain_loop_has_it() -> None:
    random = np.random.default_rng(1)
    corners, sides = random.uniform(0, 300, (30, 2)), random.uniform(5, 30, (30, 2))
    boxes = np.concatenate([corners, corners + sides], axis=1)
    odds = random.normal(0, 3, 30)
    told = around(odds, boxes)
    for i in range(30):
        near = [
            odds[j]
            for j in range(30)
            if i != j
            and math.dist(*((corners + sides / 2)[[i, j]]))
            < NEIGHBOURS * max(*sides[i], *sides[j])
        ]
        assert told[i] == pytest.approx(np.mean(near) if near else 0)
    assert len(set(told.tolist())) > 20  # not one for all of them
