"""MCP's pictures go to the endpoints as they came.

Gradio 6.31 writes each down, sends it to itself as an upload, and forgets the file.
"""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

MARK = {"_type": "gradio.FileData"}  # of a path, which Gradio then looks at


def is_there() -> bool:
    return find_spec("mcp") is not None


def leave_pictures_in_place() -> None:
    """Have "data:" strings become {"url": "data:..."}, which the endpoints take."""
    inside: Any = import_module("gradio.mcp")
    inside.processing_utils.save_base64_to_cache = lambda url, *_: url
    inside.handle_file = in_place


def in_place(url: str) -> Any:
    """In the place of `gradio_client.handle_file`, which wants a path."""
    return {"url": url} if url.startswith("data:") else {"path": url, "meta": MARK}
