import numpy as np
import torch

from lenet1.confidence import Confidence, Verdict, probabilities
from lenet1.model import LeNet1
from lenet1.reading import read
from lenet1.upright import straighten
from tests.drawings import EXAMPLES, ink_of, must_center


def test_a_drawing_is_read_as_the_network_reads_its_28x28(
    shipped: LeNet1, confidence: Confidence
) -> None:
    for digit, strokes in EXAMPLES.items():
        ink = ink_of(strokes)
        reading = read(shipped, confidence, ink)
        assert reading is not None
        assert reading.answer.digit == digit
        assert reading.answer.verdict is Verdict.DIGIT
        with torch.inference_mode():
            image = torch.from_numpy(must_center(ink).image)[None]
            logits = shipped(straighten(image).x).logits
        expected = probabilities(logits, confidence)[0]
        torch.testing.assert_close(reading.answer.probabilities, expected)


def test_a_blank_pad_has_no_reading(shipped: LeNet1, confidence: Confidence) -> None:
    for shape in [(280, 280), (0, 0)]:
        assert read(shipped, confidence, np.zeros(shape, np.uint8)) is None
