"""MNIST's digits drawn once more on a sketchpad, anywhere and of any size."""

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from lenet1.centering import SIDE, center
from lenet1.ink import Gray, find_ink
from lenet1.pen import PAD


def redraw(images: Tensor, *, seed: int) -> Tensor:
    """Paste digits on a sketchpad and bring them back: (n, 28, 28) uint8 to the same.

    Each is drawn black on white at a random place and a random size from 84 px to the
    whole pad, then goes through `find_ink` and `center` as a visitor's drawing does.
    """
    random = np.random.default_rng(seed)
    redrawn = [_redraw(image, random) for image in images.cpu().numpy()]
    return torch.from_numpy(np.stack(redrawn)).to(images.device)


def _redraw(image: Gray, random: np.random.Generator) -> Gray:
    side = int(random.integers(3 * SIDE, PAD + 1))
    digit = Image.fromarray(255 - image).resize((side, side), Image.Resampling.BICUBIC)
    pad = Image.new("L", (PAD, PAD), 255)
    pad.paste(digit, tuple(random.integers(0, PAD - side + 1, size=2).tolist()))
    centered = center(find_ink(pad).levels)
    return np.zeros_like(image) if centered is None else centered.image
