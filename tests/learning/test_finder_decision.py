"""The decision on a page's places is what made its cases."""

import numpy as np
import pytest

from lenet1.learning import finder
from lenet1.learning.data import DataError
from lenet1.learning.finder_decision import Case, fit_decision
from lenet1.paper.decision import EVIDENCE, probability

PLANTED, BIAS = np.array([1.0, 0.5, 0.0, 0.3]), -0.5


def test_the_fit_finds_the_odds_that_were_planted() -> None:
    random = np.random.default_rng(0)
    every = random.normal(0, 2, (4_000, EVIDENCE))
    planted = 1 / (1 + np.exp(-(every @ PLANTED + BIAS)))
    right = random.random(len(every)) < planted
    cases = [
        Case(evidence.tolist(), bool(is_right), True)
        for evidence, is_right in zip(every, right, strict=True)
    ]
    found = probability(every, fit_decision(cases))
    assert np.abs(found - planted).mean() < 0.03


def test_without_a_right_digit_there_is_a_sentence_and_no_decision() -> None:
    with pytest.raises(DataError, match="learn for longer"):
        fit_decision([Case([0.0] * EVIDENCE, False, True)])
    with pytest.raises(DataError):
        fit_decision([])


def test_the_command_says_in_a_sentence_that_its_data_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing(*_: object) -> None:
        raise DataError("There are no pen digits.")

    monkeypatch.setattr(finder, "banks", missing)
    assert finder.main([]) == 2
    assert capsys.readouterr().err == "finder: There are no pen digits.\n"
