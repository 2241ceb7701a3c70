"""The endpoints as MCP tools, asked by a real client."""

import base64
import io
import os
import signal
from ast import literal_eval
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.conftest import ROOT, serve
from tests.drawings import EXAMPLES, ink_of
from tests.page.loop import run

if not os.environ.get("CI"):
    pytest.importorskip("mcp")


def data_url(digit: int) -> str:
    file = io.BytesIO()
    Image.fromarray(255 - ink_of(EXAMPLES[digit])).save(file, "PNG")
    return f"data:image/png;base64,{base64.b64encode(file.getvalue()).decode()}"


async def ask(address: str, *calls: tuple[str, dict[str, Any]]) -> list[Any]:
    """The names of the tools, then whether each call failed, and its text."""
    from mcp import ClientSession
    from mcp.client.streamable_http import streamablehttp_client

    async with (
        streamablehttp_client(f"{address}gradio_api/mcp/") as (received, sent, _),
        ClientSession(received, sent) as session,
    ):
        await session.initialize()
        answers: list[Any] = [[t.name for t in (await session.list_tools()).tools]]
        for name, arguments in calls:
            result = await session.call_tool(name, arguments)
            (said,) = result.content
            answers.append((result.isError, getattr(said, "text", "")))
        return answers


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_tools_answer_refuse_in_words_and_leave_no_pictures_behind() -> None:
    with serve(ROOT / "app.py") as (address, process):
        cache = Path(f"/proc/{process.pid}/cwd").resolve() / "cache"
        tools, *answers = run(
            ask(
                address,
                ("read_digit", {"picture": data_url(4)}),
                ("explain", {"picture": data_url(4), "layer": "logits", "map": 4}),
                ("explain", {"picture": data_url(4), "layer": "conv2", "map": 44}),
                ("read_digit", {"picture": "https://example.com/four.png"}),
            )
        )
        kept = [path for path in cache.rglob("*") if path.is_file()]
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=15)
        left = [path for path in cache.rglob("*") if path.is_file()]
    assert tools == ["read_digit", "feature_maps", "explain", "read_page"]
    read, why, no_unit, no_picture = answers
    assert literal_eval(read[1])["label"] == 4
    assert literal_eval(why[1])["source"] == "pool2"
    assert (no_unit[0], "0 to 11" in no_unit[1]) == (True, True)
    assert (no_picture[0], "not its address" in no_picture[1]) == (True, True)
    assert kept
    assert left == []
