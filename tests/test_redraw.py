import torch

from lenet1.learning.data import Digits
from tests.benchmarks.redraw import redraw


def test_redrawn_digits_come_back_alike_and_the_same_each_time(drawn: Digits) -> None:
    redrawn = redraw(drawn.images, seed=0)
    difference = (redrawn.int() - drawn.images.int()).abs().float().mean()
    assert difference < 8  # levels of 255
    assert torch.equal(redrawn, redraw(drawn.images, seed=0))
    assert not torch.equal(redrawn, redraw(drawn.images, seed=1))
