"""Made-up pieces of pages for the finder: rows of digits among all that is none.

What a digit is and where is known, since it was put there. Letters, words, scribbles,
lines, boxes, dark edges and pictures' texture are put beside, unnamed.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from lenet1.ink import Gray
from lenet1.learning.finder_hands import (
    DIGITS,
    LETTERS,
    OTHERS,
    SIGNS,
    Font,
    Glyph,
    Hand,
    cursive,
    mnist_hand,
    pen_hand,
    printed_hand,
)
from lenet1.learning.hand import Random
from lenet1.learning.pendigits import PenDigit

CHARACTERS = DIGITS + SIGNS
SIDE = 256  # px; of a crop
SHEET = 320  # px; of the sheet that it is cut out of, once turned
SMALLEST, LARGEST = 11.0, 60.0  # px; heights of digits that are drawn
WORDS = (
    "the of and to in is total name date sum page no room amount paid for number"
    " Exercise Score Marks Question Write answers Solve Add Class Student Result"
    " BILL INVOICE TOTAL USD PULSE SYS DIA kWh VISA bank"
)

Thing = TypeVar("Thing")
ALONE = (
    "ACDEFHJKLMNPRTUVWXYacdefhkmnprtuvwx"  # letters that are no digits by themselves
)


class Named(NamedTuple):
    """A digit or sign on a sheet."""

    character: int  # index in CHARACTERS
    left: int  # px of the sheet
    top: int
    ink: Gray


class Crop(NamedTuple):
    """A piece of a page and what stands on it."""

    pixels: NDArray[np.uint8]  # (SIDE, SIDE, 3)
    boxes: NDArray[np.float32]  # (n, 5): index in CHARACTERS; left, top, width, height
    named: list[Named]  # the same n
    turn: NDArray[np.float64]  # (2, 3) from the sheet's places to the crop's


class Bank(NamedTuple):
    """What crops are made of."""

    images: Gray  # (n, 28, 28) MNIST's digits
    labels: NDArray[np.int64]  # (n,)
    writers: list[list[PenDigit]]
    fonts: list[Font]
    displays: list[Font]


class Sheet:
    """Ink in layers of one colour each, and the boxes of what is named."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.layers: list[Gray] = []
        self.named: list[Named] = []

    def layer(self) -> Gray:
        self.layers.append(np.zeros((SHEET, SHEET), np.uint8))
        return self.layers[-1]

    def put(self, on: Gray, glyph: Glyph, x: float, line: float, kind: int) -> None:
        """A character with its left edge at `x` on a line; `kind` -1 is unnamed."""
        high, wide = glyph.ink.shape
        left, top = round(x), round(line + glyph.drop) - high
        a, b = max(left, 0), max(top, 0)
        c, d = min(left + wide, SHEET), min(top + high, SHEET)
        if c <= a or d <= b:
            return
        window = on[b:d, a:c]
        np.maximum(
            window, glyph.ink[b - top : d - top, a - left : c - left], out=window
        )
        if kind >= 0:
            self.named.append(Named(kind, left, top, glyph.ink))

    def write(
        self,
        on: Gray,
        text: str,
        hand: Hand,
        *,
        x: float,
        line: float,
        height: float,
        gap: float,
        named: bool = True,
    ) -> float:
        """Characters along a line, `gap` heights apart; where the next would stand."""
        random = self.random
        for character in text:
            if character == " ":
                x += random.uniform(0.35, 0.7) * height
                continue
            glyph = hand(character, height * random.uniform(0.92, 1.08))
            if glyph is None:
                x += 0.4 * height
                continue
            x += glyph.before
            up = random.normal(0, 0.03) * height
            self.put(
                on, glyph, x, line + up, CHARACTERS.find(character) if named else -1
            )
            x += glyph.ink.shape[1] + glyph.after + gap * height
        return x


