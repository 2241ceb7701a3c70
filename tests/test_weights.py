"""Files of weights: what is unusable is refused in words, what is there stays whole."""

import hashlib
import os
from pathlib import Path

import pytest
import safetensors.torch
import torch
from torch import Tensor, nn

from lenet1.confidence import HIDDEN, KERNEL, MAPS, Confidence
from lenet1.model import LeNet1
from lenet1.weights import (
    CONFIDENCE,
    MODEL,
    OWNER,
    WeightsError,
    confidence_file,
    load,
    load_confidence,
    load_model,
    model_file,
    replace_files,
    require_writable,
)


class ArticleNet(nn.Module):
    """The layers under the article's names, whatever else its class does."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(1, 4, 5)
        self.conv2 = nn.Conv2d(4, 12, 5)
        self.fc_out = nn.Linear(192, 10)


@pytest.mark.parametrize("name", ["lenet1.safetensors", "digit_model.pth"])
def test_saved_weights_load_unchanged(
    untrained: LeNet1, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    if path.suffix == ".pth":
        torch.save(untrained.state_dict(), path)
    else:
        path.write_bytes(model_file(untrained))
    loaded = load_model(path, device="cpu")
    assert not loaded.training
    for key, value in untrained.state_dict().items():
        assert torch.equal(value, loaded.state_dict()[key])


def test_the_articles_own_file_loads(tmp_path: Path) -> None:
    net = ArticleNet()
    torch.save(net.state_dict(), tmp_path / "digit_model.pth")
    loaded = load_model(tmp_path / "digit_model.pth", device="cpu")
    assert torch.equal(loaded.conv2.weight, net.conv2.weight)


def broken_states() -> list[tuple[str, dict[str, Tensor], str]]:
    good = LeNet1().state_dict()
    nan = {**good, "conv2.bias": torch.full((12,), float("nan"))}
    return [
        ("a layer less", {k: v for k, v in good.items() if "fc" not in k}, "lacks"),
        ("a layer more", {**good, "fc2.weight": torch.ones(3)}, "fc2.weight"),
        ("other shape", {**good, "conv1.weight": torch.ones(6, 1, 5, 5)}, "(6, 1, 5"),
        ("not a number", nan, "conv2.bias holds NaN"),
        ("whole numbers", {**good, "conv1.bias": torch.ones(4).int()}, "conv1.bias"),
    ]


@pytest.mark.parametrize(("case", "state", "reason"), broken_states())
@pytest.mark.parametrize("suffix", [".safetensors", ".pth"])
def test_unusable_weights_get_one_sentence_that_says_why(
    tmp_path: Path, suffix: str, case: str, state: dict[str, Tensor], reason: str
) -> None:
    path = tmp_path / f"weights{suffix}"
    if suffix == ".pth":
        torch.save(state, path)
    else:
        safetensors.torch.save_file(state, path)
    with pytest.raises(WeightsError) as error:
        load_model(path, device="cpu")
    message = str(error.value)
    assert str(path) in message
    assert reason in message
    assert "\n" not in message


@pytest.mark.parametrize("suffix", [".safetensors", ".pth"])
@pytest.mark.parametrize("content", [b"", b"<html>not weights</html>"])
def test_a_file_that_is_something_else_is_refused(
    tmp_path: Path, suffix: str, content: bytes
) -> None:
    path = tmp_path / f"weights{suffix}"
    path.write_bytes(content)
    with pytest.raises(WeightsError, match=r"is not"):
        load_model(path, device="cpu")


def test_a_whole_pickled_network_is_refused_without_running_it(tmp_path: Path) -> None:
    torch.save(ArticleNet(), tmp_path / "net.pth")
    with pytest.raises(WeightsError, match="state dict"):
        load_model(tmp_path / "net.pth", device="cpu")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="there is no such weights file"):
        load_model(tmp_path / "none.safetensors", device="cpu")


READ = 16 * 4 * 4 + 12 * 4 * 4 + 10  # by the head: its own maps, pool2, the logits


def some_confidence() -> Confidence:
    numbers = {name: torch.tensor(0.5) for name in Confidence._fields}
    hidden = torch.linspace(-1, 1, HIDDEN * READ).view(HIDDEN, READ)
    layers = {"hidden_weights": hidden, "hidden_bias": hidden[:, 0].clone()}
    layers["kernels"] = torch.full((MAPS, 4, KERNEL, KERNEL), 0.5)
    layers["kernel_bias"] = torch.arange(MAPS) / MAPS
    return Confidence(**{**numbers, **layers, "weights": hidden[:, 1].clone()})


@pytest.fixture
def folder(untrained: LeNet1, tmp_path: Path) -> Path:
    """Weights and their confidence, as train.py leaves them."""
    weights = model_file(untrained)
    (tmp_path / MODEL).write_bytes(weights)
    (tmp_path / CONFIDENCE).write_bytes(confidence_file(some_confidence(), of=weights))
    return tmp_path


def test_what_was_saved_is_what_is_loaded(folder: Path, untrained: LeNet1) -> None:
    reader = load(folder)
    loaded, kept = reader.network.state_dict(), untrained.state_dict()
    assert all(torch.equal(loaded[name], kept[name]) for name in kept)
    assert all(map(torch.equal, reader.confidence, some_confidence()))


def test_loading_leaves_the_random_state_alone(folder: Path) -> None:
    before = torch.get_rng_state()
    load(folder)
    assert torch.equal(torch.get_rng_state(), before)


def test_a_confidence_of_other_weights_is_refused(folder: Path) -> None:
    (folder / MODEL).write_bytes(model_file(LeNet1()))
    with pytest.raises(WeightsError, match=f"{CONFIDENCE}: was not made for {MODEL}"):
        load(folder)


def test_a_confidence_that_names_no_weights_is_refused(folder: Path) -> None:
    safetensors.torch.save_file(some_confidence()._asdict(), folder / CONFIDENCE)
    with pytest.raises(WeightsError, match="was not made for"):
        load(folder)


BROKEN_CONFIDENCES: list[tuple[dict[str, Tensor], str]] = [
    ({"temperature": torch.tensor(float("nan"))}, "temperature holds NaN"),
    ({"temperature": torch.tensor(0.0)}, "temperature is not above 0"),
    ({"temperature": torch.tensor(-1.0)}, "temperature is not above 0"),
    ({"temperature": torch.ones(10)}, "temperature has the shape (10,)"),
    ({"weights": torch.ones(202)}, "weights has the shape (202,)"),
    ({"weights": torch.full((HIDDEN,), float("inf"))}, "weights holds NaN"),
    ({"hidden_weights": torch.ones(READ)}, f"has the shape ({READ},)"),
    ({"kernels": torch.ones(MAPS, 3, KERNEL, KERNEL)}, "kernels has the shape (16, 3"),
    ({"hidden_bias": torch.ones(1)}, "hidden_bias has the shape (1,)"),
    ({"bias": torch.tensor(1)}, "bias does not hold floating-point"),
    ({"least_likeness": torch.tensor([1.0])}, "least_likeness has the shape (1,)"),
    ({"least_probability": torch.tensor(float("nan"))}, "least_probability holds NaN"),
    ({"more": torch.tensor(1.0)}, "has unknown more"),
]


@pytest.mark.parametrize(("change", "reason"), BROKEN_CONFIDENCES)
def test_an_unusable_confidence_gets_one_sentence_that_says_why(
    folder: Path, change: dict[str, Tensor], reason: str
) -> None:
    path = folder / CONFIDENCE
    owner = hashlib.sha256((folder / MODEL).read_bytes()).hexdigest()
    state = {**some_confidence()._asdict(), **change}
    safetensors.torch.save_file(state, path, {OWNER: owner})
    with pytest.raises(WeightsError) as error:
        load(folder)
    assert str(path) in str(error.value)
    assert reason in str(error.value)


def test_something_else_than_a_confidence_is_refused(
    folder: Path, untrained: LeNet1
) -> None:
    weights = folder / MODEL
    listed = folder / "confidence.pth"
    torch.save(list(some_confidence()), listed)
    for path, reason in ((weights, "lacks temperature"), (listed, "holds a list")):
        with pytest.raises(WeightsError, match=reason):
            load_confidence(path, of=weights, device="cpu")


def test_a_failed_write_keeps_all_old_files_and_leaves_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever of the files it is that the disk has no room for."""
    first, second = tmp_path / "first.bin", tmp_path / "second.bin"
    replace_files({first: b"old", second: b"old"})
    really = os.fsync
    for fails_at in (1, 2):
        calls = 0

        def full_disk(descriptor: int, fails_at: int = fails_at) -> None:
            nonlocal calls
            calls += 1
            if calls == fails_at:
                raise OSError(28, "No space left on device")
            really(descriptor)

        monkeypatch.setattr(os, "fsync", full_disk)
        with pytest.raises(OSError, match="No space left"):
            replace_files({first: b"new", second: b"new"})
        assert first.read_bytes() == second.read_bytes() == b"old"
        assert sorted(tmp_path.iterdir()) == [first, second]


def test_an_interruption_keeps_the_old_file_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "weights.bin"
    replace_files({path: b"old"})

    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        replace_files({path: b"new"})
    assert [p.read_bytes() for p in tmp_path.iterdir()] == [b"old"]


def test_folders_are_made_and_others_may_read_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "weights.bin"
    replace_files({path: b"x"})
    assert path.stat().st_mode & 0o777 == 0o644


def test_what_cannot_be_written_is_known_before_the_work(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        require_writable(tmp_path)
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OSError, match="file"):
        require_writable(tmp_path / "file" / "weights.bin")
    require_writable(tmp_path / "new" / "weights.bin")
