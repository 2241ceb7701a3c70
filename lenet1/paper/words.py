"""What the company says: letters stand among letters, digits among digits."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from lenet1.confidence import Verdict
from lenet1.ink import Gray
from lenet1.paper.lines import in_next_cells, is_walled
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


def find_words(
    line: Sequence[Part],
    odds: Sequence[float],
    tall: float,
    walls: Gray | None = None,
) -> set[int]:
    """Indices of the shapes of a line, from left to right, that belong to words.

    `odds` are log odds that each is a digit by itself; `tall` is how high the line's
    digits are, px. What stands alone in cells beside each other, as `walls`, (height,
    width), show, stands as near as in one number. Of all ways to part the line into
    words and numbers the likeliest is taken, by dynamic programming (Viterbi, 1967).
    """
    digit = letter = Way(0.0)  # the best that end with a digit, and with a letter
    for i, (part, near) in enumerate(zip(line, _near(line, tall, walls), strict=True)):
        change = WITHIN if near else BETWEEN
        digit, letter = (
            max(digit, letter.less(change), key=lambda way: way.odds),
            max(letter, digit.less(change), key=lambda way: way.odds),
        )
        digit = digit.less(-_evidence(part, odds[i], tall))
        letter = letter._replace(letters=letter.letters | {i})
    return set(max(digit, letter, key=lambda way: way.odds).letters)


def _near(line: Sequence[Part], tall: float, walls: Gray | None) -> list[bool]:
    """Which shapes stand as near to the one before as in one word or number."""
    if not line:
        return []
    close = [b.left - a.right <= CLOSE * tall for a, b in pairwise(line)]
    cells = in_next_cells(line, walls)
    ends = [is_walled(line[0], -tall, walls), is_walled(line[-1], tall, walls)]
    alone = [all(sides) for sides in pairwise([ends[0], *cells, ends[1]])]
    both = [all(pair) for pair in pairwise(alone)]
    return [False, *map(any, zip(close, both, strict=True))]


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
