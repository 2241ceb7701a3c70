"""Pages with digits: rows, print, sums, tables, sheets of examples."""

import cv2
import numpy as np

from lenet1.learning.crops.clutter import clutter, ruled
from lenet1.learning.crops.hands import printed_hand
from lenet1.learning.crops.sheet import (
    SHEET,
    Bank,
    Sheet,
    any_hand,
    any_height,
    not_under,
    one_of,
)
from lenet1.learning.crops.text import number, sum_of, write_words


def rows(sheet: Sheet, bank: Bank) -> None:
    """Lines of numbers, sums and words, on plain, ruled or squared paper."""
    random = sheet.random
    pen, print_ = sheet.layer(), sheet.layer()
    height = any_height(random)
    hand = any_hand(bank, random)
    typeface = printed_hand(one_of(bank.fonts, random), random)
    ruled(sheet, height)
    gap = random.choice([random.uniform(-0.12, 0.1), random.uniform(0.05, 1.2)])
    line = random.uniform(0.3, 1.5) * height
    steps = random.uniform(1.15, 2.5)
    while line < SHEET + height:
        x = random.uniform(-2, 3) * height
        while x < SHEET:
            what = random.random()
            tall = height * (random.uniform(0.6, 1.5) if random.random() < 0.15 else 1)
            if what < 0.55:
                text = number(random)
                x = sheet.write(pen, text, hand, x=x, line=line, height=tall, gap=gap)
            elif what < 0.68:
                text = sum_of(random)
                x = sheet.write(pen, text, hand, x=x, line=line, height=tall, gap=gap)
            elif what < 0.85:
                small = tall * random.uniform(0.5, 1.1)
                x = write_words(sheet, print_, typeface, x, line, small)
            x += random.uniform(0.4, 3) * height
        line += height * steps * random.uniform(0.9, 1.1)
    if random.random() < 0.3:
        clutter(sheet, height)


def print_page(sheet: Sheet, bank: Bank) -> None:
    """Printed or handwritten text with numbers in it, and marks by hand."""
    random = sheet.random
    ink, pen = sheet.layer(), sheet.layer()
    height = any_height(random, 9, 34)
    typeface = printed_hand(one_of(bank.fonts, random), random)
    line = random.uniform(0, 2) * height
    share = random.uniform(0, 0.4)
    while line < SHEET + height:
        x = random.uniform(-3, 3) * height
        while x < SHEET:
            if random.random() < share:
                text = number(random) if random.random() < 0.8 else sum_of(random)
                x = sheet.write(
                    ink, text, typeface, x=x, line=line, height=height, gap=0
                )
            else:
                x = write_words(sheet, ink, typeface, x, line, height)
            x += random.uniform(0.4, 1.2) * height
            if random.random() < 0.06:
                x += random.uniform(2, 6) * height
        line += height * random.uniform(1.5, 2.4)
    if random.random() < 0.5:
        hand = any_hand(bank, random, by_hand=1)
        for _ in range(int(random.integers(1, 5))):
            tall = height * random.uniform(1, 2.2)
            x, y = random.uniform(0, SHEET, 2)
            text = number(random)
            sheet.write(pen, text, hand, x=x, line=y, height=tall, gap=0.1)
            # what lies beneath is read no more
            sheet.named = not_under(sheet.named, x, y - tall, 4 * tall, tall)


