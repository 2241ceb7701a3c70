"""Layers of ink as a camera or a scanner has them, in colours and uneven light."""

import cv2
import numpy as np
from numpy.typing import NDArray

from lenet1.ink import Gray
from lenet1.learning.crops.sheet import SIDE
from lenet1.learning.hand import Random


def photographed(layers: list[Gray], random: Random, light: bool) -> NDArray[np.uint8]:
    """Layers in colours on paper, in uneven light, blurred, noisy, packed as JPEG."""
    paper = np.full(3, random.uniform(150, 255)) + random.normal(0, 6, 3)
    if random.random() < 0.12:
        paper = random.uniform(60, 255, 3)
    image = np.broadcast_to(paper.astype(np.float32), (SIDE, SIDE, 3)).copy()
    order = np.argsort([layer.any() for layer in layers], kind="stable")
    for i in order:
        alpha = layers[i].astype(np.float32) * (_strength(random) / 255)
        colour = _colour(random, paper)
        image += alpha[..., None] * (colour - image)
    if layers and random.random() < 0.15:  # the back side shines through
        alpha = layers[0][:, ::-1] * np.float32(random.uniform(0.02, 0.1) / 255)
        image *= 1 - alpha[..., None]
    if random.random() < 0.2:
        image *= 1 - _edge(random)[..., None]
    if random.random() < 0.7:
        points = random.uniform(random.uniform(0.35, 0.9), 1.05, (3, 3)).astype(
            np.float32
        )
        image *= cv2.resize(points, (SIDE, SIDE), interpolation=cv2.INTER_CUBIC)[
            ..., None
        ]
    if light or random.random() < 0.12:
        image = 255 - image
    if random.random() < 0.3:
        image[:] = image.mean(axis=2, keepdims=True)
    if random.random() < 0.6:
        image[:] = cv2.GaussianBlur(image, (0, 0), random.uniform(0.3, 1.4))
    if random.random() < 0.12:  # enlarged from a small picture
        share = random.uniform(0.3, 0.7)
        small = cv2.resize(
            image, None, fx=share, fy=share, interpolation=cv2.INTER_AREA
        )
        image[:] = cv2.resize(small, (SIDE, SIDE), interpolation=cv2.INTER_CUBIC)
    if random.random() < 0.3:  # the paper's grain
        grain = random.standard_normal((SIDE, SIDE), dtype=np.float32)
        grain[:] = cv2.GaussianBlur(grain, (0, 0), random.uniform(0.7, 2.5))
        image += (grain * (random.uniform(1, 5) / grain.std()))[..., None]
    if random.random() < 0.6:
        noise = random.standard_normal((SIDE, SIDE, 1), dtype=np.float32)
        image = image + noise * random.uniform(1, 9)
    pixels = np.clip(image, 0, 255).astype(np.uint8)
    if random.random() < 0.5:
        quality = [cv2.IMWRITE_JPEG_QUALITY, int(random.integers(25, 95))]
        packed = cv2.imencode(".jpg", pixels[..., ::-1], quality)[1]
        pixels = np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR))[..., ::-1]
    return np.ascontiguousarray(pixels)


def _strength(random: Random) -> float:
    return float(
        random.uniform(0.75, 1)
        if random.random() < 0.75
        else random.uniform(0.35, 0.75)
    )


def _colour(random: Random, paper: NDArray[np.float64]) -> NDArray[np.float32]:
    """Black, blue, red, any dark colour, or a paler shade of the paper."""
    what = random.random()
    if what < 0.45:
        colour = np.full(3, random.uniform(0, 90)) + random.normal(0, 8, 3)
    elif what < 0.62:
        colour = random.uniform((0, 20, 90), (70, 110, 220))
    elif what < 0.76:
        colour = random.uniform((140, 0, 0), (235, 80, 90))
    elif what < 0.88:
        colour = random.uniform(0, 150, 3)
    else:
        colour = paper * random.uniform(0.3, 0.75)
    return np.asarray(np.clip(colour, 0, 255), dtype=np.float32)


def _edge(random: Random) -> NDArray[np.float32]:
    """(SIDE, SIDE): the dark beyond a sheet's edge, or a fold, or a shadow."""
    shade = np.zeros((SIDE, SIDE), np.float32)
    angle, far = random.uniform(0, 2 * np.pi), random.uniform(20, 160)
    y, x = np.mgrid[:SIDE, :SIDE].astype(np.float32) - SIDE / 2
    off = x * np.cos(angle) + y * np.sin(angle) - far
    dark = random.uniform(0.2, 0.95)
    if random.random() < 0.3:
        wide = random.uniform(2, 12)
        return np.asarray(dark * np.exp(-((off / wide) ** 2)), dtype=np.float32)
    soft = random.uniform(0.5, 20)
    shade[:] = dark / (1 + np.exp(np.clip(-off / soft, -30, 30)))
    return shade
