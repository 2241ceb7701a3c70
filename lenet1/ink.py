"""What is ink in a picture, whatever the paper and whatever surrounds the digit."""

from typing import NamedTuple

import numpy as np
from PIL import Image

from lenet1.background import contrast, rim
from lenet1.parts import Gray as Gray  # the type of every picture of ink
from lenet1.parts import LeftOut
from lenet1.surroundings import drop_surroundings

FAINTEST_INK = 24  # of 255; JPEG noise and paper grain stay below it


class Ink(NamedTuple):
    """A picture's ink, and what of it was taken for something else than a digit."""

    levels: Gray  # (height, width), 255 = ink
    left_out: tuple[LeftOut, ...]


def find_ink(picture: Image.Image) -> Ink:
    """Find the ink of `picture`, of any mode; `open_picture` keeps it small.

    Ink is what differs from the paper, in whichever colour, wherever the light falls;
    the paper is transparency where the picture's rim is mostly transparent. Lines,
    frames and what the rim cuts are left out where a digit stands clear of them.
    """
    if picture.mode != "L":
        picture = picture.convert("RGBA")
        alpha = np.asarray(picture.getchannel("A"))
        if np.median(rim(alpha)) < 128:
            return _without_surroundings(alpha)
        white = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(white, picture).convert("RGB")
    return _without_surroundings(contrast(np.asarray(picture)))


def drop_faint(ink: Gray) -> Gray:
    """`ink` with 0 for everything fainter than FAINTEST_INK."""
    return ink * (ink >= FAINTEST_INK)


def _without_surroundings(ink: Gray) -> Ink:
    return Ink(*drop_surroundings(drop_faint(ink)))
