"""What reads pages beside LeNet-1, out of its file: finder, cutout and decision."""

import hashlib
from functools import cache
from pathlib import Path
from typing import NamedTuple

import safetensors.torch
import torch
from torch import Tensor, nn

from lenet1.paper.cutout import Cutout
from lenet1.paper.decision import EVIDENCE, Decision
from lenet1.paper.finder import Finder
from lenet1.weights import MODEL, OWNER, WeightsError, owner_of, read_checked, shipped

FINDER = "finder.safetensors"  # name in a folder of weights


class Networks(NamedTuple):
    """The two small networks and what was fitted to them and to LeNet-1."""

    finder: Finder
    cutout: Cutout
    decision: Decision


@cache
def shipped_networks() -> Networks:
    """Those that ship, read once. Raises WeightsError as `load_networks` does."""
    return load_networks(shipped())


def load_networks(folder: Path, *, fitted: bool = True) -> Networks:
    """Read FINDER in `folder`, beside the LeNet-1 that it was fitted with.

    Where it will be `fitted` anew, to whatever LeNet-1 lies there, pass False.

    Raises WeightsError when it is missing or unusable, or was fitted with another.
    """
    path = folder / FINDER
    with torch.device("meta"):
        finder, cutout = Finder(), Cutout()
    shapes = {"decision.weights": torch.Size([EVIDENCE]), "decision.bias": torch.Size()}
    networks = {"finder": finder, "cutout": cutout}
    for name, network in networks.items():
        for key, value in network.state_dict().items():
            shapes[f"{name}.{key}"] = value.shape
    state = read_checked(path, shapes)
    if fitted and owner_of(path) != _hash(folder):
        raise WeightsError(
            f"{path}: was not made for {MODEL}; `python -m lenet1.learning.finder"
            " --refit` fits it anew."
        )
    for name, network in networks.items():
        network.load_state_dict(_below(name, state), assign=True)
        network.to(memory_format=torch.channels_last).eval()
    return Networks(finder, cutout, Decision(**_below("decision", state)))


def networks_file(networks: Networks, folder: Path) -> bytes:
    """The content of FINDER, in half precision, for the LeNet-1 in `folder`."""
    state = {f"decision.{k}": v for k, v in networks.decision._asdict().items()}
    for name in ("finder", "cutout"):
        network: nn.Module = getattr(networks, name)
        state |= {f"{name}.{k}": v for k, v in network.state_dict().items()}
    halves = {k: v.detach().to(torch.float16).contiguous() for k, v in state.items()}
    return safetensors.torch.save(halves, {OWNER: _hash(folder)})


def _hash(folder: Path) -> str:
    return hashlib.sha256((folder / MODEL).read_bytes()).hexdigest()


def _below(name: str, state: dict[str, Tensor]) -> dict[str, Tensor]:
    start = f"{name}."
    return {k.removeprefix(start): v for k, v in state.items() if k.startswith(start)}
