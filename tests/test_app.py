"""The app's own functions."""

from pathlib import Path
from typing import Any

from PIL import Image

import app
from tests.drawings import EXAMPLES, ink_of


def test_the_sketchpads_own_value_is_read(tmp_path: Path) -> None:
    Image.fromarray(255 - ink_of(EXAMPLES[6])).save(tmp_path / "six.png")
    drawing: dict[str, Any] = {
        "background": None,
        "layers": [],
        "composite": {"path": str(tmp_path / "six.png")},
        "id": None,
    }
    assert app.read_drawing(drawing)["label"] == 6
    assert app.read_drawing({**drawing, "composite": None}) == {"verdict": "blank"}
    assert app.read_drawing(None) == {"verdict": "blank"}


def test_sessions_uploads_and_the_queue_have_limits() -> None:
    options = app.launch_options()
    assert options["state_session_capacity"] <= 1_000
    assert options["max_file_size"] == "6mb"
    assert app.demo._queue.max_size == 64
    assert app.demo.api_open is False
