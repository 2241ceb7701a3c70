"""Any picture of a page, brought to the size that the search for digits works on."""

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

LARGEST = 50_000_000  # px; phones take 12 to 48 megapixels
LONGER_SIDE = 2400  # px; of a larger picture. A hundred digits of it have 60 px each
LEAST_SIDE = 1000  # px; of the longer side of a smaller one: hairlines need some room
MOST_ENLARGED = 4  # times

Pixels = NDArray[np.uint8]  # (height, width, 1 or 3)


class PictureError(ValueError):
    """A picture that cannot be read; the message says why and what to do."""


class Sheet(NamedTuple):
    """A picture at its working size, its paper not yet taken out."""

    pixels: Pixels  # one channel where the picture has no colour
    size: tuple[int, int]  # picture px; width and height as it is seen upright
    scale: float  # picture px per working px


def sheet_from_picture(picture: Image.Image) -> Sheet:
    """Bring a picture of any mode to its working size, turned as its EXIF says.

    Of a JPEG that has not been decoded yet no more is decoded than is needed; of an
    animation the first frame counts. Raises PictureError over LARGEST pixels, and for
    a file that is broken off.
    """
    width, height = picture.size
    if width * height > LARGEST:
        raise PictureError(
            f"The picture has {width * height / 1e6:.0f} megapixels;"
            f" {LARGEST / 1e6:.0f} is the most. Send a smaller one."
        )
    try:
        picture.draft(None, (LONGER_SIDE, LONGER_SIDE))  # never below these
        picture.load()
        reduced = _reduced(picture)
        upright = ImageOps.exif_transpose(reduced)
    except (OSError, SyntaxError, ValueError) as error:
        reason = str(error).strip().rstrip(".")
        raise PictureError(f"The picture cannot be decoded ({reason}).") from None
    if picture.getexif().get(0x0112, 1) >= 5:  # a quarter turn
        width, height = height, width
    pixels = _resized(_on_white(upright), max(width, height))
    return Sheet(pixels, (width, height), max(width, height) / max(pixels.shape[:2]))


def _reduced(picture: Image.Image) -> Image.Image:
    """By whole steps while it is at least twice too large, to spare memory."""
    steps = max(picture.size) // LONGER_SIDE
    if steps < 2 or picture.mode in ("P", "1", "PA", "I;16B", "I;16L"):
        return picture
    return picture.reduce(steps)


def _resized(pixels: Pixels, longer: int) -> Pixels:
    """To LONGER_SIDE or LEAST_SIDE; `longer` is the whole picture's, in its px."""
    target = min(longer, LONGER_SIDE)
    target = min(max(target, LEAST_SIDE), MOST_ENLARGED * longer)
    height, width = pixels.shape[:2]
    share = target / max(height, width)
    size = (max(round(width * share), 1), max(round(height * share), 1))
    if size == (width, height):
        return pixels
    method = cv2.INTER_AREA if share < 1 else cv2.INTER_CUBIC
    resized = cv2.resize(pixels, size, interpolation=method)
    return np.asarray(resized, dtype=np.uint8).reshape(*resized.shape[:2], -1)


def _on_white(picture: Image.Image) -> Pixels:
    """(height, width, 1 or 3) uint8; what is transparent becomes white."""
    if picture.mode.startswith(("I", "F")):  # 16 bits and more, of any range
        levels = np.asarray(picture, dtype=np.float32)
        low, span = levels.min(), max(float(np.ptp(levels)), 1)
        gray = np.rint((levels - low) * (255 / span)).astype(np.uint8)
        return np.asarray(gray[:, :, None])
    if picture.has_transparency_data:
        picture = picture.convert("RGBA")
        white = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(white, picture)
    mode = "L" if picture.mode in ("1", "L", "LA") else "RGB"
    pixels = np.asarray(picture.convert(mode))
    return pixels.reshape(*pixels.shape[:2], -1)
