"""Ten digits as pen strokes: to click on the page, and to set its colour scales."""

import json
from pathlib import Path

import numpy as np

import lenet1.drawing
from lenet1.drawing import PAD
from lenet1.preprocessing import Gray, ink

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


def draw(strokes: list[Stroke], *, side: int = PAD, pen: float = PEN) -> Gray:
    """Draw strokes with a round pen: ink (side, side) uint8, 255 = ink."""
    points = [np.array(stroke) * (side / 100) for stroke in strokes]
    return ink(lenet1.drawing.draw(points, pen=pen * side / 100, side=side))
