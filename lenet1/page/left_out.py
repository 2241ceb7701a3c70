"""In words, what was taken for something else than the digit.

`static/network/left_out.js` says it on the page.
"""

from collections.abc import Sequence

from lenet1.parts import LeftOut

# One and several of each kind that `parts` and `surroundings` know.
NAMES = {
    "dot": ("a dot", "dots"),
    "smudge": ("a smudge", "smudges"),
    "underline": ("the line under it", "lines under it"),
    "line": ("a line", "lines"),
    "frame": ("the frame around it", "frames around it"),
    "rim": ("something at the edge", "things at the edge"),
}


def in_words(left_out: Sequence[LeftOut]) -> str:
    """A sentence like "A dot and 2 lines were left out."; "" where nothing was."""
    if not left_out:
        return ""
    *names, last = [
        NAMES[left.kind][0]
        if left.number == 1
        else f"{left.number} {NAMES[left.kind][1]}"
        for left in left_out
    ]
    subject = f"{', '.join(names)} and {last}" if names else last
    several = len(left_out) > 1 or left_out[0].number > 1
    return f"{subject[0].upper()}{subject[1:]} {'were' if several else 'was'} left out."