def make_crop(bank: Bank, random: Random) -> Crop:
    """One crop of a kind drawn by chance."""
    sheet = Sheet(random)
    kind = KINDS[int(random.choice(len(KINDS), p=SHARES))]
    kind(sheet, bank)
    layers, turn = _turned(sheet)
    boxes, named = _boxes_of(sheet.named, turn)
    light = kind in (display, meter, mnist_sheet) and random.random() < 0.6
    return Crop(_photographed(layers, random, light), boxes, named, turn)


def any_hand(bank: Bank, random: Random, *, by_hand: float = 0.65) -> Hand:
    if random.random() >= by_hand:
        return printed_hand(_one_of(bank.fonts, random), random)
    if random.random() < 0.5:
        return mnist_hand(bank.images, bank.labels, random)
    return pen_hand(_one_of(bank.writers, random), random)


def any_height(random: Random, low: float = SMALLEST, high: float = LARGEST) -> float:
    return float(np.exp(random.uniform(np.log(low), np.log(high))))


def number(random: Random) -> str:
    """A number as people write it, now and then with signs in it."""
    digits = "".join(map(str, random.integers(0, 10, int(random.integers(1, 7)))))
    kind = random.random()
    if kind < 0.62:
        return digits
    if kind < 0.76:
        return f"{digits}{_one_of('.,:', random)}{random.integers(0, 100)}"
    if kind < 0.82:
        day, month, year = random.integers(1, (31, 12, 2030))
        return _one_of("/.-", random).join(map(str, (day, month, year)))
    if kind < 0.9:
        return str(10 ** int(random.integers(1, 6)) * int(random.integers(1, 10)))
    if kind < 0.95:
        return f"{digits[:3]}/{random.integers(1, 100)}"
    return f"-{digits}" if random.random() < 0.5 else f"({digits[:2]})"


def sum_of(random: Random) -> str:
    """A sum in a row, with or without its answer."""
    terms = [
        str(int(10 ** random.uniform(0, 3.3))) for _ in range(random.integers(2, 4))
    ]
    room = " " if random.random() < 0.6 else ""
    text = terms[0]
    for term in terms[1:]:
        text += f"{room}{_one_of('+-x/', random)}{room}{term}"
    if random.random() < 0.15:
        text = f"({text})"
    if random.random() < 0.7:
        text += f"{room}={room}"
        text += str(int(10 ** random.uniform(0, 3.5))) if random.random() < 0.6 else ""
    return text


def words(random: Random) -> str:
    """One to four words, real or of random letters, capitals among them."""
    several = []
    for _ in range(int(random.integers(1, 5))):
        kind = random.random()
        if kind < 0.06:
            word = "." * int(random.integers(2, 20))
        elif kind < 0.2:
            word = _one_of(ALONE, random)
        elif kind < 0.55:
            word = _one_of(WORDS.split(), random)
        else:
            count = int(random.integers(2, 9))
            small = "".join(_one_of(LETTERS[26:], random) for _ in range(count))
            word = small.upper() if random.random() < 0.25 else small
        if random.random() < 0.3:
            word = word.capitalize()
        if random.random() < 0.1:
            word += _one_of(OTHERS + ".,:", random)
        several.append(word)
    return " ".join(several)


def rows(sheet: Sheet, bank: Bank) -> None:
    """Lines of numbers, sums and words, on plain, ruled or squared paper."""
    random = sheet.random
    pen, print_ = sheet.layer(), sheet.layer()
    height = any_height(random)
    hand = any_hand(bank, random)
    typeface = printed_hand(_one_of(bank.fonts, random), random)
    _ruled(sheet, height)
    gap = random.choice([random.uniform(-0.12, 0.1), random.uniform(0.05, 1.2)])
    line = random.uniform(0.3, 1.5) * height
    steps = random.uniform(1.15, 2.5)
    while line < SHEET + height:
        x = random.uniform(-2, 3) * height
        while x < SHEET:
            what = random.random()
            tall = height * (random.uniform(0.6, 1.5) if random.random() < 0.15 else 1)
            if what < 0.55:
                text = number(random)
                x = sheet.write(pen, text, hand, x=x, line=line, height=tall, gap=gap)
            elif what < 0.68:
                text = sum_of(random)
                x = sheet.write(pen, text, hand, x=x, line=line, height=tall, gap=gap)
            elif what < 0.85:
                small = tall * random.uniform(0.5, 1.1)
                x = _words(sheet, print_, bank, typeface, x, line, small)
            x += random.uniform(0.4, 3) * height
        line += height * steps * random.uniform(0.9, 1.1)
    if random.random() < 0.3:
        _clutter(sheet, height)


