"""What the company says: letters stand among letters, digits among digits."""

from collections.abc import Sequence
from itertools import pairwise

from lenet1.confidence import Verdict
from lenet1.paper.parts import Part

CLOSE = 0.4  # of the line's height; letters of a word are nearer
LEAST, MOST = -8.0, 4.0  # log odds that one shape counts for at most, either way
COMPANY = 2.0  # log odds that digits beside it add ...
LEAST_COMPANY = 2  # ... where there are so many
LOW = -2.0  # log odds of a shape that is too low for a digit on its line


def find_words(line: Sequence[Part], odds: Sequence[float], tall: float) -> set[int]:
    """Indices of the shapes of a line, from left to right, that belong to words.

    `odds` are log odds that each is a digit by itself; `tall` is how high the line's
    digits are, px. Where a run of close shapes speaks against digits in all, none is.
    """
    words: set[int] = set()
    for run in _runs(line, CLOSE * tall):
        if sum(min(max(odds[i], LEAST), MOST) for i in run) < 0:
            words.update(run)
    return words


def among_digits(verdicts: Sequence[Verdict], odds: Sequence[float]) -> list[Verdict]:
    """The verdicts on a number's shapes, each in the company of the others.

    What alone would be refused by a little is not sure among digits.
    """
    digits = sum(verdict is not Verdict.NO_DIGIT for verdict in verdicts)
    near = digits >= LEAST_COMPANY
    return [
        Verdict.NOT_SURE
        if near and verdict is Verdict.NO_DIGIT and by >= -COMPANY
        else verdict
        for verdict, by in zip(verdicts, odds, strict=True)
    ]


def _runs(line: Sequence[Part], gap: float) -> list[list[int]]:
    runs = [[0]] if line else []
    for i, (before, after) in enumerate(pairwise(line), start=1):
        if after.left - before.right > gap:
            runs.append([])
        runs[-1].append(i)
    return runs
