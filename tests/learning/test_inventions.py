"""Inventions leave ink on the pad, differ from what they are made of, and repeat."""

import numpy as np
import pytest
import torch

from lenet1.learning.evaluation import predict
from lenet1.learning.inventions import INVENTIONS
from lenet1.learning.nondigits import NonDigits, draw_non_digits
from lenet1.learning.pendigits import EXAMPLE_DIGITS, PenDigit
from lenet1.model import LeNet1
from tests.drawings import must_center

DOT = PenDigit(7, 1, (np.array([(5, 5)], float),))
COUNT = 30


@pytest.fixture(scope="module")
def drawn() -> NonDigits:
    return draw_non_digits(0, seed=0, inventions=COUNT)


@pytest.mark.parametrize("kind", INVENTIONS)
def test_every_invention_is_many_drawings_with_ink(kind: str, drawn: NonDigits) -> None:
    images = drawn.of([kind])
    assert images.shape == (COUNT, 28, 28)
    assert (images.amax(dim=(1, 2)) == 255).all()
    assert len(torch.unique(images.flatten(1), dim=0)) == COUNT


@pytest.mark.parametrize("kind", INVENTIONS)
def test_a_digit_that_is_a_dot_does_for_every_invention(kind: str) -> None:
    for seed in range(5):
        picture = INVENTIONS[kind]([DOT], np.random.default_rng(seed))
        assert np.asarray(picture).min() == 0


def test_the_seed_decides() -> None:
    first, again, other = (
        draw_non_digits(0, seed=seed, inventions=3).images for seed in (1, 1, 2)
    )
    assert torch.equal(first, again)
    assert not (first == other).flatten(1).all(dim=1).any()


def test_a_warped_digit_is_seldom_read_as_what_it_was(shipped: LeNet1) -> None:
    sevens = [digit for digit in EXAMPLE_DIGITS if digit.label == 7]
    random = np.random.default_rng(0)
    pads = [INVENTIONS["warped digit"](sevens, random) for _ in range(COUNT)]
    images = [must_center(255 - np.asarray(pad.reduce(2))).image for pad in pads]
    read = predict(shipped, torch.from_numpy(np.stack(images)))
    assert (read == 7).double().mean() < 0.35