def print_page(sheet: Sheet, bank: Bank) -> None:
    """Printed or handwritten text with numbers in it, and marks by hand."""
    random = sheet.random
    ink, pen = sheet.layer(), sheet.layer()
    height = any_height(random, 9, 34)
    typeface = printed_hand(_one_of(bank.fonts, random), random)
    line = random.uniform(0, 2) * height
    share = random.uniform(0, 0.4)
    while line < SHEET + height:
        x = random.uniform(-3, 3) * height
        while x < SHEET:
            if random.random() < share:
                text = number(random) if random.random() < 0.8 else sum_of(random)
                x = sheet.write(
                    ink, text, typeface, x=x, line=line, height=height, gap=0
                )
            else:
                x = _words(sheet, ink, bank, typeface, x, line, height)
            x += random.uniform(0.4, 1.2) * height
            if random.random() < 0.06:
                x += random.uniform(2, 6) * height
        line += height * random.uniform(1.5, 2.4)
    if random.random() < 0.5:
        hand = any_hand(bank, random, by_hand=1)
        for _ in range(int(random.integers(1, 5))):
            tall = height * random.uniform(1, 2.2)
            x, y = random.uniform(0, SHEET, 2)
            text = number(random)
            sheet.write(pen, text, hand, x=x, line=y, height=tall, gap=0.1)
            # what lies beneath is read no more
            sheet.named = _not_under(sheet.named, x, y - tall, 4 * tall, tall)


def columns(sheet: Sheet, bank: Bank) -> None:
    """Sums one below the other with a stroke beneath, answers in another colour."""
    random = sheet.random
    ink, pen, strokes = sheet.layer(), sheet.layer(), sheet.layer()
    height = any_height(random, 12, 44)
    hand = any_hand(bank, random, by_hand=0.4)
    answer = any_hand(bank, random, by_hand=0.9)
    pitch = height * random.uniform(0.7, 1.1)
    wide, high = height * random.uniform(3, 6), height * random.uniform(4.5, 7)
    thick = max(round(height * random.uniform(0.03, 0.12)), 1)
    for top in np.arange(random.uniform(-1, 1) * height, SHEET, high):
        for left in np.arange(random.uniform(-1, 1) * height, SHEET, wide):
            line = top
            right = left + wide - 0.6 * height
            for row in range(int(random.integers(2, 4))):
                line += height * random.uniform(1.1, 1.5)
                text = str(random.integers(1, 10 ** int(random.integers(1, 4))))
                for i, character in enumerate(reversed(text)):
                    x = right - (i + 0.9) * pitch
                    sheet.write(
                        ink, character, hand, x=x, line=line, height=height, gap=0
                    )
                if row:
                    x = left + random.uniform(-0.1, 0.3) * height
                    text = _one_of("+-x", random)
                    sheet.write(ink, text, hand, x=x, line=line, height=height, gap=0)
            line += height * random.uniform(0.15, 0.4)
            ends = [(round(x), round(line)) for x in (left, right + 0.2 * height)]
            cv2.line(strokes, ends[0], ends[1], 255, thick, cv2.LINE_AA)
            if random.random() < 0.75:
                line += height * random.uniform(1.2, 1.6)
                tall = height * random.uniform(0.8, 1.3)
                text = str(random.integers(1, 2000))
                x = right - len(text) * pitch
                sheet.write(pen, text, answer, x=x, line=line, height=tall, gap=0.05)
            if random.random() < 0.3:
                x = left + random.uniform(0, 0.3) * height
                text = f"{random.integers(1, 40)}{_one_of('.)', random)}"
                small = 0.7 * height
                sheet.write(ink, text, hand, x=x, line=top, height=small, gap=0)


