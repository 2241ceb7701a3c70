"""Ten digits as pen strokes: to click on the page, and to set its colour scales."""

import json
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from lenet1.preprocessing import Gray

Stroke = list[tuple[float, float]]  # points in percent of the pad, y down

PEN = 9.0  # percent of the pad; the page's pen

_FILE = Path(__file__).parent / "static" / "examples.json"


def load_examples() -> dict[int, list[Stroke]]:
    """The strokes of each digit 0-9."""
    strokes = json.loads(_FILE.read_text())
    return {
        int(digit): [[(x, y) for x, y in stroke] for stroke in drawing]
        for digit, drawing in strokes.items()
    }


def draw(strokes: list[Stroke], *, side: int = 280, pen: float = PEN) -> Gray:
    """Draw strokes with a round pen: ink (side, side) uint8, 255 = ink."""
    fine = 4  # Pillow draws without anti-aliasing, so draw large and average
    picture = Image.new("L", (side * fine, side * fine))
    brush = ImageDraw.Draw(picture)
    radius = pen / 200 * side * fine
    for stroke in strokes:
        points = [(x / 100 * side * fine, y / 100 * side * fine) for x, y in stroke]
        brush.line(points, fill=255, width=round(2 * radius))
        for x, y in points:
            brush.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    return np.asarray(picture.reduce(fine))
