"""A picture of a page, read: every digit with its place, the lines as numbers."""

from collections.abc import Callable
from typing import Any, NamedTuple

from PIL import Image

from lenet1.confidence import Reader, Verdict
from lenet1.ink import Gray
from lenet1.paper.contrast import dark_on_light, ink_contrast, ink_mask
from lenet1.paper.glyphs import Glyph, read_glyphs
from lenet1.paper.lines import find_lines
from lenet1.paper.parts import (
    LEAST_HEIGHT,
    Part,
    find_parts,
    middle_height_of,
    on_paper,
    too_many,
)
from lenet1.paper.pieces import put_together
from lenet1.paper.rules import without_rules
from lenet1.paper.sheet import Sheet, sheet_from_picture
from lenet1.paper.writing import Line, read_line, said
from lenet1.picture import PictureError
from lenet1.reading import Reading
from lenet1.sentences import NO_DIGITS

LOWEST, HIGHEST = 0.3, 3.0  # of the digits' height; what may be a digit or a letter
MOST_SHAPES = 1200  # that are read; bounds the time that noise takes


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


def read_page(reader: Reader, picture: Image.Image) -> Page:
    """Find and read the digits of a picture of any mode.

    `weights.load` gives the reader. Raises `picture.PictureError`, a ValueError,
    where there are too many pixels, or too many marks for a page of digits.
    """
    return read_sheet(reader, sheet_from_picture(picture))


def read_sheet(
    reader: Reader,
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
    glyphs = read_glyphs(reader, shapes, check)
    check()
    lines = [
        read_line([glyphs[i] for i in line], signs, unruled.walls)
        for line in find_lines([glyph.part for glyph in glyphs])
    ]
    return _page(lines, sheet.size, sheet.scale)


def without_signs(parts: list[Part]) -> tuple[list[Part], list[Part]]:
    """What may be a digit or a letter; and dots, commas, dashes, which are too low."""
    height = middle_height_of(parts)
    lowest = max(LOWEST * height, LEAST_HEIGHT)
    shapes = [p for p in parts if lowest <= p.height <= HIGHEST * height]
    return shapes, [p for p in parts if p.height < lowest]


def _page(lines: list[Line], size: tuple[int, int], scale: float) -> Page:
    digits, before = [], 0
    for row, line in enumerate(lines):
        for glyph, verdict, number, _ in line.placed:
            digits.append(_digit(glyph, verdict, row, before + number, scale))
        before += line.numbers
    return Page(size, tuple(map(said, lines)), tuple(digits))


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
        raise PictureError(NO_DIGITS)
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
