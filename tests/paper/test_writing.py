"""A line of writing on a small page: its words, signs and numbers."""

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from lenet1.confidence import Reader, Verdict
from lenet1.paper import read_page
from tests.drawings import EXAMPLES, ink_of
from tests.paper.pages import LINES, SIDE, STEP, written


def test_a_word_beside_a_number_is_boxed_and_not_read(reader: Reader) -> None:
    pixels = np.pad(np.array(written()), ((0, 0), (0, 300)), constant_values=255)
    cv2.putText(pixels, "Rhumby", (260, 92), cv2.FONT_HERSHEY_SIMPLEX, 1.8, 0, 4)
    page = read_page(reader, Image.fromarray(pixels))
    assert page.lines == LINES
    letters = [digit for digit in page.digits if digit.box.left > 250]
    assert letters
    assert all(letter.verdict is Verdict.NO_DIGIT for letter in letters)


def test_what_is_refused_within_a_number_is_not_left_out_silently(
    reader: Reader,
) -> None:
    pixels = np.array(written())
    scribble = np.random.default_rng(1).integers((90, 44), (130, 92), (40, 2))
    pixels[40:100, 88:136] = 255
    cv2.polylines(pixels, [scribble.astype(np.int32)], False, 0, 2)
    page = read_page(reader, Image.fromarray(pixels))
    assert page.lines == ("3?4", "725")


@pytest.mark.parametrize("sign", ["/", ".", "-"])
def test_a_date_is_shown_with_what_parts_it(reader: Reader, sign: str) -> None:
    pixels, x = np.full((150, 560), 255, np.uint8), 20
    for shape in f"27{sign}03{sign}2584":
        if shape.isdigit():
            ink = 255 - ink_of(EXAMPLES[int(shape)], side=SIDE)
            pixels[40:100, x : x + SIDE] = np.minimum(pixels[40:100, x : x + SIDE], ink)
            x += STEP
        else:
            ends = {
                "/": ((x + 8, 98), (x + 28, 40)),
                ".": ((x + 17, 90), (x + 20, 90)),
                "-": ((x + 14, 70), (x + 28, 70)),
            }[shape]
            cv2.line(pixels, *ends, 0, 6)
            x += 36
    page = read_page(reader, Image.fromarray(pixels))
    assert page.lines == (f"27{sign}03{sign}2584",)
    read = [digit for digit in page.digits if digit.verdict is not Verdict.NO_DIGIT]
    assert [digit.number for digit in read] == [0, 0, 1, 1, 2, 2, 2, 2]


@pytest.mark.parametrize("number", ["99761", "20486", "35017"])
def test_a_printed_number_in_a_frame_is_read_as_on_a_plate(
    reader: Reader, number: str
) -> None:
    plate = Image.new("L", (560, 200), 245)
    brush, font = ImageDraw.Draw(plate), ImageFont.load_default(110)
    brush.rectangle((20, 20, 540, 180), outline=40, width=4)
    for i, digit in enumerate(number):
        brush.text((60 + 90 * i, 140), digit, 30, font, "ls")
    page = read_page(reader, plate)
    (line,) = page.lines
    assert line.replace("7", "1") == number.replace("7", "1")  # its 1 has a long flag
    verdicts = [digit.verdict for digit in page.digits]
    assert Verdict.NO_DIGIT not in verdicts
