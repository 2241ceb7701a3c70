"""The page's own modules in Node: what the browser makes of a drawing."""

import base64
import json
import shutil
import struct
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor

from lenet1.confidence import Reader
from lenet1.ink import Gray
from lenet1.model import Activations, Layer
from lenet1.page.wire import message_from_network
from tests.conftest import missing

SCRIPT = Path(__file__).with_name("read_frames.mjs")


class PageReading(NamedTuple):
    """What the page would show of one drawing."""

    image: Gray  # (28, 28); what its network saw
    activations: Activations  # of a batch of one
    answer: dict[str, Any]  # verdict, label, runner_up, probabilities
    placement: dict[str, float]  # left, top, pixel, slant, middle
    left_out: list[dict[str, Any]]  # kind, number


def require_node() -> str:
    """Where Node is; skips a test without it, and fails one in CI."""
    node = shutil.which("node")
    if node is None:
        missing("What the page computes is tested in Node: apt-get install nodejs.")
    return node


def frame(ink: Gray) -> bytes:
    """`ink` as the page sends it."""
    height, width = ink.shape
    return struct.pack("<2H", width, height) + ink.tobytes()


def read_in_node(reader: Reader, inks: Sequence[Gray]) -> list[PageReading | None]:
    """What the page's `read` makes of each drawing; None where it finds no ink."""
    layers = reader.network.layers[1:]
    return [message and _decode(message, layers) for message in _read(reader, inks, [])]


def time_in_node(reader: Reader, inks: Sequence[Gray]) -> list[float]:
    """How long the page's `read` takes for each drawing, in ms."""
    return _read(reader, inks, ["timed"])


def numbers_in_node(reader: Reader, inks: Sequence[Gray]) -> list[dict[str, Any]]:
    """What the page's "Save numbers" writes of each drawing."""
    return _read(reader, inks, ["numbers"])


def links_in_node(reader: Reader) -> list[dict[str, Any]]:
    """What becomes of 200 drawings in a link; see `links.mjs`."""
    return _run(reader, SCRIPT.with_name("links.mjs"))


def _read(reader: Reader, inks: Sequence[Gray], options: list[str]) -> list[Any]:
    with tempfile.NamedTemporaryFile() as frames:
        frames.write(b"".join(map(frame, inks)))
        frames.flush()
        return _run(reader, SCRIPT, frames.name, *options)


def _run(reader: Reader, script: Path, *arguments: str) -> list[Any]:
    """What a script prints that gets the network."""
    with tempfile.NamedTemporaryFile("w") as network:
        json.dump(message_from_network(reader), network)
        network.flush()
        command = [require_node(), str(script), network.name, *arguments]
        output = subprocess.run(command, check=True, capture_output=True).stdout
    return [json.loads(line) for line in output.splitlines()]


def _decode(message: dict[str, Any], layers: Sequence[Layer]) -> PageReading:
    held = {each.name: _tensor(message["layers"][each.name], each) for each in layers}
    image = np.frombuffer(base64.b64decode(message["image"]), np.uint8)
    return PageReading(
        image.reshape(28, 28),
        Activations(held),
        {k: message[k] for k in ("verdict", "label", "runner_up", "probabilities")},
        {k: message[k] for k in ("left", "top", "pixel", "slant", "middle")},
        message["left_out"],
    )


def _tensor(text: str, layer: Layer) -> Tensor:
    values = np.frombuffer(base64.b64decode(text), "<f4").copy()
    return torch.from_numpy(values).reshape(1, *layer.shape)
