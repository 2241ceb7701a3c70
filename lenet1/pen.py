"""Pen strokes on a sheet the size of the page's sketchpad, and the ten examples.

Places are in px of the pad, x to the right and y down; a pen's width is a share of the
pad's side.
"""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

PAD = 280  # px; side of the sketchpad, ten times the network's picture
PEN = 0.09  # of the pad's side; the page's pen
SMOOTH = 2  # times finer than the pad the strokes are drawn, for smooth edges
EXAMPLES = Path(__file__).parent / "examples.json"  # points in percent of the pad

Points = NDArray[np.float64]  # (n, 2)


def load_examples() -> dict[int, list[Points]]:
    """The strokes of one drawing of each digit 0-9."""
    return {
        int(digit): [np.array(stroke) * (PAD / 100) for stroke in strokes]
        for digit, strokes in json.loads(EXAMPLES.read_text()).items()
    }


def draw(
    strokes: Sequence[Points], *, pen: float = PEN, side: int = PAD
) -> Image.Image:
    """Strokes with a round tip, black on white, mode L; the pad shrunk to `side` px.

    `pen` is the tip's share of the pad's side.
    """
    scale = SMOOTH * side / PAD
    canvas = Image.new("L", (side * SMOOTH, side * SMOOTH), 255)
    brush = ImageDraw.Draw(canvas)
    radius = pen * PAD * scale / 2
    for stroke in strokes:
        points = [(float(x), float(y)) for x, y in stroke * scale]
        brush.line(points, fill=0, width=round(2 * radius))
        for x, y in points:
            brush.ellipse((x - radius, y - radius, x + radius, y + radius), fill=0)
    return canvas.reduce(SMOOTH)


def place(
    strokes: Sequence[Points], *, size: float, pen: float, at: NDArray[np.float64]
) -> list[Points]:
    """Scale strokes to span `size` px of the pad and put them at `at`, 2 in [0, 1].

    At 0 the ink of a pen's tip touches the left or upper edge, at 1 the other.
    """
    every = np.concatenate(strokes)
    low, span = every.min(axis=0), np.ptp(every, axis=0)
    scale = size / max(span.max(), 1)
    corner = pen * PAD / 2 + at * (PAD - pen * PAD - scale * span)
    return [(stroke - low) * scale + corner for stroke in strokes]
