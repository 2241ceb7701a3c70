import pytest
import torch

from lenet1.learning.composites import DIGIT_KINDS
from lenet1.learning.inventions import INVENTIONS
from lenet1.learning.nondigits import (
    FAMILIES,
    NonDigits,
    draw_non_digits,
)
from lenet1.learning.pendigits import EXAMPLE_DIGITS
from lenet1.learning.scribbles import KINDS


@pytest.fixture(scope="module")
def others() -> NonDigits:
    return draw_non_digits(2, seed=0)


def test_every_kind_is_there_so_often_and_has_ink(others: NonDigits) -> None:
    every = [*KINDS, *DIGIT_KINDS]
    assert others.images.shape == (2 * len(every), 28, 28)
    assert [others.kinds.count(kind) for kind in every] == [2] * len(every)
    assert (others.images.amax(dim=(1, 2)) == 255).all()


def test_the_seed_decides_what_is_drawn() -> None:
    first, again, other = (draw_non_digits(1, seed=seed).images for seed in (1, 1, 2))
    assert torch.equal(first, again)
    assert not torch.equal(first, other)


def test_what_is_made_of_digits_is_made_of_those_that_are_given() -> None:
    """Or refusals would be measured with the writers whose digits set them."""
    sevens = [digit for digit in EXAMPLE_DIGITS if digit.label == 7]
    drawn, of_sevens = (
        draw_non_digits(1, seed=0, digits=digits, inventions=1)
        for digits in (EXAMPLE_DIGITS, sevens)
    )
    for kind in {*DIGIT_KINDS, *INVENTIONS} - {"curves", "contours"}:
        assert not torch.equal(drawn.of([kind]), of_sevens.of([kind])), kind


def test_every_kind_is_in_one_family() -> None:
    kinds = [kind for family in FAMILIES.values() for kind in family.kinds]
    assert sorted(kinds) == sorted([*KINDS, *DIGIT_KINDS])


def test_inventions_come_only_where_they_are_asked_for() -> None:
    assert not set(draw_non_digits(1, seed=0).kinds) & set(INVENTIONS)
    kinds = draw_non_digits(1, seed=0, inventions=2).kinds
    assert {kinds.count(name) for name in INVENTIONS} == {2}


def test_what_is_a_wider_kind_of_a_family_is_an_invention() -> None:
    assert {name for some in FAMILIES.values() for name in some.wider} <= set(
        INVENTIONS
    )


def test_a_kind_and_all_others_are_everything(others: NonDigits) -> None:
    lines, rest = others.of(["line"]), others.of(["line"], inside=False)
    assert len(lines) == 2
    assert len(rest) == len(others.images) - 2
