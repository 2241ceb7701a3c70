"""One line of writing: its words and signs told from its digits, and what it says."""

import math
from itertools import pairwise
from typing import NamedTuple

from lenet1.confidence import Verdict
from lenet1.ink import Gray
from lenet1.paper.glyphs import Glyph
from lenet1.paper.lines import find_numbers
from lenet1.paper.parts import LEAST_HEIGHT, Part, middle_height_of
from lenet1.paper.signs import find_strokes, text_between
from lenet1.paper.words import LOW, among_digits, find_words

UNREAD = "?"
LEAST = 0.45  # of its line's height; lower ones are letters and signs


class Placed(NamedTuple):
    """A glyph on its line."""

    glyph: Glyph
    verdict: Verdict
    number: int  # counted over the line
    is_part: bool  # of that number; letters and signs are of none


class Line(NamedTuple):
    """A line of writing, from left to right."""

    placed: list[Placed]
    between: list[str]  # what stands after each number but the last

    @property
    def numbers(self) -> int:
        return len(self.between) + 1


def read_line(line: list[Glyph], signs: list[Part], walls: Gray) -> Line:
    """Tell a line's words and signs from its digits, and which digits are one number.

    What is no digit gets the number before it.
    """
    parts = [glyph.part for glyph in line]
    tall = middle_height_of(parts)
    tall = max(tall, LEAST_HEIGHT)  # what was cut may be lower
    low = {i for i, part in enumerate(parts) if part.height < LEAST * tall}
    odds = [LOW if i in low else glyph.odds for i, glyph in enumerate(line)]
    letters = find_words(parts, odds, tall, walls)
    rest = [i for i in range(len(line)) if i not in low | letters]
    signs = signs + [parts[i] for i in low - letters]
    numbers = _numbers_of(rest, parts, signs, walls)
    strokes = {
        number[at]
        for number in numbers
        for at in find_strokes([parts[i] for i in number], _slants(line, number))
    }
    if strokes:  # they part what was one number
        rest = [i for i in rest if i not in strokes]
        signs += [parts[i] for i in strokes]
        numbers = _numbers_of(rest, parts, signs, walls)
    number_of = {i: name for name, own in enumerate(numbers) for i in own}
    alone = [line[i].reading.answer.verdict for i in rest]
    together = among_digits(alone, [odds[i] for i in rest])
    verdict_of = dict(zip(rest, together, strict=True))
    placed, last = [], 0
    for i, glyph in enumerate(line):
        last = number_of.get(i, last)
        verdict = verdict_of.get(i, Verdict.NO_DIGIT)
        placed.append(Placed(glyph, verdict, last, i in number_of))
    between = [
        text_between(parts[a[-1]], parts[b[0]], signs) for a, b in pairwise(numbers)
    ]
    return Line(placed, between)


def _numbers_of(
    some: list[int], parts: list[Part], signs: list[Part], walls: Gray
) -> list[list[int]]:
    """`find_numbers` in some of a line's parts, by their indices in the line."""
    numbers = find_numbers([parts[i] for i in some], signs, walls)
    return [[some[at] for at in number] for number in numbers]


def _slants(line: list[Glyph], number: list[int]) -> list[float]:
    """Degrees by which the shapes lean to the right."""
    slants = [line[i].reading.upright.slant.item() for i in number]
    return [-math.degrees(math.atan(slant)) for slant in slants]


def said(line: Line) -> str:
    """The numbers of a line with the signs between; UNREAD for what is not read."""
    numbers = [""] * line.numbers
    for glyph, verdict, number, is_part in line.placed:
        refused = verdict is Verdict.NO_DIGIT
        if is_part:
            digit = str(glyph.reading.answer.digit)
            numbers[number] += UNREAD if refused else digit
    shown = [own if own.strip(UNREAD) else "" for own in numbers]
    signs = [
        sign if all(pair) else " "
        for sign, pair in zip(line.between, pairwise(shown), strict=True)
    ]
    parted = zip(["", *signs], shown, strict=True)
    return " ".join("".join(sign + own for sign, own in parted).split())
