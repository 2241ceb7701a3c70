"""MNIST's files as torchvision reads them, made small here."""

import gzip
import struct
from pathlib import Path

import numpy as np
import pytest
import torch

from lenet1.learning.data import DataError, Digits, hold_out, load_mnist


def write_mnist(root: Path, *, train: int, test: int) -> None:
    """MNIST's four files in IDX form (http://yann.lecun.com/exdb/mnist), random."""
    random = np.random.default_rng(0)
    raw = root / "MNIST" / "raw"
    raw.mkdir(parents=True)
    for name, count in (("train", train), ("t10k", test)):
        images = random.integers(0, 256, (count, 28, 28), dtype=np.uint8)
        labels = (np.arange(count) % 10).astype(np.uint8)
        header = struct.pack(">4i", 0x803, count, 28, 28)
        (raw / f"{name}-images-idx3-ubyte").write_bytes(header + images.tobytes())
        header = struct.pack(">2i", 0x801, count)
        (raw / f"{name}-labels-idx1-ubyte").write_bytes(header + labels.tobytes())


def test_digits_that_are_there_are_read(tmp_path: Path) -> None:
    write_mnist(tmp_path, train=30, test=20)
    digits = load_mnist(tmp_path, train=True, device="cpu")
    assert digits.images.shape == (30, 28, 28)
    assert digits.images.dtype == torch.uint8
    assert digits.labels.tolist() == [i % 10 for i in range(30)]
    assert len(load_mnist(tmp_path, train=False, device="cpu").labels) == 20


def test_without_data_and_network_one_sentence_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("torchvision.datasets.MNIST.mirrors", ["http://127.0.0.1:9/"])
    with pytest.raises(DataError, match=r"MNIST is not complete in .*--data-dir\.$"):
        load_mnist(tmp_path, train=True, device="cpu")


def test_broken_archives_are_not_taken_for_mnist(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("torchvision.datasets.MNIST.mirrors", ["http://127.0.0.1:9/"])
    raw = tmp_path / "MNIST" / "raw"
    raw.mkdir(parents=True)
    (raw / "train-images-idx3-ubyte.gz").write_bytes(gzip.compress(b"other"))
    with pytest.raises(DataError):
        load_mnist(tmp_path, train=True, device="cpu")


def test_the_same_digits_are_held_out_each_time_and_none_is_lost() -> None:
    images = torch.arange(50, dtype=torch.uint8).view(50, 1, 1).expand(50, 28, 28)
    digits = Digits(images, torch.arange(50))
    training, held_out = hold_out(digits, 12)
    assert len(held_out.labels) == 12
    everything = torch.cat([training.labels, held_out.labels])
    assert sorted(everything.tolist()) == list(range(50))
    assert sorted(held_out.labels.tolist()) != list(range(12))  # whatever their order
    assert torch.equal(hold_out(digits, 12)[1].labels, held_out.labels)
    assert torch.equal(training.images[:, 0, 0], training.labels.to(torch.uint8))
