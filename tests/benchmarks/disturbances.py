"""What a camera, a hand and a file do to a page; the truth moves along."""

import io
from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tests.benchmarks.pages import Made, Random

Disturb = Callable[[Made, Random], Made]
TABLE = (120, 96, 80)  # around a page that is turned


def shadow(made: Made, random: Random) -> Made:
    """Over about a third, soft or hard, down to half of the light."""
    width, height = made.picture.size
    x, y = np.meshgrid(np.arange(width) / width, np.arange(height) / height)
    edge = random.uniform(0.25, 0.45) + random.uniform(-0.3, 0.3) * (y - 0.5)
    soft = random.choice([0.004, 0.05])
    return _lit(made, 1 - 0.5 / (1 + np.exp((x - edge) / soft)))


def vignette(made: Made, random: Random) -> Made:
    """Corners at 0.4 of the light."""
    width, height = made.picture.size
    x, y = np.meshgrid(np.linspace(-1, 1, width), np.linspace(-1, 1, height))
    return _lit(made, 1 - 0.3 * (x**2 + y**2))


def blur(made: Made, random: Random) -> Made:
    """Out of focus: deviation 3 % of a digit."""
    soft = cv2.GaussianBlur(np.asarray(made.picture), (0, 0), 2.0)
    return _altered(made, np.asarray(soft))


def noise(made: Made, random: Random) -> Made:
    """Of a small sensor: deviation 16 of 255."""
    grain = random.normal(0, 16, (*made.picture.size[::-1], 3))
    return _altered(made, np.asarray(made.picture) + grain)


def jpeg(made: Made, random: Random) -> Made:
    """Quality 30."""
    file = io.BytesIO()
    made.picture.save(file, "JPEG", quality=30)
    return made._replace(picture=Image.open(file))


def rotation(made: Made, random: Random) -> Made:
    """Up to 10 degrees."""
    width, height = made.picture.size
    degrees = float(random.uniform(4, 10) * random.choice([-1, 1]))
    matrix = np.eye(3)
    matrix[:2] = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 0.85)
    return _moved(made, matrix)


def perspective(made: Made, random: Random) -> Made:
    """The page leans away by 10 degrees, to a side and back."""
    width, height = made.picture.size
    angle, far = np.radians(10), 1.5 * width
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * (width / 2, height / 2)
    x, y = corners.T
    side, back = random.choice([-1, 1], size=2)
    depth = far + np.sin(angle) * (side * x + back * y)
    seen = corners * np.cos(angle) * (0.9 * far / depth)[:, None]
    middle = np.array([width / 2, height / 2])
    before, after = (corners + middle), (seen + middle)
    matrix = cv2.getPerspectiveTransform(
        before.astype(np.float32), after.astype(np.float32)
    )
    return _moved(made, np.asarray(matrix))


def photo(made: Made, random: Random) -> Made:
    """All of it, less of each: a leaning page on a table, in a shadow, by a phone."""
    seen = perspective(rotation(made, random), random)
    dim = vignette(shadow(seen, random), random)
    soft = cv2.GaussianBlur(np.asarray(dim.picture), (0, 0), 1.0)
    grain = random.normal(0, 6, soft.shape)
    file = io.BytesIO()
    _altered(dim, soft + grain).picture.save(file, "JPEG", quality=60)
    return dim._replace(picture=Image.open(file))


def _moved(made: Made, matrix: NDArray[Any]) -> Made:
    pixels = cv2.warpPerspective(
        np.asarray(made.picture),
        matrix,
        made.picture.size,
        flags=cv2.INTER_AREA,
        borderValue=TABLE,
    )
    digits = [
        digit._replace(points=cv2.perspectiveTransform(digit.points[None], matrix)[0])
        for digit in made.digits
    ]
    return made._replace(picture=Image.fromarray(pixels), digits=digits)


def _lit(made: Made, light: NDArray[Any]) -> Made:
    return _altered(made, np.asarray(made.picture) * light[:, :, None])


def _altered(made: Made, pixels: NDArray[Any]) -> Made:
    levels = np.clip(np.rint(pixels), 0, 255).astype(np.uint8)
    return made._replace(picture=Image.fromarray(levels))


DISTURBANCES: dict[str, Disturb] = {
    "shadow": shadow,
    "vignette": vignette,
    "blur": blur,
    "noise": noise,
    "JPEG 30": jpeg,
    "rotation": rotation,
    "perspective": perspective,
    "photo": photo,
}
