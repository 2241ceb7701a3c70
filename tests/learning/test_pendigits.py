"""Pen strokes of a tiny file made here, and of UCI's where PEN_DIGITS names it."""

import gzip
import os
from pathlib import Path

import numpy as np
import pytest
import torch

from lenet1.learning.data import DataError
from lenet1.learning.pendigits import (
    PENS,
    PenDigit,
    draw_digits,
    read_pen_digits,
    split_writers,
)

UCI = os.environ.get("PEN_DIGITS", "")  # a path of pendigits-orig.tra, plain or .gz


def unipen(digits: list[tuple[int, int, list[str]]]) -> str:
    """A file's text: (label, writer, strokes as in "10 90 10 10") each."""
    lines = [".INCLUDE dene.doc", '.LEXICON "0" "1"', ""]
    for number, (label, writer, strokes) in enumerate(digits):
        lines.append(f'.SEGMENT DIGIT {number} ? "{label}"')
        lines.append(f".COMMENT {label} {writer}  {number}")
        for stroke in strokes:
            values = stroke.split()
            pairs = zip(values[::2], values[1::2], strict=True)
            lines += [".PEN_DOWN", *(f" {x}  {y}" for x, y in pairs), ".PEN_UP"]
            lines.append(".DT 100")
    return "\n".join(lines) + "\n"


TINY = [
    (1, 3, ["250 400 250 100"]),
    (7, 5, ["100 400 300 400 200 100", "150 250 250 250"]),
    (4, 10, ["200 400 100 200 300 200", "250 300 250 100"]),
]


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    path = tmp_path / "digits.tra"
    path.write_text(unipen(TINY))
    return path


def test_labels_writers_and_strokes_are_what_the_file_says(tiny: Path) -> None:
    digits = read_pen_digits(tiny)
    assert [(d.label, d.writer, len(d.strokes)) for d in digits] == [
        (1, 3, 1),
        (7, 5, 2),
        (4, 10, 2),
    ]
    assert digits[1].strokes[1].tolist() == [[150, -250], [250, -250]]  # y down


def test_a_packed_file_reads_the_same(tiny: Path, tmp_path: Path) -> None:
    packed = tmp_path / "digits.tra.gz"
    packed.write_bytes(gzip.compress(tiny.read_bytes()))
    for a, b in zip(read_pen_digits(tiny), read_pen_digits(packed), strict=True):
        assert (a.label, a.writer) == (b.label, b.writer)
        assert all(map(np.array_equal, a.strokes, b.strokes))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("absent.tra", None),
        ("empty.tra", b""),
        ("prose.tra", b"no digits here\n"),
        ("cut.tra.gz", gzip.compress(unipen(TINY).encode(), mtime=0)[:60]),
        ("plain.tra.gz", unipen(TINY).encode()),
        ("binary.tra", bytes(range(256))),
        ("no_strokes.tra", b'.SEGMENT DIGIT 0 ? "1"\n.COMMENT 1 2 3\n'),
        ("odd.tra", unipen(TINY).replace(" 100\n", "\n").encode()),
    ],
)
def test_what_is_no_such_file_is_named_in_one_sentence(
    tmp_path: Path, name: str, data: bytes | None
) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(DataError, match=name) as caught:
        read_pen_digits(path)
    assert "\n" not in str(caught.value)


def test_no_writer_is_on_both_sides(tiny: Path) -> None:
    train, held_out = split_writers(read_pen_digits(tiny))
    assert [d.writer for d in train] == [3]
    assert [d.writer for d in held_out] == [5, 10]


def test_the_same_seed_draws_the_same(tiny: Path) -> None:
    digits = read_pen_digits(tiny)
    first, again, other = (draw_digits(digits, pens=PENS, seed=s) for s in (1, 1, 2))
    assert torch.equal(first.images, again.images)
    assert not torch.equal(first.images, other.images)
    assert first.labels.tolist() == [1, 7, 4]
    assert first.images.shape == (3, 28, 28)
    assert first.images.dtype == torch.uint8


def test_one_touch_of_the_pen_is_drawn() -> None:
    touch = PenDigit(1, 1, (np.array([[200.0, -200.0]]),))
    assert draw_digits([touch], pens=[0.08], seed=0).images.max() == 255


@pytest.mark.skipif(not UCI, reason="PEN_DIGITS names no file of UCI's")
def test_ucis_file_has_250_digits_by_each_of_30_writers() -> None:
    digits = read_pen_digits(UCI)
    assert len(digits) == 7_494
    train, held_out = split_writers(digits)
    assert len({d.writer for d in train}) == 24
    assert {d.writer for d in held_out} == {5, 10, 15, 20, 25, 30}
    assert sum(len(d.strokes) for d in digits) == 9_433  # its count of .PEN_DOWN
