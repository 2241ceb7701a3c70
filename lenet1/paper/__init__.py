"""Digits from paper: a photo, a form, a cheque, a plate.

A page's way, one module a step:

    sheet       any picture -> its pixels at a working size
    finder      a small network says where digits and signs stand, at several scales
    cutout      another one says which ink of a place is the digit's; LeNet-1 reads it
    decision    what both say and what LeNet-1 says: a digit, doubtful or none
    lines       lines and numbers, and the signs between
    page        all of it: start here, with `read_page`
    marking     the picture with a box around every digit
    networks    the file of the two networks and the decision

`learning.finder` makes that file. The image work (resizing, local means) is OpenCV's:
of the well-kept libraries it is the quickest, and brings no others but numpy along.
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
