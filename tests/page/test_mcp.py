"""The endpoints as MCP tools, asked by a real client."""

import os
from ast import literal_eval
from pathlib import Path

import pytest

from tests.page.curl import FOUR, data_url
from tests.page.loop import run
from tests.page.mcp import ask

if not os.environ.get("CI"):
    pytest.importorskip("mcp")


def kept() -> set[Path]:
    folder = Path(os.environ["GRADIO_TEMP_DIR"])
    return {path for path in folder.rglob("*.*") if path.is_file()}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_tools_answer_and_refuse_in_words(address: str) -> None:
    before = kept()
    tools, *answers = run(
        ask(
            address,
            ("read_digit", {"picture": data_url(FOUR)}),
            ("explain", {"picture": data_url(FOUR), "layer": "logits", "map": 4}),
            ("explain", {"picture": data_url(FOUR), "layer": "conv2", "map": 44}),
            ("read_digit", {"picture": "https://example.com/four.png"}),
        )
    )
    assert kept() == before, "Gradio would write each picture down, and forget it"
    assert tools == ["read_digit", "feature_maps", "explain", "read_page"]
    read, why, no_unit, no_picture = answers
    assert literal_eval(read[1])["label"] == 4
    assert literal_eval(why[1])["source"] == "pool2"
    assert (no_unit[0], "0 to 11" in no_unit[1]) == (True, True)
    assert (no_picture[0], "not its address" in no_picture[1]) == (True, True)
