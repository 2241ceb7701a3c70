"""A picture of a page, read: every digit with its place, the lines as numbers."""

import time
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from lenet1.confidence import Reader, Verdict
from lenet1.ink import Gray, Ink
from lenet1.paper.cutout import Cutout, Inked, cut_out
from lenet1.paper.decision import (
    DOUBTFUL,
    EVIDENCE,
    around,
    evidence,
    may_be_digits,
    probability,
    verdict,
)
from lenet1.paper.finder import KINDS, Spots, are_same, find, halvings
from lenet1.paper.lines import Boxes, find_lines, find_numbers, signs_of, written
from lenet1.paper.networks import shipped_networks
from lenet1.paper.sheet import Pixels, Sheet, sheet_from_picture
from lenet1.picture import PictureError
from lenet1.reading import Reading, read_all
from lenet1.sentences import CUT_SHORT, NO_DIGITS, too_many_marks

UNREAD = "?"
SIGN_ODDS = 0.0  # log odds; below them a sign is none
SECONDS = 3.0  # of one core for a page; what has been read by then is told
AT_ONCE = 64  # places that are read before the time is looked at
MOST_DIGITS = 1_000  # places that are read; bounds the time too
FEW = 0.02  # share of so many places that are digits on any page
UPRIGHT = 0.8  # mean probability of what is told; below it the page may be turned
MORE = 1.3  # times as much is read of a turned page as of one that is not
SOME = 60  # places by which that is seen
ROUGH = 1_250  # px; of a larger picture's half
SEEN_ODDS = 0.0  # ... of a digit that is told though it cannot be read
AROUND = 20.0  # of its longer side; so far around a digit others tell its company ...
ALIKE = 1.6  # ... whose longer sides are at most so many times as long, or as short
COMPANY = 0.5  # of the places around; where fewer are digits, none is
STRONG = 0.95  # of the digits of a page; the rest may have more contrast by mistake
SHINING = 0.2  # of a strong one's contrast; paler ink is on the back of the sheet


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
    right: float  # probability that it is a digit, read right; 0 among other things
    ink: Gray  # (h, w), 255 = ink; fills the box, at the size that it was read at
    reading: Reading  # its `centered` is placed on the whole picture

    @property
    def label(self) -> int:
        """The most probable digit, whatever the verdict."""
        return self.reading.answer.digit


class Page(NamedTuple):
    """What a picture holds; digits in reading order."""

    size: tuple[int, int]  # px; width and height, the right way up
    lines: tuple[str, ...]  # numbers and signs as "27/03 1.50"; UNREAD, what is refused
    digits: tuple[Digit, ...]
    cut_short: bool = False  # there was no time to read all of it


class Found(NamedTuple):
    """A place that may be a digit, read."""

    box: Sequence[float]  # left, top, right, bottom; px
    odds: float  # of the finder
    around: float  # ... of its neighbours, the mean
    inked: Inked
    reading: Reading


class Readings(NamedTuple):
    """What a page may say, before it is decided."""

    found: list[Found]  # the surest of the finder's first
    right: NDArray[np.float64]  # (n,) probability that each is read right
    signs: Spots
    cut_short: bool  # there was no time for all places


def read_page(reader: Reader, picture: Image.Image) -> Page:
    """Find and read the digits of a picture of any mode.

    `weights.load` gives the reader. Raises `picture.PictureError`, a ValueError,
    where there are too many pixels.
    """
    return read_sheet(reader, sheet_from_picture(picture))


def read_sheet(
    reader: Reader,
    sheet: Sheet,
    *,
    clock: Callable[[], float] = time.process_time,
) -> Page:
    """The same of `sheet.open_sheet`, which takes a file; SECONDS by `clock` at most.

    Whether the page is turned is asked while there is time, and it is read anew where
    that takes no longer than is left.
    """
    begin = clock()

    def is_late(coming: float = 0) -> bool:
        return clock() - begin + coming > SECONDS

    scales = halvings(sheet.pixels)
    found = _read(scales, reader, is_late)
    once = clock() - begin
    turns: int | None = 0
    cut_short = found.cut_short
    if _mean(found) < UPRIGHT:
        small = scales[min(max(sheet.pixels.shape) > ROUGH, len(scales) - 1)]
        each = once * small.size / sheet.pixels.size
        turns = _surest_turn(small, reader, lambda: is_late(each))
        cut_short = turns is None or (turns > 0 and is_late(once))
    if turns and not cut_short:
        pixels = np.ascontiguousarray(np.rot90(sheet.pixels, turns))
        found = _read(halvings(pixels), reader, is_late)
        return _page(found, sheet, turns)._replace(cut_short=found.cut_short)
    return _page(found, sheet, 0)._replace(cut_short=cut_short)


