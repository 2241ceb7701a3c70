"""Which digits are for what: to train, to choose by, to set refusals, to measure.

What decides between runs and what sets the refusals is held out of training; what
measures them is neither.
"""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import torch

from lenet1.learning.data import Digits, hold_out, join, load_mnist
from lenet1.learning.forms import draw_forms
from lenet1.learning.nondigits import NonDigits, draw_non_digits
from lenet1.learning.pendigits import (
    EXAMPLE_DIGITS,
    PENS,
    PenDigits,
    draw_digits,
    read_pen_digits,
    split_writers,
)

DRAWINGS_EACH = 2  # of each pen digit, with other pens, sizes and places
FIT_SEED, SCORE_SEED = 1, 2  # of the drawings that set and that measure
FORMS_TAUGHT, FORMS_SCORED = 250, 250  # of every form that neither source has
NON_DIGITS, SCORED = 600, 150  # of each kind, to fit and to measure
INVENTED = 900  # of each sort, to fit


class Splits(NamedTuple):
    """All that a training run uses, on one device."""

    train: Digits
    held_out: Digits  # of MNIST's training digits
    refusals: Digits  # sets thresholds and temperature; never trained on
    unseen: Mapping[str, Digits]  # drawings by writers who never train, for each pen
    test: Digits  # MNIST's
    forms: Mapping[str, Digits] = MappingProxyType({})  # by hands that never train
    fitting: PenDigits = EXAMPLE_DIGITS  # pairs and signs are drawn of them
    scoring: PenDigits = EXAMPLE_DIGITS  # likewise, to measure; by other writers

    @property
    def device(self) -> torch.device:
        return self.train.images.device

    def non_digits_to_fit(self) -> NonDigits:
        """What the refusals are set by, drawn anew and always the same."""
        return draw_non_digits(
            NON_DIGITS, seed=FIT_SEED, digits=self.fitting, inventions=INVENTED
        )

    def non_digits_to_score(self) -> NonDigits:
        """What the refusals are measured by: other drawings, of other writers."""
        return draw_non_digits(SCORED, seed=SCORE_SEED, digits=self.scoring)


def load_splits(
    data_dir: Path, pen_digits: Path | None, device: torch.device
) -> Splits:
    """MNIST, and pen digits drawn on the pad where a file of them is named.

    Raises DataError when either is missing or unreadable.
    """
    mnist, held_out = hold_out(load_mnist(data_dir, train=True, device=device))
    test = load_mnist(data_dir, train=False, device=device)
    if pen_digits is None:
        return Splits(mnist, held_out, held_out, {}, test)
    seen, unseen = split_writers(read_pen_digits(pen_digits))
    thresholds, *drawn = (
        draw_digits(seen, pens=PENS, seed=seed).to(device)
        for seed in range(DRAWINGS_EACH + 1)
    )
    others = {
        f"pen {pen:.0%}": draw_digits(unseen, pens=[pen], seed=SCORE_SEED).to(device)
        for pen in PENS
    }
    taught = draw_forms(seen, FORMS_TAUGHT, seed=FIT_SEED).values()
    forms = draw_forms(unseen, FORMS_SCORED, seed=SCORE_SEED)
    return Splits(
        join(mnist, *drawn, *(digits.to(device) for digits in taught)),
        held_out,
        join(held_out, thresholds),
        others,
        test,
        {name: digits.to(device) for name, digits in forms.items()},
        seen,
        unseen,
    )
