"""A stranger's picture file: opened within limits, the way a viewer shows it."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from lenet1 import sentences
from lenet1.background import rim

FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF", "AVIF")  # EPS would start gs
MEGAPIXELS = 25  # a telephone's photo; 100 MB while it is decoded
LONGEST_SIDE = 512  # px; larger ones are reduced, which wipes grain away too
CEILINGS = (1, 255, 4095, 65535)  # what white is in pictures of wide or real numbers

File = str | os.PathLike[str] | BinaryIO


class PictureError(ValueError):
    """A file that is not taken for a picture; the message says why."""


def pictures_in(
    folder: Path, onerror: Callable[[OSError], object] | None = None
) -> list[Path]:
    """The files in `folder` and below that are named as pictures, in their order.

    `onerror` gets the OSError of each folder that cannot be listed.
    """
    suffixes = {s for s, f in Image.registered_extensions().items() if f in FORMATS}
    found = (
        Path(where, name)
        for where, _, names in os.walk(folder, onerror=onerror)
        for name in names
    )
    return sorted(
        path for path in found if path.suffix.lower() in suffixes and path.is_file()
    )


def open_picture(file: File) -> Image.Image:
    """The picture in a PNG, JPEG, GIF, WebP, BMP, TIFF or AVIF file, as L or RGB.

    Turned as its EXIF says, reduced to LONGEST_SIDE pixels, the first of an animation's
    pictures. 16-bit, 32-bit and floating-point greys become 8-bit ones, transparency
    paper. Raises PictureError for anything else, for more than MEGAPIXELS, and for
    damaged files.
    """
    with decoding(file) as opened:
        picture = opened
        if picture.mode in ("1", "P"):  # Pillow would drop pixels of these
            picture = picture.convert("RGBA")
        elif picture.mode.startswith("I;16"):  # Pillow cannot shrink these
            picture = picture.convert("I")
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.BOX)
        turned = ImageOps.exif_transpose(picture)
        return as_8_bit(turned) if turned.mode[0] in "IF" else opaque(turned)


def opaque(picture: Image.Image) -> Image.Image:
    """A picture of any 8-bit mode as L or RGB, what is transparent as paper.

    Where most of the rim is transparent, all that is not is ink, also white ink: it
    comes back black on white. Elsewhere transparency lets white through.
    """
    if not picture.has_transparency_data:
        if picture.mode == "LAB":  # Pillow cannot convert it
            return picture.getchannel("L")
        return picture if picture.mode == "L" else picture.convert("RGB")
    picture = picture.convert("RGBA")
    alpha = picture.getchannel("A")
    if np.median(rim(np.asarray(alpha))) < 128:
        return ImageOps.invert(alpha)
    white = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(white, picture).convert("RGB")


@contextmanager
def decoding(file: File) -> Iterator[Image.Image]:
    """A file's picture, to be decoded inside; whatever fails there is a PictureError.

    Of the formats and up to the size that `open_picture` takes.
    """
    try:
        with Image.open(file, formats=FORMATS) as picture:
            check_size(picture)
            yield picture
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureError(sentences.too_large(MEGAPIXELS)) from None
    except UnidentifiedImageError:
        raise PictureError(sentences.NO_PICTURE) from None
    except PictureError:
        raise
    except FileNotFoundError:
        raise PictureError(sentences.NO_FILE) from None
    except IsADirectoryError:
        raise PictureError(sentences.IS_FOLDER) from None
    except OSError as error:  # decoders raise it, too, without the system's words
        reason = error.strerror and sentences.cannot_be_read(error.strerror)
        raise PictureError(reason or sentences.DAMAGED) from None
    except Exception:  # decoders raise whatever they met: SyntaxError, ...
        raise PictureError(sentences.DAMAGED) from None


def check_size(picture: Image.Image) -> None:
    """Raise PictureError for more than MEGAPIXELS, before anything is decoded."""
    if picture.width * picture.height > MEGAPIXELS * 1_000_000:
        raise PictureError(sentences.too_large(MEGAPIXELS))


def as_8_bit(picture: Image.Image) -> Image.Image:
    """A picture of 16-bit, 32-bit or floating-point greys as one of 8 bits.

    Raises PictureError where its numbers are negative, not finite, or above 65535.
    """
    values = np.asarray(picture, dtype=np.float32)
    top = values.max()
    if not (np.isfinite(values).all() and values.min() >= 0 and top <= CEILINGS[-1]):
        raise PictureError(sentences.NOT_GREY)
    white = next(ceiling for ceiling in CEILINGS if top <= ceiling)
    return Image.fromarray(np.rint(values * (255 / white)).astype(np.uint8))
