"""Steps of training as torch takes them, for the page's trainer to be held to.

`python -m tests.learning.torch_steps` writes them anew.
"""

import base64
import json
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from lenet1.learning.digits import CARRIED, LEARN, decode
from lenet1.model import LeNet1
from lenet1.upright import as_input

PATH = Path(__file__).parent / "torch_steps.json"
SEED = 0
STEPS = 20
BATCH = 32
RATE = 0.005


def take_steps() -> dict[str, Any]:
    """A start, batches of the digits that the page carries, and what becomes of them.

    The digits are as the file has them, not upright. Weights are base64 of
    little-endian float32, by torch's names.
    """
    digits = decode((CARRIED / LEARN).read_bytes())
    torch.manual_seed(SEED)
    model = LeNet1()
    start = weights(model)
    batches = torch.randint(len(digits.labels), (STEPS, BATCH))
    optimizer = torch.optim.Adam(model.parameters(), lr=RATE)
    losses = []
    for batch in batches:
        images, labels = digits.at(batch)
        loss = F.cross_entropy(model(as_input(images)).logits, labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(round(loss.item(), 6))
    return {
        "layers": [layer._asdict() for layer in LeNet1.layers],
        "rate": RATE,
        "batches": batches.tolist(),
        "start": start,
        "losses": losses,
        "end": weights(model),
    }


def weights(model: LeNet1) -> dict[str, str]:
    return {name: encode(tensor) for name, tensor in model.state_dict().items()}


def encode(tensor: Tensor) -> str:
    return base64.b64encode(tensor.numpy().astype("<f4").tobytes()).decode()


if __name__ == "__main__":
    PATH.write_text(json.dumps(take_steps(), separators=(",", ":")) + "\n")
