"""A picture of a page, read: every digit with its place, the lines as numbers."""

from typing import Any, NamedTuple

import numpy as np
from PIL import Image

from lenet1.confidence import Confidence, Verdict
from lenet1.model import LeNet1
from lenet1.paper.contrast import ink_contrast, threshold
from lenet1.paper.digits import LEAST, Glyph, put_together, read_glyphs
from lenet1.paper.lines import find_lines
from lenet1.paper.parts import Part, find_parts, middle_height
from lenet1.paper.rules import without_rules
from lenet1.paper.sheet import sheet_from_picture
from lenet1.reading import Reading


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
    reading: Reading  # its `centered` is placed on the whole picture

    @property
    def label(self) -> int:
        """The most probable digit, whatever the verdict."""
        return self.reading.answer.digit


class Page(NamedTuple):
    """What a picture holds; digits in reading order."""

    size: tuple[int, int]  # px; width and height, the right way up
    lines: tuple[str, ...]  # numbers parted by spaces; no signs, no letters
    digits: tuple[Digit, ...]


def read_page(model: LeNet1, confidence: Confidence, picture: Image.Image) -> Page:
    """Find and read the digits of a picture of any mode.

    `weights.load` gives the first two. Raises `sheet.PictureError`, a ValueError, for a
    picture that is too large or broken.
    """
    sheet = sheet_from_picture(picture)
    contrast = ink_contrast(sheet.pixels)
    mask = np.where(contrast >= threshold(contrast), 255, 0).astype(np.uint8)
    unruled = without_rules(mask)
    parts = find_parts(contrast, unruled.ink)
    shapes, signs = without_signs(put_together(parts))
    glyphs = read_glyphs(model, confidence, shapes)
    lines = find_lines([glyph.part for glyph in glyphs], signs, unruled.walls)
    return _page(glyphs, lines, sheet.size, sheet.scale)


def without_signs(parts: list[Part]) -> tuple[list[Part], list[Part]]:
    """What is as high as digits are; and dots, commas, dashes, which are too low."""
    height = middle_height(np.array([p.height for p in parts], dtype=np.int32))
    digits = [p for p in parts if LEAST * height <= p.height <= 3 * height]
    return digits, [p for p in parts if p.height < LEAST * height]


def _page(
    glyphs: list[Glyph],
    grouped: list[list[list[int]]],
    size: tuple[int, int],
    scale: float,
) -> Page:
    digits: list[Digit] = []
    lines: list[str] = []
    number = 0
    for line in grouped:
        said = []
        for indices in line:
            run = [glyphs[i] for i in indices]
            verdicts = verdicts_of(run)
            for glyph, verdict in zip(run, verdicts, strict=True):
                digits.append(_digit(glyph, verdict, len(lines), number, scale))
            text = "".join(
                str(g.reading.answer.digit)
                for g, v in zip(run, verdicts, strict=True)
                if v is not Verdict.NO_DIGIT
            )
            number += 1
            if text:
                said.append(text)
        lines.append(" ".join(said))
    return Page(size, tuple(lines), tuple(digits))


def verdicts_of(run: list[Glyph]) -> list[Verdict]:
    """Each shape's own verdict; none is a digit where most of a run are letters."""
    verdicts = [glyph.reading.answer.verdict for glyph in run]
    if 2 * verdicts.count(Verdict.NO_DIGIT) > len(run):
        return [Verdict.NO_DIGIT] * len(run)
    return verdicts


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
    return Digit(box, line, number, verdict, glyph.reading._replace(centered=placed))


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
