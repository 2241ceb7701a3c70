"""What people draw that is not one digit: `scribbles`, `composites`, `inventions`.

Drawn from a seed, to fit and to measure refusals.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from lenet1.centering import center
from lenet1.ink import Gray
from lenet1.learning.composites import DIGIT_KINDS, EXAMPLES
from lenet1.learning.inventions import INVENTIONS
from lenet1.learning.pendigits import PenDigit
from lenet1.learning.scribbles import KINDS

COARSE = 2  # times fewer pixels a side, as the page sends a drawing while it grows

# Kinds that are so alike that a readout which was fitted on one knows the other.
FAMILIES: dict[str, tuple[str, ...]] = {
    "scribbles": ("scribble", "spiral"),
    "lines, shapes": ("line", "shape"),
    "faces": ("face",),
    "dots": ("dot", "dots"),
    "Latin letters": ("letter", "pen letter"),
    "Greek letters": ("Greek letter",),
    "marks": ("mark",),
    "made-up letters": ("made-up letter",),
    "digits of other scripts": ("Devanagari digit", "Arabic digit"),
    "several digits": ("number", "pair", "several digits", "stacked digits"),
    "digits with a sign": ("digit with sign",),
    "circled, boxed digits": ("circled digit", "boxed digit"),
    "mirrored digits": ("mirrored digit",),
    "turned digits": ("turned digit",),
    "struck out digits": ("struck out digit",),
    "hollow digits": ("hollow digit",),
}

# Inventions that are a wider kind of a family, and are left out with it.
RELATIVES: dict[str, tuple[str, ...]] = {
    "scribbles": ("curves", "contours"),
    "lines, shapes": ("curves",),
    "marks": ("digit with stroke",),
    "made-up letters": ("joined strokes",),
    "several digits": ("digit with stroke",),
    "digits with a sign": ("digit with stroke",),
    "circled, boxed digits": ("digit with stroke",),
    "mirrored digits": ("warped digit",),
    "turned digits": ("warped digit",),
    "struck out digits": ("digit with stroke",),
    "hollow digits": ("contours",),
}


class NonDigits(NamedTuple):
    """n pictures of no digit, and the kind of each."""

    images: Tensor  # (n, 28, 28) uint8, 255 = ink
    kinds: list[str]  # names of KINDS, DIGIT_KINDS and INVENTIONS

    def of(self, kinds: Collection[str], *, inside: bool = True) -> Tensor:
        """The images, (m, 28, 28), of these kinds, or of all others."""
        return self.images[[(kind in kinds) is inside for kind in self.kinds]]


def draw_non_digits(
    count: int,
    *,
    seed: int,
    digits: Sequence[PenDigit] = EXAMPLES,
    inventions: int = 0,
) -> NonDigits:
    """`count` pictures of each kind, brought to 28x28 as a drawing is.

    `digits`, some of them ones that a mirror changes, are what pairs, signs, boxes and
    mirrors are made of. After them come so many `inventions` of each sort.
    """
    random = np.random.default_rng(seed)
    counts = dict.fromkeys((*KINDS, *DIGIT_KINDS), count)
    counts |= dict.fromkeys(INVENTIONS, inventions)
    kinds = [kind for kind, times in counts.items() for _ in range(times)]
    made_of_digits = DIGIT_KINDS | INVENTIONS
    images = [
        _centered(
            KINDS[kind](random)
            if kind in KINDS
            else made_of_digits[kind](digits, random)
        )
        for kind in kinds
    ]
    return NonDigits(torch.from_numpy(np.stack(images)), kinds)


def _centered(picture: Image.Image) -> Gray:
    centered = center(255 - np.asarray(picture.reduce(COARSE)))
    assert centered is not None  # every kind leaves ink
    return centered.image
