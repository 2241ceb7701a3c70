"""Connected parts, each at its own darkness."""

import cv2
import numpy as np
import pytest

import lenet1.paper.parts
from lenet1.paper.parts import MOST, find_parts, middle_height, on_paper
from lenet1.picture import PictureError
from tests.paper.pages import block, inked


def mask_of(contrast: np.ndarray) -> np.ndarray:
    return np.where(contrast >= 20, 255, 0).astype(np.uint8)


def test_every_digit_is_a_part_with_its_own_ink() -> None:
    ink = inked()
    parts = find_parts(ink, mask_of(ink))
    assert len(parts) == 6
    for part in parts:
        window = ink[part.top : part.bottom, part.left : part.right]
        assert np.abs(window.astype(int) - part.ink).mean() < 3


def test_a_pale_digit_is_as_black_as_a_dark_one() -> None:
    ink = inked()
    ink[:, 80:] //= 2
    parts = find_parts(ink, mask_of(ink))
    assert len(parts) == 6
    assert all(part.ink.max() == 255 for part in parts)


def test_specks_and_what_is_much_fainter_are_no_parts() -> None:
    ink = inked()
    ink[5:9, 5:9] = 255
    cv2.putText(ink, "B", (250, 200), 0, 2, 30, 3)
    assert len(find_parts(ink, mask_of(ink))) == 6


def test_blurred_neighbours_fall_apart() -> None:
    ink = np.zeros((100, 100), np.uint8)
    ink[20:80, 20:28] = ink[20:80, 36:44] = 255
    soft = cv2.GaussianBlur(ink, (0, 0), 2.5)
    assert cv2.connectedComponents(mask_of(soft))[0] - 1 == 1
    assert len(find_parts(np.asarray(soft), mask_of(np.asarray(soft)))) == 2


def test_too_many_marks_are_refused_in_words() -> None:
    ink = np.zeros((1200, 1200), np.uint8)
    for dy in range(8):
        for dx in range(8):
            ink[dy:1190:17, dx:1190:17] = 255
    with pytest.raises(PictureError, match=f"{70 * 70} marks"):
        find_parts(ink, mask_of(ink))
    assert MOST < 70 * 70


def test_frames_around_each_other_cost_no_more_than_some_pages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Every part's window is looked at, and a hundred frames are a hundred pages."""
    ink = np.zeros((600, 800), np.uint8)
    ink[280:320, 390:410] = 255
    for i in range(0, 240, 8):
        cv2.rectangle(ink, (i, i), (799 - i, 599 - i), 255, 2)
    monkeypatch.setattr(lenet1.paper.parts, "LARGEST", 100)
    parts = find_parts(ink, mask_of(ink))
    assert (400, 300) in [
        ((p.left + p.right) // 2, (p.top + p.bottom) // 2) for p in parts
    ]
    assert 2 < sum(part.ink.size for part in parts) / ink.size < 4.2
    assert len(parts) < 30


def test_the_middle_height_is_the_digits_whatever_the_specks() -> None:
    assert middle_height(np.array([60, 62, 58] + 5 * [8])) == 60
    assert middle_height(np.array([], dtype=np.int32)) == 0


def test_the_dark_beyond_a_sheets_edge_is_no_ink() -> None:
    pixels = np.full((100, 200, 1), 240, np.uint8)
    pixels[:, :60] = 90  # a table
    pixels[20:80, 120:128] = 40
    edge, stroke = block(52, 20, 8, 60), block(120, 20, 8, 60)
    assert on_paper([edge, stroke], pixels) == [stroke]
    at_rim = block(192, 20, 8, 60)
    pixels[20:80, 192:] = 40
    assert on_paper([at_rim], pixels) == [at_rim]


def test_a_tables_grain_is_no_ink_beside_a_sheet_with_ink() -> None:
    pixels = np.full((100, 300, 1), 240, np.uint8)
    pixels[:, :150] = 50
    pixels[30:60, 40:60] = 45
    strokes = [block(x, 20, 8, 60) for x in (180, 210, 240)]
    for stroke in strokes:
        pixels[20:80, stroke.left : stroke.right] = 60
    assert on_paper([block(40, 30, 20, 30), *strokes], pixels) == strokes


def test_a_corner_of_the_table_that_the_rim_cuts_is_no_ink() -> None:
    pixels = np.full((200, 300, 1), 240, np.uint8)
    corner, ring = block(230, 120, 70, 80), block(240, 20, 60, 80)
    corner.ink[np.add.outer(np.arange(80), np.arange(70)) < 60] = 0
    ring.ink[12:-12, 12:-12] = 0  # a 0 that leaves no paper at the rim
    for part in (corner, ring):
        window = pixels[part.top : part.bottom, part.left : part.right, 0]
        window[part.ink > 0] = 60
    assert on_paper([corner, ring], pixels) == [ring]


@pytest.mark.parametrize("soft", [0, 4, 8])
def test_a_stroke_across_a_shadows_edge_is_ink_and_the_edge_is_none(soft: int) -> None:
    light = np.full((100, 200), 1.0)
    light[:, :100] = 0.45
    light = np.asarray(cv2.blur(light, (2 * soft + 1, 2 * soft + 1)))
    ink = np.full((100, 200), 240.0)
    ink[20:80, 80:84] = ink[20:80, 116:120] = ink[20:24, 80:120] = 70
    pixels = np.rint(ink * light).astype(np.uint8)[:, :, None]
    stroke, edge = block(80, 20, 40, 60), block(92, 30, 8, 40)
    stroke.ink[4:, 4:36] = 0
    assert on_paper([stroke, edge], pixels) == [stroke]


def test_what_reaches_from_rim_to_rim_stays() -> None:
    pixels = np.full((100, 60, 1), 40, np.uint8)
    whole = block(0, 20, 60, 60)
    assert on_paper([whole], pixels) == [whole]
