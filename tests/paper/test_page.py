"""A small page that is known to the pixel, and pictures that hold no digit."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from lenet1.confidence import Confidence, Verdict
from lenet1.model import LeNet1
from lenet1.paper import Page, PictureError, read_page
from tests.conftest import ROOT
from tests.drawings import EXAMPLES, ink_of

STEP, SIDE = 48, 60  # px; from digit to digit, and of the sheet that one is drawn on
ROWS = ([3, 1, 4], [7, 2, 5])


def written(paper: int = 255, pen: int = 0) -> Image.Image:
    """Two numbers, one under the other."""
    ink = np.zeros((300, 320), np.float32)
    for row, digits in enumerate(ROWS):
        for column, digit in enumerate(digits):
            y, x = 40 + 120 * row, 40 + STEP * column
            drawn = ink_of(EXAMPLES[digit], side=SIDE) / 255
            window = ink[y : y + SIDE, x : x + SIDE]
            np.maximum(window, drawn, out=window)
    return Image.fromarray((paper + ink * (pen - paper)).astype(np.uint8))


@pytest.fixture
def page(shipped: LeNet1, confidence: Confidence) -> Page:
    return read_page(shipped, confidence, written())


@pytest.mark.parametrize(("paper", "pen"), [(255, 0), (20, 240), (240, 150)])
def test_numbers_are_read_line_by_line_on_light_and_dark_paper(
    shipped: LeNet1, confidence: Confidence, paper: int, pen: int
) -> None:
    page = read_page(shipped, confidence, written(paper, pen))
    assert page.lines == ("314", "725")
    assert page.size == (320, 300)


def test_boxes_lie_around_the_ink(page: Page) -> None:
    for i, digit in enumerate(page.digits):
        row, column = divmod(i, 3)
        ink = ink_of(EXAMPLES[ROWS[row][column]], side=SIDE)
        y, x = np.nonzero(ink > 128)
        left, top = 40 + STEP * column + x.min(), 40 + 120 * row + y.min()
        expected = (left, top, np.ptp(x) + 1, np.ptp(y) + 1)
        assert digit.box == pytest.approx(expected, abs=2.5)


def test_the_28x28_lies_on_the_digit_in_the_picture(page: Page) -> None:
    for digit in page.digits:
        left, top, width, height = digit.box
        centered = digit.reading.centered
        assert 20 * centered.pixel == pytest.approx(max(width, height), rel=0.15)
        assert centered.left < left < centered.left + 28 * centered.pixel
        assert centered.top < top < centered.top + 28 * centered.pixel


@pytest.mark.parametrize("value", [0, 128, 255])
def test_an_empty_picture_holds_no_digit(
    shipped: LeNet1, confidence: Confidence, value: int
) -> None:
    page = read_page(shipped, confidence, Image.new("L", (400, 300), value))
    assert page.digits == ()
    assert page.lines == ()


@pytest.mark.parametrize("mode", ["1", "P", "RGB", "RGBA", "CMYK", "I;16", "F", "LA"])
def test_pictures_of_every_mode_are_read(
    shipped: LeNet1, confidence: Confidence, mode: str
) -> None:
    plain = written()
    if mode == "I;16":
        picture = Image.fromarray(np.asarray(plain).astype(np.uint16) * 257)
    else:
        picture = plain.convert(mode)
    assert read_page(shipped, confidence, picture).lines == ("314", "725")


def test_too_many_pixels_are_refused_in_words(
    shipped: LeNet1, confidence: Confidence
) -> None:
    huge = Image.new("1", (10_000, 10_000))
    with pytest.raises(PictureError, match="100 megapixels"):
        read_page(shipped, confidence, huge)


def test_the_first_frame_of_an_animation_is_read(
    shipped: LeNet1, confidence: Confidence, tmp_path: Path
) -> None:
    path = tmp_path / "moving.gif"
    frames = [Image.new("L", (320, 300), 255)]
    written().save(path, save_all=True, append_images=frames)
    with Image.open(path) as picture:
        assert read_page(shipped, confidence, picture).lines == ("314", "725")


def test_the_command_prints_lines_or_everything(tmp_path: Path) -> None:
    written().save(tmp_path / "page.png")
    command = [sys.executable, "-m", "lenet1.paper", str(tmp_path / "page.png")]
    more = ["--json", "--boxes", str(tmp_path / "boxes.png")]
    everything = json.loads(subprocess.check_output([*command, *more], cwd=ROOT))
    assert everything["lines"] == ["314", "725"]
    assert everything["digits"][0]["verdict"] == Verdict.DIGIT.value
    with Image.open(tmp_path / "boxes.png") as boxes:
        assert boxes.size == (320, 300)


def test_the_command_says_in_words_that_there_is_no_picture(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "lenet1.paper", str(tmp_path / "none.png")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1
    assert "none.png" in done.stderr
    assert "Traceback" not in done.stderr
