"""Ten hard pages and the README's as they are read: pictures with boxes.

    python -m tests.benchmarks.hard_pages FOLDER --pen-digits pendigits-orig.tra.gz

The ten are the first of their kinds in `tests.benchmarks.paper`; the README's is by one
writer whose digits trained nothing.
"""

import argparse
import io
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from lenet1.confidence import Reader
from lenet1.paper import read_page
from lenet1.paper.marking import marked
from lenet1.weights import load
from tests.benchmarks.disturbances import photo
from tests.benchmarks.pages import WIDTH, WORDS, Desk, Hand, Made, date, rows
from tests.benchmarks.paper import SEED, load_hand, pages

HARD = (
    "squared",
    "cheque",
    "date",
    "notes",
    "touching",
    "crossed out",
    "words",
    "pen 1%",
    "noise",
    "photo",
)
WRITER = 30
QUALITY = 60  # of the JPEGs


def ledger(desk: Desk) -> None:
    """A ruled page: a date, and amounts with what they are for."""
    first, *rest = rows(desk)
    for bottom in (first, *rest):
        desk.line(0, bottom + 8, WIDTH, bottom + 8, thick=1)
    desk.text("Datum", 90, first, 36)
    date(desk, 420, first)
    for word, bottom in zip(WORDS[2:], rest, strict=False):
        desk.text(word, 90, bottom, 36)
        desk.number(420, bottom, 5)


def ledger_page(hand: Hand) -> Made:
    """A photo of it, by WRITER."""
    own = Hand(hand.mnist, [digit for digit in hand.pen if digit.writer == WRITER])
    random = np.random.default_rng(SEED)
    desk = Desk(own, random, pen=0.08)
    ledger(desk)
    return photo(desk.finished(), random)


def as_read(reader: Reader, picture: Image.Image) -> Image.Image:
    """The picture with a box around every digit."""
    file = io.BytesIO()
    picture.save(file, "PNG")
    return marked(file, read_page(reader, picture))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--data-dir", type=Path, default=Path("data"))
    parser.add_argument("--pen-digits", type=Path, required=True)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    hand = load_hand(arguments.data_dir, arguments.pen_digits, choose=False)
    reader = load()
    made = {kind: made for kind, made in pages(hand, 1) if kind in HARD}
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for kind, page in {**made, "page": ledger_page(hand)}.items():
        name = kind.replace(" ", "-").replace("%", "") + ".jpg"
        picture = as_read(reader, page.picture)
        picture.save(arguments.folder / name, quality=QUALITY)


if __name__ == "__main__":
    main()
