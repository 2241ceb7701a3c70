"""Cuts between digits that touch."""

import numpy as np
import pytest

from lenet1.paper.cuts import cuts_of
from lenet1.paper.parts import find_parts
from tests.paper.pages import block, inked


def test_a_cut_loses_no_ink_and_goes_where_it_is_least() -> None:
    ink = inked()
    (part, *_) = find_parts(ink, np.where(ink >= 20, 255, 0).astype(np.uint8))
    for cut in cuts_of(part, part.height):
        total = sum(int(piece.ink.sum()) for piece in cut.parts)
        assert total == int(part.ink.sum())
    bridge = block(0, 0, 100, 60)
    bridge.ink[:, 45:55] = 0
    bridge.ink[30:33, 45:55] = 255
    best = min(cuts_of(bridge, 60), key=lambda cut: cut.ink)
    assert best.ink < 0.1
    assert best.parts[0].right == pytest.approx(50, abs=6)
