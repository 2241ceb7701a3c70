"""The protocol: which digits are for what, and that none is for two things."""

from functools import partial
from pathlib import Path

import pytest
import torch

from lenet1.learning import splits
from lenet1.learning.data import Digits, hold_out
from lenet1.learning.pendigits import EXAMPLE_DIGITS
from lenet1.learning.splits import Splits, load_splits
from tests.learning.sets import SORTED
from tests.learning.test_data import write_mnist
from tests.learning.test_pendigits import unipen

FORMS = 3  # of each kind
WRITERS = range(1, 11)  # writer w of the file below writes nothing but the digit w % 10


def hand(writer: int) -> list[str]:
    """Strokes of a 7 with a bar, each writer's of another width."""
    return [f"100 400 {150 + 30 * writer} 400 200 100", "150 250 250 250"]


def pictures(digits: Digits) -> set[bytes]:
    return {image.numpy().tobytes() for image in digits.images}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Splits:
    """All that a run with pen digits uses, of 60 + 20 noisy pictures and 10 writers."""
    folder = tmp_path_factory.mktemp("data")
    write_mnist(folder, train=60, test=20)
    pens = folder / "pens.tra"
    pens.write_text(unipen([(w % 10, w, hand(w)) for w in WRITERS for _ in range(2)]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(splits, "hold_out", partial(hold_out, count=20))
        patch.setattr(splits, "FORMS_TAUGHT", FORMS)
        patch.setattr(splits, "FORMS_SCORED", FORMS)
        return load_splits(folder, pens, torch.device("cpu"))


def test_no_digit_is_in_two_sets(data: Splits) -> None:
    """But for the held-out ones, which set thresholds too."""
    scored = [data.test, *data.unseen.values(), *data.forms.values()]
    sets = [data.train, data.held_out, *scored]
    together = set[bytes]().union(*map(pictures, sets))
    assert len(together) == sum(len(pictures(digits)) for digits in sets)
    assert len(pictures(data.held_out)) == len(pictures(data.test)) == 20
    assert pictures(data.held_out) < pictures(data.refusals)
    for digits in (data.train, *scored):
        assert not pictures(data.refusals) & pictures(digits)


def test_the_unseen_writers_neither_train_nor_set_thresholds(data: Splits) -> None:
    """Writers 5 and 10, who write 5 and 0."""
    thresholds = data.refusals.labels[20:]
    pens, forms = 40, 40 + splits.DRAWINGS_EACH * len(thresholds)  # MNIST's come first
    trained = data.train.labels[pens:forms]
    lined = data.train.labels[-6 * FORMS : -3 * FORMS]  # and blobs; print comes last
    seen = {1, 2, 3, 4, 6, 7, 8, 9}
    assert set(trained.tolist()) == set(thresholds.tolist()) == seen
    assert set(lined.tolist()) <= seen
    for digits in data.unseen.values():
        assert set(digits.labels.tolist()) == {5, 0}
    for name in ("underlined", "overlined", "blob"):
        assert set(data.forms[name].labels.tolist()) <= {5, 0}


def test_pairs_and_signs_are_fitted_and_scored_with_digits_of_other_writers(
    data: Splits,
) -> None:
    fitting, scoring = ({d.writer for d in ds} for ds in (data.fitting, data.scoring))
    assert scoring == {5, 10}
    assert fitting == set(WRITERS) - scoring


def test_every_pen_draws_the_unseen_digits_as_wide_as_its_name_says(
    data: Splits,
) -> None:
    assert list(data.unseen) == ["pen 4%", "pen 8%", "pen 12%"]
    thin, normal, thick = data.unseen.values()
    assert torch.equal(thin.labels, normal.labels)
    assert torch.equal(thin.labels, thick.labels)
    ink = [digits.images.float().mean() for digits in (thin, normal, thick)]
    assert ink[0] < ink[1] < ink[2]


def test_without_pen_digits_only_mnist_is_used(tmp_path: Path) -> None:
    write_mnist(tmp_path, train=5_010, test=20)
    data = load_splits(tmp_path, None, torch.device("cpu"))
    assert [len(part.labels) for part in (data.train, data.held_out, data.test)] == [
        10,
        5_000,
        20,
    ]
    assert data.unseen == {}
    assert data.refusals is data.held_out


def test_non_digits_that_measure_have_another_seed_and_other_writers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[int, int, object, int]] = []

    def draw(count: int, *, seed: int, digits: object, inventions: int = 0) -> None:
        asked.append((count, seed, digits, inventions))

    monkeypatch.setattr(splits, "draw_non_digits", draw)
    first, second = EXAMPLE_DIGITS[:5], EXAMPLE_DIGITS[5:]
    data = SORTED._replace(fitting=first, scoring=second)
    data.non_digits_to_fit()
    data.non_digits_to_score()
    assert asked == [
        (splits.NON_DIGITS, splits.FIT_SEED, first, splits.INVENTED),
        (splits.SCORED, splits.SCORE_SEED, second, 0),
    ]
    assert splits.FIT_SEED != splits.SCORE_SEED
