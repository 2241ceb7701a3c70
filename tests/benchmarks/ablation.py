"""Print what each rule on a drawing's way costs and what it brings, as a table.

One rule at a time is switched off, and the kinds of `brought` are read again with the
network as it is; what a rule brings that the network was trained with shows only after
training without it. Points are percent of the pictures. A digit counts where it is
right and accepted, anything else where it is refused.
"""

import argparse
import inspect
import re
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple
from unittest import mock

import numpy as np

from lenet1 import background, ink, parts, stroke_width, surroundings, upright
from lenet1.confidence import Reader, Verdict
from lenet1.ink import Gray, Ink, find_ink
from lenet1.parts import Part
from lenet1.picture import open_picture, pictures_in
from lenet1.reading import read_all
from lenet1.stroke_width import Stroked
from lenet1.weights import load
from tests.benchmarks.brought import Case, draw_cases
from tests.conftest import ROOT, WEIGHTS

SCRIPTS = ROOT / "lenet1/page/static/network"
NAMED = re.compile(r"(?:^|[^0-9])([0-9])(?:[^0-9]|$)")  # one digit that stands alone


class Rule(NamedTuple):
    """Something that is done on the way to the answer, and how to do without it."""

    name: str
    off: dict[str, Any]  # what takes the place of what, by its name under `lenet1`
    python: Sequence[Callable[..., Any]] = ()  # what would go with it
    scripts: Sequence[str] = ()  # likewise: `file.function`
    more: int = 0  # lines in functions that would stay, on both sides
    numbers: int = 0  # set by hand
    beside: str = ""  # what it is for beside these pictures

    @property
    def is_on_pictures(self) -> bool:
        """Whether it has a part in finding the ink, before there is a drawing."""
        modules = {name.split(".")[0] for name in self.off}
        return bool(modules & {"ink", "background", "surroundings"})

    def lines(self) -> tuple[int, int]:
        """Of Python and of JavaScript."""
        python = sum(len(inspect.getsourcelines(f)[0]) for f in self.python)
        return python + self.more, sum(map(_script_lines, self.scripts))


def plain_contrast(pixels: background.Pixels) -> background.Pixels:
    return background._off(pixels, background.paper_colour(pixels))


def as_it_is(ink: Gray) -> tuple[Gray, tuple[()]]:
    return ink, ()


def same_stroke(ink: Gray, *, box: int) -> Stroked:
    return Stroked(ink, 0, 0, 1)


def none_of(ink: Gray, labels: Any, parts: Sequence[Part]) -> list[bool]:
    return [False] * len(parts)


def functions_of(module: ModuleType) -> list[Callable[..., Any]]:
    """Those that are written there."""
    found = inspect.getmembers(module, inspect.isfunction)
    return [function for _, function in found if function.__module__ == module.__name__]


RULES = (
    Rule(
        "light that falls unevenly",
        {"ink.contrast": plain_contrast},
        [background.is_clean, background._lost],
        more=6,
        numbers=6,
    ),
    Rule(
        "what no camera saw is plain",
        {"background.is_clean": lambda plain: False},
        [background.is_clean],
        more=4,
        numbers=3,
        beside="filled shapes, pens wider than a quarter; speed",
    ),
    Rule("light ink on a dark board", {"background.BOARD": 0}, more=3, numbers=1),
    Rule("commonest colour", {"background.MOST": 0}, more=9, numbers=2),
    Rule("faint ink is none", {"ink.FAINTEST_INK": 1}, [ink.drop_faint], numbers=1),
    Rule(
        "frames, lines and the rim",
        {"ink.drop_surroundings": as_it_is},
        functions_of(surroundings),
        numbers=6,
    ),
    Rule("frames", {"surroundings._frames": none_of}, [surroundings._frames], (), 1, 2),
    Rule(
        "ruled lines",
        {"surroundings._drop_lines": as_it_is},
        [surroundings._drop_lines, surroundings._without_rows],
        more=1,
        numbers=3,
    ),
    Rule(
        "what the rim cuts",
        {"surroundings._at_rim": none_of},
        [surroundings._at_rim],
        more=1,
        numbers=1,
    ),
    Rule(
        "what lies beside",
        {"centering.drop_accidents": as_it_is},
        [
            parts.drop_accidents,
            parts._underlines,
            parts._on_pixels,
            parts._on_grid,
            parts._around,
            parts._apart,
        ],
        ["parts"],
        numbers=9,
    ),
    Rule("dots far away", {"parts.DOT": 0}, more=4, numbers=2),
    Rule("grains", {"parts.GRAIN": 0}, more=3, numbers=1),
    Rule("smudges", {"parts.PALE": 0}, more=8, numbers=2),
    Rule(
        "a line below",
        {"parts._underlines": lambda line, strokes: False},
        [parts._underlines],
        ["parts.isUnderline"],
        more=12,
        numbers=4,
    ),
    Rule(
        "the stroke's step",
        {"centering.normalize_stroke": same_stroke},
        functions_of(stroke_width),
        ["stroke_width", "bilinear"],
        numbers=9,
        beside="trained with; pens of 18 % and more",
    ),
    Rule(
        "its width",
        {"stroke_width.THINNEST": -1e9, "stroke_width.THICKEST": 1e9},
        numbers=3,
        beside="trained with",
    ),
    Rule(
        "pale parts of it",
        {
            "stroke_width.darkest_nearby": lambda levels: np.full_like(
                levels, levels.max()
            )
        },
        [stroke_width.darkest_nearby],
        ["stroke_width.darkestNearby", "stroke_width.evened"],
        more=6,
        numbers=3,
        beside="trained with",
    ),
    Rule("its width fades", {"stroke_width.FADE": 1e-9}, more=4, numbers=1),
    Rule(
        "upright",
        {"upright.MOST_SLANT": 0},
        functions_of(upright),
        ["upright"],
        numbers=2,
        beside="trained with",
    ),
)


