"""Pen strokes on a sheet the size of the page's sketchpad."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

PAD = 280  # px; side of the sketchpad, ten times the network's picture
SMOOTH = 2  # times finer than the pad the strokes are drawn, for smooth edges

Points = NDArray[np.float64]  # (n, 2): x to the right, y down


def draw(strokes: Sequence[Points], *, pen: float, side: int = PAD) -> Image.Image:
    """Strokes in px, black on a white sheet of `side` px, a round tip `pen` px wide."""
    canvas = Image.new("L", (side * SMOOTH, side * SMOOTH), 255)
    brush = ImageDraw.Draw(canvas)
    radius = pen * SMOOTH / 2
    for stroke in strokes:
        points = [(float(x), float(y)) for x, y in stroke * SMOOTH]
        brush.line(points, fill=0, width=round(2 * radius))
        for x, y in points:
            brush.ellipse((x - radius, y - radius, x + radius, y + radius), fill=0)
    return canvas.reduce(SMOOTH)


def place(
    strokes: Sequence[Points], *, size: float, pen: float, at: NDArray[np.float64]
) -> list[Points]:
    """Scale strokes to span `size` px of the pad and put them at `at`, 2 in [0, 1].

    At 0 the ink of a tip `pen` px wide touches the left or upper edge, at 1 the other.
    """
    every = np.concatenate(strokes)
    low, span = every.min(axis=0), np.ptp(every, axis=0)
    scale = size / max(span.max(), 1)
    corner = pen / 2 + at * (PAD - pen - scale * span)
    return [(stroke - low) * scale + corner for stroke in strokes]
