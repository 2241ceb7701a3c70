"""Whose digits, letters and signs stand on the crops that the finder learns from.

A hand gives the ink of one character at a height: MNIST's digits, a writer's pen
strokes, a font's print or a display's segments.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from lenet1.ink import Gray
from lenet1.learning.hand import Random, curve, line, spline
from lenet1.learning.pendigits import PenDigit
from lenet1.learning.scribbles import FIGURES
from lenet1.pen import Points

DIGITS = "0123456789"
SIGNS = "+-x=()/.,:"  # what the finder tells beside digits, in its outputs' order
NOWHERE = "\U0010fffd"  # a character that no font has
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
OTHERS = "?!%&$#@*;\"'"
FONT_SIZE = 64  # px; of the glyphs that are kept
FONT_KINDS = (".ttf", ".otf")
SEGMENTS = "DSEG"  # in the file name of fonts that are displays
PICTURES = ("Weather", "GGCHAN")  # ... of those that draw other things for digits
STROKES = {  # of signs by pen, in tenths of a digit's height
    "+": [line((2, 5), (8, 5)), line((5, 2), (5, 8))],
    "-": [line((2, 5), (7, 5))],
    "x": [line((3, 3), (7, 8)), line((7, 3), (3, 8))],
    "=": [line((2, 4), (8, 4)), line((2, 7), (8, 7))],
    "(": [curve((6, 0), (3, 3), (3, 6), (6, 9))],
    ")": [curve((3, 0), (6, 3), (6, 6), (3, 9))],
    "/": [line((8, 0), (2, 9))],
    ".": [line((5, 9), (5, 9))],
    ",": [line((5, 9), (4.2, 11))],
    ":": [line((5, 4), (5, 4)), line((5, 8), (5, 8))],
}
LETTERS_BY_PEN = [*FIGURES["pen letters"], *FIGURES["Greek letters"]]
BASE = 9.0  # tenths; where the line is that figures stand on


class Glyph(NamedTuple):
    """The ink of one character, cut out; and how it stands on its line."""

    ink: Gray  # (h, w), 255 = ink
    drop: float  # px; from the line down to the lower edge
    before: float  # px; room to the left
    after: float  # px; room to the right


Hand = Callable[[str, float], Glyph | None]  # of a character and a digit's height, px
Font = dict[str, Glyph]  # at FONT_SIZE


def read_fonts(folders: Sequence[Path]) -> tuple[list[Font], list[Font]]:
    """The fonts below `folders` that have Latin letters; and those of displays.

    Of a family's many weights and scripts each file counts as one.
    """
    paths = sorted(p for f in folders for p in f.rglob("*") if p.suffix in FONT_KINDS)
    prints, displays = [], []
    for path in paths:
        if any(name in path.name for name in PICTURES):
            continue
        is_display = SEGMENTS in path.name
        font = _read_font(path, DIGITS if is_display else DIGITS + SIGNS + LETTERS)
        if font and is_display:
            displays.append(font)
        elif font:
            prints.append(font)
    return prints, displays


def _read_font(path: Path, characters: str) -> Font | None:
    try:
        return font_of(ImageFont.truetype(str(path), FONT_SIZE), characters)
    except OSError:
        return None


def font_of(font: ImageFont.FreeTypeFont, characters: str) -> Font | None:
    """Its glyphs, without what it lacks; None where it lacks what each has to have."""
    box = _drawn(font, NOWHERE)  # what a font draws for all that it lacks
    drawn = {c: _drawn(font, c) for c in characters}
    glyphs = {
        c: g
        for c, g in drawn.items()
        if g and not (box and np.array_equal(g.ink, box.ink))
    }
    tell = "018" + ("Ae" if "A" in characters else "")
    if not all(c in glyphs and min(glyphs[c].ink.shape) > 2 for c in tell):
        return None
    return glyphs


def _drawn(font: ImageFont.FreeTypeFont, character: str) -> Glyph | None:
    shown = "\N{MULTIPLICATION SIGN}" if character == "x" else character
    left, top, right, bottom = font.getbbox(shown, anchor="ls")
    wide, high = int(right - left), int(bottom - top)
    if wide < 1 or high < 1 or wide > 4 * FONT_SIZE or high > 4 * FONT_SIZE:
        return None
    canvas = Image.new("L", (wide, high))
    ImageDraw.Draw(canvas).text((-left, -top), shown, 255, font, anchor="ls")
    after = font.getlength(shown) - right
    return Glyph(np.asarray(canvas), float(bottom), float(left), float(after))


def printed_hand(font: Font, random: Random) -> Hand:
    """A font, perhaps narrowed, bolder or lighter."""
    tall = max(font[c].ink.shape[0] for c in DIGITS if c in font)
    wide, bold = random.uniform(0.8, 1.2), int(random.integers(-2, 5))

    def glyph(character: str, height: float) -> Glyph | None:
        own = font.get(character)
        if own is None:
            return None
        share = height / tall
        ink = own.ink
        if bold >= 3:
            ink = np.asarray(cv2.dilate(ink, np.ones((bold, bold), np.uint8)))
        size = _size(ink, share * wide, share)
        small = cv2.resize(ink, size, interpolation=cv2.INTER_AREA)
        drop, before, after = (v * share for v in own[1:])
        return Glyph(np.asarray(small, dtype=np.uint8), drop, before, after)

    return glyph


def mnist_hand(images: Gray, labels: np.ndarray, random: Random) -> Hand:
    """Digits of MNIST, (n, 28, 28), all bolder or thinner alike; signs by pen."""
    low, gain = random.uniform(20, 120), random.uniform(1.2, 4)
    wide = random.uniform(0.8, 1.15)
    by_pen = _strokes_hand(random.uniform(0.06, 0.16), random)
    of_label = [np.flatnonzero(labels == label) for label in range(10)]

    def glyph(character: str, height: float) -> Glyph | None:
        if character not in DIGITS:
            return by_pen(character, height)
        image = images[random.choice(of_label[int(character)])]
        rows, columns = np.flatnonzero(image.any(1)), np.flatnonzero(image.any(0))
        cut = image[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        share = height / cut.shape[0]
        large = cv2.resize(
            cut, _size(cut, share * wide, share), interpolation=cv2.INTER_CUBIC
        )
        ink = np.clip((large.astype(np.float32) - low) * gain, 0, 255)
        return Glyph(ink.astype(np.uint8), 0.0, 0.05 * height, 0.05 * height)

    return glyph


def pen_hand(digits: Sequence[PenDigit], random: Random) -> Hand:
    """One writer's digits with a pen of one width; signs and letters by it too."""
    pen = float(np.exp(random.uniform(np.log(0.035), np.log(0.2))))
    of_label = [[d for d in digits if d.label == label] for label in range(10)]
    by_pen = _strokes_hand(pen, random)

    def glyph(character: str, height: float) -> Glyph | None:
        if character not in DIGITS:
            return by_pen(character, height)
        own = of_label[int(character)]
        strokes = own[int(random.integers(len(own)))].strokes
        every = np.concatenate(strokes)
        span = np.ptp(every, axis=0)
        share = height / max(span[1], span[0] / 1.5, 1)
        low = every[:, 1].max()
        placed = [(s - (every[:, 0].min(), low)) * share for s in strokes]
        return _inked(placed, pen * height, 0.06 * height)

    return glyph


