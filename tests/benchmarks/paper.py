"""Pages read: what is found, what is right, by kind of page and of disturbance.

    python -m tests.benchmarks.paper --data-dir data --pen-digits pendigits-orig.tra.gz

Made from MNIST's test digits and from three writers who trained nothing. With
`--choose` from held-out training digits and from the writers who train, another seed:
for every choice. Their own reading is flattered then; where they stand is not.
"""

import argparse
import time
from collections.abc import Callable, Iterator
from functools import reduce
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch

from lenet1.confidence import Verdict
from lenet1.learning.data import hold_out, load_mnist
from lenet1.learning.pendigits import read_pen_digits, split_writers
from lenet1.paper import Digit, Page, PictureError, read_page
from lenet1.weights import load
from tests.benchmarks.disturbances import DISTURBANCES
from tests.benchmarks.pages import LAYOUTS, Desk, Hand, Made, TrueDigit

PENS = (0.01, 0.02, 0.04, 0.06)  # of a digit's height
PAPERS = {  # paper and pen
    "white on dark": ((38, 44, 40), (235, 235, 225)),
    "red on yellow": ((250, 235, 150), (190, 40, 40)),
    "pencil": ((245, 245, 245), (150, 150, 150)),
}
REPORTED = 20  # the first of the writers who are reported; no page was chosen by theirs
OVERLAP = 0.5  # intersection over union from which a box is a digit's
SEED, CHOOSING_SEED = 0, 1  # of the pages to report, and of those to choose by


class Score(NamedTuple):
    """Counts over pages."""

    digits: int
    found: int
    false: int  # boxes taken for digits where there is none
    right: int
    accepted: int  # found and not marked doubtful
    accepted_right: int
    numbers: int
    whole: int
    seconds: float
    pages: int = 1

    def __add__(self, other: "Score") -> "Score":  # type: ignore[override]
        both = zip(self._asdict().items(), other, strict=True)
        return self._replace(**{name: a + b for (name, a), b in both})


ReadPage = Callable[[Made], Page]


def score(made: Made, page: Page, seconds: float = 0.0) -> Score:
    """Compare a page as read with what is on it."""
    boxes = [d for d in page.digits if d.verdict is not Verdict.NO_DIGIT]
    pairs = match(made.digits, boxes)
    answers = {i: boxes[j] for i, j in pairs.items()}
    right = {i for i, digit in answers.items() if digit.label == made.digits[i].label}
    sure = {i for i, digit in answers.items() if digit.verdict is Verdict.DIGIT}
    return Score(
        len(made.digits),
        len(pairs),
        len(boxes) - len(pairs),
        len(right),
        len(sure),
        len(sure & right),
        len(made.numbers),
        sum(_whole(made, boxes, pairs, number) for number in range(len(made.numbers))),
        seconds,
    )


def match(truth: list[TrueDigit], boxes: list[Digit]) -> dict[int, int]:
    """True digits' indices to boxes', one to one, the best overlaps first."""
    overlaps = [
        (overlap(digit.box, box), i, j)
        for i, digit in enumerate(truth)
        for j, box in enumerate(boxes)
    ]
    pairs: dict[int, int] = {}
    for share, i, j in sorted(overlaps, reverse=True):
        if share >= OVERLAP and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def overlap(box: tuple[float, float, float, float], digit: Digit) -> float:
    """Intersection over union of left, top, right, bottom with a digit's box."""
    left, top, width, height = digit.box
    across = min(box[2], left + width) - max(box[0], left)
    down = min(box[3], top + height) - max(box[1], top)
    both = max(across, 0) * max(down, 0)
    either = (box[2] - box[0]) * (box[3] - box[1]) + width * height - both
    return both / either


def _whole(made: Made, boxes: list[Digit], pairs: dict[int, int], number: int) -> bool:
    """Whether a number stands in the lines with all its digits and no other."""
    own = [i for i, digit in enumerate(made.digits) if digit.number == number]
    if any(i not in pairs for i in own):
        return False
    together = [boxes[pairs[i]] for i in own]
    name = together[0].number
    said = "".join(str(box.label) for box in boxes if box.number == name)
    return said == made.numbers[number] and all(box.number == name for box in together)


def pages(hand: Hand, count: int, seed: int = SEED) -> Iterator[tuple[str, Made]]:
    """`count` pages of every kind, half of them scanned digits, half by pens."""
    for name, layout in LAYOUTS.items():
        for i in range(count):
            yield name, _written(hand, layout, i, seed).finished()
    numbers = LAYOUTS["numbers"]
    for name, colors in PAPERS.items():
        for i in range(count):
            yield name, _written(hand, numbers, i, seed).finished(colors[0], colors[1])
    for pen in PENS:
        for i in range(count):
            desk = Desk(hand, np.random.default_rng([seed, i]), pen)
            numbers(desk)
            yield f"pen {pen:.0%}", desk.finished()
    for name, disturb in DISTURBANCES.items():
        for i in range(count):
            desk = _written(hand, numbers, i, seed)
            yield name, disturb(desk.finished(), np.random.default_rng([seed, 1, i]))


def _written(hand: Hand, layout: Callable[[Desk], None], i: int, seed: int) -> Desk:
    pen = 0.08 if i % 2 else None  # a scan's stroke is about an eighth
    desk = Desk(hand, np.random.default_rng([seed, i]), pen)
    layout(desk)
    return desk


def timed(read: ReadPage, made: Made) -> Score:
    begin = time.process_time()
    try:
        page = read(made)
    except PictureError:
        page = Page(made.picture.size, (), ())
    return score(made, page, time.process_time() - begin)


def load_hand(data_dir: Path, pen_digits: Path, *, choose: bool) -> Hand:
    """Digits for choices, or for the report."""
    trained, unseen = split_writers(read_pen_digits(pen_digits))
    mnist = load_mnist(data_dir, train=choose, device="cpu")
    if choose:
        return Hand(hold_out(mnist)[1], trained)
    return Hand(mnist, [digit for digit in unseen if digit.writer >= REPORTED])


def percent(part: int, whole: int) -> str:
    return f"{100 * part / max(whole, 1):6.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data-dir", type=Path, default=Path("data"))
    parser.add_argument("--pen-digits", type=Path, required=True)
    parser.add_argument("--choose", action="store_true")
    parser.add_argument("--pages", type=int, default=6, help="of each kind")
    parser.add_argument("--only", nargs="+", help="kinds; all if not given")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    hand = load_hand(arguments.data_dir, arguments.pen_digits, choose=arguments.choose)
    reader = load()
    print(
        "kind             digits  found  false  right  sure  of sure  numbers    ms",
        flush=True,
    )
    totals: dict[str, Score] = {}
    seed = CHOOSING_SEED if arguments.choose else SEED
    for kind, made in pages(hand, arguments.pages, seed):
        if arguments.only and kind not in arguments.only:
            continue
        result = timed(lambda made: read_page(reader, made.picture), made)
        totals[kind] = totals[kind] + result if kind in totals else result
    if totals:
        totals["all"] = reduce(Score.__add__, totals.values())
    for kind, s in totals.items():
        print(
            f"{kind:16} {s.digits:6} {percent(s.found, s.digits)} {s.false:6}"
            f" {percent(s.right, s.found)} {percent(s.accepted, s.found)}"
            f" {percent(s.accepted_right, s.accepted)} {percent(s.whole, s.numbers)}"
            f" {1000 * s.seconds / s.pages:6.0f}"
        )


if __name__ == "__main__":
    main()
