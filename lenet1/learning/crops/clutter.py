"""What is no digit: lines, scribbles, shapes and texture; and pages of these."""

import cv2
import numpy as np

from lenet1.learning.crops.hands import pen_hand, printed_hand
from lenet1.learning.crops.sheet import (
    LARGEST,
    SHEET,
    Bank,
    Sheet,
    any_hand,
    any_height,
    not_under,
    one_of,
)
from lenet1.learning.crops.text import number, write_words


def ruled(sheet: Sheet, height: float) -> None:
    """Ruled or squared paper beneath, or a line or two."""
    random = sheet.random
    what = random.random()
    if what < 0.45:
        return
    lines = sheet.layer()
    step = height * random.uniform(0.8, 2.4)
    thick = 1 if random.random() < 0.8 else 2
    phase = random.uniform(0, step)
    for y in np.arange(phase, SHEET, step):
        cv2.line(lines, (0, round(y)), (SHEET, round(y)), 255, thick)
    if what > 0.72:
        for x in np.arange(random.uniform(0, step), SHEET, step):
            cv2.line(lines, (round(x), 0), (round(x), SHEET), 255, thick)
    elif random.random() < 0.3:
        x = round(random.uniform(0, SHEET))
        cv2.line(lines, (x, 0), (x, SHEET), 255, thick)


def clutter(sheet: Sheet, height: float) -> None:
    """Scribbles, circles, strokes, arrows, blobs and dots."""
    random = sheet.random
    ink = sheet.layer()
    for _ in range(int(random.integers(1, 9))):
        what = random.random()
        at = random.uniform(0, SHEET, 2)
        size = height * random.uniform(0.3, 4)
        thick = max(round(height * random.uniform(0.03, 0.2)), 1)
        if what < 0.3:
            count = int(random.integers(3, 16))
            corners = at + random.uniform(-0.5, 0.5, (count, 2)) * size
            points = [np.rint(corners).astype(np.int32)]
            cv2.polylines(ink, points, random.random() < 0.3, 255, thick, cv2.LINE_AA)
        elif what < 0.5:  # larger than digits, or it would be a 0
            axes = np.maximum(size * random.uniform(0.5, 1, 2), 1.2 * LARGEST)
            center = tuple(np.rint(at).astype(int).tolist())
            cv2.ellipse(
                ink,
                center,
                tuple(np.rint(axes).astype(int).tolist()),
                random.uniform(0, 180),
                0,
                random.uniform(60, 360),
                255,
                thick,
                cv2.LINE_AA,
            )
        elif what < 0.7:
            ends = at + random.normal(0, 3, (2, 2)) * size
            a, b = np.rint(ends).astype(int).tolist()
            cv2.line(ink, a, b, 255, thick, cv2.LINE_AA)
        elif what < 0.85:
            radius = max(round(height * random.uniform(0.03, 0.5)), 1)
            center = tuple(np.rint(at).astype(int).tolist())
            cv2.circle(ink, center, radius, 255, -1, cv2.LINE_AA)
        else:
            for x, y in at + random.normal(0, 2, (8, 2)) * height:
                cv2.circle(
                    ink, (round(x), round(y)), int(random.integers(1, 3)), 255, -1
                )


def boxes(sheet: Sheet, count: int) -> None:
    random = sheet.random
    ink = sheet.layer()
    for _ in range(count):
        a, b = np.rint(random.uniform(-40, SHEET + 40, (2, 2))).astype(int).tolist()
        cv2.rectangle(ink, a, b, 255, int(random.integers(1, 7)))


def texture(sheet: Sheet) -> None:
    """Smooth random fields with hard edges, as leaves, bricks and cloth have."""
    random = sheet.random
    ink = sheet.layer()
    points = int(random.integers(8, 70))
    field = random.normal(size=(points, int(random.integers(8, 70)))).astype(np.float32)
    large = cv2.resize(field, (SHEET, SHEET), interpolation=cv2.INTER_CUBIC)
    gain = random.uniform(40, 600)
    ink[:] = np.clip(128 + gain * (large - random.uniform(-0.5, 1.5)), 0, 255)


def nothing(sheet: Sheet, bank: Bank) -> None:
    """Words, scribbles, shapes, boxes, lines and texture; hardly a digit."""
    random = sheet.random
    ink = sheet.layer()
    height = any_height(random, 9, 50)
    typeface = printed_hand(one_of(bank.fonts, random), random)
    hand = pen_hand(one_of(bank.writers, random), random)
    for _ in range(int(random.integers(0, 12))):
        x, y = random.uniform(-20, SHEET, 2)
        write_words(sheet, ink, typeface, x, y, height)
    for _ in range(int(random.integers(0, 12))):
        x, y = random.uniform(-20, SHEET, 2)
        sheet.write(
            ink,
            "ABC"[: random.integers(1, 4)],
            hand,
            x=x,
            line=y,
            height=height,
            gap=0.2,
        )
    for _ in range(int(random.integers(1, 4))):
        clutter(sheet, height)
    if random.random() < 0.5:
        texture(sheet)
    if random.random() < 0.4:
        ruled(sheet, height)
    if random.random() < 0.4:  # a page that lies on its side
        for layer in sheet.layers:
            layer[:] = np.rot90(layer, int(random.integers(1, 4)))
        sheet.named.clear()
    if random.random() < 0.5:
        own = sheet.layer()
        x, y = random.uniform(0, SHEET, 2)
        text, hand = number(random), any_hand(bank, random)
        large = any_height(random, 16, 60)
        sheet.named = not_under(sheet.named, x, y - large, 3 * large, large)
        sheet.write(own, text, hand, x=x, line=y, height=large, gap=0.1)


def large(sheet: Sheet, bank: Bank) -> None:
    """Digits and words of a coarser scale, of which none is to be found; or nothing."""
    random = sheet.random
    ink = sheet.layer()
    if random.random() < 0.25:
        return
    height = any_height(random, 80, 450)
    hand = any_hand(bank, random)
    for line in np.arange(random.uniform(0.2, 1.2) * height, 2 * SHEET, 1.3 * height):
        x, text = random.uniform(-1, 0.3) * height, number(random)
        sheet.write(
            ink, text, hand, x=x, line=line, height=height, gap=0.1, named=False
        )
    if random.random() < 0.4:
        ruled(sheet, height)
