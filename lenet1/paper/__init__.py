"""Digits from paper: a photo, a form, a cheque, a plate.

A page's way, one module a step:

    sheet      any picture -> its pixels at a working size
    contrast   uneven light taken out -> how far each pixel differs from the paper
    rules      rules, tables and form cells taken out
    parts      connected parts of the ink
    digits     pieces put together, touching digits taken apart; read in one batch
    lines      lines and numbers, also on a turned page
    page       all of it: start here, with `read_page`
    marking    the picture with a box around every digit

The image work (closing, connected parts, distances, resizing) is OpenCV's: of the
well-kept libraries it is the quickest, and brings no others but numpy along.
"""

from lenet1.paper.page import Box, Digit, Page, read_page
from lenet1.paper.sheet import PictureError

__all__ = ["Box", "Digit", "Page", "PictureError", "read_page"]
