"""Scribbles, shapes, letters, dots: what people draw instead of a digit.

Each from a random generator, on the sketchpad of `pendigits`. What could pass for a
digit is left out: upright lines (1), circles (0), letters such as S.
"""

import math
from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from lenet1.learning.alphabets import ARABIC, DEVANAGARI, GREEK, MARKS, smooth
from lenet1.learning.forms import Random, random_hand
from lenet1.learning.pendigits import PENS, SIZES
from lenet1.learning.shapes import PEN_LETTERS, SHAPES
from lenet1.pen import PAD, Points, draw, place

# Pillow's own font (Aileron, CC0). Without B D G I J O Q S Z b g i j l o q s y z, which
# somebody would take for a digit.
LETTERS = "ACEFHKLMNPRTUVWXYacdefhkmnprtuvwx"
TURN = math.radians(10)  # people's lines lean
WOBBLE = 0.03  # of a figure's size; standard deviation of every corner's place
MOST_UPRIGHT = math.radians(50)  # from the vertical; a steeper line would be a 1

Thing = TypeVar("Thing")


def scribble(random: Random) -> Image.Image:
    """A smooth line back and forth through 12 to 24 points."""
    corners = random.uniform(size=(int(random.integers(12, 25)), 2))
    return _penned([_smooth(corners)], random)


def line(random: Random) -> Image.Image:
    """One straight line that is far from upright."""
    angle = random.uniform(MOST_UPRIGHT, math.pi - MOST_UPRIGHT)
    along = np.array([math.sin(angle), math.cos(angle)])
    return _penned([np.array([-along, along])], random)


def shape(random: Random) -> Image.Image:
    """One of SHAPES, leaning and with its corners off."""
    return _penned(_wobbled(_one_of(SHAPES, random), random), random)


