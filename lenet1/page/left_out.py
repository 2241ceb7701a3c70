"""In words, what was taken for something else than the digit.

`static/sentences.js` says it on the page.
"""

from collections.abc import Sequence

from lenet1.parts import LeftOut

# One and several of each kind that `parts` and `surroundings` know.
SENTENCES = {
    "dot": ("A dot was left out.", "{} dots were left out."),
    "smudge": ("A smudge was left out.", "{} smudges were left out."),
    "underline": (
        "The line under it was left out.",
        "{} lines under it were left out.",
    ),
    "line": ("A line was left out.", "{} lines were left out."),
    "frame": (
        "The frame around it was left out.",
        "{} frames around it were left out.",
    ),
    "rim": (
        "Something at the edge was left out.",
        "{} things at the edge were left out.",
    ),
}


def in_words(left_out: Sequence[LeftOut]) -> str:
    """A sentence like "2 lines were left out." for each kind; "" where nothing was."""
    return " ".join(
        SENTENCES[left.kind][left.number > 1].format(left.number) for left in left_out
    )
