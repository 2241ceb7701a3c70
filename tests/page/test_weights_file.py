"""Weights that were trained on the page are a file that Python takes."""

import json
import subprocess
from pathlib import Path

import torch

from lenet1.model import LAYERS, LeNet1
from lenet1.upright import as_input
from lenet1.weights import load_model
from tests.mnist_sample import load_sample
from tests.page.node import require_node

SCRIPT = Path(__file__).with_name("weights_file.mjs")


def write(path: Path, seed: int) -> dict[str, list[float]]:
    """What Node says that it wrote."""
    layers = json.dumps([layer._asdict() for layer in LAYERS])
    command: list[str | Path] = [require_node(), SCRIPT, layers, str(seed), path]
    output = subprocess.run(command, check=True, capture_output=True).stdout
    named: dict[str, list[float]] = json.loads(output)
    return named


def test_python_loads_what_the_page_saves(tmp_path: Path) -> None:
    path = tmp_path / "trained.safetensors"
    written = write(path, seed=1)
    model = load_model(path, device="cpu")
    state = model.state_dict()
    assert state.keys() == written.keys()
    for name, values in written.items():
        assert state[name].flatten().tolist() == values
    with torch.inference_mode():
        scores = model(as_input(load_sample().images[:10])).logits
    assert scores.std() > 0.01


def test_the_page_starts_where_torch_might(tmp_path: Path) -> None:
    """Uniform, and as wide as torch's own: the more a unit sees, the narrower."""
    torch.manual_seed(0)
    theirs = LeNet1().state_dict()
    for name, values in write(tmp_path / "start.safetensors", seed=2).items():
        ours, other = torch.tensor(values), theirs[name]
        if len(ours) < 100:
            continue  # of a few numbers chance decides
        assert abs(ours.std() / other.std() - 1) < 0.1, name
        assert abs(ours.abs().max() / other.abs().max() - 1) < 0.03, name