class Found(NamedTuple):
    """The pictures of one kind: their ink, and which are answered as they should be."""

    inks: list[Ink]
    right: list[bool]


def found(reader: Reader, cases: dict[str, list[Case]]) -> dict[str, Found]:
    outcomes = {}
    for kind, pictures in cases.items():
        inks = [find_ink(picture) for picture, _ in pictures]
        digits = [digit for _, digit in pictures]
        outcomes[kind] = Found(inks, answered(reader, inks, digits))
    return outcomes


def found_without(
    rule: Rule, reader: Reader, cases: dict[str, list[Case]], whole: dict[str, Found]
) -> dict[str, Found]:
    """The same without a rule; what it does not touch is taken from the `whole`."""
    with ExitStack() as patches:
        for name, value in rule.off.items():
            patches.enter_context(mock.patch(f"lenet1.{name}", value))
        if rule.is_on_pictures:
            return {
                kind: _found_on_pictures(reader, pictures, whole[kind])
                for kind, pictures in cases.items()
            }
        return {
            kind: Found(
                inks, answered(reader, inks, [digit for _, digit in cases[kind]])
            )
            for kind, (inks, _) in whole.items()
        }


def _found_on_pictures(reader: Reader, pictures: list[Case], before: Found) -> Found:
    inks, right = [], []
    for (picture, digit), was, was_right in zip(pictures, *before, strict=True):
        inks.append(find_ink(picture))
        levels, left_out = inks[-1]
        same = np.array_equal(levels, was.levels) and left_out == was.left_out
        right += [was_right] if same else answered(reader, inks[-1:], [digit])
    return Found(inks, right)


def answered(
    reader: Reader, inks: Sequence[Ink], digits: Sequence[int | None]
) -> list[bool]:
    """Whether each is answered with its digit, or refused where it has none."""
    return [
        digit is None
        if reading is None or reading.answer.verdict is not Verdict.DIGIT
        else reading.answer.digit == digit
        for reading, digit in zip(read_all(reader, inks), digits, strict=True)
    ]


def public_cases(folder: Path) -> list[Case]:
    """Other people's pictures: the first digit standing alone in a name is theirs.

    Of a file's name without its ending, or else of the nearest folder's.
    """
    cases: list[Case] = []
    for path in pictures_in(folder):
        names = (path.stem, *(p.name for p in path.relative_to(folder).parents))
        digits = [match[1] for name in names if (match := NAMED.search(name))]
        if digits:
            cases.append((open_picture(path), int(digits[0])))
    return cases


def share(outcomes: dict[str, Found], kinds: Sequence[str]) -> float:
    """Percent as it should be, every kind counting the same."""
    return 100 * float(np.mean([np.mean(outcomes[kind].right) for kind in kinds]))


def _script_lines(name: str) -> int:
    file, _, function = name.partition(".")
    source = (SCRIPTS / f"{file}.js").read_text()
    if not function:
        return source.count("\n")
    pattern = (
        rf"(?:/\*\*(?:(?!\*/).)*?\*/\n)?(?:export )?"
        rf"(?:function {function}\(.*?\n}}\n|const {function} =.*?;\n)"
    )
    match = re.search(pattern, source, re.S)
    assert match, f"{file}.js has no {function}"
    return match[0].count("\n")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter
    )
    add = parser.add_argument
    add("--data-dir", type=Path, default=Path("data"), help="where MNIST is")
    add("--pen-digits", type=Path, required=True, help="UCI's pendigits-orig.tra")
    add("--weights", type=Path, default=WEIGHTS, help="folder of the weights")
    add("--count", type=int, default=22, help="pictures of each kind")
    add("--public", type=Path, help="pictures of a digit each, named after it")
    add("--rules", nargs="*", help="only those whose name has one of these words")
    args = parser.parse_args()
    reader = load(args.weights)
    cases = draw_cases(args.data_dir, args.pen_digits, args.count)
    digits = [kind for kind, pictures in cases.items() if pictures[0][1] is not None]
    others = [kind for kind in cases if kind not in digits]
    if args.public:
        cases["public"] = public_cases(args.public)
    whole = found(reader, cases)
    print(
        f"{share(whole, digits):.1f} % of {len(digits)} kinds of digits right and"
        f" accepted, {share(whole, others):.1f} % of {len(others)} other kinds refused,"
        f" {args.count} pictures each."
    )
    public = f"{len(cases['public'])} public pictures" if args.public else ""
    if args.public:
        print(f"{share(whole, ['public']):.1f} % of {public} right and accepted.")
    print("\n| without | lines | numbers | digits | worst kind | refused | public | |")
    print("|---|---|---|---|---|---|---|---|")
    for rule in RULES:
        if args.rules and not any(word in rule.name for word in args.rules):
            continue
        left = found_without(rule, reader, cases, whole)
        worst = min(digits, key=lambda kind: share(left, [kind]) - share(whole, [kind]))
        lost = [
            f"{share(left, kinds) - share(whole, kinds):+.1f}" if kinds else ""
            for kinds in (digits, [worst], others, ["public"] if args.public else [])
        ]
        python, script = rule.lines()
        print(
            f"| {rule.name} | {python} + {script} | {rule.numbers} | {lost[0]}"
            f" | {lost[1]}, {worst} | {lost[2]} | {lost[3]} | {rule.beside} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