def _surest_turn(
    pixels: Pixels, reader: Reader, is_late: Callable[[], bool]
) -> int | None:
    """By how many quarters `pixels` are turned left for the most digits to be read.

    None where there is no time to find out.
    """
    sums, counts = [], []
    for turns in range(4):
        if is_late():
            return None
        turned = np.ascontiguousarray(np.rot90(pixels, turns))
        right = _read(halvings(turned), reader, is_late, most=SOME).right
        sums.append(float(right[right >= DOUBTFUL].sum()))
        counts.append(len(right))
    best = int(np.argmax(sums))
    least = max(MORE * sums[0] + 1, COMPANY * counts[best])
    return best if sums[best] > least else 0


def _mean(read: Readings) -> float:
    """Mean probability of the surest places that look like digits; 0 of none."""
    pairs = zip(read.found[:SOME], read.right[:SOME].tolist(), strict=True)
    seen = [p for one, p in pairs if p >= DOUBTFUL or one.odds > SEEN_ODDS]
    return float(np.mean(seen)) if seen else 0.0


def _read(
    scales: Sequence[Pixels],
    reader: Reader,
    is_late: Callable[[], bool],
    most: int = MOST_DIGITS,
) -> Readings:
    """All that may be digits, the surest first, at most `most`; and the signs."""
    networks = shipped_networks()
    spots = find(networks.finder, scales)
    marks = int(((spots.kinds == 0) & (spots.odds > SEEN_ODDS)).sum())
    if marks > MOST_DIGITS:
        raise PictureError(too_many_marks(marks))
    digits = spots.at(spots.kinds == 0)
    others = around(digits.odds, digits.boxes)
    order = np.flatnonzero(may_be_digits(digits.odds, others, networks.decision))[:most]
    found: list[Found] = []
    cut_short = False
    for start in range(0, len(order), AT_ONCE):
        cut_short = start > 0 and is_late()
        if cut_short:
            break
        some = order[start : start + AT_ONCE]
        found += read_spots(
            reader, networks.cutout, scales, digits.at(some), others[some]
        )
    every = [evidence(f.odds, f.around, f.reading.answer) for f in found]
    right = probability(np.array(every).reshape(-1, EVIDENCE), networks.decision)
    front = on_front(np.array([f.inked.contrast for f in found]), right >= DOUBTFUL)
    found = [found[i] for i in np.flatnonzero(front)]
    right = right[front]
    places = len(digits.odds)
    if places >= MOST_DIGITS and (right >= DOUBTFUL).sum() < FEW * places:
        raise PictureError(too_many_marks(places))  # a texture, or noise
    signs = spots.at((spots.kinds > 0) & (spots.odds > SIGN_ODDS))
    if cut_short:  # one of them may be a digit that has not been read
        signs = signs.at(np.zeros(len(signs.odds), np.bool_))
    return Readings(found, right, signs, cut_short)


def read_spots(
    reader: Reader,
    cutout: Cutout,
    scales: Sequence[Pixels],
    spots: Spots,
    others: NDArray[np.float64],
) -> list[Found]:
    """The digits at `spots`, read; without those that hold no ink.

    `others`, (n,), is `decision.around` of each.
    """
    inks = list(cut_out(cutout, scales, spots.boxes))
    readings = read_all(reader, (Ink(one.ink, ()) for one in inks if one))
    found = []
    places = zip(spots.odds, others, spots.boxes, inks, strict=True)
    for odds, beside, box, one in places:
        reading = next(readings) if one else None
        if one and reading:
            found.append(Found(box.tolist(), float(odds), float(beside), one, reading))
    return found


def _page(read: Readings, sheet: Sheet, turns: int) -> Page:
    told = [
        i
        for i, one in enumerate(read.found)
        if read.right[i] >= DOUBTFUL or one.odds > SEEN_ODDS
    ]
    found, right = [read.found[i] for i in told], read.right[told]
    boxes = np.array([f.inked.box for f in found]).reshape(-1, 4)
    right = np.where(in_company(boxes, right >= DOUBTFUL), right, 0)
    signs = _without(
        read.signs, [one for one, p in zip(found, right, strict=True) if p >= DOUBTFUL]
    )
    digits: list[Digit] = []
    lines: list[str] = []
    numbers = 0
    for row, line in enumerate(find_lines(boxes)):
        on = signs_of(boxes[line], signs.boxes)
        texts = [KINDS[signs.kinds[i]] for i in on]
        starts = [float(signs.boxes[i, 0]) for i in on]
        for number in _parted(boxes[line], signs.boxes[on]):
            own = [line[i] for i in number]
            made = [
                _digit(found[i], float(right[i]), row, numbers, sheet, turns)
                for i in own
            ]
            digits += made
            text = "".join(
                UNREAD if d.verdict is Verdict.NO_DIGIT else str(d.label) for d in made
            )
            if text.strip(UNREAD):
                texts.append(text)
                starts.append(float(boxes[own[0], 0]))
            numbers += 1
        has_digits = any(text not in KINDS[1:] for text in texts)
        lines.append(written(texts, starts) if has_digits else "")
    return Page(sheet.size, tuple(lines), tuple(digits))


