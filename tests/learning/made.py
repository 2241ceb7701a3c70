"""What crops are made of, without any font of the system."""

import numpy as np
from PIL import ImageFont

from lenet1.learning.crops.hands import DIGITS, FONT_SIZE, LETTERS, SIGNS, font_of
from lenet1.learning.crops.sheet import Bank
from lenet1.learning.pendigits import PenDigit
from tests.drawings import EXAMPLES
from tests.mnist_sample import load_sample


def bank() -> Bank:
    font = ImageFont.load_default(FONT_SIZE)
    assert isinstance(font, ImageFont.FreeTypeFont)
    print_ = font_of(font, DIGITS + SIGNS + LETTERS)
    assert print_ is not None
    sample = load_sample()
    writer = [
        PenDigit(n, 0, tuple(map(np.array, strokes))) for n, strokes in EXAMPLES.items()
    ]
    return Bank(
        np.asarray(sample.images),
        np.asarray(sample.labels),
        [writer],
        [print_],
        [print_],
    )
