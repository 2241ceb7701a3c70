"""The app's own functions."""

import gc
from pathlib import Path
from typing import Any

from PIL import Image

import app
from tests.drawings import EXAMPLES, ink_of
from tests.page.loop import run


def test_the_sketchpads_own_value_is_read(tmp_path: Path) -> None:
    Image.fromarray(255 - ink_of(EXAMPLES[6])).save(tmp_path / "six.png")
    drawing: dict[str, Any] = {
        "background": None,
        "layers": [],
        "composite": {"path": str(tmp_path / "six.png")},
        "id": None,
    }
    assert run(app.read_drawing(drawing))["label"] == 6
    for nothing in ({**drawing, "composite": None}, None):
        assert run(app.read_drawing(nothing)) == {"verdict": "blank"}


def test_garbage_is_collected_again_once_all_is_imported() -> None:
    assert gc.isenabled()


def test_sessions_uploads_and_the_queue_have_limits() -> None:
    options = app.launch_options()
    assert options["state_session_capacity"] <= 1_000
    assert options["max_file_size"] == "6mb"
    assert app.demo._queue.max_size == 64
    assert app.demo.api_open is False
