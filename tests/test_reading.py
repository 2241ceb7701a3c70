import numpy as np
import torch

from lenet1.model import LeNet1
from lenet1.page.examples import draw, load_examples
from lenet1.preprocessing import center, normalize
from lenet1.reading import read


def test_a_drawing_is_read_as_the_network_reads_its_28x28(shipped: LeNet1) -> None:
    for digit, strokes in load_examples().items():
        gray = draw(strokes)
        reading, centered = read(shipped, gray), center(gray)
        assert reading is not None
        assert centered is not None
        assert reading.label == digit
        with torch.inference_mode():
            image = torch.from_numpy(centered.image)[None]
            expected = shipped(normalize(image)).logits.softmax(1)[0]
        torch.testing.assert_close(reading.probabilities, expected)


def test_a_blank_pad_has_no_reading(shipped: LeNet1) -> None:
    assert read(shipped, np.zeros((280, 280), np.uint8)) is None
    assert read(shipped, np.zeros((0, 0), np.uint8)) is None
