"""Pages of digits made from a seed: what is written where is known to the pixel.

Every layout is a function that writes on a `Desk`; every disturbance takes the finished
picture, and the outlines of its digits where it moves them.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from lenet1.ink import Gray
from lenet1.learning.data import Digits
from lenet1.learning.pendigits import PenDigit
from lenet1.parts import box_of
from lenet1.pen import PAD, draw, place

WIDTH, HEIGHT = 1200, 900  # px
SPECK = 0.1  # of the ink; a smaller part of a scan is dirt
TALL = 60  # px; a digit's height, give or take a fifth
WORDS = (
    "Summe",
    "Datum",
    "kg",
    "EUR",
    "Name",
    "Total",
    "from",
    "Nr",
    "Rechnung",
    "and",
)
FONTS = Path("/usr/share/fonts/truetype")  # Debian's fonts-dejavu-core and such

Random = np.random.Generator
Outline = NDArray[np.float32]  # (n, 2); x and y of some points of a digit's ink
Written = tuple[int, Gray]  # a label and ink


class TrueDigit(NamedTuple):
    label: int
    number: int  # index into the page's numbers
    points: Outline

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        low, high = self.points.min(axis=0), self.points.max(axis=0) + 1
        return (float(low[0]), float(low[1]), float(high[0]), float(high[1]))


class Made(NamedTuple):
    """A page and what is on it."""

    picture: Image.Image
    digits: list[TrueDigit]
    numbers: list[str]


class Hand(NamedTuple):
    """Whose digits are written."""

    mnist: Digits
    pen: Sequence[PenDigit]

    def scanned(self, random: Random, tall: float) -> Written:
        """One of MNIST's, about `tall` px high.

        MNIST brought every digit to 20 px, of height or of width; who writes keeps to
        one height. How wide they were is lost, so this goes half the way back.
        """
        i = int(random.integers(len(self.mnist.labels)))
        ink = _without_specks(self.mnist.images[i].numpy())
        ink = ink[box_of(ink)]
        scale = tall / (20 * ink.shape[0]) ** 0.5
        size = [max(round(side * scale), 2) for side in ink.shape[::-1]]
        large = cv2.resize(ink, size, interpolation=cv2.INTER_CUBIC).astype(float)
        sharp = np.clip((large - 64) * 1.8, 0, 255)  # a pen's edge, not a scanner's
        return int(self.mnist.labels[i]), sharp.astype(np.uint8)

    def drawn(self, random: Random, tall: float, pen: float) -> Written:
        """One by a pen `pen` of its height wide."""
        digit = self.pen[int(random.integers(len(self.pen)))]
        size = 0.9 / (1 + pen)
        middle = np.array([0.5, 0.5])
        strokes = place(digit.strokes, size=PAD * size, pen=pen * size, at=middle)
        sheet = draw(strokes, pen=pen * size, side=round(tall / size))
        ink = 255 - np.asarray(sheet)
        return digit.label, ink[box_of(ink)]


def _without_specks(ink: Gray) -> Gray:
    """A scan without what lay beside the digit; it would set the true box."""
    labels, stats = cv2.connectedComponentsWithStats(ink, connectivity=8)[1:3]
    areas = stats[:, cv2.CC_STAT_AREA]
    kept = areas >= SPECK * areas[1:].max()
    return np.where(kept[labels], ink, 0).astype(np.uint8)


class Desk:
    """A page while it is written."""

    def __init__(self, hand: Hand, random: Random, pen: float | None = None) -> None:
        self.hand, self.random, self.pen = hand, random, pen
        self.ink = np.zeros((HEIGHT, WIDTH), np.uint8)
        self.printed = np.zeros((HEIGHT, WIDTH), np.uint8)
        self.digits: list[TrueDigit] = []
        self.numbers: list[str] = []

    def digit(self, tall: float = TALL) -> Written:
        tall = tall * self.random.uniform(0.88, 1.12)
        if self.pen is None:
            return self.hand.scanned(self.random, tall)
        return self.hand.drawn(self.random, tall, self.pen)

    def put(self, written: Written, x: float, bottom: float) -> float:
        """Put a digit of the last number with its left edge at x; its right edge."""
        label, ink = written
        left, top = round(x), round(bottom) - ink.shape[0]
        window = self.ink[top : top + ink.shape[0], left : left + ink.shape[1]]
        np.maximum(window, ink[: window.shape[0], : window.shape[1]], out=window)
        points = np.argwhere(ink > 100)[:, ::-1] + (left, top)
        self.digits.append(
            TrueDigit(label, len(self.numbers) - 1, points.astype(np.float32))
        )
        self.numbers[-1] += str(label)
        return float(left + ink.shape[1])

    def number(
        self, x: float, bottom: float, count: int, tall: float = TALL, gap: float = 0.25
    ) -> float:
        """Write a number of `count` digits, `gap` of their height apart; its end."""
        self.numbers.append("")
        for _ in range(count):
            apart = gap + self.random.uniform(-0.05, 0.1) if gap > 0 else gap
            sag = self.random.uniform(-0.06, 0.06) * tall
            x = self.put(self.digit(tall), x, bottom + sag) + apart * tall
        return x

    def line(self, *ends: float, thick: int = 2) -> None:
        """A printed line from x, y to x, y."""
        a, b = ((round(ends[i]), round(ends[i + 1])) for i in (0, 2))
        cv2.line(self.printed, a, b, 255, thick)

    def text(self, words: str, x: float, bottom: float, tall: float) -> float:
        """Printed letters; where they end."""
        image = Image.fromarray(self.printed)
        brush, font = ImageDraw.Draw(image), load_font("", tall / 0.72)
        brush.text((x, bottom), words, 255, font=font, anchor="ls")
        self.printed = np.array(image)
        return float(x + brush.textlength(words, font=font))

    def finished(
        self,
        paper: tuple[int, int, int] = (246, 246, 240),
        pen: tuple[int, int, int] = (30, 30, 70),
        print_: tuple[int, int, int] = (40, 40, 40),
    ) -> Made:
        pixels = np.full((HEIGHT, WIDTH, 3), paper, np.float32)
        for layer, color in ((self.printed, print_), (self.ink, pen)):
            share = layer[:, :, None].astype(np.float32) / 255
            pixels += share * (np.array(color, np.float32) - pixels)
        image = Image.fromarray(pixels.round().astype(np.uint8))
        return Made(image, self.digits, self.numbers)


def load_font(name: str, size: float) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.truetype(name, size) if name else ImageFont.load_default(size)


def rows(desk: Desk, step: float = 130) -> list[float]:
    """Baselines down the page."""
    return [150 + step * i for i in range(int((HEIGHT - 180) / step) + 1)]


def numbers(desk: Desk, gap: float = 0.25) -> None:
    """Two five-digit numbers a line."""
    for bottom in rows(desk):
        x = desk.number(90, bottom, 5, gap=gap)
        desk.number(max(x + 1.6 * TALL, 620), bottom, 5, gap=gap)


def touching(desk: Desk) -> None:
    """Numbers in which every other pair of neighbours touches or overlaps a little."""
    for bottom in rows(desk):
        for x in (90.0, 620.0):
            desk.numbers.append("")
            for i in range(4):
                x = desk.put(desk.digit(), x, bottom)
                x += -0.04 * TALL if i % 2 == 0 else 0.3 * TALL


def form(desk: Desk) -> None:
    """Rows of joined cells and of single boxes, a digit in each, some on the edge."""
    cell = 1.5 * TALL
    for at, bottom in enumerate(rows(desk)):
        desk.text(WORDS[at % len(WORDS)], 40, bottom - 12, 30)
        apart = 0.25 * TALL if at % 2 else 0
        desk.numbers.append("")
        for i in range(8):
            left, top = 230 + i * (cell + apart), bottom - cell + 16
            corners = [(left, top), (left + cell, top + cell)]
            ends = [[round(v) for v in corner] for corner in corners]
            cv2.rectangle(desk.printed, ends[0], ends[1], 255, 2)
            written = desk.digit()
            free = cell - written[1].shape[1]
            shift = desk.random.uniform(0, 0.9) * free
            sag = desk.random.uniform(-0.12, 0.25) * TALL
            desk.put(written, left + shift, bottom + sag)


def ruled(desk: Desk) -> None:
    """Numbers that stand on rules, and cross them now and then."""
    for bottom in rows(desk):
        desk.line(0, bottom + 2, WIDTH, bottom + 2)
        desk.number(100, bottom + desk.random.uniform(-4, 8), 5)
        desk.number(640, bottom + desk.random.uniform(-4, 8), 5)


def squared(desk: Desk) -> None:
    """Numbers across squares that are half as high as they are."""
    for at in range(0, WIDTH, TALL // 2):
        desk.line(at, 0, at, HEIGHT, thick=1)
        desk.line(0, at, WIDTH, at, thick=1)
    numbers(desk)


def cheque(desk: Desk) -> None:
    """An amount in a box, a date, an account's number, with print around them."""
    cv2.rectangle(desk.printed, (40, 60), (1160, 620), 255, 3)
    desk.text("Pay against this cheque", 80, 130, 26)
    desk.text("EUR", 690, 170, 34)
    cv2.rectangle(desk.printed, (780, 95), (1130, 195), 255, 2)
    desk.number(800, 176, 4, tall=52)
    for y in (270, 350):
        desk.line(80, y, 1120, y)
    desk.text("Date", 80, 470, 26)
    desk.line(170, 476, 560, 476)
    date(desk, 180, 466, tall=46)
    desk.number(120, 580, 9, tall=44, gap=0.35)


