"""Small pages as strangers bring them, each drawn for one thing that is hard on it."""

import cv2
import numpy as np
from numpy.typing import NDArray

from lenet1.ink import Gray
from tests.drawings import EXAMPLES, ink_of

Pixels = NDArray[np.uint8]
Color = tuple[int, int, int]
WHITE, BLACK, RED, BLUE = (255, 255, 255), (25, 25, 30), (205, 40, 45), (70, 90, 190)


def paper(width: int, height: int, color: Color = WHITE) -> Pixels:
    return np.full((height, width, 3), color, np.uint8)


def digit(
    on: Pixels, label: int, left: int, top: int, tall: int, color: Color = BLACK
) -> int:
    """One example digit `tall` px high; where the next one would touch it."""
    ink = ink_of(EXAMPLES[label], side=140)
    y, x = np.nonzero(ink > 60)
    cut = ink[y.min() : y.max() + 1, x.min() : x.max() + 1]
    wide = max(round(int(cut.shape[1]) * tall / int(cut.shape[0])), 2)
    small = cv2.resize(cut, (wide, tall), interpolation=cv2.INTER_AREA)
    stamp(
        on,
        np.asarray(small, np.uint8),
        left,
        top,
        color,
    )
    return left + wide


def stamp(on: Pixels, ink: Gray, left: int, top: int, color: Color) -> None:
    high, wide = ink.shape
    window = on[top : top + high, left : left + wide]
    share = ink[: window.shape[0], : window.shape[1], None] / 255
    window[:] = np.rint(window + share * (np.array(color) - window)).astype(np.uint8)


def number(
    on: Pixels,
    digits: str,
    left: int,
    top: int,
    tall: int,
    *,
    gap: int = 6,
    color: Color = BLACK,
) -> int:
    for label in digits:
        left = digit(on, int(label), left, top, tall, color) + gap
    return left


def sum_by_hand() -> Pixels:
    page = paper(420, 110)
    digit(page, 3, 30, 30, 50)
    page[53:57, 95:125] = BLACK
    page[40:70, 108:112] = BLACK
    digit(page, 2, 150, 30, 50)
    page[48:52, 215:245] = BLACK
    page[60:64, 215:245] = BLACK
    digit(page, 5, 270, 30, 50)
    return page


def joined_zeros() -> Pixels:
    page = paper(260, 110)
    left = digit(page, 3, 25, 30, 50) + 8
    for _ in range(3):
        left = digit(page, 0, left, 30, 50) - 3
    return page


def red_on_ruled() -> Pixels:
    page = paper(300, 200)
    page[30::34] = BLUE
    number(page, "274", 40, 70, 44, color=RED)
    return page


def form_boxes() -> Pixels:
    page = paper(420, 120)
    for i, label in enumerate("90257"):
        left = 30 + 70 * i
        cv2.rectangle(page, (left, 25), (left + 60, 95), (60, 60, 60), 3)
        digit(page, int(label), left + 18, 38, 44)
    return page


def small_beside_large() -> Pixels:
    page = paper(300, 220)
    digit(page, 5, 40, 40, 140)
    digit(page, 8, 220, 110, 36)
    return page


def tight_strip() -> Pixels:
    page = paper(230, 32)
    number(page, "50492", 2, 2, 28, gap=14)
    return page


def binding_edge() -> Pixels:
    page = paper(420, 240)
    page[:, :24] = 40
    page[:, 24:40] = np.linspace(60, 255, 16)[None, :, None]
    number(page, "3847", 130, 90, 50)
    return page


def light_on_dark() -> Pixels:
    page = paper(300, 120, (35, 60, 45))
    number(page, "6205", 30, 35, 48, color=(235, 235, 225))
    return page


def in_shadow() -> Pixels:
    page = paper(360, 130)
    number(page, "36482", 25, 40, 48)
    light = np.linspace(1, 0.35, 360)[None, :, None]
    return (page * light).astype(np.uint8)


def back_shines_through() -> Pixels:
    page = paper(300, 220)
    number(page, "472", 40, 30, 50)
    number(page, "808", 120, 130, 50, color=(238, 238, 236))
    return page


PAGES = {  # what is drawn, and the digits on it
    sum_by_hand: "325",
    joined_zeros: "3000",
    red_on_ruled: "274",
    form_boxes: "90257",
    small_beside_large: "58",
    tight_strip: "50492",
    binding_edge: "3847",
    light_on_dark: "6205",
    in_shadow: "36482",
    back_shines_through: "472",
}