def grid(sheet: Sheet, bank: Bank) -> None:
    """A table, a sudoku, the boxes of a form, with a digit or a number in most."""
    random = sheet.random
    ink, pen, lines = sheet.layer(), sheet.layer(), sheet.layer()
    high = any_height(random, 18, 80)
    wide = high * (1 if random.random() < 0.5 else random.uniform(0.7, 3))
    height = high * random.uniform(0.45, 0.95)
    by_hand = any_hand(bank, random, by_hand=1)
    typeface = printed_hand(_one_of(bank.fonts, random), random)
    thick = int(random.integers(1, max(round(high / 12), 1) + 1))
    x0, y0 = random.uniform(-0.9, 0.6, 2) * (wide, high)
    apart = high * random.uniform(1.2, 2) if random.random() < 0.3 else high
    for row, top in enumerate(np.arange(y0, SHEET, apart)):
        for column, left in enumerate(np.arange(x0, SHEET, wide)):
            corner, other = (
                (round(left), round(top)),
                (round(left + wide), round(top + high)),
            )
            cv2.rectangle(lines, corner, other, 255, thick, cv2.LINE_AA)
            if row % 3 == 0 and column % 3 == 0 and thick < 3:
                cv2.rectangle(lines, corner, other, 255, thick + 1, cv2.LINE_AA)
            what = random.random()
            line = top + (high + height) / 2 + random.normal(0, 0.04) * high
            hand, on = (by_hand, pen) if random.random() < 0.6 else (typeface, ink)
            if what < 0.6:
                text = str(random.integers(0, 10))
                if wide > 1.4 * height and random.random() < 0.4:
                    text = str(random.integers(0, 100))
                x = left + (wide - 0.65 * height * len(text)) / 2
                x += random.normal(0, 0.08) * wide
                sheet.write(on, text, hand, x=x, line=line, height=height, gap=0.02)
            elif what < 0.7:
                _words(sheet, ink, bank, typeface, left + 2, line, 0.6 * height)


def display(sheet: Sheet, bank: Bank) -> None:
    """Seven segments on a panel: a meter, a watch, a scale."""
    random = sheet.random
    on, ghost, panel = sheet.layer(), sheet.layer(), sheet.layer()
    font = _one_of(bank.displays, random)
    hand = printed_hand(font, random)
    typeface = printed_hand(_one_of(bank.fonts, random), random)
    line = random.uniform(0.2, 1) * SHEET / 4
    while line < SHEET:
        height = any_height(random, 14, 70)
        line += height * 1.2
        x = random.uniform(-1, 2) * height
        for _ in range(int(random.integers(1, 4))):
            text = "".join(map(str, random.integers(0, 10, int(random.integers(1, 6)))))
            gap = random.uniform(0, 0.25)
            start = x
            for i, character in enumerate(text):
                x = sheet.write(
                    on, character, hand, x=x, line=line, height=height, gap=gap
                )
                if i and random.random() < 0.15:
                    dot = max(round(0.06 * height), 1)
                    at = (round(x - gap * height / 2), round(line - dot))
                    cv2.circle(on, at, dot, 255, -1, cv2.LINE_AA)
                    ink = np.full((2 * dot, 2 * dot), 255, np.uint8)
                    place = at[0] - dot, at[1] - dot
                    sheet.named.append(Named(CHARACTERS.index("."), *place, ink))
            if random.random() < 0.4:
                sheet.write(
                    ghost,
                    "8" * len(text),
                    hand,
                    x=start,
                    line=line,
                    height=height,
                    gap=gap,
                    named=False,
                )
            if random.random() < 0.5:
                x = _words(sheet, panel, bank, typeface, x, line, 0.4 * height)
            x += random.uniform(0.6, 4) * height
        line += random.uniform(0.1, 1) * height
    if random.random() < 0.6:
        _boxes(sheet, 2)
    ghost[:] = ghost // int(random.integers(4, 12))


