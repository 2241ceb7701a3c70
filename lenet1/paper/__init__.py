"""Digits from paper: a photo, a form, a cheque, a plate.

A page's way, one module a step:

    sheet       any picture -> its pixels at a working size
    contrast    uneven light taken out -> how far each pixel differs from the paper
    rules       rules, tables and form cells taken out; traces finds the lines
    parts       connected parts of the ink
    pieces      pieces put together: a 5 and its bar
    glyphs      what stands there, read in batches; cuts takes touching digits apart
    words       letters told from digits by the company they keep
    lines       lines and numbers, also on a turned page
    signs       what stands between numbers: points, dashes, the strokes of a date
    page        all of it: start here, with `read_page`
    marking     the picture with a box around every digit

The image work (closing, connected parts, distances, resizing) is OpenCV's: of the
well-kept libraries it is the quickest, and brings no others but numpy along.
"""

from lenet1.paper.page import (
    Box,
    Digit,
    Page,
    message_from_page,
    read_page,
    read_sheet,
    with_digits,
)
from lenet1.paper.sheet import open_sheet
from lenet1.picture import PictureError

__all__ = [
    "Box",
    "Digit",
    "Page",
    "PictureError",
    "message_from_page",
    "open_sheet",
    "read_page",
    "read_sheet",
    "with_digits",
]