def date(desk: Desk, x: float, bottom: float, tall: float = TALL) -> float:
    """Day, month and year with dots, dashes or strokes between them."""
    sign = desk.random.choice(["dot", "dash", "stroke"])
    for count, more in ((2, True), (2, True), (4, False)):
        x = desk.number(x, bottom, count, tall=tall, gap=0.15)
        if not more:
            break
        a, b = {
            "dot": ((x, bottom - 2), (x + 2, bottom)),
            "dash": ((x, bottom - tall * 0.45), (x + tall * 0.3, bottom - tall * 0.45)),
            "stroke": ((x + tall * 0.35, bottom - tall), (x, bottom)),
        }[sign]
        ends = [[round(v) for v in end] for end in (a, b)]
        cv2.line(desk.ink, ends[0], ends[1], 255, max(round(tall * 0.1), 2))
        x += 0.6 * tall
    return x


def dates(desk: Desk) -> None:
    for bottom in rows(desk):
        date(desk, 100, bottom)


def notes(desk: Desk) -> None:
    """20 to 60 digits in numbers of any length and size, lines that rise and fall."""
    bottom, left = 40.0, int(desk.random.integers(20, 60))
    while left > 0:
        tall = desk.random.uniform(40, 80)
        bottom += 1.7 * tall
        if bottom > HEIGHT - 40:
            break
        x = desk.random.uniform(40, 200)
        while left > 0:
            count = min(int(desk.random.integers(1, 7)), left)
            if x + count * 1.2 * tall > WIDTH - 20:
                break
            x = desk.number(x, bottom + 0.02 * x, count, tall) + tall
            left -= count


