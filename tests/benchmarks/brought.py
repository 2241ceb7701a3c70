"""Print how pictures of every kind fare: right, misread, refused.

After the kinds of `kinds`, which hold one digit, come those which do not.
"""

import argparse
import zlib
from pathlib import Path

import numpy as np
from PIL import Image

from lenet1.confidence import Reader, Verdict
from lenet1.ink import find_ink
from lenet1.learning.composites import DIGIT_KINDS as NOT_ONE
from lenet1.learning.data import hold_out, load_mnist
from lenet1.learning.pendigits import read_pen_digits, split_writers
from lenet1.learning.scribbles import KINDS
from lenet1.reading import read
from lenet1.weights import load
from tests.benchmarks.kinds import DIGIT_KINDS, Source
from tests.conftest import WEIGHTS

Case = tuple[Image.Image, int | None]  # a picture, and its digit where it is one


def draw_cases(data_dir: Path, pen_digits: Path, count: int) -> dict[str, list[Case]]:
    """`count` pictures of every kind, the same ones each time."""
    _, scans = hold_out(load_mnist(data_dir, train=True, device="cpu"))
    unseen = split_writers(read_pen_digits(pen_digits))[1]
    cases: dict[str, list[Case]] = {}
    for name, kind in DIGIT_KINDS.items():
        random = np.random.default_rng(zlib.crc32(name.encode()))
        cases[name] = []
        for n in range(count):
            pen, other = (unseen[i] for i in random.integers(len(unseen), size=2))
            same = (scans.labels == pen.label).nonzero().flatten()
            scan = scans.images[same[n % len(same)]].numpy()
            source = Source(pen.label, list(pen.strokes), scan, list(other.strokes))
            cases[name].append((kind(source, random), pen.label))
    for name in (*KINDS, *NOT_ONE):
        random = np.random.default_rng(zlib.crc32(name.encode()))
        cases[name] = [
            (KINDS[name](random), None)
            if name in KINDS
            else (NOT_ONE[name](unseen, random), None)
            for _ in range(count)
        ]
    return cases


def outcome(
    reader: Reader, picture: Image.Image, digit: int | None
) -> tuple[bool, bool]:
    """Whether the best guess is right, and whether it is accepted."""
    reading = read(reader, *find_ink(picture))
    if reading is None:
        return False, False
    accepted = reading.answer.verdict is Verdict.DIGIT
    return reading.answer.digit == digit, accepted


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter
    )
    add = parser.add_argument
    add("--data-dir", type=Path, default=Path("data"), help="where MNIST is")
    add("--pen-digits", type=Path, required=True, help="UCI's pendigits-orig.tra")
    add("--weights", type=Path, default=WEIGHTS, help="folder of the weights")
    add("--count", type=int, default=200, help="pictures of each kind")
    args = parser.parse_args()
    reader = load(args.weights)
    print("| kind | n | right and accepted | accepted and wrong | refused |")
    print("|---|---|---|---|---|")
    for name, cases in draw_cases(args.data_dir, args.pen_digits, args.count).items():
        found = np.array([outcome(reader, *case) for case in cases])
        right, accepted = found.T
        shares = [right & accepted, ~right & accepted, ~accepted]
        figures = " | ".join(f"{share.mean():.1%}" for share in shares)
        print(f"| {name} | {len(cases)} | {figures} |", flush=True)


if __name__ == "__main__":
    main()