def columns(sheet: Sheet, bank: Bank) -> None:
    """Sums one below the other with a stroke beneath, answers in another colour."""
    random = sheet.random
    ink, pen, strokes = sheet.layer(), sheet.layer(), sheet.layer()
    height = any_height(random, 12, 44)
    hand = any_hand(bank, random, by_hand=0.4)
    answer = any_hand(bank, random, by_hand=0.9)
    pitch = height * random.uniform(0.7, 1.1)
    wide, high = height * random.uniform(3, 6), height * random.uniform(4.5, 7)
    thick = max(round(height * random.uniform(0.03, 0.12)), 1)
    for top in np.arange(random.uniform(-1, 1) * height, SHEET, high):
        for left in np.arange(random.uniform(-1, 1) * height, SHEET, wide):
            line = top
            right = left + wide - 0.6 * height
            for row in range(int(random.integers(2, 4))):
                line += height * random.uniform(1.1, 1.5)
                text = str(random.integers(1, 10 ** int(random.integers(1, 4))))
                for i, character in enumerate(reversed(text)):
                    x = right - (i + 0.9) * pitch
                    sheet.write(
                        ink, character, hand, x=x, line=line, height=height, gap=0
                    )
                if row:
                    x = left + random.uniform(-0.1, 0.3) * height
                    text = one_of("+-x", random)
                    sheet.write(ink, text, hand, x=x, line=line, height=height, gap=0)
            line += height * random.uniform(0.15, 0.4)
            ends = [(round(x), round(line)) for x in (left, right + 0.2 * height)]
            cv2.line(strokes, ends[0], ends[1], 255, thick, cv2.LINE_AA)
            if random.random() < 0.75:
                line += height * random.uniform(1.2, 1.6)
                tall = height * random.uniform(0.8, 1.3)
                text = str(random.integers(1, 2000))
                x = right - len(text) * pitch
                sheet.write(pen, text, answer, x=x, line=line, height=tall, gap=0.05)
            if random.random() < 0.3:
                x = left + random.uniform(0, 0.3) * height
                text = f"{random.integers(1, 40)}{one_of('.)', random)}"
                small = 0.7 * height
                sheet.write(ink, text, hand, x=x, line=top, height=small, gap=0)


def grid(sheet: Sheet, bank: Bank) -> None:
    """A table, a sudoku, the boxes of a form, with a digit or a number in most."""
    random = sheet.random
    ink, pen, lines = sheet.layer(), sheet.layer(), sheet.layer()
    high = any_height(random, 18, 80)
    wide = high * (1 if random.random() < 0.5 else random.uniform(0.7, 3))
    height = high * random.uniform(0.45, 0.95)
    by_hand = any_hand(bank, random, by_hand=1)
    typeface = printed_hand(one_of(bank.fonts, random), random)
    thick = int(random.integers(1, max(round(high / 12), 1) + 1))
    x0, y0 = random.uniform(-0.9, 0.6, 2) * (wide, high)
    apart = high * random.uniform(1.2, 2) if random.random() < 0.3 else high
    for row, top in enumerate(np.arange(y0, SHEET, apart)):
        for column, left in enumerate(np.arange(x0, SHEET, wide)):
            corner, other = (
                (round(left), round(top)),
                (round(left + wide), round(top + high)),
            )
            cv2.rectangle(lines, corner, other, 255, thick, cv2.LINE_AA)
            if row % 3 == 0 and column % 3 == 0 and thick < 3:
                cv2.rectangle(lines, corner, other, 255, thick + 1, cv2.LINE_AA)
            what = random.random()
            line = top + (high + height) / 2 + random.normal(0, 0.04) * high
            hand, on = (by_hand, pen) if random.random() < 0.6 else (typeface, ink)
            if what < 0.6:
                text = str(random.integers(0, 10))
                if wide > 1.4 * height and random.random() < 0.4:
                    text = str(random.integers(0, 100))
                x = left + (wide - 0.65 * height * len(text)) / 2
                x += random.normal(0, 0.08) * wide
                sheet.write(on, text, hand, x=x, line=line, height=height, gap=0.02)
            elif what < 0.7:
                write_words(sheet, ink, typeface, left + 2, line, 0.6 * height)


def mnist_sheet(sheet: Sheet, bank: Bank) -> None:
    """Digits close together on a sheet of examples."""
    random = sheet.random
    ink = sheet.layer()
    height = any_height(random, 14, 50)
    pitch = height * random.uniform(1.05, 1.8)
    hand = any_hand(bank, random)
    for line in np.arange(random.uniform(0, 1.5) * height, SHEET + height, pitch):
        for x in np.arange(random.uniform(-1, 1) * height, SHEET, pitch):
            tall = height * random.uniform(0.75, 1)
            text = str(random.integers(10))
            sheet.write(ink, text, hand, x=x, line=line, height=tall, gap=0)