def meter(sheet: Sheet, bank: Bank) -> None:
    """Drums of a meter: a digit in each window, the next one coming up."""
    random = sheet.random
    ink, lines = sheet.layer(), sheet.layer()
    hand = printed_hand(_one_of(bank.fonts, random), random)
    height = any_height(random, 14, 56)
    wide, high = height * random.uniform(0.9, 1.6), height * random.uniform(1.2, 1.7)
    for top in np.arange(
        random.uniform(-0.5, 1) * high, SHEET, high * random.uniform(1.3, 3)
    ):
        for left in np.arange(random.uniform(-0.5, 1) * wide, SHEET, wide):
            x, line = left + (wide - 0.6 * height) / 2, top + (high + height) / 2
            off = random.uniform(-0.6, 0.6) * high if random.random() < 0.2 else 0.0
            digit = int(random.integers(10))
            window = np.zeros_like(ink)
            for step in (-1, 0, 1):
                own = line + off + step * 1.15 * height
                named = step == 0 and abs(off) < 0.25 * high
                glyph = hand(str((digit + step) % 10), height)
                if glyph:
                    kept = ink
                    sheet.put(
                        window, glyph, x, own, (digit + step) % 10 if named else -1
                    )
            a, b = max(round(top), 0), max(round(top + high), 0)
            kept[a:b] = np.maximum(kept[a:b], window[a:b])
            corner, other = (
                (round(left), round(top)),
                (round(left + wide), round(top + high)),
            )
            cv2.rectangle(lines, corner, other, 255, int(random.integers(1, 5)))
    if random.random() < 0.5:
        typeface = printed_hand(_one_of(bank.fonts, random), random)
        for _ in range(3):
            x, y = random.uniform(0, SHEET, 2)
            _words(sheet, lines, bank, typeface, x, y, 0.5 * height)


def mnist_sheet(sheet: Sheet, bank: Bank) -> None:
    """Digits close together on a sheet of examples."""
    random = sheet.random
    ink = sheet.layer()
    height = any_height(random, 14, 50)
    pitch = height * random.uniform(1.05, 1.8)
    hand = any_hand(bank, random)
    for line in np.arange(random.uniform(0, 1.5) * height, SHEET + height, pitch):
        for x in np.arange(random.uniform(-1, 1) * height, SHEET, pitch):
            tall = height * random.uniform(0.75, 1)
            text = str(random.integers(10))
            sheet.write(ink, text, hand, x=x, line=line, height=tall, gap=0)


def nothing(sheet: Sheet, bank: Bank) -> None:
    """Words, scribbles, shapes, boxes, lines and texture; hardly a digit."""
    random = sheet.random
    ink = sheet.layer()
    height = any_height(random, 9, 50)
    typeface = printed_hand(_one_of(bank.fonts, random), random)
    hand = pen_hand(_one_of(bank.writers, random), random)
    for _ in range(int(random.integers(0, 12))):
        x, y = random.uniform(-20, SHEET, 2)
        _words(sheet, ink, bank, typeface, x, y, height)
    for _ in range(int(random.integers(0, 12))):
        x, y = random.uniform(-20, SHEET, 2)
        sheet.write(
            ink,
            "ABC"[: random.integers(1, 4)],
            hand,
            x=x,
            line=y,
            height=height,
            gap=0.2,
        )
    for _ in range(int(random.integers(1, 4))):
        _clutter(sheet, height)
    if random.random() < 0.5:
        _texture(sheet)
    if random.random() < 0.4:
        _ruled(sheet, height)
    if random.random() < 0.4:  # a page that lies on its side
        for layer in sheet.layers:
            layer[:] = np.rot90(layer, int(random.integers(1, 4)))
        sheet.named.clear()
    if random.random() < 0.5:
        own = sheet.layer()
        x, y = random.uniform(0, SHEET, 2)
        text, hand = number(random), any_hand(bank, random)
        large = any_height(random, 16, 60)
        sheet.named = _not_under(sheet.named, x, y - large, 3 * large, large)
        sheet.write(own, text, hand, x=x, line=y, height=large, gap=0.1)


