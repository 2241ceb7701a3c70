"""A digit in every format and mode of files, and files that are no picture."""

import struct
import zlib

import numpy as np
from PIL import Image, ImageOps

from lenet1.sentences import DAMAGED, NO_PICTURE, NOT_GREY, too_large
from tests.drawings import EXAMPLES, file_of, ink_of

DIGIT = 4


def drawing(*, ink: int = 0, side: int = 280) -> Image.Image:
    """The digit 4 on white paper, in a grey of 0 (black) to 255."""
    covered = ink_of(EXAMPLES[DIGIT], side=side).astype(int)
    return Image.fromarray((255 - covered * (255 - ink) // 255).astype(np.uint8))


def png_of_size(width: int, height: int) -> bytes:
    """A PNG that claims a size and holds next to nothing of it."""

    def chunk(name: bytes, data: bytes) -> bytes:
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">2I5B", width, height, 8, 0, 0, 0, 0)
    pixels = chunk(b"IDAT", zlib.compress(b""))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + pixels + chunk(b"IEND", b"")


def in_every_mode(*, side: int = 280) -> dict[str, Image.Image]:
    """A digit in pencil, in all modes that files come in."""
    grey, black = drawing(ink=120, side=side), drawing(side=side)
    levels, alpha = np.asarray(grey), ImageOps.invert(black)
    layers = {
        f"{name} on transparency": Image.merge(
            "RGBA", (*Image.new("RGB", grey.size, name).split(), alpha)
        )
        for name in ("black", "white", "red")
    }
    lab = Image.new("LAB", grey.size)
    lab.paste(Image.merge("LAB", (grey, *[Image.new("L", grey.size, 128)] * 2)))
    converted = ("L", "LA", "P", "RGB", "RGBA", "CMYK", "YCbCr")
    return {
        **{mode: grey.convert(mode) for mode in converted},
        **layers,
        "black and white": black.convert("1"),
        "white on transparency, grey": layers["white on transparency"].convert("LA"),
        "LAB": lab,
        "16 bit": Image.fromarray(levels.astype(np.uint16) * 257),
        "12 bit": Image.fromarray(levels.astype(np.uint16) * 16),
        "32 bit": Image.fromarray(levels.astype(np.int32) * 257),
        "0 to 1": Image.fromarray(levels.astype(np.float32) / 255),
        "0 to 255": Image.fromarray(levels.astype(np.float32)),
    }


KEEP = {  # of these modes; of others Pillow writes something else, or nothing
    "PNG": ["L", "LA", "P", "RGB", "RGBA", "black", "white", "red", "16 bit", "12 bit"],
    "JPEG": ["L", "RGB", "CMYK", "YCbCr"],
    "GIF": ["L", "P", "RGB", "black and white", "black on", "white on transparency"],
    "WEBP": ["L", "RGB", "RGBA", "black on", "white on transparency", "red"],
    "BMP": ["L", "P", "RGB", "black and white"],
    "TIFF": [
        *("L", "LA", "P", "RGB", "RGBA", "CMYK", "LAB", "black", "white", "red"),
        *("16 bit", "12 bit", "32 bit", "0 to 1", "0 to 255"),
    ],
    "AVIF": ["L", "RGB", "RGBA", "black on", "white on transparency", "red"],
}
KEPT = [  # format, mode
    (kind, mode)
    for kind, kept in KEEP.items()
    for mode in in_every_mode(side=1)
    if mode in kept or any(mode.startswith(f"{one} ") for one in kept)
]

PNG, TIFF = file_of(drawing(), "PNG"), file_of(drawing(), "TIFF")


def with_numbers(value: float) -> bytes:
    return file_of(Image.fromarray(np.full((40, 40), value, np.float32)), "TIFF")


NOT_PICTURES = {  # and what is said of them
    "nothing": (b"", NO_PICTURE),
    "text": (b"four", NO_PICTURE),
    "a PDF": (b"%PDF-1.7\n1 0 obj", NO_PICTURE),
    "an SVG": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", NO_PICTURE),
    "an EPS": (file_of(drawing().convert("RGB"), "EPS"), NO_PICTURE),
    "an ICO": (file_of(drawing(), "ICO"), NO_PICTURE),
    "a PPM": (file_of(drawing(), "PPM"), NO_PICTURE),
    "a HEIC": (b"\0\0\0\x18ftypheic\0\0\0\0heicmif1" + bytes(200), NO_PICTURE),
    "a zip": (b"PK\x03\x04" + bytes(100), NO_PICTURE),
    "a PNG cut in half": (PNG[: len(PNG) // 2], DAMAGED),
    "a PNG's first bytes": (PNG[:20], DAMAGED),
    "a TIFF cut in half": (TIFF[: len(TIFF) // 2], DAMAGED),
    "a PNG without its pixels": (png_of_size(100, 100), DAMAGED),
    "26 megapixels": (png_of_size(5200, 5000), too_large(25)),
    "a bomb": (png_of_size(60_000, 60_000), too_large(25)),
    "no number": (with_numbers(np.nan), NOT_GREY),
    "an infinite grey": (with_numbers(np.inf), NOT_GREY),
    "a negative grey": (with_numbers(-1), NOT_GREY),
    "a grey too great": (with_numbers(1e9), NOT_GREY),
}
