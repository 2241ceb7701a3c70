"""What people draw that is no digit: scribbles, lines, shapes, letters, two digits.

Drawn from a seed on the sketchpad of `pendigits`, to fit and to measure refusals. What
could pass for a digit is left out: upright lines (1), circles (0), letters such as S.
"""

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from torch import Tensor

from lenet1.drawing import PAD, Points, draw, place
from lenet1.pendigits import PENS
from lenet1.preprocessing import Gray, center, ink

# Pillow's own font (Aileron, CC0). Without B D G I J O Q S Z b g i j l o q s y z, which
# somebody would take for a digit.
LETTERS = "ACEFHKLMNPRTUVWXYacdefhkmnprtuvwx"
TURN = math.radians(10)  # people's lines lean
WOBBLE = 0.03  # of a figure's size; standard deviation of every corner's place
SIZES = (0.3, 0.8)  # of the pad's side; as large as the pen digits
MOST_UPRIGHT = math.radians(50)  # from the vertical; a steeper line would be a 1


class NonDigits(NamedTuple):
    """n pictures of no digit, and the kind of each."""

    images: Tensor  # (n, 28, 28) uint8, 255 = ink
    kinds: list[str]  # names of KINDS


Random = np.random.Generator


def draw_non_digits(count: int, *, seed: int) -> NonDigits:
    """`count` pictures of each kind, brought to 28x28 as a drawing is."""
    random = np.random.default_rng(seed)
    kinds = [kind for kind in KINDS for _ in range(count)]
    images = [_centered(KINDS[kind](random)) for kind in kinds]
    return NonDigits(torch.from_numpy(np.stack(images)), kinds)


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
    """One of FIGURES, leaning and with its corners off."""
    figure = FIGURES[int(random.integers(len(FIGURES)))]
    return _penned(_wobbled(figure, random), random)


def letter(random: Random) -> Image.Image:
    """One of LETTERS, leaning, of any weight and size."""
    size = PAD * random.uniform(*SIZES)
    font = ImageFont.load_default(size)
    text = LETTERS[int(random.integers(len(LETTERS)))]
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
    pen = PAD * random.choice(PENS)
    return draw([PAD / 2 + around * pen], pen=pen)


KINDS: dict[str, Callable[[Random], Image.Image]] = {
    kind.__name__: kind for kind in (scribble, line, shape, letter, number, dot)
}


def _figure(*strokes: str) -> list[Points]:
    """Strokes such as "00 40 44": digits x and y of each corner, y down."""
    return [np.array([[int(c) for c in p] for p in s.split()], float) for s in strokes]


FIGURES = [
    _figure("24 84 88 28 24"),  # square
    _figure("15 95 98 18 15"),  # flat rectangle
    _figure("51 98 18 51"),  # triangle
    _figure("51 95 59 15 51"),  # diamond
    _figure("51 59", "15 95"),  # plus
    _figure("11 99", "91 19"),  # cross
    _figure("13 93", "17 97"),  # equals
    _figure("31 39", "71 79"),  # two bars
    _figure("31 39", "71 79", "13 93", "17 97"),  # hash
    _figure("59 18 73 78 19 93 59"),  # star-like tangle
    _figure("15 95", "62 95 68"),  # arrow to the right
    _figure("51 59", "24 51 84"),  # arrow up
    _figure("51 94 98 18 14 51", "14 94"),  # house
    _figure("11 39 51 79 91"),  # wave
    _figure("19 37 59 77 99 97"),  # low zigzag
    _figure("51 15 19 99 95 51 59"),  # envelope-like
    _figure("53 31 14 59 94 71 53"),  # heart
    _figure("15 39 91"),  # tick
    _figure("11 91 99 19 11", "11 99", "91 19"),  # crossed box
    _figure("51 63 93 75 98 56 18 35 13 43 51"),  # star
    _figure("55 65 66 46 44 74 77 37 33 83 88 28"),  # square spiral
]


def _penned(strokes: list[Points], random: Random) -> Image.Image:
    pen = PAD * random.choice(PENS)
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


def _smooth(corners: NDArray[np.float64], fine: int = 12) -> Points:
    """A quadratic B-spline: from middle to middle, bent towards each corner."""
    middles = (corners[:-1] + corners[1:]) / 2
    t = np.linspace(0, 1, fine, endpoint=False)[:, None]
    pieces = [
        (1 - t) ** 2 * a + 2 * t * (1 - t) * c + t**2 * b
        for a, c, b in zip(middles[:-1], corners[1:-1], middles[1:], strict=True)
    ]
    return np.concatenate(pieces)


def _centered(picture: Image.Image) -> Gray:
    centered = center(ink(picture))
    assert centered is not None  # every kind leaves ink
    return centered.image