def large(sheet: Sheet, bank: Bank) -> None:
    """Digits and words of a coarser scale, of which none is to be found; or nothing."""
    random = sheet.random
    ink = sheet.layer()
    if random.random() < 0.25:
        return
    height = any_height(random, 80, 450)
    hand = any_hand(bank, random)
    for line in np.arange(random.uniform(0.2, 1.2) * height, 2 * SHEET, 1.3 * height):
        x, text = random.uniform(-1, 0.3) * height, number(random)
        sheet.write(
            ink, text, hand, x=x, line=line, height=height, gap=0.1, named=False
        )
    if random.random() < 0.4:
        _ruled(sheet, height)


KINDS: list[Callable[[Sheet, Bank], None]] = [
    rows,
    print_page,
    columns,
    grid,
    display,
    meter,
    mnist_sheet,
    nothing,
    large,
]
SHARES = [0.31, 0.11, 0.11, 0.13, 0.07, 0.04, 0.04, 0.1, 0.09]


def _words(
    sheet: Sheet, on: Gray, bank: Bank, hand: Hand, x: float, line: float, height: float
) -> float:
    random = sheet.random
    if random.random() < 0.25:
        glyph = cursive(int(random.integers(2, 9)), height, random)
        sheet.put(on, glyph, x, line, -1)
        return x + int(glyph.ink.shape[1])
    text = words(random)
    return sheet.write(
        on, text, hand, x=x, line=line, height=height, gap=0, named=False
    )


def _ruled(sheet: Sheet, height: float) -> None:
    """Ruled or squared paper beneath, or a line or two."""
    random = sheet.random
    what = random.random()
    if what < 0.45:
        return
    lines = sheet.layer()
    step = height * random.uniform(0.8, 2.4)
    thick = 1 if random.random() < 0.8 else 2
    phase = random.uniform(0, step)
    for y in np.arange(phase, SHEET, step):
        cv2.line(lines, (0, round(y)), (SHEET, round(y)), 255, thick)
    if what > 0.72:
        for x in np.arange(random.uniform(0, step), SHEET, step):
            cv2.line(lines, (round(x), 0), (round(x), SHEET), 255, thick)
    elif random.random() < 0.3:
        x = round(random.uniform(0, SHEET))
        cv2.line(lines, (x, 0), (x, SHEET), 255, thick)


def _clutter(sheet: Sheet, height: float) -> None:
    """Scribbles, circles, strokes, arrows, blobs and dots."""
    random = sheet.random
    ink = sheet.layer()
    for _ in range(int(random.integers(1, 9))):
        what = random.random()
        at = random.uniform(0, SHEET, 2)
        size = height * random.uniform(0.3, 4)
        thick = max(round(height * random.uniform(0.03, 0.2)), 1)
        if what < 0.3:
            count = int(random.integers(3, 16))
            corners = at + random.uniform(-0.5, 0.5, (count, 2)) * size
            points = [np.rint(corners).astype(np.int32)]
            cv2.polylines(ink, points, random.random() < 0.3, 255, thick, cv2.LINE_AA)
        elif what < 0.5:  # larger than digits, or it would be a 0
            axes = np.maximum(size * random.uniform(0.5, 1, 2), 1.2 * LARGEST)
            center = tuple(np.rint(at).astype(int).tolist())
            cv2.ellipse(
                ink,
                center,
                tuple(np.rint(axes).astype(int).tolist()),
                random.uniform(0, 180),
                0,
                random.uniform(60, 360),
                255,
                thick,
                cv2.LINE_AA,
            )
        elif what < 0.7:
            ends = at + random.normal(0, 3, (2, 2)) * size
            a, b = np.rint(ends).astype(int).tolist()
            cv2.line(ink, a, b, 255, thick, cv2.LINE_AA)
        elif what < 0.85:
            radius = max(round(height * random.uniform(0.03, 0.5)), 1)
            center = tuple(np.rint(at).astype(int).tolist())
            cv2.circle(ink, center, radius, 255, -1, cv2.LINE_AA)
        else:
            for x, y in at + random.normal(0, 2, (8, 2)) * height:
                cv2.circle(
                    ink, (round(x), round(y)), int(random.integers(1, 3)), 255, -1
                )


