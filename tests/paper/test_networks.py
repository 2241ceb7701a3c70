"""The file of what reads pages: checked as LeNet-1's is."""

import shutil
from pathlib import Path

import pytest
import safetensors.torch
import torch

from lenet1.paper.networks import FINDER, Networks, load_networks, networks_file
from lenet1.weights import MODEL, OWNER, WeightsError, owner_of
from tests.conftest import WEIGHTS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (MODEL, FINDER):
        shutil.copy(WEIGHTS / name, tmp_path / name)
    return tmp_path


@pytest.fixture(scope="module")
def networks() -> Networks:
    return load_networks(WEIGHTS)


def test_the_file_is_small_and_its_networks_as_large_as_they_are_said_to_be(
    networks: Networks,
) -> None:
    assert (WEIGHTS / FINDER).stat().st_size <= 300_000
    count = [sum(p.numel() for p in n.parameters()) for n in networks[:2]]
    assert count == [70_687, 28_132]
    assert not networks.finder.training
    assert not networks.cutout.training


def test_what_is_written_is_read_again(networks: Networks, folder: Path) -> None:
    (folder / FINDER).write_bytes(networks_file(networks, folder))
    again = load_networks(folder)
    assert torch.equal(again.decision.weights, networks.decision.weights)
    for before, after in zip(networks[:2], again[:2], strict=True):
        for name, value in before.state_dict().items():
            assert torch.equal(after.state_dict()[name], value)


def test_it_belongs_to_one_lenet(folder: Path) -> None:
    content = (folder / MODEL).read_bytes()
    (folder / MODEL).write_bytes(content + b" ")
    with pytest.raises(WeightsError, match="was not made for"):
        load_networks(folder)
    load_networks(folder, fitted=False)


def test_what_is_missing_or_broken_is_refused_in_words(folder: Path) -> None:
    path = folder / FINDER
    whole = path.read_bytes()
    state = safetensors.torch.load(whole)
    owner = {OWNER: owner_of(path) or ""}
    path.unlink()
    with pytest.raises(WeightsError, match="no such weights file"):
        load_networks(folder)
    path.write_bytes(whole[:-10])
    with pytest.raises(WeightsError, match="not a complete safetensors file"):
        load_networks(folder)
    for broken, sentence in [
        ({**state, "more": torch.zeros(1)}, "has unknown more"),
        ({k: v for k, v in state.items() if k != "decision.bias"}, "lacks decision"),
        ({**state, "decision.weights": torch.zeros(2)}, "has the shape"),
        ({**state, "decision.bias": torch.tensor(float("nan"))}, "NaN"),
    ]:
        path.write_bytes(safetensors.torch.save(broken, owner))
        with pytest.raises(WeightsError, match=sentence):
            load_networks(folder)
