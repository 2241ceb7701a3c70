from lenet1.learning.data import Digits
from lenet1.model import LeNet1
from lenet1.page.scales import display_scales
from lenet1.upright import straighten


def test_scales_are_set_by_what_fires_and_shared_by_averages(
    shipped: LeNet1, drawn: Digits
) -> None:
    scales = display_scales(shipped, [image.numpy() for image in drawn.images])
    activations = shipped(straighten(drawn.images).x)
    for layer in ("conv1", "conv2"):
        fired = getattr(activations, layer)
        fired = fired[fired > 0]
        brighter = (fired > scales[layer]).float().mean().item()
        assert 0.005 < brighter < 0.015
    assert scales["pool1"] == scales["conv1"]
    assert scales["pool2"] == scales["conv2"]
    assert scales["kernel1"] == shipped.conv1.weight.abs().max()


def test_dead_layers_still_have_a_scale(drawn: Digits) -> None:
    model = LeNet1()
    for parameter in model.parameters():
        parameter.data.zero_()
    scales = display_scales(model, [image.numpy() for image in drawn.images])
    assert scales["conv1"] == scales["conv2"] == 1