def _boxes(sheet: Sheet, count: int) -> None:
    random = sheet.random
    ink = sheet.layer()
    for _ in range(count):
        a, b = np.rint(random.uniform(-40, SHEET + 40, (2, 2))).astype(int).tolist()
        cv2.rectangle(ink, a, b, 255, int(random.integers(1, 7)))


def _texture(sheet: Sheet) -> None:
    """Smooth random fields with hard edges, as leaves, bricks and cloth have."""
    random = sheet.random
    ink = sheet.layer()
    points = int(random.integers(8, 70))
    field = random.normal(size=(points, int(random.integers(8, 70)))).astype(np.float32)
    large = cv2.resize(field, (SHEET, SHEET), interpolation=cv2.INTER_CUBIC)
    gain = random.uniform(40, 600)
    ink[:] = np.clip(128 + gain * (large - random.uniform(-0.5, 1.5)), 0, 255)


def _not_under(
    named: list[Named], x: float, y: float, wide: float, high: float
) -> list[Named]:
    """Those whose middle lies outside a rectangle."""
    return [
        one
        for one in named
        if not (
            x < one.left + one.ink.shape[1] / 2 < x + wide
            and y < one.top + one.ink.shape[0] / 2 < y + high
        )
    ]


def _turned(sheet: Sheet) -> tuple[list[Gray], NDArray[np.float64]]:
    """Turned, slanted and stretched a little; and cut out."""
    random = sheet.random
    angle = random.normal(0, 3.5) if random.random() < 0.7 else random.uniform(-12, 12)
    turn = np.radians(angle)
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    slant = np.array([[1, random.normal(0, 0.1)], [0, 1]])
    matrix = rotation @ slant @ np.diag(random.uniform(0.9, 1.1, 2))
    shift = SIDE / 2 - matrix @ np.array([SHEET / 2, SHEET / 2])
    affine = np.concatenate([matrix, shift[:, None]], axis=1)
    layers = [
        np.asarray(cv2.warpAffine(layer, affine, (SIDE, SIDE)), dtype=np.uint8)
        for layer in sheet.layers
    ]
    return layers, affine


def _boxes_of(
    named: list[Named], affine: NDArray[np.float64]
) -> tuple[NDArray[np.float32], list[Named]]:
    """The boxes of those whose middle lies on the crop: of an ellipse in each box."""
    kept, boxes = [], []
    for one in named:
        half = np.array(one.ink.shape[::-1]) / 2
        x, y = affine[:, :2] @ (half + np.array([one.left, one.top])) + affine[:, 2]
        w, h = 2 * np.sqrt(((affine[:, :2] * half) ** 2).sum(axis=1))
        if 1 < x < SIDE - 1 and 1 < y < SIDE - 1:
            kept.append(one)
            boxes.append((one.character, x - w / 2, y - h / 2, w, h))
    return np.array(boxes, np.float32).reshape(-1, 5), kept


