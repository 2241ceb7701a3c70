"""The network against plain loops and the article's figures; all kinds of files."""

from pathlib import Path

import numpy as np
import pytest
import safetensors.torch
import torch
from torch import Tensor, nn

from lenet1.model import Activations, LeNet1, WeightsError, load_model, save_model


class ArticleNet(nn.Module):
    """The layers under the article's names, whatever else its class does."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(1, 4, 5)
        self.conv2 = nn.Conv2d(4, 12, 5)
        self.fc_out = nn.Linear(192, 10)


def by_loops(model: LeNet1, image: np.ndarray) -> dict[str, np.ndarray]:
    """The network written out, one multiplication at a time, in double precision."""
    p = {k: v.detach().double().numpy() for k, v in model.state_dict().items()}

    def convolve(x: np.ndarray, weight: np.ndarray, bias: np.ndarray) -> np.ndarray:
        maps, _, k, _ = weight.shape
        side = x.shape[1] - k + 1
        out = np.zeros((maps, side, side))
        for m in range(maps):
            for r in range(side):
                for c in range(side):
                    patch = x[:, r : r + k, c : c + k]
                    out[m, r, c] = max(0.0, (patch * weight[m]).sum() + bias[m])
        return out

    def average(x: np.ndarray) -> np.ndarray:
        out = np.zeros((x.shape[0], x.shape[1] // 2, x.shape[2] // 2))
        for m, r, c in np.ndindex(out.shape):
            out[m, r, c] = sum(
                x[m, 2 * r + i, 2 * c + j] / 4 for i in (0, 1) for j in (0, 1)
            )
        return out

    conv1 = convolve(image[None], p["conv1.weight"], p["conv1.bias"])
    pool1 = average(conv1)
    conv2 = convolve(pool1, p["conv2.weight"], p["conv2.bias"])
    pool2 = average(conv2)
    logits = p["fc_out.weight"] @ pool2.reshape(-1) + p["fc_out.bias"]
    return {
        "conv1": conv1,
        "pool1": pool1,
        "conv2": conv2,
        "pool2": pool2,
        "logits": logits,
    }


def test_it_has_the_articles_3246_parameters(untrained: LeNet1) -> None:
    counts = {
        name: sum(p.numel() for p in layer.parameters())
        for name, layer in untrained.named_children()
    }
    assert counts == {"conv1": 104, "conv2": 1_212, "fc_out": 1_930}
    assert sum(counts.values()) == 3_246


def test_every_layer_equals_plain_loops(untrained: LeNet1) -> None:
    image = np.random.default_rng(0).random((28, 28))
    x = torch.from_numpy(image).float().view(1, 1, 28, 28)
    with torch.inference_mode():
        activations = untrained(x)._asdict()
    for name, expected in by_loops(untrained, image).items():
        np.testing.assert_allclose(activations[name][0], expected, atol=1e-5)


def test_log_probabilities_are_those_of_a_distribution(untrained: LeNet1) -> None:
    activations = untrained(torch.rand(7, 1, 28, 28))
    probabilities = activations.log_probabilities.exp()
    assert probabilities.shape == (7, 10)
    torch.testing.assert_close(probabilities.sum(dim=1), torch.ones(7))
    assert torch.equal(probabilities.argmax(1), activations.logits.argmax(1))


@pytest.mark.parametrize("name", ["lenet1.safetensors", "digit_model.pth"])
def test_saved_weights_load_unchanged(
    untrained: LeNet1, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    if path.suffix == ".pth":
        torch.save(untrained.state_dict(), path)
    else:
        save_model(untrained, path)
    loaded = load_model(path, device="cpu")
    assert not loaded.training
    for key, value in untrained.state_dict().items():
        assert torch.equal(value, loaded.state_dict()[key])


def test_the_articles_own_file_loads(tmp_path: Path) -> None:
    net = ArticleNet()
    torch.save(net.state_dict(), tmp_path / "digit_model.pth")
    loaded = load_model(tmp_path / "digit_model.pth", device="cpu")
    assert torch.equal(loaded.conv2.weight, net.conv2.weight)


def test_a_forward_pass_returns_named_activations(untrained: LeNet1) -> None:
    activations = untrained(torch.rand(2, 1, 28, 28))
    assert isinstance(activations, Activations)
    shapes = {name: tuple(t.shape) for name, t in activations._asdict().items()}
    assert shapes == {
        "conv1": (2, 4, 24, 24),
        "pool1": (2, 4, 12, 12),
        "conv2": (2, 12, 8, 8),
        "pool2": (2, 12, 4, 4),
        "logits": (2, 10),
    }


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
