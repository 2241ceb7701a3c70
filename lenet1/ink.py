"""What is ink in a picture, whatever the paper and whatever surrounds the digit."""

from typing import NamedTuple

import numpy as np
from PIL import Image

from lenet1.background import contrast
from lenet1.parts import Gray as Gray  # the type of every picture of ink
from lenet1.parts import LeftOut
from lenet1.picture import opaque
from lenet1.surroundings import drop_surroundings

FAINTEST_INK = 24  # of 255; JPEG noise and paper grain stay below it


class Ink(NamedTuple):
    """A picture's ink, and what of it was taken for something else than a digit."""

    levels: Gray  # (height, width), 255 = ink
    left_out: tuple[LeftOut, ...]


def find_ink(picture: Image.Image) -> Ink:
    """Find the ink of `picture`, of any mode; `open_picture` keeps it small.

    Ink is what differs from the paper, in whichever colour, wherever the light falls.
    Lines, frames and what the rim cuts are left out where a digit stands clear of them.
    """
    levels = contrast(np.asarray(opaque(picture)))
    return Ink(*drop_surroundings(drop_faint(levels)))


def drop_faint(ink: Gray) -> Gray:
    """`ink`, (height, width) uint8, with 0 for everything below FAINTEST_INK."""
    return ink * (ink >= FAINTEST_INK)
