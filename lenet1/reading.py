"""Drawings on their way through the network."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import torch

from lenet1.centering import Centered, center
from lenet1.confidence import Answer, Confidence, answers
from lenet1.ink import Gray, Ink
from lenet1.model import Activations, LeNet1
from lenet1.parts import LeftOut
from lenet1.upright import Upright, straighten


class Reading(NamedTuple):
    """What the network made of one drawing."""

    centered: Centered
    upright: Upright  # a batch of one; what the network sees
    activations: Activations  # of a batch of one
    answer: Answer
    left_out: tuple[LeftOut, ...]  # of the picture, then of the drawing


def read(
    model: LeNet1,
    confidence: Confidence,
    ink: Gray,
    left_out: tuple[LeftOut, ...] = (),
) -> Reading | None:
    """Read ink (height, width) uint8, 255 = ink; None when there is none.

    `ink.find_ink` makes it of a picture, and says what it left out before;
    `weights.load` gives the other two.
    """
    return read_all(model, confidence, [Ink(ink, left_out)])[0]


def read_all(
    model: LeNet1, confidence: Confidence, inks: Sequence[Ink]
) -> list[Reading | None]:
    """Read n drawings as `read` does one, all in one batch; None for what is blank."""
    places = [center(ink.levels) for ink in inks]
    drawn = [i for i, centered in enumerate(places) if centered is not None]
    readings: list[Reading | None] = [None] * len(inks)
    centers = [centered for centered in places if centered is not None]
    if not centers:
        return readings
    upright = straighten(torch.from_numpy(np.stack([c.image for c in centers])))
    beside = [sum(left.share for left in c.left_out) for c in centers]
    with torch.inference_mode():
        activations = model(upright.x.to(model.fc_out.weight.device))
        replies = answers(activations, confidence, beside)
    for row, (i, centered) in enumerate(zip(drawn, centers, strict=True)):
        one = slice(row, row + 1)
        readings[i] = Reading(
            centered,
            Upright(*(values[one] for values in upright)),
            Activations(*(values[one] for values in activations)),
            replies[row],
            inks[i].left_out + centered.left_out,
        )
    return readings
