"""Scribbles, shapes, letters, dots: what people draw instead of a digit.

Each kind draws one picture of the sketchpad, black on white, from a random generator.
What could pass for a digit is left out: upright lines (1), circles (0), letters such as
S, the lambdas (1), theta (0), Devanagari's 0, 2 and 3, Arabic's 0, 1, 5, 8 and 9.
"""

import json
import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from lenet1.learning.hand import (
    Random,
    Strokes,
    by_hand,
    circle,
    curve,
    line,
    rotation,
    spline,
    written,
)
from lenet1.learning.pendigits import PENS, SIZES
from lenet1.pen import PAD, Points, draw

# Pillow's own font (Aileron, CC0). Without B D G I J O Q S Z b g i j l o q s y z, which
# somebody would take for a digit.
LETTERS = "ACEFHKLMNPRTUVWXYacdefhkmnprtuvwx"
MOST_TURNED = math.radians(10)  # either way; people's lines lean
UNSTEADY = 0.3  # tenths of a figure's box; standard deviation of every corner's place
MOST_UPRIGHT = math.radians(50)  # from the vertical; a steeper line would be a 1

Thing = TypeVar("Thing")
Scribble = Callable[[Random], Image.Image]


def load_figures() -> dict[str, list[Strokes]]:
    """The shapes, letters and marks of `figures.json`, by kind, in tenths of a box.

    A stroke such as "00 40 44" there names x and y of each corner, y down; one that
    begins with ~ is bent along its corners.
    """
    kinds = json.loads(Path(__file__).with_name("figures.json").read_text())
    return {
        kind: [[_stroke(text) for text in figure] for figure in figures.values()]
        for kind, figures in kinds.items()
    }


def _stroke(text: str) -> Points:
    corners = [(int(xy[0]), int(xy[1])) for xy in text.removeprefix("~").split()]
    return curve(*corners) if text.startswith("~") else line(*corners)


FIGURES = load_figures()


def leaning(kind: str) -> Scribble:
    """One of the figures of a kind, turned and stretched, each corner a little off."""

    def draw_figure(random: Random) -> Image.Image:
        strokes = _one_of(FIGURES[kind], random)
        turn = rotation(random.uniform(-MOST_TURNED, MOST_TURNED))
        stretch = random.uniform(0.75, 1.0, size=2)
        return _penned(
            [
                (s * stretch + random.normal(0, UNSTEADY, size=s.shape)) @ turn
                for s in strokes
            ],
            random,
        )

    return draw_figure


def handwritten(kind: str) -> Scribble:
    """One of the figures of a kind as some hand bends, leans and stretches it."""

    def draw_figure(random: Random) -> Image.Image:
        return _tenths_by_hand(_one_of(FIGURES[kind], random), random)

    return draw_figure


def scribble(random: Random) -> Image.Image:
    """A smooth line back and forth through 12 to 24 points."""
    corners = random.uniform(size=(int(random.integers(12, 25)), 2))
    times = np.linspace(0, 1, 12, endpoint=False)
    return _penned([spline(corners, times)], random)


def slanted_line(random: Random) -> Image.Image:
    """One straight line that is far from upright."""
    angle = random.uniform(MOST_UPRIGHT, math.pi - MOST_UPRIGHT)
    along = np.array([math.sin(angle), math.cos(angle)])
    return _penned([line(-along, along)], random)


def spiral(random: Random) -> Image.Image:
    """Two to three and a half turns outwards from the middle, either way round."""
    share = np.linspace(0, 1, 80)
    angle = share * 2 * math.pi * random.uniform(2, 3.5) * random.choice([-1, 1])
    return _penned([share[:, None] * circle(angle)], random)


def face(random: Random) -> Image.Image:
    """A circle with two eyes and a mouth, smiling or not."""
    head = circle(np.linspace(0, 2 * math.pi, 41))
    eyes = [line((x, -0.3), (x, -0.25)) for x in (-0.3, 0.3)]
    mouth = head[1:20] * (0.5, random.uniform(-0.3, 0.5)) + (0, 0.2)
    return _penned([head, *eyes, mouth], random)


def dots(random: Random) -> Image.Image:
    """Three to eight touches of the pen, apart."""
    points = random.uniform(size=(int(random.integers(3, 9)), 1, 2))
    return _penned(list(points), random)


def made_up_letter(random: Random) -> Image.Image:
    """One to four strokes between the crossings of a coarse grid, straight or bent.

    It stands for all alphabets that nobody listed here.
    """
    strokes = []
    for _ in range(int(random.choice(4, p=[0.15, 0.4, 0.3, 0.15])) + 1):
        count = int(random.integers(2, 6))
        crossings = random.integers(0, 4, size=(count, 2)) * (2, 3)
        corners = crossings + random.normal(0, UNSTEADY, size=crossings.shape)
        bent = count > 2 and random.random() < 0.6
        strokes.append(curve(*corners) if bent else corners)
    return _tenths_by_hand(strokes, random)


def letter(random: Random) -> Image.Image:
    """One of LETTERS, leaning, of any weight and size."""
    size = PAD * random.uniform(*SIZES)
    text = _one_of(LETTERS, random)
    weight = int(random.integers(0, round(size / 20) + 1))
    return _typed(text, size, random, weight=weight)


def number(random: Random) -> Image.Image:
    """Two of the font's digits side by side."""
    text = str(random.integers(10, 100))
    return _typed(text, PAD * random.uniform(0.3, 0.6), random)


def dot(random: Random) -> Image.Image:
    """A touch of the pen, or a blob as wide as two or three."""
    reach = random.uniform(0, 0.5) * random.choice([0, 1])
    around = random.uniform(-reach, reach, size=(12, 2))
    pen = random.choice(PENS)
    return draw([PAD / 2 + around * (PAD * pen)], pen=pen)


KINDS: dict[str, Scribble] = {
    "scribble": scribble,
    "spiral": spiral,
    "line": slanted_line,
    "shape": leaning("shapes"),
    "face": face,
    "letter": letter,
    "pen letter": leaning("pen letters"),
    "number": number,
    "dot": dot,
    "dots": dots,
    "mark": handwritten("marks"),
    "made-up letter": made_up_letter,
    "Greek letter": handwritten("Greek letters"),
    "Devanagari digit": handwritten("Devanagari digits"),
    "Arabic digit": handwritten("Arabic digits"),
}


def _one_of(things: Sequence[Thing], random: Random) -> Thing:
    return things[int(random.integers(len(things)))]


def _penned(strokes: Strokes, random: Random) -> Image.Image:
    return written(strokes, random, pen=random.choice(PENS), sizes=SIZES)


def _tenths_by_hand(strokes: Strokes, random: Random) -> Image.Image:
    hand_written = by_hand([stroke / 10 for stroke in strokes], random)
    return _penned([stroke * PAD for stroke in hand_written], random)


def _typed(text: str, size: float, random: Random, weight: int = 0) -> Image.Image:
    """`text` in Pillow's font, `size` px high, its outline `weight` px wider."""
    pad = Image.new("L", (PAD, PAD), 255)
    font, middle = ImageFont.load_default(size), (PAD / 2, PAD / 2)
    ImageDraw.Draw(pad).text(middle, text, 0, font, anchor="mm", stroke_width=weight)
    lean = math.degrees(random.uniform(-MOST_TURNED, MOST_TURNED))
    return pad.rotate(lean, fillcolor=255)
