"""Forms of digits: drawn from a seed, labelled right, as their docstrings say."""

import numpy as np
import pytest
import torch

from lenet1.learning.forms import FORMS, PRINTED, draw_forms
from lenet1.learning.pendigits import EXAMPLE_DIGITS


@pytest.fixture(scope="module")
def drawn() -> dict[str, tuple[torch.Tensor, torch.Tensor]]:
    return {
        n: (d.images, d.labels)
        for n, d in draw_forms(EXAMPLE_DIGITS, 6, seed=0).items()
    }


def test_every_form_is_there_with_its_label(
    drawn: dict[str, tuple[torch.Tensor, torch.Tensor]],
) -> None:
    assert set(drawn) == {*FORMS, "underlined", "overlined", "blob", "printed"}
    for name, (images, labels) in drawn.items():
        count = 6 * PRINTED if name == "printed" else 6
        assert images.shape == (count, 28, 28)
        assert (images.amax(dim=(1, 2)) == 255).all()
        if name in FORMS:
            assert (labels == int(name.split()[-1])).all()  # as in "slashed 0"
        else:
            assert len(set(labels.tolist())) > 3


def test_the_seed_decides_what_is_drawn() -> None:
    first, again, other = (draw_forms(EXAMPLE_DIGITS, 1, seed=s) for s in (1, 1, 2))
    assert all(torch.equal(first[n].images, again[n].images) for n in first)
    assert not all(torch.equal(first[n].images, other[n].images) for n in first)


def test_a_line_lies_below_or_above_the_digit(
    drawn: dict[str, tuple[torch.Tensor, torch.Tensor]],
) -> None:
    for name, rows in (("underlined", slice(-8, None)), ("overlined", slice(0, 8))):
        widths = (drawn[name][0][:, rows] > 127).sum(dim=2).amax(dim=1)
        assert widths.float().mean() > 8


def test_a_narrow_zero_is_narrow_and_a_slash_fills_a_zero() -> None:
    random = np.random.default_rng(0)
    for _ in range(20):
        (oval,) = FORMS["narrow 0"][1](random)
        assert np.ptp(oval[:, 0]) < 0.85 * np.ptp(oval[:, 1])
        ring, slash = FORMS["slashed 0"][1](random)
        assert np.ptp(slash[:, 1]) > 0.35 * np.ptp(ring[:, 1])
