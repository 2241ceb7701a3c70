"""Ink against its paper, whatever the light and the colours."""

import numpy as np
import pytest

from lenet1.paper.contrast import dark_on_light, ink_contrast, is_ink_dark, threshold
from lenet1.paper.sheet import Pixels
from tests.paper.pages import inked

INK = np.kron(inked(), np.ones((3, 3), np.uint8))
X = np.linspace(0, 1, INK.shape[1])


def seen(paper: float = 230, pen: float = 40, light: object = 1.0) -> Pixels:
    levels = (paper + (pen - paper) * (INK / 255)) * np.asarray(light)
    return np.asarray(levels.round()[:, :, None], dtype=np.uint8)


@pytest.mark.parametrize(("paper", "pen"), [(230, 40), (240, 150), (30, 220)])
def test_ink_stands_out_of_light_and_of_dark_paper(paper: int, pen: int) -> None:
    contrast = ink_contrast(dark_on_light(seen(paper, pen)))
    found = contrast >= threshold(contrast)
    assert found[INK > 200].mean() > 0.99
    assert found[INK == 0].mean() < 0.01


@pytest.mark.parametrize("light", [1 - 0.6 * X, np.where(X < 0.4, 0.5, 1.0)])
def test_a_shadow_is_no_ink_and_ink_in_it_is_as_dark(light: np.ndarray) -> None:
    contrast = ink_contrast(seen(light=light))
    found = contrast >= threshold(contrast)
    assert found[INK == 0].mean() < 0.02
    assert contrast[INK == 255].std() < 10


def test_ink_of_any_colour_stands_out_of_coloured_paper() -> None:
    yellow, red = np.array([250, 235, 120]), np.array([220, 30, 40])
    pixels = yellow + (red - yellow) * (INK[:, :, None] / 255)
    contrast = ink_contrast(pixels.round().astype(np.uint8))
    assert contrast[INK > 200].min() > 100
    assert contrast[INK == 0].max() < 20


def test_grain_stays_below_the_threshold() -> None:
    random = np.random.default_rng(0)
    grain = random.normal(0, 16, (*INK.shape, 3))
    noisy = np.clip(seen() + grain, 0, 255).round().astype(np.uint8)
    contrast = ink_contrast(noisy)
    found = contrast >= threshold(contrast)
    assert found[INK == 0].mean() < 0.02
    assert found[INK > 200].mean() > 0.98


def test_many_specks_on_white_are_dark_ink() -> None:
    random = np.random.default_rng(0)
    pixels = np.full((900, 1200, 1), 255, np.uint8)
    for y, x in zip(*random.integers(0, (890, 1190), (3000, 2)).T, strict=True):
        pixels[y : y + 5, x : x + 5] = 0
    assert is_ink_dark(pixels)
    assert not is_ink_dark(255 - pixels)
