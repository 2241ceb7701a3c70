"""Every figure against what the page would say to each picture alone."""

from collections.abc import Sequence

import pytest
import torch
from torch import Tensor

from lenet1.confidence import Confidence, Reader, Verdict, answers
from lenet1.learning import scores, splits
from lenet1.learning.calibration import calibration_error
from lenet1.learning.evaluation import activations, predict
from lenet1.learning.nondigits import NonDigits, draw_non_digits
from lenet1.learning.scores import score, score_digits, score_non_digits
from lenet1.upright import straighten
from tests.learning.sets import SORTED, all_called, always, noisy
from tests.mnist_sample import load_sample


def verdicts(reader: Reader, images: Tensor) -> list[tuple[Verdict, int, float]]:
    """What the page would say to each picture alone: verdict, digit, probability."""
    said = []
    with torch.inference_mode():
        for image in images.split(1):
            seen = reader.network(straighten(image).x)
            (reply,) = answers(reader, seen)
            said.append((reply.verdict, reply.digit, reply.probabilities.max().item()))
    return said


def share(of: Sequence[bool]) -> float:
    return sum(of) / len(of)


def test_scores_count_what_the_page_says_to_each_digit(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scores, "COVERAGE", 0.8)
    digits = noisy(load_sample(), share=90)  # some of every verdict
    said = verdicts(reader, digits.images)
    right = [d == label for (_, d, _), label in zip(said, digits.labels, strict=True)]
    taken = [verdict is Verdict.DIGIT for verdict, _, _ in said]
    order = sorted(range(len(said)), key=lambda i: -said[i][2])
    seen = activations(reader.network, digits.images)
    found = score_digits(reader, seen, digits.labels)
    assert found.accuracy == pytest.approx(share(right))
    assert found.accepted == pytest.approx(share(taken))
    assert found.accuracy_of_accepted == pytest.approx(
        share([r for r, t in zip(right, taken, strict=True) if t])
    )
    assert found.accuracy_at_99_percent_coverage == pytest.approx(
        share([right[i] for i in order[: round(0.8 * len(order))]])
    )
    assert found.calibration_error == pytest.approx(
        calibration_error(
            (seen.logits / reader.confidence.temperature).softmax(1), digits.labels
        )
    )
    assert 0.2 < found.accepted < 0.8  # or the figures above could not differ
    assert 0.5 < found.accuracy < 0.95


def test_refused_counts_what_the_page_does_not_take_for_a_digit(reader: Reader) -> None:
    """Of each kind: half of the "lines" here are digits, and none of the "dots"."""
    others = draw_non_digits(2, seed=9).images[:30]
    images = torch.cat([load_sample().images[:20], others])
    kinds = ["line", "line", "face", "dot"] * 12 + ["dots", "line"]
    shares = score_non_digits(reader, NonDigits(images, kinds))
    refused = [
        verdict is not Verdict.DIGIT for verdict, _, _ in verdicts(reader, images)
    ]
    assert set(shares) == {"all", *kinds}
    assert shares.pop("all") == pytest.approx(share(refused))
    for kind, found in shares.items():
        of_kind = [r for r, k in zip(refused, kinds, strict=True) if k == kind]
        assert found == pytest.approx(share(of_kind))
    assert len(set(shares.values())) > 2


def test_where_no_digit_is_accepted_there_is_no_accuracy_of_those(
    reader: Reader,
) -> None:
    digits = load_sample()
    none = reader.confidence._replace(least_probability=torch.tensor(2.0))
    reader = reader._replace(confidence=none)
    seen = activations(reader.network, digits.images)
    found = score_digits(reader, seen, digits.labels)
    assert found.accepted == 0
    assert found.accuracy_of_accepted is None
    assert found.accuracy > 0.95


def test_the_confusion_and_the_scores_are_of_the_test_digits(
    monkeypatch: pytest.MonkeyPatch, confidence: Confidence
) -> None:
    monkeypatch.setattr(splits, "SCORED", 1)
    assert predict(always(5), SORTED.test.images).tolist() == [5] * 6
    forms = {"closed 4": all_called(4), "barred 5": all_called(5)}
    scored = score(Reader(always(5), confidence), SORTED._replace(forms=forms))
    assert scored["forms"] == {"closed 4": 0, "barred 5": 1}
    assert list(scored["scores"]) == ["mnist", "pen 4%", "pen 8%"]
    assert [s["accuracy"] for s in scored["scores"].values()] == [1, 0, 0]
    assert scored["confusion"][5][5] == 6
    assert sum(map(sum, scored["confusion"])) == 6