def words(desk: Desk) -> None:
    """A word before, between and after the numbers."""
    for bottom in rows(desk):
        some = desk.random.choice(WORDS, 2)
        end = desk.text(str(some[0]), 30, bottom, 40)
        x = desk.number(end + 0.8 * TALL, bottom, 4)
        end = desk.text(str(some[1]), x + 0.6 * TALL, bottom, 40)
        desk.number(end + 0.8 * TALL, bottom, 3)


def crossed_out(desk: Desk) -> None:
    """Scribbles over something between the numbers."""
    for bottom in rows(desk):
        x = desk.number(90, bottom, 4) + TALL
        corners = desk.random.uniform(size=(14, 2)) * (2.2 * TALL, 0.9 * TALL)
        corners[:, 0] = np.sort(corners[:, 0])
        corners[::2, 1] *= 0.3
        zigzag = (corners + np.array([x, bottom - TALL])).astype(np.int32)
        cv2.polylines(desk.ink, [zigzag], False, 255, 6, cv2.LINE_AA)
        desk.number(x + 3.6 * TALL, bottom, 4)


def plate(desk: Desk) -> None:
    """Printed digits in frames; Pillow's own font and Debian's where there are any."""
    fonts = ["", *sorted(str(p) for p in FONTS.glob("dejavu/DejaVuSans*-Bold.ttf"))]
    fonts += sorted(str(p) for p in FONTS.glob("liberation/*Sans-Regular.ttf"))
    for i, top in enumerate(range(50, 800, 210)):
        for left in (60, 640):
            ends = [left, top], [left + 500, top + 150]
            cv2.rectangle(desk.printed, ends[0], ends[1], 255, 4)
            font = load_font(fonts[(i + left) % len(fonts)], 110)
            desk.numbers.append("")
            x = left + 40.0
            for label in desk.random.integers(10, size=5).tolist():
                image = Image.new("L", (120, 130))
                ImageDraw.Draw(image).text((10, 115), str(label), 255, font, "ls")
                ink = np.asarray(image)
                x = desk.put((label, ink[box_of(ink)]), x, top + 118) + 20


LAYOUTS: dict[str, Callable[[Desk], None]] = {
    "numbers": numbers,
    "form": form,
    "ruled": ruled,
    "squared": squared,
    "cheque": cheque,
    "date": dates,
    "notes": notes,
    "plate": plate,
    "touching": touching,
    "crossed out": crossed_out,
    "words": words,
}
