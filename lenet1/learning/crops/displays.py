"""Digits that light up or roll: seven segments, and the drums of a meter."""

import cv2
import numpy as np

from lenet1.learning.crops.clutter import boxes
from lenet1.learning.crops.hands import printed_hand
from lenet1.learning.crops.sheet import (
    CHARACTERS,
    SHEET,
    Bank,
    Named,
    Sheet,
    any_height,
    one_of,
)
from lenet1.learning.crops.text import write_words


def display(sheet: Sheet, bank: Bank) -> None:
    """Seven segments on a panel: a meter, a watch, a scale."""
    random = sheet.random
    on, ghost, panel = sheet.layer(), sheet.layer(), sheet.layer()
    font = one_of(bank.displays, random)
    hand = printed_hand(font, random)
    typeface = printed_hand(one_of(bank.fonts, random), random)
    line = random.uniform(0.2, 1) * SHEET / 4
    while line < SHEET:
        height = any_height(random, 14, 70)
        line += height * 1.2
        x = random.uniform(-1, 2) * height
        for _ in range(int(random.integers(1, 4))):
            text = "".join(map(str, random.integers(0, 10, int(random.integers(1, 6)))))
            gap = random.uniform(0, 0.25)
            start = x
            for i, character in enumerate(text):
                x = sheet.write(
                    on, character, hand, x=x, line=line, height=height, gap=gap
                )
                if i and random.random() < 0.15:
                    dot = max(round(0.06 * height), 1)
                    at = (round(x - gap * height / 2), round(line - dot))
                    cv2.circle(on, at, dot, 255, -1, cv2.LINE_AA)
                    ink = np.full((2 * dot, 2 * dot), 255, np.uint8)
                    place = at[0] - dot, at[1] - dot
                    sheet.named.append(Named(CHARACTERS.index("."), *place, ink))
            if random.random() < 0.4:
                sheet.write(
                    ghost,
                    "8" * len(text),
                    hand,
                    x=start,
                    line=line,
                    height=height,
                    gap=gap,
                    named=False,
                )
            if random.random() < 0.5:
                x = write_words(sheet, panel, typeface, x, line, 0.4 * height)
            x += random.uniform(0.6, 4) * height
        line += random.uniform(0.1, 1) * height
    if random.random() < 0.6:
        boxes(sheet, 2)
    ghost[:] = ghost // int(random.integers(4, 12))


def meter(sheet: Sheet, bank: Bank) -> None:
    """Drums of a meter: a digit in each window, the next one coming up."""
    random = sheet.random
    ink, lines = sheet.layer(), sheet.layer()
    hand = printed_hand(one_of(bank.fonts, random), random)
    height = any_height(random, 14, 56)
    wide, high = height * random.uniform(0.9, 1.6), height * random.uniform(1.2, 1.7)
    for top in np.arange(
        random.uniform(-0.5, 1) * high, SHEET, high * random.uniform(1.3, 3)
    ):
        for left in np.arange(random.uniform(-0.5, 1) * wide, SHEET, wide):
            x, line = left + (wide - 0.6 * height) / 2, top + (high + height) / 2
            off = random.uniform(-0.6, 0.6) * high if random.random() < 0.2 else 0.0
            digit = int(random.integers(10))
            window = np.zeros_like(ink)
            for step in (-1, 0, 1):
                own = line + off + step * 1.15 * height
                named = step == 0 and abs(off) < 0.25 * high
                glyph = hand(str((digit + step) % 10), height)
                if glyph:
                    kept = ink
                    sheet.put(
                        window, glyph, x, own, (digit + step) % 10 if named else -1
                    )
            a, b = max(round(top), 0), max(round(top + high), 0)
            kept[a:b] = np.maximum(kept[a:b], window[a:b])
            corner, other = (
                (round(left), round(top)),
                (round(left + wide), round(top + high)),
            )
            cv2.rectangle(lines, corner, other, 255, int(random.integers(1, 5)))
    if random.random() < 0.5:
        typeface = printed_hand(one_of(bank.fonts, random), random)
        for _ in range(3):
            x, y = random.uniform(0, SHEET, 2)
            write_words(sheet, lines, typeface, x, y, 0.5 * height)
