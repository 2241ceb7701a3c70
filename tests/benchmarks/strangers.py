"""Digits right and false on pages of strangers, and what each idea of paper brings.

`python -m tests.benchmarks.strangers FOLDER TRUTH` reads the pictures below FOLDER that
TRUTH names: a CSV of repository, path, kind and digits, lines parted by " / ". Nothing
of such pages is in this repository: they are other people's. CHOSEN names the owners
by whose pages thresholds and crops were chosen; all others only tell how well it went.
Digits are aligned by edit distance over the whole page. `--without IDEA` switches one
off; `--ablation` prints a row of all pages for each; `--tesseract MODE` asks tesseract,
told that there are digits only, with this `--psm`, instead of LeNet-1.
"""

import argparse
import csv
import re
import subprocess
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np
import torch
from PIL import Image, ImageOps

import lenet1.paper.finder
import lenet1.paper.page
from lenet1.confidence import Reader
from lenet1.paper import PictureError, read_page
from lenet1.paper.cutout import Inked
from lenet1.paper.decision import Decision
from lenet1.paper.networks import Networks, shipped_networks
from lenet1.weights import load

CHOSEN = {
    "IamAmarMishra",
    "LowWeiLin",
    "TomNong",
    "owaisasghar",
    "abanobmossad",
    "ycheng22",
    "scholich",
    "vinay0410",
    "dinac1994",
    "Goody7",
}
WINDOW = 0.15  # of a box's sides; around it, where plain ink is looked for


Read = Callable[[Path], tuple[str, ...]]  # a picture's lines


class Row(NamedTuple):
    """One page and what is on it."""

    owner: str
    path: Path
    kind: str
    truth: str


def rows(folder: Path, truth: Path) -> list[Row]:
    with truth.open() as file:
        return [
            Row(
                row["repository"].split("/")[0],
                folder / row["repository"].replace("/", "+") / row["path"],
                row["kind"],
                row["digits"],
            )
            for row in csv.DictReader(file)
        ]


def aligned(true: str, said: str) -> Counter[str]:
    """How many digits are right, exchanged, missing and false: the least edits."""
    d = np.zeros((len(true) + 1, len(said) + 1), int)
    d[:, 0], d[0] = range(len(true) + 1), range(len(said) + 1)
    for i, a in enumerate(true, 1):
        for j, b in enumerate(said, 1):
            d[i, j] = min(d[i - 1, j] + 1, d[i, j - 1] + 1, d[i - 1, j - 1] + (a != b))
    i, j, found = len(true), len(said), Counter[str]()
    while i or j:
        same = i and j and true[i - 1] == said[j - 1]
        if i and j and d[i, j] == d[i - 1, j - 1] + (not same):
            found["right" if same else "exchanged"] += 1
            i, j = i - 1, j - 1
        elif i and d[i, j] == d[i - 1, j] + 1:
            found["missing"] += 1
            i -= 1
        else:
            found["false"] += 1
            j -= 1
    return found


def lines_of(reader: Reader, path: Path) -> tuple[str, ...]:
    try:
        picture = ImageOps.exif_transpose(Image.open(path)).convert("RGB")
        return read_page(reader, picture).lines
    except PictureError:
        return ()


def tesseract(mode: str, path: Path) -> tuple[str, ...]:
    """The lines that the command `tesseract` says."""
    options = ["--psm", mode, "-c", "tessedit_char_whitelist=0123456789"]
    command = ["tesseract", str(path), "-", *options]
    return (subprocess.run(command, capture_output=True, text=True).stdout,)


def scored(read: Read, row: Row) -> Counter[str]:
    started = time.perf_counter()
    lines = read(row.path)
    spent = time.perf_counter() - started
    true = re.sub(r"\D", "", row.truth)
    counts = aligned(true, re.sub(r"\D", "", "".join(lines)))
    counts.update(pages=1, digits=len(true), ms=round(1000 * spent))
    return counts


def table(read: Read, every: list[Row]) -> dict[str, Counter[str]]:
    """Sums of each kind, of both halves and of all."""
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for row in every:
        counts = scored(read, row)
        half = "chosen by" if row.owner in CHOSEN else "other people's"
        for name in (row.kind, f"({half})", "all"):
            sums[name].update(counts)
    return dict(sums)


def line(name: str, n: Counter[str]) -> str:
    found = (n["right"] + n["exchanged"]) / n["digits"]
    return (
        f"{name:28s} {n['pages']:3d} pages {n['digits']:5d} digits"
        f"  found {found:6.1%}  right {n['right'] / n['digits']:6.1%}"
        f"  false {n['false']:4d}  {n['ms'] / n['pages'] / 1000:.2f} s a page"
    )


@contextmanager
def exchanged(module: Any, name: str, value: Any) -> Iterator[None]:
    before = getattr(module, name)
    setattr(module, name, value)
    try:
        yield
    finally:
        setattr(module, name, before)


def plain_ink(_: object, scales: list[Any], boxes: Any) -> Iterator[Inked | None]:
    """What is darker or lighter in each box than the paper around, by Otsu (1979)."""
    for box in boxes:
        margin = WINDOW * (box[2:] - box[:2])
        low = (box[:2] - margin).astype(int).clip(0)
        high = (box[2:] + margin).astype(int)
        gray = scales[0][low[1] : high[1], low[0] : high[0]].mean(axis=2)
        off = np.abs(gray - np.median(gray)).astype(np.uint8)
        ink = cv2.threshold(off, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[1]
        yield Inked(float(low[0]), float(low[1]), 1.0, np.asarray(ink, np.uint8), 1.0)


def without_reading() -> Networks:
    """The finder alone decides."""
    networks = shipped_networks()
    weights = networks.decision.weights * torch.tensor([1.0, 0, 0, 1.0])
    return networks._replace(decision=Decision(weights, torch.zeros(())))


PAGE, FINDER = lenet1.paper.page, lenet1.paper.finder
IDEAS: dict[str, tuple[Any, str, Any]] = {
    "turned pages": (PAGE, "UPRIGHT", 0.0),
    "cutout": (PAGE, "cut_out", plain_ink),
    "LeNet-1's part in the decision": (PAGE, "shipped_networks", without_reading),
    "shining through": (PAGE, "SHINING", 0.0),
    "company": (PAGE, "COMPANY", 0.0),
    "neighbours in the decision": (PAGE, "around", lambda odds, boxes: 0 * odds),
    "scales": (PAGE, "halvings", lambda pixels: [pixels]),
    "doubles dropped": (FINDER, "without_doubles", lambda spots: spots),
    "signs part numbers": (PAGE, "SIGN_ODDS", np.inf),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("truth", type=Path)
    parser.add_argument("--without", choices=IDEAS)
    parser.add_argument("--tesseract", metavar="MODE")
    parser.add_argument("--ablation", action="store_true")
    args = parser.parse_args()
    torch.set_num_threads(1)
    read, every = partial(lines_of, load()), rows(args.folder, args.truth)
    if args.tesseract:
        read = partial(tesseract, args.tesseract)
    if args.ablation:
        for name, idea in IDEAS.items():
            with exchanged(*idea):
                print(line(f"no {name}", table(read, every)["all"]), flush=True)
        return
    idea = IDEAS[args.without] if args.without else (PAGE, "UNREAD", PAGE.UNREAD)
    with exchanged(*idea):
        for name, counts in sorted(table(read, every).items()):
            print(line(name, counts))


if __name__ == "__main__":
    main()
