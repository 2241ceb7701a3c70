import numpy as np
import pytest
import torch

from lenet1 import reading
from lenet1.confidence import Reader, Verdict, probabilities
from lenet1.ink import Ink
from lenet1.parts import LeftOut
from lenet1.reading import read, read_all
from lenet1.upright import straighten
from tests.drawings import EXAMPLES, ink_of, must_center


def test_a_drawing_is_read_as_the_network_reads_its_28x28(reader: Reader) -> None:
    for digit, strokes in EXAMPLES.items():
        ink = ink_of(strokes)
        result = read(reader, ink)
        assert result is not None
        assert result.answer.digit == digit
        assert result.answer.verdict is Verdict.DIGIT
        with torch.inference_mode():
            image = torch.from_numpy(must_center(ink).image)[None]
            logits = reader.network(straighten(image).x).logits
        expected = probabilities(logits, reader.confidence)[0]
        torch.testing.assert_close(result.answer.probabilities, expected)


def test_single_drawings_read_the_same_without_onednn(reader: Reader) -> None:
    def logits() -> torch.Tensor:
        readings = [read(reader, ink_of(s)) for s in EXAMPLES.values()]
        return torch.cat([one.activations.logits for one in readings if one])

    with torch.backends.mkldnn.flags(enabled=True, allow_tf32=None):
        usual = logits()
        reading.set_torch_for_single_drawings()
        assert not torch.backends.mkldnn.enabled
        torch.testing.assert_close(logits(), usual, atol=1e-4, rtol=0)


def test_a_blank_pad_has_no_reading(reader: Reader) -> None:
    for shape in [(280, 280), (0, 0)]:
        assert read(reader, np.zeros(shape, np.uint8)) is None


def test_a_batch_is_read_as_one_after_another(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "BATCH", 4)
    inks = [ink_of(strokes, side=140) for strokes in EXAMPLES.values()]
    spot = np.pad(inks[4], ((135, 5), (135, 5)))
    spot[9:38, 9:38] = spot[60:89, 9:38] = 255
    blank = np.zeros((9, 9), np.uint8)
    line = LeftOut("line", 1, 0.2)
    batch = [Ink(ink, ()) for ink in (*inks[:3], blank, blank, spot, *inks[3:])]
    batch = [*batch, *(Ink(blank, ()) for _ in range(9)), Ink(inks[0], (line,))]
    together = list(read_all(reader, iter(batch)))
    for ink, many in zip(batch, together, strict=True):
        one = read(reader, *ink)
        assert (one is None) == (many is None) == (ink.levels is blank)
        if one and many:
            assert one.centered.left_out == many.centered.left_out
            assert one.left_out == many.left_out
            assert one.answer[:3] == many.answer[:3]
            assert torch.equal(one.upright.images, many.upright.images)
            tensors = [
                *one.activations.values(),
                one.answer.probabilities,
                *one.upright,
            ]
            same = [
                *many.activations.values(),
                many.answer.probabilities,
                *many.upright,
            ]
            for a, b in zip(tensors, same, strict=True):
                torch.testing.assert_close(a, b)
    assert together[-1] is not None
    assert together[-1].left_out == (line,)
    assert together[5] is not None
    assert [left.kind for left in together[5].left_out] == ["dot"]
