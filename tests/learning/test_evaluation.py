import pytest
import torch

from lenet1.learning import evaluation
from lenet1.learning.data import Digits
from lenet1.learning.evaluation import accuracy, confusion, predict
from lenet1.model import LeNet1
from lenet1.upright import straighten


def random_digits(count: int) -> Digits:
    generator = torch.Generator().manual_seed(1)
    images = torch.randint(
        0, 256, (count, 28, 28), generator=generator, dtype=torch.uint8
    )
    return Digits(images, torch.arange(count) % 10)


def test_every_digit_counts_once_whatever_the_batch(
    untrained: LeNet1, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evaluation, "DIGITS_AT_ONCE", 100)
    digits = random_digits(234)  # two batches and a rest
    right = 0
    with torch.inference_mode():
        for image, label in zip(digits.images, digits.labels, strict=True):
            answer = untrained(straighten(image.unsqueeze(0)).x).logits.argmax()
            right += int(answer == label)
    assert accuracy(untrained, digits) == right / 234


def test_the_confusion_matrix_counts_what_was_called_what(untrained: LeNet1) -> None:
    digits = random_digits(500)
    answers = predict(untrained, digits.images)
    matrix = confusion(answers, digits.labels)
    assert matrix.sum() == 500
    for true in range(10):
        for called in range(10):
            both = (digits.labels == true) & (answers == called)
            assert matrix[true, called] == both.sum()


def test_the_shipped_weights_read_the_example_digits(
    shipped: LeNet1, drawn: Digits
) -> None:
    assert accuracy(shipped, drawn) == 1.0
