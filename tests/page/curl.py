"""The named endpoints asked over HTTP, as curl would."""

import base64
import json
from typing import Any

import httpx
from PIL import Image

from tests.drawings import EXAMPLES, file_of, ink_of


def data_url(content: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(content).decode()}"


def in_place(content: bytes) -> dict[str, str]:
    """A picture that needs no upload."""
    return {"url": data_url(content)}


FOUR = file_of(Image.fromarray(255 - ink_of(EXAMPLES[4])))


def call(web: httpx.Client, endpoint: str, data: Any) -> tuple[str, Any]:
    """The event, "complete" or "error", and what it brings, as curl would show it."""
    asked = web.post(f"call/{endpoint}", json={"data": data})
    assert asked.status_code == 200, asked.text
    text = web.get(f"call/{endpoint}/{asked.json()['event_id']}").text
    *_, event, data = filter(None, text.splitlines())  # after a slow one's heartbeats
    return event.removeprefix("event: "), json.loads(data.removeprefix("data: "))
