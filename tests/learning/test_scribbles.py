import numpy as np
from numpy.typing import NDArray

from lenet1.learning.scribbles import KINDS
from tests.drawings import must_center


def drawn(kind: str, count: int) -> list[NDArray[np.bool_]]:
    """Where `count` drawings of one kind have ink, in MNIST's form."""
    random = np.random.default_rng(0)
    pads = [255 - np.asarray(KINDS[kind](random)) for _ in range(count)]
    return [must_center(pad).image > 127 for pad in pads]


def test_no_line_is_upright() -> None:
    heights = [image.any(axis=1).sum() for image in drawn("line", 60)]
    assert max(heights) <= 18  # an upright one would be 20 high


def test_a_dot_fills_its_box() -> None:
    assert min(image.sum() for image in drawn("dot", 20)) > 200