def _photographed(layers: list[Gray], random: Random, light: bool) -> NDArray[np.uint8]:
    """Layers in colours on paper, in uneven light, blurred, noisy, packed as JPEG."""
    paper = np.full(3, random.uniform(150, 255)) + random.normal(0, 6, 3)
    if random.random() < 0.12:
        paper = random.uniform(60, 255, 3)
    image = np.broadcast_to(paper.astype(np.float32), (SIDE, SIDE, 3)).copy()
    order = np.argsort([layer.any() for layer in layers], kind="stable")
    for i in order:
        alpha = layers[i].astype(np.float32) * (_strength(random) / 255)
        colour = _colour(random, paper)
        image += alpha[..., None] * (colour - image)
    if layers and random.random() < 0.15:  # the back side shines through
        alpha = layers[0][:, ::-1] * np.float32(random.uniform(0.02, 0.1) / 255)
        image *= 1 - alpha[..., None]
    if random.random() < 0.2:
        image *= 1 - _edge(random)[..., None]
    if random.random() < 0.7:
        points = random.uniform(random.uniform(0.35, 0.9), 1.05, (3, 3)).astype(
            np.float32
        )
        image *= cv2.resize(points, (SIDE, SIDE), interpolation=cv2.INTER_CUBIC)[
            ..., None
        ]
    if light or random.random() < 0.12:
        image = 255 - image
    if random.random() < 0.3:
        image[:] = image.mean(axis=2, keepdims=True)
    if random.random() < 0.6:
        image[:] = cv2.GaussianBlur(image, (0, 0), random.uniform(0.3, 1.4))
    if random.random() < 0.12:  # enlarged from a small picture
        share = random.uniform(0.3, 0.7)
        small = cv2.resize(
            image, None, fx=share, fy=share, interpolation=cv2.INTER_AREA
        )
        image[:] = cv2.resize(small, (SIDE, SIDE), interpolation=cv2.INTER_CUBIC)
    if random.random() < 0.3:  # the paper's grain
        grain = random.standard_normal((SIDE, SIDE), dtype=np.float32)
        grain[:] = cv2.GaussianBlur(grain, (0, 0), random.uniform(0.7, 2.5))
        image += (grain * (random.uniform(1, 5) / grain.std()))[..., None]
    if random.random() < 0.6:
        noise = random.standard_normal((SIDE, SIDE, 1), dtype=np.float32)
        image = image + noise * random.uniform(1, 9)
    pixels = np.clip(image, 0, 255).astype(np.uint8)
    if random.random() < 0.5:
        quality = [cv2.IMWRITE_JPEG_QUALITY, int(random.integers(25, 95))]
        packed = cv2.imencode(".jpg", pixels[..., ::-1], quality)[1]
        pixels = np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR))[..., ::-1]
    return np.ascontiguousarray(pixels)


def _strength(random: Random) -> float:
    return float(
        random.uniform(0.75, 1)
        if random.random() < 0.75
        else random.uniform(0.35, 0.75)
    )


def _colour(random: Random, paper: NDArray[np.float64]) -> NDArray[np.float32]:
    """Black, blue, red, any dark colour, or a paler shade of the paper."""
    what = random.random()
    if what < 0.45:
        colour = np.full(3, random.uniform(0, 90)) + random.normal(0, 8, 3)
    elif what < 0.62:
        colour = random.uniform((0, 20, 90), (70, 110, 220))
    elif what < 0.76:
        colour = random.uniform((140, 0, 0), (235, 80, 90))
    elif what < 0.88:
        colour = random.uniform(0, 150, 3)
    else:
        colour = paper * random.uniform(0.3, 0.75)
    return np.asarray(np.clip(colour, 0, 255), dtype=np.float32)


def _edge(random: Random) -> NDArray[np.float32]:
    """(SIDE, SIDE): the dark beyond a sheet's edge, or a fold, or a shadow."""
    shade = np.zeros((SIDE, SIDE), np.float32)
    angle, far = random.uniform(0, 2 * np.pi), random.uniform(20, 160)
    y, x = np.mgrid[:SIDE, :SIDE].astype(np.float32) - SIDE / 2
    off = x * np.cos(angle) + y * np.sin(angle) - far
    dark = random.uniform(0.2, 0.95)
    if random.random() < 0.3:
        wide = random.uniform(2, 12)
        return np.asarray(dark * np.exp(-((off / wide) ** 2)), dtype=np.float32)
    soft = random.uniform(0.5, 20)
    shade[:] = dark / (1 + np.exp(np.clip(-off / soft, -30, 30)))
    return shade


def _one_of(things: Sequence[Thing], random: Random) -> Thing:
    return things[int(random.integers(len(things)))]
