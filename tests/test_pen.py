import numpy as np
import pytest

from lenet1.pen import PAD, draw, place


@pytest.mark.parametrize("pen", [0.04, 0.08, 0.12])
def test_a_stroke_is_as_wide_as_the_pen(pen: float) -> None:
    line = np.array([[140.0, 60.0], [140.0, 220.0]])
    row = 255 - np.asarray(draw([line], pen=pen))[140].astype(float)
    assert row.sum() / 255 == pytest.approx(pen * PAD, abs=1)


@pytest.mark.parametrize("at", [(0.0, 0.0), (1.0, 1.0), (0.3, 0.9)])
def test_a_drawing_lies_on_the_pad_whole_where_it_was_put(
    at: tuple[float, float],
) -> None:
    strokes = [np.array([[100.0, -400.0], [300.0, -100.0]])]
    placed = place(strokes, size=150, pen=20 / PAD, at=np.array(at))
    ink = 255 - np.asarray(draw(placed, pen=20 / PAD)).astype(int)
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    assert np.ptp(rows) + 1 == pytest.approx(170, abs=2)
    for start, share, length in ((columns[0], at[0], 120), (rows[0], at[1], 170)):
        assert start == pytest.approx(share * (PAD - length), abs=2)


def test_the_pen_is_round_at_both_ends_of_a_smooth_stroke() -> None:
    picture = draw([np.array([[140.0, 140.0]])], pen=40 / PAD)
    ink = (255 - np.asarray(picture).astype(float)).sum() / 255
    assert ink == pytest.approx(np.pi * 20**2, rel=0.05)
