"""The app's own functions."""

from pathlib import Path
from typing import Any

import pytest
from PIL import Image

import app
from tests.drawings import EXAMPLES, ink_of


def test_the_sketchpads_own_value_is_read() -> None:
    drawing: dict[str, Any] = {
        "background": None,
        "layers": [],
        "composite": Image.fromarray(255 - ink_of(EXAMPLES[6])),
    }
    assert app.read_drawing(drawing)["label"] == 6
    assert app.read_drawing({**drawing, "composite": None}) == {"verdict": "blank"}
    assert app.read_drawing(None) == {"verdict": "blank"}


def test_a_decompression_bomb_is_refused(tmp_path: Path) -> None:
    Image.new("1", (10_000, 10_000)).save(tmp_path / "bomb.png")
    with pytest.raises(Image.DecompressionBombError):
        Image.open(tmp_path / "bomb.png")
