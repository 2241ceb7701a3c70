"""Any picture of a page, brought to the size that the search for digits works on."""

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from lenet1.picture import File, as_8_bit, check_size, decoding, opaque

LONGER_SIDE = 2000  # px; of a larger picture. A hundred digits of it have 50 px each
LEAST_SIDE = 1000  # px; of the longer side of a smaller one: hairlines need some room
MOST_ENLARGED = 4  # times

Pixels = NDArray[np.uint8]  # (height, width, 1 or 3)


class Sheet(NamedTuple):
    """A picture at its working size, its paper not yet taken out."""

    pixels: Pixels  # one channel where the picture has no colour
    size: tuple[int, int]  # picture px; width and height as it is seen upright
    scale: float  # picture px per working px


def open_sheet(file: File) -> Sheet:
    """The picture of a page in a file such as `picture.open_picture` takes.

    Raises PictureError as that does.
    """
    with decoding(file) as picture:
        return sheet_from_picture(picture)


def sheet_from_picture(picture: Image.Image) -> Sheet:
    """Bring a picture of any mode to its working size, turned as its EXIF says.

    Of a JPEG that has not been decoded yet no more is decoded than is needed; of an
    animation the first frame counts. Raises PictureError over MEGAPIXELS.
    """
    check_size(picture)
    width, height = picture.size
    picture.draft(None, (LONGER_SIDE, LONGER_SIDE))  # never below these
    reduced = _reduced(_plain(picture))
    upright = ImageOps.exif_transpose(reduced)
    if upright.size != reduced.size:
        width, height = height, width
    pixels = _resized(_opaque(upright), max(width, height))
    return Sheet(pixels, (width, height), max(width, height) / max(pixels.shape[:2]))


def _plain(picture: Image.Image) -> Image.Image:
    """In a mode that can be averaged."""
    if picture.mode[0] in "IF":
        return as_8_bit(picture)
    if picture.has_transparency_data:
        return picture.convert("RGBA")
    return picture.convert("L") if picture.mode == "1" else opaque(picture)


def _reduced(picture: Image.Image) -> Image.Image:
    """By whole steps while it is at least twice too large, to spare memory."""
    steps = max(picture.size) // LONGER_SIDE
    return picture.reduce(steps) if steps > 1 else picture


def _opaque(picture: Image.Image) -> Pixels:
    """(height, width, 1 or 3); what is transparent becomes paper."""
    pixels = np.asarray(opaque(picture))
    return pixels.reshape(*pixels.shape[:2], -1)


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