def _strokes_hand(pen: float, random: Random) -> Hand:
    """Signs and letters, their corners a little off."""
    large = random.uniform(0.8, 1.2)

    def glyph(character: str, height: float) -> Glyph | None:
        if character in STROKES:
            strokes, off = STROKES[character], 0.3
        else:
            which = int(random.integers(len(LETTERS_BY_PEN)))
            strokes, off = LETTERS_BY_PEN[which], 0.4
        size = height / 10 * (large if character not in "." else 1.0)
        placed = [
            (s - (0, BASE) + random.normal(0, off, s.shape)) * size for s in strokes
        ]
        return _inked(placed, pen * height, 0.06 * height)

    return glyph


def cursive(letters: int, height: float, random: Random) -> Glyph:
    """A word in joined-up writing: loops and hooks that are no digits."""
    steps = 4 * letters
    x = np.cumsum(random.uniform(0.02, 0.35, steps))
    x = x + 0.12 * np.sin(np.arange(steps) * random.uniform(1.2, 1.9))
    y = -0.5 * (np.arange(steps) % 2) * random.uniform(0.6, 1.2, steps)
    tall = random.random(steps) < 0.12
    y = np.where(tall, -random.uniform(0.9, 1.3, steps), y)
    y = np.where(random.random(steps) < 0.06, 0.5, y)
    corners = np.stack([x, y], axis=1) * height
    bent = spline(corners, np.linspace(0, 1, 5))
    return _inked([bent], random.uniform(0.05, 0.14) * height, 0.2 * height)


def _inked(strokes: Sequence[Points], pen: float, room: float) -> Glyph:
    """Strokes in px, y from their line, drawn with a round tip of `pen` px."""
    every = np.concatenate(strokes)
    thick = max(round(pen), 1)
    edge = thick / 2 + 1
    low, high = np.floor(every.min(0) - edge), np.ceil(every.max(0) + edge)
    wide, down = (high - low).astype(int).tolist()
    canvas = np.zeros((max(down, 1), max(wide, 1)), np.uint8)
    lines = [np.rint((s - low) * 16).astype(np.int32) for s in strokes]
    cv2.polylines(canvas, lines, False, 255, thick, cv2.LINE_AA, shift=4)
    if pen < 1:
        canvas = (canvas * max(pen, 0.5)).astype(np.uint8)
    return Glyph(canvas, float(high[1]), room, room)


def _size(ink: Gray, wide: float, high: float) -> tuple[int, int]:
    """Width and height of `ink` enlarged so many times; at least a pixel."""
    return max(round(ink.shape[1] * wide), 1), max(round(ink.shape[0] * high), 1)
