"""Pages of digits read by LeNet-1 and by tesseract, side by side.

    apt-get install tesseract-ocr
    python -m tests.benchmarks.tesseract --pen-digits pendigits-orig.tra.gz

The pages are those of `tests.benchmarks.paper`. Tesseract is told that there are digits
only; its time is that of one run of its command on one core. Ours is without the start.
"""

import argparse
import os
import re
import subprocess
import tempfile
import time
from collections import Counter
from functools import reduce
from pathlib import Path
from typing import NamedTuple

import cv2
import torch

from lenet1.confidence import Verdict
from lenet1.paper import PictureError, read_page
from lenet1.weights import load
from tests.benchmarks.pages import Made, TrueDigit
from tests.benchmarks.paper import OVERLAP, load_hand, pages, percent

DIGITS = "0123456789"
LAYOUT = "3"  # tesseract's own choice; 6, 11 and 12 read less of these pages

Box = tuple[float, float, float, float]  # left, top, right, bottom; px


class Said(NamedTuple):
    """What a reader makes of a page."""

    digits: list[tuple[str, Box]]
    numbers: list[str]
    seconds: float


class Count(NamedTuple):
    """Counts over pages."""

    digits: int = 0
    right: int = 0  # found with their label
    false: int = 0  # said where there is no digit
    numbers: int = 0
    whole: int = 0
    seconds: float = 0.0
    pages: int = 0

    def plus(self, other: "Count") -> "Count":
        both = zip(self._asdict().items(), other, strict=True)
        return self._replace(**{name: a + b for (name, a), b in both})


def tesseract(made: Made) -> Said:
    """What the command `tesseract` says to a page."""
    with tempfile.TemporaryDirectory() as folder:
        page, output = Path(folder) / "page.png", Path(folder) / "said"
        made.picture.save(page, compress_level=1)
        options = ["--psm", LAYOUT, "-c", f"tessedit_char_whitelist={DIGITS}"]
        begin = time.perf_counter()
        subprocess.run(
            ["tesseract", str(page), str(output), *options, "makebox", "txt"],
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            check=True,
            capture_output=True,
        )
        seconds = time.perf_counter() - begin
        boxes = output.with_suffix(".box").read_text().split("\n")
        numbers = output.with_suffix(".txt").read_text().split()
    height = made.picture.height
    digits = []
    for said, left, bottom, right, top, _ in (line.split() for line in boxes if line):
        box = (float(left), height - float(top), float(right), height - float(bottom))
        if said in DIGITS:
            digits.append((said, box))
    return Said(digits, numbers, seconds)


def count(made: Made, said: Said) -> Count:
    """Compare what was said with what is on the page."""
    overlaps = [
        (_overlap(truth, box), i, j)
        for i, truth in enumerate(made.digits)
        for j, (_, box) in enumerate(said.digits)
    ]
    pairs: dict[int, int] = {}
    for share, i, j in sorted(overlaps, reverse=True):
        if share >= OVERLAP and i not in pairs and j not in pairs.values():
            pairs[i] = j
    right = [i for i, j in pairs.items() if said.digits[j][0] == str(made.digits[i][0])]
    whole = (Counter(made.numbers) & Counter(said.numbers)).total()
    return Count(
        len(made.digits),
        len(right),
        len(said.digits) - len(pairs),
        len(made.numbers),
        whole,
        said.seconds,
        1,
    )


def _overlap(truth: TrueDigit, box: Box) -> float:
    """Intersection over union."""
    own = truth.box
    across = min(own[2], box[2]) - max(own[0], box[0])
    down = min(own[3], box[3]) - max(own[1], box[1])
    both = max(across, 0) * max(down, 0)
    areas = [(b[2] - b[0]) * (b[3] - b[1]) for b in (own, box)]
    return both / (sum(areas) - both)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data-dir", type=Path, default=Path("data"))
    parser.add_argument("--pen-digits", type=Path, required=True)
    parser.add_argument("--pages", type=int, default=2, help="of each kind")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    hand = load_hand(arguments.data_dir, arguments.pen_digits, choose=False)
    reader = load()

    def ours(made: Made) -> Said:
        begin = time.perf_counter()
        try:
            page = read_page(reader, made.picture)
        except PictureError:
            return Said([], [], time.perf_counter() - begin)
        seconds = time.perf_counter() - begin
        digits = []
        for digit in page.digits:
            left, top, width, height = digit.box
            if digit.verdict is not Verdict.NO_DIGIT:
                box = (left, top, left + width, top + height)
                digits.append((str(digit.label), box))
        return Said(digits, re.findall(r"[\d?]+", " ".join(page.lines)), seconds)

    print("                     LeNet-1                        tesseract")
    print(f"{'kind':16}" + 2 * "  right  false  whole     ms ", flush=True)
    totals: dict[str, list[Count]] = {}
    for kind, made in pages(hand, arguments.pages):
        both = totals.setdefault(kind, [Count(), Count()])
        for i, reads in enumerate((ours, tesseract)):
            both[i] = both[i].plus(count(made, reads(made)))
    every = [
        reduce(Count.plus, column) for column in zip(*totals.values(), strict=True)
    ]
    totals["all"] = every
    for kind, both in totals.items():
        cells = [
            f" {percent(c.right, c.digits)} {c.false:6} {percent(c.whole, c.numbers)}"
            f" {1000 * c.seconds / c.pages:6.0f} "
            for c in both
        ]
        print(f"{kind:16}" + "".join(cells))


if __name__ == "__main__":
    main()
