"""Ink on any paper, in any colour."""

import numpy as np
import pytest
from PIL import Image

from lenet1.centering import center
from lenet1.ink import find_ink
from tests.drawings import EXAMPLES, ink_of, must_center


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA", "P", "1", "LA", "CMYK"])
def test_blank_paper_has_no_ink_in_any_mode(mode: str) -> None:
    for color in ("white", "black", "#1f2937"):
        paper = Image.new("RGB", (280, 280), color)
        blank = paper.convert(mode, dither=Image.Dither.NONE)
        assert not find_ink(blank).levels.any()
        assert center(find_ink(blank).levels) is None
    assert not find_ink(Image.new("RGBA", (280, 280), (0, 0, 0, 0))).levels.any()


PAPERS = ["white", "black", "#1f2937", "#fff8dc", (0, 0, 0, 0)]
COLORS = ["black", "white", "red", "#ffdd00", "#0000ff", "#22aa55"]


@pytest.mark.parametrize(
    ("paper", "color"), [(p, c) for p in PAPERS for c in COLORS if p != c]
)
def test_paper_and_pen_colour_do_not_matter(
    paper: str | tuple[int, ...], color: str
) -> None:
    drawing = ink_of(EXAMPLES[5])
    sheet = Image.new("RGBA", (280, 280), paper)
    stroke = Image.new("RGBA", (280, 280), color)
    stroke.putalpha(Image.fromarray(drawing))
    sheet.alpha_composite(stroke)
    expected = must_center(drawing).image.astype(int)
    assert np.abs(must_center(find_ink(sheet).levels).image - expected).mean() < 3


def test_faint_noise_is_paper() -> None:
    noise = np.random.default_rng(0).integers(235, 256, (280, 280), dtype=np.uint8)
    assert not find_ink(Image.fromarray(noise)).levels.any()
