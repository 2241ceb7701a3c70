"""What people draw that is not one digit: `scribbles`, `composites`, `inventions`.

Drawn from a seed, to fit and to measure refusals.
"""

from collections.abc import Collection
from typing import NamedTuple

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from lenet1.centering import center
from lenet1.ink import Gray
from lenet1.learning.composites import DIGIT_KINDS
from lenet1.learning.inventions import INVENTIONS
from lenet1.learning.pendigits import EXAMPLE_DIGITS, PenDigits
from lenet1.learning.scribbles import KINDS

COARSE = 2  # times fewer pixels a side, as the page sends a drawing while it grows


class Family(NamedTuple):
    """Kinds so alike that a head that was fitted to one knows the others."""

    kinds: tuple[str, ...]
    wider: tuple[str, ...] = ()  # inventions that resemble them too


FAMILIES: dict[str, Family] = {
    "scribbles": Family(("scribble", "spiral"), ("curves", "contours")),
    "lines, shapes": Family(("line", "shape"), ("curves",)),
    "faces": Family(("face",)),
    "dots": Family(("dot", "dots")),
    "Latin letters": Family(("letter", "pen letter")),
    "Greek letters": Family(("Greek letter",)),
    "marks": Family(("mark",), ("digit with stroke",)),
    "made-up letters": Family(("made-up letter",), ("joined strokes",)),
    "digits of other scripts": Family(("Devanagari digit", "Arabic digit")),
    "several digits": Family(
        ("number", "pair", "several digits", "stacked digits"), ("digit with stroke",)
    ),
    "digits with a sign": Family(("digit with sign",), ("digit with stroke",)),
    "circled, boxed digits": Family(
        ("circled digit", "boxed digit"), ("digit with stroke",)
    ),
    "mirrored digits": Family(("mirrored digit",), ("warped digit",)),
    "turned digits": Family(("turned digit",), ("warped digit",)),
    "struck out digits": Family(("struck out digit",), ("digit with stroke",)),
    "hollow digits": Family(("hollow digit",), ("contours",)),
}


class NonDigits(NamedTuple):
    """n pictures of no digit, and the kind of each."""

    images: Tensor  # (n, 28, 28) uint8, 255 = ink
    kinds: list[str]  # names of KINDS, DIGIT_KINDS and INVENTIONS

    def of(self, kinds: Collection[str], *, inside: bool = True) -> Tensor:
        """The images, (m, 28, 28) uint8, of these kinds, or of all others."""
        return self.images[[(kind in kinds) is inside for kind in self.kinds]]


def draw_non_digits(
    count: int,
    *,
    seed: int,
    digits: PenDigits = EXAMPLE_DIGITS,
    inventions: int = 0,
) -> NonDigits:
    """`count` pictures of each kind, brought to 28x28 as a drawing is.

    Pairs, signs, boxes and mirrors are made of `digits`, some of which a mirror must
    change. `inventions` pictures of each sort of these follow.
    """
    random = np.random.default_rng(seed)
    counts = dict.fromkeys((*KINDS, *DIGIT_KINDS), count)
    counts |= dict.fromkeys(INVENTIONS, inventions)
    kinds = [kind for kind, times in counts.items() for _ in range(times)]
    made_of_digits = DIGIT_KINDS | INVENTIONS
    images = [
        _in_mnist_form(
            KINDS[kind](random)
            if kind in KINDS
            else made_of_digits[kind](digits, random)
        )
        for kind in kinds
    ]
    return NonDigits(torch.from_numpy(np.stack(images)), kinds)


def _in_mnist_form(picture: Image.Image) -> Gray:
    centered = center(255 - np.asarray(picture.reduce(COARSE)))
    assert centered is not None  # every kind leaves ink
    return centered.image
