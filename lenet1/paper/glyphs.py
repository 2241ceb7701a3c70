"""Shapes read: each as it is, wide ones also apart, near ones also together.

What the network makes most of is what stands there. LeCun et al. (1998) read words in
this way: cut them too often, and let the recognizer choose among the pieces.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple, TypeVar

from lenet1.confidence import Reader, Verdict
from lenet1.ink import Ink
from lenet1.paper.cuts import Cut, cuts_of
from lenet1.paper.parts import Part, middle_height_of, too_many
from lenet1.paper.pieces import near_pairs, united
from lenet1.reading import Reading, read_all

WIDTHS = {  # of the digits' height; a wider shape may be two digits, though it reads so
    Verdict.NO_DIGIT: 0.75,
    Verdict.NOT_SURE: 0.95,
    Verdict.DIGIT: 1.3,
}
DIGIT_WIDTH, WIDTH_SPREAD = 0.68, 0.3  # of the height; wider is less likely
DIGIT_HEIGHT, HEIGHT_SPREAD = 0.8, 0.1  # of the others' height; lower is less likely
MOST_WAYS = 250  # that are tried; bounds the time that a comic takes
MANY, FEW = 200, 0.3  # shapes, and the share of digits below which they are no page
CUT_COST = 4.0  # in log probability; of a cut through ink from top to bottom
LOOP_COST = 1.0  # ... of each further stroke that is cut: a 0's, at its top and foot
JOIN_GAIN = 0.7  # in log probability; of two shapes in one: few digits stand so near
LINE_SPREAD = 0.15  # of the height; few neighbours stand so far off a common line
MOST_OFF = 1.0  # in log probability; what being off it tells at most
THIRD_COST = 2.0  # in log probability; of a third digit that touches, seldom there
CLEARLY = 1.0  # in log probability; by so much another way has to be likelier
USUAL = 2.0  # log odds that what stands on a page is a digit, before it is seen
ODDEST = -4.0  # log probability of a digit that does not look like one, but is
WIDEST = -1.8  # ... of one however wide: some draw out the bar of a 5

Item = TypeVar("Item")


class Glyph(NamedTuple):
    """A shape that was read as one."""

    part: Part
    reading: Reading

    @property
    def odds(self) -> float:
        """Log odds that it is a digit; below 0 it is refused."""
        return self.reading.answer.odds

    @property
    def is_sure(self) -> bool:
        return self.reading.answer.verdict is Verdict.DIGIT


class Way(NamedTuple):
    """Another way to see some shapes than each as one digit."""

    of: tuple[int, ...]  # the shapes' indices
    parts: list[Part]  # what they would be instead
    cost: float  # in log probability


def read_glyphs(
    reader: Reader,
    parts: Sequence[Part],
    check: Callable[[], None] = lambda: None,
) -> list[Glyph]:
    """Read the shapes of a page, one or several digits each, or pieces of one.

    `check` is called for every shape that goes into a batch; by raising it ends the
    reading. Raises PictureError for many shapes of which hardly any is a digit.
    """
    height = middle_height_of(parts)
    alone = _read(reader, parts, check)
    if len(parts) > MANY and sum(map(_is_digit, alone)) < FEW * len(parts):
        raise too_many(len(parts))
    ways = list(islice(_checked(_ways(parts, alone, height), check), MOST_WAYS))
    pieces = [piece for way in ways for piece in way.parts]
    read = iter(_read(reader, pieces, check))
    better = []
    for way in ways:
        glyphs = [glyph for glyph in islice(read, len(way.parts)) if glyph]
        before = [glyph for glyph in (alone[i] for i in way.of) if glyph]
        if before and len(glyphs) == len(way.parts):
            gain = _worth(glyphs, height) - way.cost
            better.append((gain - _worth(before, height), way, glyphs))
    taken: set[int] = set()
    found: list[Glyph] = []
    for gain, way, glyphs in sorted(better, key=lambda option: -option[0]):
        if gain > CLEARLY and taken.isdisjoint(way.of):
            taken.update(way.of)
            found += glyphs
    return found + [g for i, g in enumerate(alone) if g and i not in taken]


def _read(
    reader: Reader,
    parts: Sequence[Part],
    check: Callable[[], None],
) -> list[Glyph | None]:
    inks = (Ink(part.ink, ()) for part in _checked(parts, check))
    each = zip(parts, read_all(reader, inks), strict=True)
    return [Glyph(part, reading) if reading else None for part, reading in each]


def _checked(items: Iterable[Item], check: Callable[[], None]) -> Iterator[Item]:
    for item in items:
        check()
        yield item


def _is_digit(glyph: Glyph | None) -> bool:
    return glyph is not None and glyph.is_sure


def _ways(
    parts: Sequence[Part], alone: Sequence[Glyph | None], height: float
) -> Iterator[Way]:
    """Pairs of near shapes that may be one digit, and cuts of wide shapes.

    Last those pairs of which both are sure digits, as an open 4's two strokes are.
    """
    paired: set[int] = set()
    sure = []
    for i, j in near_pairs(parts, height):
        if _is_digit(alone[i]) and _is_digit(alone[j]):
            sure.append((i, j))
        else:
            paired |= {i, j}
            yield _joined(parts, i, j, height)
    for i, (part, glyph) in enumerate(zip(parts, alone, strict=True)):
        if i in paired or glyph is None:
            continue
        if _width(part, height) > WIDTHS[glyph.reading.answer.verdict]:
            for cut in cuts_of(part, height):
                yield Way((i,), cut.parts, _cost(cut))
    for i, j in sure:
        yield _joined(parts, i, j, height)


def _joined(parts: Sequence[Part], i: int, j: int, height: float) -> Way:
    """Two near shapes as one, which is likelier the less they stand on one line."""
    a, b = parts[i], parts[j]
    off = (a.bottom - b.bottom) / (LINE_SPREAD * height)
    return Way((i, j), [united([a, b])], -JOIN_GAIN - min(off**2 / 2, MOST_OFF))


def _cost(cut: Cut) -> float:
    further = max(cut.strokes - (len(cut.parts) - 1), 0)
    third = THIRD_COST * (len(cut.parts) > 2)
    return CUT_COST * cut.ink + LOOP_COST * further + third


def _width(part: Part, height: float) -> float:
    """In heights of the shape itself, or of most others where it is lower."""
    return part.width / max(part.height, 0.8 * height, 1)


def _worth(glyphs: Sequence[Glyph], height: float) -> float:
    """Log probability that the least likely of these is a digit, wide and high as one.

    Not the mean: a stroke cut off a 2 would be outweighed by the 2 that is left.
    """
    return min(_likely(glyph, height) for glyph in glyphs)


def _likely(glyph: Glyph, height: float) -> float:
    wide = max((_width(glyph.part, height) - DIGIT_WIDTH) / WIDTH_SPREAD, 0)
    low = max((DIGIT_HEIGHT - glyph.part.height / height) / HEIGHT_SPREAD, 0)
    best = math.log(glyph.reading.answer.probabilities.max().item())
    is_digit = -math.log1p(math.exp(-glyph.odds - USUAL))
    return best + max(is_digit, ODDEST) + max(-(wide**2) / 2, WIDEST) - low**2 / 2
