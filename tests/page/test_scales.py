import numpy as np
import pytest

from lenet1.learning.data import Digits
from lenet1.model import LeNet1
from lenet1.page.scales import display_scales
from lenet1.upright import straighten


def test_scales_are_set_by_what_fires_and_shared_by_averages(
    shipped: LeNet1, drawn: Digits
) -> None:
    scales = display_scales(shipped)
    activations = shipped(straighten(drawn.images).x)
    for layer in ("conv1", "conv2"):
        fired = activations[layer][activations[layer] > 0]
        brighter = (fired > scales[layer]).float().mean().item()
        assert 0.005 < brighter < 0.015
    assert list(scales) == ["input", *activations, "evidence"]
    assert scales["pool1"] == scales["conv1"]
    assert scales["pool2"] == scales["conv2"]
    assert scales["logits"] == activations.logits.abs().max()


def test_the_evidence_has_a_scale_of_its_own(shipped: LeNet1, drawn: Digits) -> None:
    pool2 = shipped(straighten(drawn.images).x)["pool2"].flatten(1).detach().numpy()
    weight = shipped.fc_out.weight.detach().numpy()
    parts = [abs(p * w) for p in pool2 for w in weight]
    firing = [part[part > 0] for part in parts]
    brightest = np.quantile(np.concatenate(firing), 0.99)
    assert display_scales(shipped)["evidence"] == pytest.approx(brightest, rel=1e-4)


def test_dead_layers_still_have_a_scale() -> None:
    model = LeNet1()
    for parameter in model.parameters():
        parameter.data.zero_()
    scales = display_scales(model)
    assert scales["conv1"] == scales["conv2"] == scales["evidence"] == 1
