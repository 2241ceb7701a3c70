"""Drawings on their way through the network."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

import numpy as np
import torch

from lenet1.centering import Centered, center
from lenet1.confidence import Answer, Reader, answers
from lenet1.ink import Gray, Ink
from lenet1.model import Activations
from lenet1.parts import LeftOut
from lenet1.upright import Upright, straighten

BATCH = 256  # drawings at once; 15 kB of activations each


class Reading(NamedTuple):
    """What the network made of one drawing."""

    centered: Centered
    upright: Upright  # a batch of one; what the network sees
    activations: Activations  # of a batch of one
    answer: Answer
    left_out: tuple[LeftOut, ...]  # of the picture, then of the drawing


def read(
    reader: Reader,
    ink: Gray,
    left_out: tuple[LeftOut, ...] = (),
) -> Reading | None:
    """Read ink (height, width) uint8, 255 = ink; None when there is none.

    `ink.find_ink` makes it of a picture, and says what it left out before.
    """
    return next(read_all(reader, [Ink(ink, left_out)]))


def read_all(reader: Reader, inks: Iterable[Ink]) -> Iterator[Reading | None]:
    """Read many drawings as `read` does, in their order, BATCH at a time."""
    inks = iter(inks)
    while batch := list(islice(inks, BATCH)):
        drawn = [center(ink.levels) for ink in batch]
        readings = _readings(reader, [one for one in drawn if one])
        for ink, one in zip(batch, drawn, strict=True):
            yield one and _with_left_out(next(readings), ink.left_out)


def set_torch_for_single_drawings() -> None:
    """Spare what costs more than it gains for batches of one: threads, and oneDNN.

    For the whole process. oneDNN's set-up takes longer than all three convolutions;
    from about 60 drawings at once it would be faster. Readings differ by rounding.
    """
    torch.set_num_threads(1)
    torch.backends.mkldnn.set_flags(False)


def _readings(reader: Reader, drawn: list[Centered]) -> Iterator[Reading]:
    """What becomes of drawings in MNIST's form: one forward for all of them."""
    if not drawn:
        return
    images = torch.from_numpy(np.stack([one.image for one in drawn]))
    with torch.inference_mode():
        upright = straighten(images)
        activations = reader.network(upright.x.to(reader.network.device))
        replied = answers(reader, activations)
    for one, straight, held, reply in zip(
        drawn,
        map(Upright._make, zip(*(t.split(1) for t in upright), strict=True)),
        _each(activations),
        replied,
        strict=True,
    ):
        yield Reading(one, straight, held, reply, one.left_out)


def _each(activations: Activations) -> Iterator[Activations]:
    """The activations of n digits, digit by digit, as batches of one."""
    for values in zip(*(t.split(1) for t in activations.values()), strict=True):
        yield Activations(zip(activations, values, strict=True))


def _with_left_out(reading: Reading, before: tuple[LeftOut, ...]) -> Reading:
    return reading._replace(left_out=before + reading.left_out)
