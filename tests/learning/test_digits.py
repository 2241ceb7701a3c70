"""The digits that the page carries."""

from pathlib import Path

import pytest
import torch

from lenet1.learning.data import Digits, join, load_mnist
from lenet1.learning.digits import (
    CARRIED,
    COUNTS,
    JUDGE,
    LEARN,
    choose,
    decode,
    encode,
    in_rounds,
    without,
)
from tests.conftest import ROOT
from tests.learning.test_data import write_mnist
from tests.mnist_sample import load_sample

DATA = ROOT / "data"
LARGEST = {LEARN: 900_000, JUDGE: 170_000}  # bytes


def pictures(digits: Digits) -> set[bytes]:
    return {image.tobytes() for image in digits.images.numpy()}


@pytest.fixture(scope="module")
def carried() -> dict[str, Digits]:
    return {name: decode((CARRIED / name).read_bytes()) for name in COUNTS}


@pytest.mark.parametrize("name", COUNTS)
def test_each_ten_in_a_row_hold_every_digit_once(
    carried: dict[str, Digits], name: str
) -> None:
    labels = carried[name].labels
    assert labels.tolist() == list(range(10)) * (COUNTS[name] // 10)
    assert (CARRIED / name).stat().st_size <= LARGEST[name]


@pytest.mark.parametrize("name", COUNTS)
def test_they_have_mnists_form(carried: dict[str, Digits], name: str) -> None:
    """A box of 20 px with the centre of mass in the middle, 255 = ink."""
    ink = carried[name].images.double()
    at = torch.arange(28).double() + 0.5
    for axis in (1, 2):
        sums = ink.sum(dim=axis)
        middle = sums @ at / sums.sum(dim=1)
        assert (middle - 14).abs().max() <= 1
        assert (sums > 0).sum(dim=1).max() <= 20
    assert ink.amax(dim=(1, 2)).min() > 200
    assert 0.05 < (ink > 127).double().mean() < 0.2


def test_no_digit_is_there_twice_nor_among_those_that_score(
    carried: dict[str, Digits],
) -> None:
    learn, judge = pictures(carried[LEARN]), pictures(carried[JUDGE])
    assert [len(learn), len(judge)] == list(COUNTS.values())
    assert not learn & judge
    assert not (learn | judge) & pictures(load_sample())


@pytest.mark.skipif(not (DATA / "MNIST").exists(), reason="needs MNIST in data/")
def test_they_are_what_the_command_writes_and_none_is_a_test_digit(
    carried: dict[str, Digits],
) -> None:
    for name, digits in choose(DATA).items():
        assert torch.equal(digits.images, carried[name].images)
        assert torch.equal(digits.labels, carried[name].labels)
    test = pictures(load_mnist(DATA, train=False, device="cpu"))
    assert not test & pictures(join(*carried.values()))


def test_none_that_is_also_a_test_digit_is_chosen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_mnist(tmp_path, train=6_000, test=2_000)
    raw = tmp_path / "MNIST" / "raw"
    first = (raw / "train-images-idx3-ubyte").read_bytes()[16 : 16 + 2_000 * 784]
    test_file = raw / "t10k-images-idx3-ubyte"
    test_file.write_bytes(test_file.read_bytes()[:16] + first)
    monkeypatch.setattr("lenet1.learning.digits.COUNTS", {LEARN: 100, JUDGE: 30})
    chosen = choose(tmp_path)
    test = load_mnist(tmp_path, train=False, device="cpu")
    assert {n: len(d.labels) for n, d in chosen.items()} == {LEARN: 100, JUDGE: 30}
    assert not pictures(test) & pictures(join(*chosen.values()))
    assert not pictures(chosen[LEARN]) & pictures(chosen[JUDGE])


def test_a_file_holds_what_was_written(drawn: Digits) -> None:
    again = decode(encode(drawn))
    assert torch.equal(again.images, drawn.images)
    assert torch.equal(again.labels, drawn.labels)


def test_rounds_keep_picture_and_label_together_and_take_no_digit_twice(
    drawn: Digits,
) -> None:
    many = join(drawn, drawn, drawn)
    many.images[10:] -= (many.images[10:] > 0).byte()
    many.images[20:] -= (many.images[20:] > 0).byte()
    chosen = in_rounds(many, 20)
    assert chosen.labels.tolist() == list(range(10)) * 2
    assert len(pictures(chosen)) == 20
    for image, label in zip(*chosen, strict=True):
        of_label = many.images[many.labels == label]
        assert (of_label == image).all(dim=(1, 2)).any()


def test_without_leaves_out_equal_pictures_alone(drawn: Digits) -> None:
    rest = without(drawn, drawn.at(torch.tensor([3, 4])))
    assert rest.labels.tolist() == [0, 1, 2, 5, 6, 7, 8, 9]