def spiral(random: Random) -> Image.Image:
    """Two to three and a half turns outwards from the middle, either way round."""
    share = np.linspace(0, 1, 80)
    angle = share * 2 * math.pi * random.uniform(2, 3.5) * random.choice([-1, 1])
    points = share[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return _penned([points], random)


def face(random: Random) -> Image.Image:
    """A circle with two eyes and a mouth, smiling or not."""
    angle = np.linspace(0, 2 * math.pi, 41)
    circle = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    eyes = [np.array([[x, -0.3], [x, -0.25]]) for x in (-0.3, 0.3)]
    mouth = circle[1:20] * (0.5, random.uniform(-0.3, 0.5)) + (0, 0.2)
    return _penned([circle, *eyes, mouth], random)


def dots(random: Random) -> Image.Image:
    """Three to eight touches of the pen, apart."""
    points = random.uniform(size=(int(random.integers(3, 9)), 1, 2))
    return _penned(list(points), random)


def pen_letter(random: Random) -> Image.Image:
    """One of PEN_LETTERS, leaning and with its corners off."""
    return _penned(_wobbled(_one_of(PEN_LETTERS, random), random), random)


def made_up_letter(random: Random) -> Image.Image:
    """One to four strokes between the crossings of a coarse grid, straight or bent.

    It stands for all alphabets that nobody listed here.
    """
    strokes = []
    for _ in range(int(random.choice(4, p=[0.15, 0.4, 0.3, 0.15])) + 1):
        count = int(random.integers(2, 6))
        corners = random.integers(0, 4, size=(count, 2)) * (0.2, 0.3)
        corners = corners + random.normal(0, 0.03, size=corners.shape)
        bent = count > 2 and random.random() < 0.6
        strokes.append(10 * (smooth(corners) if bent else corners))
    return _penned(_by_hand(strokes, random), random)


def greek_letter(random: Random) -> Image.Image:
    return _penned(_by_hand(_one_of(GREEK, random), random), random)


def devanagari_digit(random: Random) -> Image.Image:
    return _penned(_by_hand(_one_of(DEVANAGARI, random), random), random)


def arabic_digit(random: Random) -> Image.Image:
    return _penned(_by_hand(_one_of(ARABIC, random), random), random)


def mark(random: Random) -> Image.Image:
    """One of MARKS: punctuation and letters with a dot."""
    return _penned(_by_hand(_one_of(MARKS, random), random), random)


def letter(random: Random) -> Image.Image:
    """One of LETTERS, leaning, of any weight and size."""
    size = PAD * random.uniform(*SIZES)
    font = ImageFont.load_default(size)
    text = _one_of(LETTERS, random)
    pad = Image.new("L", (PAD, PAD), 255)
    weight = int(random.integers(0, round(size / 20) + 1))
    ImageDraw.Draw(pad).text(
        (PAD / 2, PAD / 2), text, 0, font, anchor="mm", stroke_width=weight
    )
    return pad.rotate(math.degrees(random.uniform(-TURN, TURN)), fillcolor=255)


def number(random: Random) -> Image.Image:
    """Two of the font's digits side by side."""
    text = str(random.integers(10, 100))
    size = PAD * random.uniform(0.3, 0.6)
    pad = Image.new("L", (PAD, PAD), 255)
    ImageDraw.Draw(pad).text(
        (PAD / 2, PAD / 2), text, 0, ImageFont.load_default(size), anchor="mm"
    )
    return pad.rotate(math.degrees(random.uniform(-TURN, TURN)), fillcolor=255)


def dot(random: Random) -> Image.Image:
    """A touch of the pen, or a blob as wide as two or three."""
    reach = random.uniform(0, 0.5) * random.choice([0, 1])
    around = random.uniform(-reach, reach, size=(12, 2))
    pen = random.choice(PENS)
    return draw([PAD / 2 + around * (PAD * pen)], pen=pen)


KINDS: dict[str, Callable[[Random], Image.Image]] = {
    "scribble": scribble,
    "spiral": spiral,
    "line": line,
    "shape": shape,
    "face": face,
    "letter": letter,
    "pen letter": pen_letter,
    "number": number,
    "dot": dot,
    "dots": dots,
    "mark": mark,
    "made-up letter": made_up_letter,
    "Greek letter": greek_letter,
    "Devanagari digit": devanagari_digit,
    "Arabic digit": arabic_digit,
}


def _one_of(things: Sequence[Thing], random: Random) -> Thing:
    return things[int(random.integers(len(things)))]


def _penned(strokes: list[Points], random: Random) -> Image.Image:
    pen = random.choice(PENS)
    size = PAD * random.uniform(*SIZES)
    placed = place(strokes, size=size, pen=pen, at=random.uniform(size=2))
    return draw(placed, pen=pen)


def _wobbled(strokes: list[Points], random: Random) -> list[Points]:
    """Strokes turned and stretched a little, each corner off by a little."""
    angle = random.uniform(-TURN, TURN)
    turn = np.array(
        [[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]]
    )
    stretch = random.uniform(0.75, 1.0, size=2)
    off = 10 * WOBBLE
    return [(s * stretch + random.normal(0, off, size=s.shape)) @ turn for s in strokes]


def _by_hand(strokes: list[Points], random: Random) -> list[Points]:
    """Strokes in tenths as another hand would bend, lean and stretch them."""
    hand = random_hand(random)
    return [hand(stroke / 10) * PAD for stroke in strokes]


def _smooth(corners: NDArray[np.float64], fine: int = 12) -> Points:
    """A quadratic B-spline: from middle to middle, bent towards each corner."""
    middles = (corners[:-1] + corners[1:]) / 2
    t = np.linspace(0, 1, fine, endpoint=False)[:, None]
    pieces = [
        (1 - t) ** 2 * a + 2 * t * (1 - t) * c + t**2 * b
        for a, c, b in zip(middles[:-1], corners[1:-1], middles[1:], strict=True)
    ]
    return np.concatenate(pieces)
