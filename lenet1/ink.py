"""What is ink in a picture, whatever the paper."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

FAINTEST_INK = 24  # of 255; JPEG noise and paper grain stay below it

Gray = NDArray[np.uint8]  # (height, width)


def find_ink(picture: Image.Image) -> Gray:
    """Find the ink of `picture` (any mode): (height, width) uint8, 255 = ink.

    Ink is what differs from the paper, in whichever colour; the paper is transparency
    where the picture's rim is mostly transparent, else the rim's median colour.
    """
    if picture.mode != "L":
        picture = picture.convert("RGBA")
        alpha = np.asarray(picture.getchannel("A"))
        if np.median(_rim(alpha)) < 128:
            return drop_faint(alpha)
        white = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(white, picture).convert("RGB")
    pixels = np.asarray(picture)
    paper = np.median(_rim(pixels), axis=0).astype(np.uint8)
    contrast = np.maximum(pixels, paper) - np.minimum(pixels, paper)
    return drop_faint(contrast if contrast.ndim == 2 else contrast.max(axis=2))


def drop_faint(ink: Gray) -> Gray:
    """`ink` with 0 for everything fainter than FAINTEST_INK."""
    return np.where(ink >= FAINTEST_INK, ink, 0).astype(np.uint8)


def _rim(pixels: Gray) -> Gray:
    """The outermost pixels of (height, width, ...), as (n, ...)."""
    sides = [pixels[0], pixels[-1], pixels[1:-1, 0], pixels[1:-1, -1]]
    return np.concatenate(sides, axis=0)