def _without(signs: Spots, digits: list[Found]) -> Spots:
    """The signs that are not among the digits."""
    free = np.ones(len(signs.odds), np.bool_)
    for digit in digits:
        free &= ~are_same(np.array(digit.box), signs.boxes)
    return signs.at(free)


def on_front(
    contrast: NDArray[np.float64], digits: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """(n,) which of n places do not shine through from the back of the sheet.

    They are far paler than the strong ones of the `digits`, (n,), of the page.
    """
    strong = np.quantile(contrast[digits], STRONG) if digits.any() else 0.0
    front: NDArray[np.bool_] = contrast >= SHINING * strong
    return front


def in_company(boxes: Boxes, digits: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """(n,) which of n boxes have enough `digits`, (n,), among them and those around.

    Letters and textures hold a shape like a digit here and there, as large as they are.
    """
    middles, sides = (boxes[:, :2] + boxes[:, 2:]) / 2, boxes[:, 2:] - boxes[:, :2]
    apart = np.linalg.norm(middles[:, None] - middles, axis=2)
    longer = sides.max(axis=1, initial=0)
    near = apart < AROUND * longer[:, None]
    near &= np.maximum(longer, longer[:, None]) < ALIKE * np.minimum(
        longer, longer[:, None]
    )
    enough: NDArray[np.bool_] = near @ digits.astype(int) >= COMPANY * near.sum(axis=1)
    return enough


def _parted(boxes: Boxes, signs: Boxes) -> list[list[int]]:
    """The numbers of a line, parted also by the signs between."""
    parted: list[list[int]] = []
    for number in find_numbers(boxes):
        parted.append([])
        for i in number:
            x = boxes[i, [0, 2]].mean()
            middles = signs[:, [0, 2]].mean(axis=1)
            if parted[-1]:
                before = boxes[parted[-1][-1], [0, 2]].mean()
                if ((middles > before) & (middles < x)).any():
                    parted.append([])
            parted[-1].append(i)
    return parted


def _digit(
    found: Found, right: float, line: int, number: int, sheet: Sheet, turns: int
) -> Digit:
    left, top, pixel, ink, _ = found.inked
    centered = found.reading.centered
    placed = centered._replace(
        left=(left + centered.left * pixel) * sheet.scale,
        top=(top + centered.top * pixel) * sheet.scale,
        pixel=centered.pixel * pixel * sheet.scale,
    )
    corners = found.inked.box
    sides = sheet.pixels.shape[:2]
    for k in range(turns, 0, -1):  # the way back, a quarter at a time
        corners = _turned_back(corners, sides[k % 2])
    left, top, right_, bottom = (v * sheet.scale for v in corners)
    box = Box(left, top, right_ - left, bottom - top)
    reading = found.reading._replace(centered=placed)
    return Digit(box, line, number, verdict(right), right, ink, reading)


def _turned_back(
    corners: tuple[float, float, float, float], width: float
) -> tuple[float, float, float, float]:
    """A box on a page turned left by a quarter, on the page itself, `width` px wide."""
    left, top, right, bottom = corners
    return width - bottom, left, width - top, right


def with_digits(page: Page) -> Page:
    """The page itself. Raises PictureError where no line of it holds a number."""
    if not any(page.lines):
        raise PictureError(CUT_SHORT if page.cut_short else NO_DIGITS)
    return page


def message_from_page(page: Page) -> dict[str, Any]:
    """A page as JSON has it; boxes are left, top, width, height."""
    digits = [
        {
            "box": list(digit.box),
            "line": digit.line,
            "number": digit.number,
            "label": digit.label,
            "verdict": digit.verdict.value,
            "right": digit.right,
            "probabilities": digit.reading.answer.probabilities.tolist(),
        }
        for digit in page.digits
    ]
    return {
        "size": list(page.size),
        "lines": list(page.lines),
        "digits": digits,
        "cut_short": page.cut_short,
    }
