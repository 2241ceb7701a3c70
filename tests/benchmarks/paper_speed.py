"""How long a page takes, and how much memory: a photo, its digits, what is no page.

    python -m tests.benchmarks.paper_speed

On one core. A photo of 12 megapixels with a hundred digits, from the file to the
answer; its digits in one batch and one by one; the network alone; and pictures that
hold no page of digits.
"""

import io
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor

import cv2
import numpy as np
import torch
from PIL import Image

from lenet1.ink import Ink
from lenet1.paper import PictureError, open_sheet, read_page, read_sheet
from lenet1.reading import read, read_all
from lenet1.weights import load
from tests.benchmarks.memory import memory
from tests.drawings import EXAMPLES, file_of, ink_of

PHOTO = (3000, 4000)  # px; height and width
TALL = 240  # px; of the square that a digit is drawn on
BATCH = 500  # digits


def photo() -> bytes:
    """A JPEG of ten lines of ten digits on gray paper, with grain and a vignette."""
    random = np.random.default_rng(0)
    y, x = np.meshgrid(*(np.linspace(-1, 1, n) for n in PHOTO), indexing="ij")
    share = np.zeros(PHOTO, np.float32)
    for row in range(10):
        for column in range(10):
            top, left = 150 + row * 270, 300 + column * 200 + column // 5 * 300
            window = share[top : top + TALL, left : left + TALL]
            ink = ink_of(EXAMPLES[(row + column) % 10], side=TALL)
            np.maximum(window, ink / 255, out=window)
    levels = 225 * (1 - 0.15 * (x**2 + y**2)) * (1 - 0.8 * share)
    levels += random.normal(0, 4, PHOTO)
    pixels = np.clip(levels, 0, 255).astype(np.uint8)
    return file_of(Image.fromarray(pixels).convert("RGB"), "JPEG", quality=90)


def no_pages() -> dict[str, Image.Image]:
    random = np.random.default_rng(0)
    noise = random.integers(0, 256, (1500, 2000), dtype=np.uint8)
    specks, comic = np.full((2, 1500, 2000), 255, np.uint8)
    for y, x in zip(*random.integers(0, (1490, 1990), (5000, 2)).T, strict=True):
        specks[y : y + 8, x : x + 8] = 0
    text = comic.copy()
    for row in range(40):
        line = "the quick brown fox jumps over the lazy dog and reads no number"
        cv2.putText(text, line, (60, 60 + 35 * row), 0, 1.0, 0, 2)
    for a in random.integers(0, 1500, (300, 4)).tolist():
        cv2.rectangle(comic, (a[0], a[1]), (a[2], a[3]), int(a[0] % 200), 3)
        cv2.ellipse(
            comic, (a[1], a[2]), (a[0] // 6 + 3, a[3] // 6 + 3), 0, 0, 360, 0, 4
        )
    hatching = np.full((1800, 2400), 255, np.uint8)
    for at in range(-300, 2700, 14):
        cv2.line(hatching, (at, 0), (at + 300, 1800), 0, 2)
        cv2.line(hatching, (0, at), (2400, at + 200), 0, 2)
    nested, cells = np.full((2, 1800, 2400), 255, np.uint8)
    for at in range(0, 900, 7):
        cv2.rectangle(nested, (at, at), (2400 - at, 1800 - at), 0, 2)
    cells[::50] = cells[1::50] = cells[:, ::50] = cells[:, 1::50] = 0
    for y in range(25, 1800, 50):
        for x in range(25, 2400, 50):
            cv2.putText(cells, "8", (x - 12, y + 12), 0, 0.8, 0, 2)
    pictures = {"nested frames": nested, "1,728 cells": cells, "noise": noise}
    pictures |= {"5,000 specks": specks, "text": text, "comic": comic}
    pictures |= {"hatching": hatching, "black": np.zeros((2000, 3000), np.uint8)}
    return {name: Image.fromarray(pixels) for name, pixels in pictures.items()}


def cpu(action: Callable[[], object]) -> float:
    """Seconds of one core."""
    begin = time.process_time()
    action()
    return time.process_time() - begin


def main() -> None:
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    reader = load()
    with ProcessPoolExecutor(1) as apart:  # or its memory would be counted
        file = apart.submit(photo).result()
    before = memory(row="VmHWM")
    begin = time.process_time()
    page = read_sheet(reader, open_sheet(io.BytesIO(file)))
    seconds = time.process_time() - begin
    print(f"12-megapixel photo with 100 digits: {seconds:.2f} s", end=", ")
    more = memory(row="VmHWM") - before
    print(f"{more:.0f} MB more than before", page.lines[0], sep=", ")
    inks = [ink_of(EXAMPLES[i % 10], side=60) for i in range(100)]
    batch = cpu(lambda: list(read_all(reader, [Ink(i, ()) for i in inks])))
    single = cpu(lambda: [read(reader, ink) for ink in inks])
    print(f"its digits in one batch {1000 * batch:.0f} ms", end=", ")
    print(f"one by one {1000 * single:.0f} ms")
    x = torch.rand(BATCH, 1, 28, 28)
    with torch.inference_mode():
        reader.network(x)
        alone = cpu(lambda: [reader.network(x) for _ in range(10)])
    print(f"the network alone: {10 * BATCH / alone:,.0f} digits a second")
    for name, picture in no_pages().items():
        begin = time.process_time()
        try:
            page = read_page(reader, picture)
            said = f"{len(' '.join(page.lines).split())} numbers"
        except PictureError as error:
            said = str(error)
        print(f"{name}: {time.process_time() - begin:.2f} s, {said}")


if __name__ == "__main__":
    main()
