"""Digits a second on one core: many at once beside one by one, step by step.

The digits are those of MNIST's test set that the tests carry, 28x28, and the ten
examples at the size of the page's pad, 280x280.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import torch
from PIL import Image

from lenet1.centering import center
from lenet1.confidence import Answer, answers
from lenet1.ink import Gray, Ink, find_ink
from lenet1.picture import open_picture, pictures_in
from lenet1.reading import BATCH, read, read_all
from lenet1.upright import straighten
from lenet1.weights import load
from tests.drawings import EXAMPLES, ink_of
from tests.mnist_sample import load_sample

READER = load()


def rate(work: Callable[[], object], digits: int, *, seconds: float) -> float:
    """Digits a second of processor time, over at least so many seconds."""
    work()
    rounds, started = 0, time.process_time()
    while time.process_time() - started < seconds:
        work()
        rounds += 1
    return rounds * digits / (time.process_time() - started)


def through_the_network(images: torch.Tensor) -> list[Answer]:
    """Upright, the network, the verdicts, of n digits in MNIST's form."""
    with torch.inference_mode():
        activations = READER.network(straighten(images).x)
        return answers(READER, activations)


def measure(name: str, pictures: Sequence[Gray], seconds: float) -> None:
    """`pictures` are BATCH pictures of a digit each, 0 for paper."""
    inks = [find_ink(Image.fromarray(255 - picture)) for picture in pictures]
    form = [one.image for one in map(center, (ink.levels for ink in inks)) if one]
    images = torch.stack([torch.from_numpy(image) for image in form])
    with tempfile.TemporaryDirectory() as folder:
        for number, picture in enumerate(pictures):
            Image.fromarray(255 - picture).save(Path(folder) / f"{number}.png")
        files = pictures_in(Path(folder))

        def from_files() -> list[Ink]:
            return [find_ink(open_picture(file)) for file in files]

        steps: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
            "MNIST's form -> answer": (
                lambda: through_the_network(images),
                lambda: [through_the_network(one) for one in images.split(1)],
            ),
            "ink -> answer": (
                lambda: list(read_all(READER, inks)),
                lambda: [read(READER, *ink) for ink in inks],
            ),
            "file -> answer": (
                lambda: list(read_all(READER, from_files())),
                lambda: [read(READER, *ink) for ink in from_files()],
            ),
        }
        print(f"{name}, digits a second and core")
        for step, (together, alone) in steps.items():
            fast, slow = (rate(w, BATCH, seconds=seconds) for w in (together, alone))
            print(
                f"  {step:24s} {BATCH} at once {fast:7,.0f}   one by one {slow:6,.0f}"
                f"   ratio {fast / slow:4.1f}"
            )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=2.0, help="for each figure")
    seconds = parser.parse_args().seconds
    torch.set_num_threads(1)
    load_average = os.getloadavg()[0]
    print(f"Processes that run on {os.cpu_count()} cores: {load_average:.1f}")
    measure("MNIST's scans", list(load_sample().images[:BATCH].numpy()), seconds)
    drawn = [ink_of(strokes) for strokes in EXAMPLES.values()]
    measure("The pad's size", [drawn[i % len(drawn)] for i in range(BATCH)], seconds)


if __name__ == "__main__":
    main()
