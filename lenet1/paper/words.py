"""What the company says: letters stand among letters, digits among digits."""

from collections.abc import Sequence
from typing import NamedTuple

from lenet1.confidence import Verdict
from lenet1.paper.parts import Part

CLOSE = 0.4  # of the line's height; shapes of one word or number are nearer
LEAST, MOST = -3.5, 2.0  # log odds that one shape counts for; an o looks like a 0
WITHIN, BETWEEN = 6.0, 1.0  # log odds against a change from letters to digits or back
HEIGHT, SPREAD = 0.8, 0.15  # of the line's height; what is lower is hardly a digit ...
MOST_OFF = 2.0  # ... by so much log odds at most: cents are written smaller
LOW = -2.0  # log odds of a shape that is too low for a digit on its line
COMPANY = 6.0  # log odds that digits beside it add ...
LEAST_COMPANY = 2  # ... where there are so many


class Way(NamedTuple):
    """A way to part the shapes so far into letters and digits."""

    odds: float
    letters: frozenset[int] = frozenset()

    def less(self, odds: float) -> "Way":
        return self._replace(odds=self.odds - odds)


def find_words(line: Sequence[Part], odds: Sequence[float], tall: float) -> set[int]:
    """Indices of the shapes of a line, from left to right, that belong to words.

    `odds` are log odds that each is a digit by itself; `tall` is how high the line's
    digits are, px. Of all ways to part the line into words and numbers the likeliest is
    taken, by dynamic programming (Viterbi, 1967).
    """
    digit = letter = Way(0.0)  # the best that end with a digit, and with a letter
    for i, part in enumerate(line):
        near = i > 0 and part.left - line[i - 1].right <= CLOSE * tall
        change = WITHIN if near else BETWEEN
        digit, letter = (
            max(digit, letter.less(change), key=lambda way: way.odds),
            max(letter, digit.less(change), key=lambda way: way.odds),
        )
        digit = digit.less(-_evidence(part, odds[i], tall))
        letter = letter._replace(letters=letter.letters | {i})
    return set(max(digit, letter, key=lambda way: way.odds).letters)


def among_digits(verdicts: Sequence[Verdict], odds: Sequence[float]) -> list[Verdict]:
    """The verdicts on a line's digits, each in the company of the others.

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


def _evidence(part: Part, odds: float, tall: float) -> float:
    """Log odds that it is a digit and no letter, by its looks and its height."""
    off = max((HEIGHT - part.height / tall) / SPREAD, 0)
    return min(max(odds, LEAST), MOST) - min(off**2 / 2, MOST_OFF)
