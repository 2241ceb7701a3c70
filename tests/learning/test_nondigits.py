import torch

from lenet1.learning.composites import DIGIT_KINDS
from lenet1.learning.nondigits import FAMILIES, KINDS, draw_non_digits


def test_every_kind_is_there_so_often_and_has_ink() -> None:
    others = draw_non_digits(3, seed=0)
    every = [*KINDS, *DIGIT_KINDS]
    assert others.images.shape == (3 * len(every), 28, 28)
    assert [others.kinds.count(kind) for kind in every] == [3] * len(every)
    assert (others.images.amax(dim=(1, 2)) == 255).all()


def test_the_seed_decides_what_is_drawn() -> None:
    first, again, other = (draw_non_digits(2, seed=seed).images for seed in (1, 1, 2))
    assert torch.equal(first, again)
    assert not torch.equal(first, other)


def test_no_line_is_upright() -> None:
    others = draw_non_digits(60, seed=0)
    lines = others.images[[kind == "line" for kind in others.kinds]] > 127
    heights = lines.any(dim=2).sum(dim=1)
    assert heights.max() <= 18  # an upright one would be 20 high


def test_a_dot_fills_its_box() -> None:
    others = draw_non_digits(20, seed=0)
    dots = others.images[[kind == "dot" for kind in others.kinds]] > 127
    assert dots.sum(dim=(1, 2)).min() > 200


def test_every_kind_is_in_one_family() -> None:
    kinds = [kind for family in FAMILIES.values() for kind in family]
    assert sorted(kinds) == sorted([*KINDS, *DIGIT_KINDS])


def test_a_kind_and_all_others_are_everything() -> None:
    others = draw_non_digits(2, seed=0)
    lines, rest = others.of(["line"]), others.of(["line"], inside=False)
    assert len(lines) == 2
    assert len(rest) == len(others.images) - 2
