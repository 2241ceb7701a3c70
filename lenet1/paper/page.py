"""A picture of a page, read: every digit with its place, the lines as numbers."""

import math
from collections.abc import Callable
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from PIL import Image

from lenet1.confidence import Confidence, Verdict
from lenet1.ink import Gray
from lenet1.model import LeNet1
from lenet1.paper.contrast import dark_on_light, ink_contrast, ink_mask
from lenet1.paper.glyphs import Glyph, read_glyphs
from lenet1.paper.lines import find_lines, find_numbers
from lenet1.paper.parts import (
    LEAST_HEIGHT,
    Part,
    find_parts,
    middle_height,
    on_paper,
    too_many,
)
from lenet1.paper.pieces import put_together
from lenet1.paper.rules import without_rules
from lenet1.paper.sheet import Sheet, sheet_from_picture
from lenet1.paper.signs import find_strokes, text_between
from lenet1.paper.words import LOW, among_digits, find_words
from lenet1.picture import PictureError
from lenet1.reading import Reading

LOWEST, HIGHEST = 0.3, 3.0  # of the digits' height; what may be a digit or a letter
MOST_SHAPES = 1200  # that are read; bounds the time that noise takes
UNREAD = "?"
LEAST = 0.45  # of its line's height; lower ones are letters and signs


class Box(NamedTuple):
    """Where a digit's ink lies; picture px."""

    left: float
    top: float
    width: float
    height: float


class Digit(NamedTuple):
    """One shape on the page and what the network made of it."""

    box: Box
    line: int  # from the top, from 0
    number: int  # counted over the page, from 0; digits of one number stand together
    verdict: Verdict  # NO_DIGIT also for what stands among letters
    ink: Gray  # (h, w), 255 = ink; fills the box, at the size that it was read at
    reading: Reading  # its `centered` is placed on the whole picture

    @property
    def label(self) -> int:
        """The most probable digit, whatever the verdict."""
        return self.reading.answer.digit


class Page(NamedTuple):
    """What a picture holds; digits in reading order."""

    size: tuple[int, int]  # px; width and height, the right way up
    lines: tuple[str, ...]  # numbers as "27/03 1.50"; UNREAD for what is refused
    digits: tuple[Digit, ...]


def read_page(model: LeNet1, confidence: Confidence, picture: Image.Image) -> Page:
    """Find and read the digits of a picture of any mode.

    `weights.load` gives the first two. Raises `picture.PictureError`, a ValueError,
    where there are too many pixels, or too many marks for a page of digits.
    """
    return read_sheet(model, confidence, sheet_from_picture(picture))


def read_sheet(
    model: LeNet1,
    confidence: Confidence,
    sheet: Sheet,
    check: Callable[[], None] = lambda: None,
) -> Page:
    """The same of `sheet.open_sheet`, which takes a file.

    `check` is called between the steps and the batches; by raising it ends the reading.
    """
    check()
    pixels = dark_on_light(sheet.pixels)
    contrast = ink_contrast(pixels)
    check()
    unruled = without_rules(ink_mask(contrast), check)
    check()
    found = find_parts(contrast, unruled.ink)
    check()
    parts = on_paper(found, pixels)
    shapes, signs = without_signs(put_together(parts))
    if len(shapes) > MOST_SHAPES:
        raise too_many(len(shapes))
    check()
    glyphs = read_glyphs(model, confidence, shapes, check)
    check()
    lines = [
        _numbered([glyphs[i] for i in line], confidence, signs, unruled.walls)
        for line in find_lines([glyph.part for glyph in glyphs])
    ]
    return _page(lines, sheet.size, sheet.scale)


def without_signs(parts: list[Part]) -> tuple[list[Part], list[Part]]:
    """What may be a digit or a letter; and dots, commas, dashes, which are too low."""
    height = middle_height(np.array([p.height for p in parts], dtype=np.int32))
    lowest = max(LOWEST * height, LEAST_HEIGHT)
    shapes = [p for p in parts if lowest <= p.height <= HIGHEST * height]
    return shapes, [p for p in parts if p.height < lowest]


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


def _numbered(
    line: list[Glyph], confidence: Confidence, signs: list[Part], walls: Gray
) -> Line:
    """Tell a line's words and signs from its digits, and which digits are one number.

    What is no digit gets the number before it.
    """
    parts = [glyph.part for glyph in line]
    tall = middle_height(np.array([part.height for part in parts], dtype=np.int32))
    tall = max(tall, LEAST_HEIGHT)  # what was cut may be lower
    low = {i for i, part in enumerate(parts) if part.height < LEAST * tall}
    odds = [LOW if i in low else glyph.odds(confidence) for i, glyph in enumerate(line)]
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
    said = among_digits(alone, [odds[i] for i in rest])
    verdict_of = dict(zip(rest, said, strict=True))
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


def _page(lines: list[Line], size: tuple[int, int], scale: float) -> Page:
    digits, before = [], 0
    for row, line in enumerate(lines):
        for glyph, verdict, number, _ in line.placed:
            digits.append(_digit(glyph, verdict, row, before + number, scale))
        before += line.numbers
    return Page(size, tuple(map(_said, lines)), tuple(digits))


def _said(line: Line) -> str:
    """The numbers of a line with the signs between; UNREAD for what is not read."""
    numbers = [""] * line.numbers
    for glyph, verdict, number, is_part in line.placed:
        refused = verdict is Verdict.NO_DIGIT
        said = UNREAD if refused else str(glyph.reading.answer.digit)
        if is_part:
            numbers[number] += said
    shown = [own if own.strip(UNREAD) else "" for own in numbers]
    signs = [
        sign if all(pair) else " "
        for sign, pair in zip(line.between, pairwise(shown), strict=True)
    ]
    parted = zip(["", *signs], shown, strict=True)
    return " ".join("".join(sign + own for sign, own in parted).split())


def _digit(
    glyph: Glyph, verdict: Verdict, line: int, number: int, scale: float
) -> Digit:
    part, centered = glyph.part, glyph.reading.centered
    placed = centered._replace(
        left=(part.left + centered.left) * scale,
        top=(part.top + centered.top) * scale,
        pixel=centered.pixel * scale,
    )
    box = Box(*(v * scale for v in (part.left, part.top, part.width, part.height)))
    reading = glyph.reading._replace(centered=placed)
    return Digit(box, line, number, verdict, part.ink, reading)


def with_digits(page: Page) -> Page:
    """The page itself. Raises PictureError where no line of it holds a number."""
    if not any(page.lines):
        raise PictureError("There are no digits in the picture.")
    return page


def message_from_page(page: Page) -> dict[str, Any]:
    """Size, lines and digits as JSON has them; boxes are left, top, width, height."""
    digits = [
        {
            "box": list(digit.box),
            "line": digit.line,
            "number": digit.number,
            "label": digit.label,
            "verdict": digit.verdict.value,
            "probabilities": digit.reading.answer.probabilities.tolist(),
        }
        for digit in page.digits
    ]
    return {"size": list(page.size), "lines": list(page.lines), "digits": digits}
