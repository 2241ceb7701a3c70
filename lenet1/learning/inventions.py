"""Drawings that stand for all that nobody listed: digits taken apart, bent, added to.

The verdict's head is fitted to them beside `scribbles` and `composites`. No figure is
made of them, since some come out as digits; what they teach holds for kinds that the
head never saw.
"""

import math

import numpy as np
from PIL import Image

from lenet1.learning.composites import FACING, Composite, digit_of, penned
from lenet1.learning.hand import Random, Strokes, circle, random_hand, rotation
from lenet1.learning.pendigits import PenDigits
from lenet1.pen import PAD, Points

PAPER = 255
FIELD = 6  # points a side of the smooth field whose contours are drawn
TURNED = (0.6, 2.5)  # rad; what is turned less may still be the digit
WARP = 0.18  # of the height; standard deviation of a warp's waves


def warped(digits: PenDigits, random: Random) -> Image.Image:
    """A digit turned, perhaps mirrored, squeezed, slanted and bent; no 0, 1 or 8."""
    facing = [digit for digit in digits if digit.label in FACING]
    angle = random.uniform(*TURNED) * random.choice([-1, 1])
    wide = np.exp(random.uniform(-0.7, 0.7))
    lean = np.array([[1, 0], [random.uniform(-0.3, 0.3), 1]])
    shape = np.diag([wide * random.choice([-1, 1]), 1]) @ lean @ rotation(angle)
    slow, phase = random.uniform(2, 6, size=(2, 2)), random.uniform(0, 6.3, size=(2, 2))
    far = random.normal(0, WARP, size=(2, 2))

    def bend(points: Points) -> Points:
        waves = [
            a * np.sin(k * points[:, ::-1] + p)
            for a, k, p in zip(far, slow, phase, strict=True)
        ]
        moved: Points = (points + waves[0] + waves[1]) @ shape
        return moved

    return penned([bend(stroke) for stroke in digit_of(facing, random)], random)


def joined(digits: PenDigits, random: Random) -> Image.Image:
    """One to four pieces of digits' strokes, turned, many end to end or branching."""
    pieces: Strokes = []
    for _ in range(int(random.choice(4, p=[0.15, 0.45, 0.3, 0.1])) + 1):
        piece = _piece(digits, random)
        if pieces and random.random() < 0.6:
            other = pieces[int(random.integers(len(pieces)))]
            at = other[int(random.choice([0, len(other) // 2, -1]))]
            piece = piece - piece[int(random.choice([0, -1]))] + at
        else:
            piece = piece + random.uniform(-0.5, 0.5, size=2)
        pieces.append(piece)
    return penned(pieces, random)


def with_stroke(digits: PenDigits, random: Random) -> Image.Image:
    """A digit and one or two pieces of other strokes anywhere near it or across it."""
    strokes, hand = digit_of(digits, random), random_hand(random)
    for _ in range(int(random.choice(2, p=[0.7, 0.3])) + 1):
        piece = hand(_piece(digits, random) * random.uniform(0.3, 1))
        strokes.append(piece + random.uniform((-0.4, -0.2), (1.2, 1.2)))
    return penned(strokes, random)


def curves(digits: PenDigits, random: Random) -> Image.Image:
    """One to three lines whose curvature wanders, from hooks to tangles."""
    lines = []
    for _ in range(int(random.choice(3, p=[0.5, 0.35, 0.15])) + 1):
        count = int(random.integers(8, 40))
        wander = np.cumsum(random.normal(0, 0.25, count)) * random.uniform(0.3, 1.5)
        angle = np.cumsum(0.6 * (wander + random.normal(0, 0.15)))
        angle += random.uniform(0, 2 * math.pi)
        points = np.cumsum(circle(angle), axis=0)
        size = random.uniform(0.4, 1) / np.ptp(points, axis=0).max()
        lines.append(points * size + random.uniform(-0.3, 0.3, size=2))
    return penned(lines, random)


def shuffled(digits: PenDigits, random: Random) -> Image.Image:
    """A drawn digit or two cut into 4 or 9 squares, turned and put together anew."""
    drawn = [penned(digit_of(digits, random), random) for _ in range(2)]
    inks = [PAPER - np.asarray(_trimmed(picture)) for picture in drawn]
    squares = int(random.integers(2, 4))
    side = PAD // squares
    mosaic = np.zeros((PAD, PAD), np.uint8)
    for y in range(squares):
        for x in range(squares):
            ink = inks[int(random.integers(2))]
            top, left = random.integers(0, PAD - side + 1, size=2)
            piece = np.rot90(
                ink[top : top + side, left : left + side], random.choice(4)
            )
            mosaic[y * side : (y + 1) * side, x * side : (x + 1) * side] = (
                piece[:, ::-1] if random.random() < 0.5 else piece
            )
    return Image.fromarray(PAPER - mosaic)


def contours(digits: PenDigits, random: Random) -> Image.Image:
    """The outlines of random blobs in a circle, thin or thick."""
    field = random.normal(size=(FIELD, FIELD)).astype(np.float32)
    smooth = Image.fromarray(field).resize((PAD, PAD), Image.Resampling.BICUBIC)
    level, half = random.uniform(-0.6, 0.6), random.uniform(0.08, 0.35)
    y, x = np.mgrid[-1 : 1 : PAD * 1j, -1 : 1 : PAD * 1j]
    drawn = (np.abs(np.asarray(smooth) - level) < half) & (x**2 + y**2 < 0.75)
    drawn[PAD // 2, PAD // 2] |= not drawn.any()
    return Image.fromarray(np.where(drawn, 0, PAPER).astype(np.uint8))


INVENTIONS: dict[str, Composite] = {
    "warped digit": warped,
    "joined strokes": joined,
    "digit with stroke": with_stroke,
    "curves": curves,
    "shuffled digits": shuffled,
    "contours": contours,
}


def _piece(digits: PenDigits, random: Random) -> Points:
    """Half or more of one stroke, turned any way, perhaps mirrored, about 1 long."""
    digit = digits[int(random.integers(len(digits)))]
    stroke = digit.strokes[int(random.integers(len(digit.strokes)))]
    if len(stroke) < 4:  # a dot
        stroke = np.array([[0, 0], [0.5, 0], [1, 0], [1.5, 0]], float)
    first = int(random.integers(0, len(stroke) // 2))
    piece = stroke[first : int(random.integers(len(stroke) // 2 + 2, len(stroke) + 1))]
    piece = piece - piece.mean(axis=0)
    piece = piece / max(np.ptp(piece, axis=0).max(), 1e-3)
    flipped = piece * (random.choice([-1, 1]), 1)
    turned: Points = flipped @ rotation(random.uniform(0, 2 * math.pi))
    return turned * random.uniform(0.4, 1, size=2)


def _trimmed(picture: Image.Image) -> Image.Image:
    """The part with ink, as large as the pad."""
    ink = Image.fromarray(PAPER - np.asarray(picture))
    return picture.crop(ink.getbbox()).resize((PAD, PAD))
