"""A small page that is known to the pixel, for the tests of each step."""

import numpy as np
from PIL import Image

from lenet1.ink import Gray
from tests.drawings import EXAMPLES, ink_of

STEP, SIDE = 48, 60  # px; from digit to digit, and of the sheet that one is drawn on
ROWS = ([3, 1, 4], [7, 2, 5])
LINES = ("314", "725")


def written(paper: int = 255, pen: int = 0) -> Image.Image:
    """Two numbers, one under the other."""
    ink = inked().astype(np.float32) / 255
    return Image.fromarray((paper + ink * (pen - paper)).astype(np.uint8))


def inked() -> Gray:
    """The ink of these, (300, 320)."""
    ink = np.zeros((300, 320), np.uint8)
    for row, digits in enumerate(ROWS):
        for column, digit in enumerate(digits):
            y, x = 40 + 120 * row, 40 + STEP * column
            window = ink[y : y + SIDE, x : x + SIDE]
            np.maximum(window, ink_of(EXAMPLES[digit], side=SIDE), out=window)
    return ink
