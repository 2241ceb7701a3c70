"""The protocol of the honest figures: who fits the refusals, who measures them."""

import pytest
import torch
from torch import Tensor

from lenet1.confidence import Confidence, Reader
from lenet1.learning import report, splits
from lenet1.learning.data import Digits
from lenet1.learning.nondigits import FAMILIES, draw_non_digits
from lenet1.learning.pendigits import EXAMPLE_DIGITS
from lenet1.learning.scores import score
from lenet1.learning.splits import Splits
from lenet1.model import LeNet1
from tests.benchmarks import never_fitted


def test_each_family_is_scored_by_a_head_that_never_saw_it(
    reader: Reader,
    drawn: Digits,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(splits, "NON_DIGITS", 2)
    monkeypatch.setattr(splits, "INVENTED", 1)
    every = draw_non_digits(2, seed=splits.FIT_SEED, inventions=1)
    fitted: list[Tensor] = []

    def fit(model: LeNet1, a: Digits, b: Digits, others: Tensor) -> Confidence:
        assert a is data.train
        assert b is data.refusals
        fitted.append(others)
        return reader.confidence

    monkeypatch.setattr(splits, "SCORED", 1)
    monkeypatch.setattr(never_fitted, "fit_confidence", fit)
    sets = [drawn.at(torch.arange(n, n + 5)) for n in range(4)]
    train, held_out, thresholds, test = sets
    data = Splits(train, held_out, thresholds, {}, test)
    shares = never_fitted.score_never_fitted(reader.network, data)
    assert list(shares) == ["all", *FAMILIES]
    for (kinds, wider), others in zip(FAMILIES.values(), fitted, strict=True):
        kin = (*kinds, *wider)
        own, rest = every.of(kin), every.of(kin, inside=False)
        assert torch.equal(others, rest)
        assert len(own) + len(others) == len(every.images)


def test_the_drawings_that_measure_are_by_other_writers_than_those_that_fit(
    reader: Reader,
    drawn: Digits,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = []

    def draw(count: int, *, seed: int, digits: object, inventions: int = 0) -> object:
        asked.append((seed, digits))
        return draw_non_digits(1, seed=seed)

    monkeypatch.setattr(splits, "draw_non_digits", draw)
    for module in (report, never_fitted):
        monkeypatch.setattr(module, "fit_confidence", lambda *_: reader.confidence)
    first, second = EXAMPLE_DIGITS[:5], EXAMPLE_DIGITS[5:]
    data = Splits(drawn, drawn, drawn, {}, drawn, {}, first, second)
    report.fit_refusals(reader.network, data)
    score(reader, data)
    never_fitted.score_never_fitted(reader.network, data)
    assert asked == 2 * [(splits.FIT_SEED, first), (splits.SCORE_SEED, second)]
