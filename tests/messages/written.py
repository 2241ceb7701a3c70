"""The messages that Node's tests read, made by the code that sends them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from lenet1.confidence import FEATURES, HIDDEN, KERNEL, MAPS, Confidence, Reader
from lenet1.model import LeNet1
from lenet1.page.wire import message_from_network

FOLDER = Path(__file__).parent


def network() -> dict[str, Any]:
    """A network with weights made of whole numbers, which calls all drawings digits."""
    model = LeNet1()
    for parameter in model.parameters():
        parameter.data = _uneven(parameter.shape)
    confidence = Confidence(
        temperature=torch.tensor(1.0),
        kernels=_uneven((MAPS, 4, KERNEL, KERNEL)),
        kernel_bias=_uneven((MAPS,)),
        hidden_weights=torch.zeros(HIDDEN, FEATURES),
        hidden_bias=torch.zeros(HIDDEN),
        weights=torch.zeros(HIDDEN),
        bias=torch.tensor(0.0),
        least_likeness=torch.tensor(-1.0),
        least_probability=torch.tensor(0.0),
    )
    return message_from_network(Reader(model, confidence), {"conv1": 4.0})


MESSAGES: dict[str, Callable[[], dict[str, Any]]] = {"network": network}


def text_of(message: dict[str, Any]) -> str:
    return json.dumps(message, indent=1) + "\n"


def _uneven(shape: tuple[int, ...]) -> Tensor:
    """Values in [-0.5, 0.5] that no two neighbours share, the same on every machine."""
    count = torch.arange(torch.Size(shape).numel(), dtype=torch.float32)
    return (count * 37 % 101 - 50).reshape(shape) / 100
