"""The picture with a box around every digit and its answer above."""

from PIL import Image, ImageDraw, ImageFont, ImageOps

from lenet1.confidence import Verdict
from lenet1.paper.page import Page
from lenet1.picture import File, as_8_bit, decoding

COLORS = {
    Verdict.DIGIT: (0, 120, 60),
    Verdict.NOT_SURE: (210, 110, 0),
    Verdict.NO_DIGIT: (150, 150, 150),
}
LEAST_LETTER = 10  # px


def marked(file: File, page: Page) -> Image.Image:
    """The picture in `file`, RGB, the right way up, with boxes: orange is not sure.

    Grey boxes are what is no digit. Raises PictureError as `sheet.open_sheet` does.
    """
    with decoding(file) as opened:
        picture = as_8_bit(opened) if opened.mode[0] in "IF" else opened
        image = ImageOps.exif_transpose(picture).convert("RGB")
    brush = ImageDraw.Draw(image)
    for digit in page.digits:
        left, top, width, height = digit.box
        color = COLORS[digit.verdict]
        thick = max(round(height / 25), 1)
        box = (left, top, left + width, top + height)
        brush.rectangle(box, outline=color, width=thick)
        if digit.verdict is not Verdict.NO_DIGIT:
            font = ImageFont.load_default(max(0.4 * height, LEAST_LETTER))
            brush.text((left, top), str(digit.label), color, font, anchor="lb")
    return image
