"""The network against plain loops and the article's figures."""

import itertools
import runpy

import numpy as np
import torch

import lenet1.model
from lenet1.model import LAYERS, Activations, LeNet1


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
        activations = untrained(x)
    for name, expected in by_loops(untrained, image).items():
        np.testing.assert_allclose(activations[name][0], expected, atol=1e-5)


def test_log_probabilities_are_those_of_a_distribution(untrained: LeNet1) -> None:
    activations = untrained(torch.rand(7, 1, 28, 28))
    probabilities = activations.log_probabilities.exp()
    assert probabilities.shape == (7, 10)
    torch.testing.assert_close(probabilities.sum(dim=1), torch.ones(7))
    assert torch.equal(probabilities.argmax(1), activations.logits.argmax(1))


def test_a_forward_pass_returns_named_activations(untrained: LeNet1) -> None:
    activations = untrained(torch.rand(2, 1, 28, 28))
    assert isinstance(activations, Activations)
    shapes = {name: tuple(t.shape) for name, t in activations.items()}
    assert shapes == {
        "conv1": (2, 4, 24, 24),
        "pool1": (2, 4, 12, 12),
        "conv2": (2, 12, 8, 8),
        "pool2": (2, 12, 4, 4),
        "logits": (2, 10),
    }


def test_the_layers_are_described_as_they_are(untrained: LeNet1) -> None:
    activations = untrained(torch.rand(1, 1, 28, 28))
    assert [layer.name for layer in LAYERS] == ["input", *activations]
    for layer in LAYERS[1:]:
        assert activations[layer.name].numel() == layer.maps * layer.side**2
        assert activations[layer.name].shape[1] == layer.maps


def test_a_unit_sees_as_much_of_the_layer_before_as_is_said(untrained: LeNet1) -> None:
    """By what changes it: the gradient of a middle unit reaches that square alone."""
    x = torch.rand(1, 1, 28, 28, requires_grad=True)
    held = {"input": x, **untrained(x)}
    for before, layer in itertools.pairwise(LAYERS):
        middle = layer.side // 2
        unit = held[layer.name].reshape(1, layer.maps, layer.side, layer.side)
        reached = torch.zeros(before.side, before.side, dtype=torch.bool)
        for map_ in range(layer.maps):  # ReLU silences some
            (gradient,) = torch.autograd.grad(
                unit[0, map_, middle, middle], held[before.name], retain_graph=True
            )
            reached |= (gradient[0] != 0).any(dim=0)
        assert reached.any(dim=0).sum() == reached.any(dim=1).sum() == layer.kernel


def test_importing_the_model_leaves_the_random_state_alone() -> None:
    before = torch.get_rng_state()
    runpy.run_path(lenet1.model.__file__)
    assert torch.equal(torch.get_rng_state(), before)
