"""The messages that Node's tests read, made by the code that sends them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from lenet1.confidence import KERNEL, Confidence, Reader
from lenet1.explanation import explain
from lenet1.ink import Gray
from lenet1.model import LeNet1
from lenet1.page.api import answer_message, explanation_message, maps_message
from lenet1.page.jobs import message_from_photo
from lenet1.page.wire import message_from_network, message_from_reading
from lenet1.paper import read_page
from lenet1.reading import read
from tests.drawings import DOTTED, EXAMPLES, ink_of

FOLDER = Path(__file__).parent
DECIMALS = 3  # of numbers in the files
SIDE = 40  # px; of the sheet that each digit of the page is drawn on


def messages(reader: Reader) -> dict[str, Any]:
    """Every message by the name of its file; all but `network` are of `reader`."""
    reading = read(reader, ink_of(DOTTED))
    assert reading is not None
    assert reading.left_out
    seen = reading.upright.x, reading.activations
    why = explain(reader.network, *seen, layer="conv2", map=3, row=2, column=5)
    page = read_page(reader, Image.fromarray(255 - row(3, 1, 4)))
    assert page.digits
    return {
        "network": network(),
        "reading": message_from_reading(reading),
        "blank": message_from_reading(None),
        "photo": message_from_photo(page),
        "read_digit": answer_message(reading),
        "feature_maps": maps_message(reading),
        "explain": explanation_message(why),
    }


def network() -> dict[str, Any]:
    """A network with weights made of whole numbers, which calls all drawings digits.

    Its head has one map and two sums, so that the file is short.
    """
    model = LeNet1()
    for parameter in model.parameters():
        parameter.data = _uneven(parameter.shape)
    confidence = Confidence(
        temperature=torch.tensor(1.0),
        kernels=_uneven((1, 4, KERNEL, KERNEL)),
        kernel_bias=_uneven((1,)),
        hidden_weights=torch.zeros(2, 4 * 4 + 12 * 4 * 4 + 10),
        hidden_bias=torch.zeros(2),
        weights=torch.zeros(2),
        bias=torch.tensor(0.0),
        least_likeness=torch.tensor(-1.0),
        least_probability=torch.tensor(0.0),
    )
    return message_from_network(Reader(model, confidence))


def row(*digits: int) -> Gray:
    """The ink of example digits side by side."""
    drawn = [ink_of(EXAMPLES[digit], side=SIDE) for digit in digits]
    return np.pad(np.concatenate(drawn, axis=1), SIDE // 2)


def text_of(message: Any) -> str:
    return json.dumps(_rounded(message), separators=(",", ":")) + "\n"


def form(value: Any, path: str = "") -> Iterator[str]:
    """A line for each kind of value that a message holds, and where."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from form(item, f"{path}.{key}")
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for item in value:
            yield from form(item, f"{path}[]")
    elif isinstance(value, list):
        yield f"{path}: {np.shape(value)} of {_kind(np.ravel(value)[:1].tolist())}"
    else:
        yield f"{path}: {_kind([value])}"


def _kind(values: list[Any]) -> str:
    names = {type(value).__name__ for value in values}
    return "number" if names <= {"int", "float"} else names.pop()


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, DECIMALS)
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(item) for item in value]
    return value


def _uneven(shape: tuple[int, ...]) -> Tensor:
    """Values in [-0.5, 0.5] that no two neighbours share, the same on every machine."""
    count = torch.arange(torch.Size(shape).numel(), dtype=torch.float32)
    return (count * 37 % 101 - 50).reshape(shape) / 100
