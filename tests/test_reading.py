import numpy as np
import torch

from lenet1.confidence import Confidence, Verdict, probabilities
from lenet1.ink import Ink
from lenet1.model import LeNet1
from lenet1.parts import LeftOut
from lenet1.reading import read, read_all
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


def test_a_batch_is_read_as_one_by_one(shipped: LeNet1, confidence: Confidence) -> None:
    levels = [ink_of(strokes) for strokes in EXAMPLES.values()]
    levels[4][5:30, 5:30] = 255  # a dot beside the 4
    levels.insert(3, np.zeros((5, 5), np.uint8))
    inks = [Ink(ink, (LeftOut("line", i, 0.1),)) for i, ink in enumerate(levels)]
    batch = read_all(shipped, confidence, inks)
    assert [i for i, reading in enumerate(batch) if reading is None] == [3]
    for ink, batched in zip(inks, batch, strict=True):
        alone = read(shipped, confidence, *ink)
        if alone is None or batched is None:
            continue
        assert batched.left_out == alone.left_out
        assert batched.answer.verdict is alone.answer.verdict
        assert np.array_equal(batched.centered.image, alone.centered.image)
        torch.testing.assert_close(batched.upright, alone.upright)
        torch.testing.assert_close(batched.activations, alone.activations)
