"""A photo of a page as a telephone sends it: megabytes of a sensor's grain."""

import numpy as np
from PIL import Image

from tests.drawings import file_of
from tests.paper.pages import written

SIZE = (1600, 1500)  # px
GRAIN = 4  # of 255; deviation in each colour, which nothing compresses


def photo() -> bytes:
    """A PNG file of some 4 MB that shows `tests.paper.pages.LINES`."""
    page = written(paper=220, pen=40).resize(SIZE).convert("RGB")
    grain = np.random.default_rng(0).normal(0, GRAIN, (*SIZE[::-1], 3))
    pixels = np.clip(np.asarray(page) + grain, 0, 255).astype(np.uint8)
    return file_of(Image.fromarray(pixels))
