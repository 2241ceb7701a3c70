"""The table of rules switches off what is there, and knows what it costs."""

from pathlib import Path

import pytest
from PIL import Image

from lenet1.confidence import Reader
from lenet1.parts import drop_accidents
from tests.benchmarks.ablation import (
    RULES,
    Rule,
    found,
    found_without,
    public_cases,
)
from tests.benchmarks.brought import Case
from tests.drawings import EXAMPLES, ink_of


def drawing_of(digit: int) -> Image.Image:
    return Image.fromarray(255 - ink_of(EXAMPLES[digit]))


@pytest.mark.parametrize("rule", RULES, ids=[rule.name for rule in RULES])
def test_a_rule_is_where_the_table_looks_for_it(rule: Rule, reader: Reader) -> None:
    python, script = rule.lines()
    assert python + script + rule.numbers > 0
    found_without(rule, reader, {}, {})


def test_what_a_rule_brings_is_lost_without_it(reader: Reader) -> None:
    picture = Image.new("L", (280, 280), 255)
    picture.paste(drawing_of(3).resize((90, 90)), (20, 20))
    picture.paste(0, (262, 262, 274, 274))  # a dot in the corner
    cases: dict[str, list[Case]] = {"dotted": [(picture, 3)]}
    dots = next(rule for rule in RULES if drop_accidents in rule.python)
    whole = found(reader, cases)
    assert whole["dotted"].right == [True]
    assert found_without(dots, reader, cases, whole)["dotted"].right == [False]


def test_public_pictures_are_named_after_their_digits(tmp_path: Path) -> None:
    for name in ("digit_7.png", "3/photo.png", "3/12.png", "none.png", "5/by 2.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        drawing_of(0).save(tmp_path / name)
    digits = [digit for _, digit in public_cases(tmp_path)]
    assert digits == [3, 3, 2, 7]
