"""While the pen is down the browser reads the drawing, as Python would read it."""

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import numpy as np
import pytest
import torch

from lenet1.confidence import Confidence, Reader, likeness
from lenet1.ink import Gray, Ink
from lenet1.learning.evaluation import joined
from lenet1.learning.scribbles import KINDS
from lenet1.model import Activations, LeNet1
from lenet1.reading import Reading, read, read_all
from lenet1.upright import as_input
from tests.drawings import EXAMPLES, Stroke, ink_of
from tests.mnist_sample import load_sample
from tests.page.node import PageReading, read_in_node

SIDE = 140  # px; the page reads its pad at half size
Random = np.random.Generator
Values = np.ndarray[Any, Any]


class Pair(NamedTuple):
    python: Reading
    page: PageReading


def hand(random: Random) -> Gray:
    """One of the examples by another hand: pen, size, place, slant, unsteady."""
    size, lean = random.uniform(0.15, 1), random.normal(0, 0.3)
    corner = random.uniform(0, 100 * (1 - size), 2)

    def moved(stroke: Stroke) -> Stroke:
        points = np.array(stroke) + random.normal(0, 2, (len(stroke), 2))
        points[:, 0] -= lean * (points[:, 1] - 50)
        return [(float(x), float(y)) for x, y in corner + size * points]

    strokes = [moved(stroke) for stroke in EXAMPLES[int(random.integers(10))]]
    return ink_of(strokes, pen=random.uniform(0.02, 0.25), side=SIDE)


def half_erased(random: Random) -> Gray:
    ink = hand(random)
    y, x = random.integers(0, SIDE, 2)
    ink[y : y + 20, x : x + 60] = 0
    return ink


def faint(random: Random) -> Gray:
    """A drawing whose right half is grey."""
    ink = hand(random)
    shade = np.where(np.arange(SIDE) < SIDE / 2, 1, random.uniform(0.1, 1))
    return (ink * shade).astype(np.uint8)


def dotted(random: Random) -> Gray:
    """A drawing with dots and grey smudges beside it, and in it."""
    ink = hand(random)
    for y, x, side in random.integers((0, 0, 1), (SIDE, SIDE, 30), (3, 3)):
        spot = ink[y : y + side, x : x + side]
        np.maximum(spot, random.integers(30, 256, dtype=np.uint8), out=spot)
    return ink


def underlined(random: Random) -> Gray:
    """A drawing with a bar under it or above it, long or short, level or not."""
    ink = hand(random)
    rows = np.flatnonzero(ink.any(axis=1))
    ink = np.pad(ink, ((40, 40), (0, 0)))  # room for the bar
    top, bottom = rows[0] + 40, rows[-1] + 40
    y = random.choice([bottom, bottom, top - 12]) + random.integers(1, 25)
    left, right = random.integers((0, 60), (70, SIDE))
    lean = random.uniform(-0.3, 0.3)
    for x in range(left, right):
        at = int(np.clip(y + lean * (x - left), 0, len(ink) - 1))
        ink[at : at + int(random.integers(2, 8)), x] = 255
    return ink


def noise(random: Random) -> Gray:
    """Anything at all, as whoever finds the address may send it."""
    ink = random.integers(0, 256, random.integers(1, 60, 2), dtype=np.uint8)
    return np.where(random.random(ink.shape) < random.random(), ink, 0).astype(np.uint8)


def odd_ones() -> list[Gray]:
    """Blank, dot, full, a line on every edge, and pictures of next to nothing."""
    lines = [np.zeros((SIDE, SIDE), np.uint8) for _ in range(6)]
    for line, place in zip(lines, [0, 1, 70, 138, 139], strict=False):
        line[place] = 255
    lines[5][:, 0] = lines[5][:, 139] = 255
    dot = np.zeros((SIDE, SIDE), np.uint8)
    dot[70, 70] = 255
    hammer = np.zeros((147, 147), np.uint8)  # 20 / 147 * 147 is a little above 20
    hammer[8:138, :18] = hammer[64:82] = 255
    grains = 255 * (np.random.default_rng(0).random((300, 300)) < 0.03).astype(np.uint8)
    sizes = [(0, 0), (1, 1), (1, 30), (30, 1), (2, 3), (SIDE, SIDE), (512, 512)]
    levels = (23, 24, 255)
    plain = [np.full(size, level, np.uint8) for size in sizes for level in levels]
    return [*lines, *(line.T.copy() for line in lines), dot, hammer, grains, *plain]


def drawings() -> list[Gray]:
    random = np.random.default_rng(0)
    scribbled = [kind(random).reduce(2) for kind in KINDS.values() for _ in range(30)]
    return [
        *(hand(random) for _ in range(900)),
        *(half_erased(random) for _ in range(150)),
        *(faint(random) for _ in range(150)),
        *(dotted(random) for _ in range(150)),
        *(underlined(random) for _ in range(200)),
        *(noise(random) for _ in range(200)),
        *(255 - np.asarray(picture) for picture in scribbled),
        *(image.numpy() for image in load_sample().images),
        *odd_ones(),
    ]


STEP = 1 if os.environ.get("CI") else 8  # every how many-th drawing is read


@pytest.fixture(scope="module")
def pairs(reader: Reader) -> list[Pair]:
    """Both readings of each drawing that has ink; both find it in the same ones.

    Node reads in a process of its own, while Python does.
    """
    inks = drawings()
    assert len(inks) >= 2_000
    inks = inks[::STEP]
    with ThreadPoolExecutor(1) as beside:
        there = beside.submit(read_in_node, reader, inks)
        here = list(read_all(reader, (Ink(ink, ()) for ink in inks)))
    both = list(zip(here, there.result(), strict=True))
    assert [a is None for a, _ in both] == [b is None for _, b in both]
    return [Pair(a, b) for a, b in both if a is not None and b is not None]


def test_no_pixel_is_more_than_one_level_off(pairs: list[Pair]) -> None:
    here = torch.cat([a.upright.images for a, _ in pairs]).int()
    there = torch.from_numpy(np.stack([b.image for _, b in pairs])).int()
    off = (here - there).abs().amax(dim=(1, 2))
    assert off.max() <= 1
    assert (off == 0).float().mean() > 0.97


def layers(readings: Iterable[Reading | PageReading]) -> Activations:
    """Those of all readings, as one batch."""
    return joined(reading.activations for reading in readings)


def test_maps_are_torchs_on_the_same_picture(
    pairs: list[Pair], shipped: LeNet1
) -> None:
    images = torch.from_numpy(np.stack([b.image for _, b in pairs]))
    with torch.inference_mode():
        expected = shipped(as_input(images))
    shown = layers(b for _, b in pairs)
    for name, theirs in expected.items():
        assert (shown[name] - theirs).abs().max() < 1e-4


def margins(activations: Activations, probability: Values, reader: Reader) -> Values:
    """How far each answer is from another; from 1 on no pixel's level decides it.

    Levels one off move the difference of two logits by 0.04, the likeness by 0.02 and
    the probability by 0.005 at most, in all of these drawings.
    """
    first, second = activations.logits.topk(2).values.numpy().T
    confidence = reader.confidence
    like = (likeness(reader, activations) - confidence.least_likeness).numpy()
    probable = probability.max(axis=1) - confidence.least_probability.numpy()
    margins = np.abs([(first - second) / 0.04, like / 0.02, probable / 0.005])
    return np.asarray(margins.min(axis=0))


def test_both_give_the_same_answer_unless_it_hangs_by_a_hair(
    pairs: list[Pair], reader: Reader
) -> None:
    here = np.stack([a.answer.probabilities.numpy() for a, _ in pairs])
    there = np.array([b.answer["probabilities"] for _, b in pairs])
    np.testing.assert_allclose(there, here, atol=0.005, rtol=0)
    clear = margins(layers(a for a, _ in pairs), here, reader) >= 1
    assert (~clear).sum() < 0.01 * STEP * len(clear)  # of all drawings
    for (python, page), counts in zip(pairs, clear, strict=True):
        verdict, label = python.answer.verdict.value, python.answer.digit
        if counts:
            assert (page.answer["verdict"], page.answer["label"]) == (verdict, label)


def test_both_say_where_the_picture_lay(pairs: list[Pair]) -> None:
    def there(*names: str) -> Values:
        return np.array([[b.placement[name] for name in names] for _, b in pairs])

    near = np.testing.assert_allclose
    here = np.array([a.centered[1:4] for a, _ in pairs])
    near(there("left", "top", "pixel"), here, atol=1e-6, rtol=0)
    for name, off in (("slant", 0.01), ("middle", 0.03)):
        expected = torch.cat([getattr(a.upright, name) for a, _ in pairs])
        near(there(name)[:, 0], expected, atol=off, rtol=0)


def test_both_leave_out_the_same(pairs: list[Pair]) -> None:
    for python, page in pairs:
        told = [{"kind": x.kind, "number": x.number} for x in python.left_out]
        assert page.left_out == told
    kinds = [left["kind"] for _, page in pairs for left in page.left_out]
    assert STEP * kinds.count("dot") > 100
    assert STEP * kinds.count("underline") > 30


def test_other_weights_need_no_other_script(
    untrained: LeNet1, confidence: Confidence
) -> None:
    reader = Reader(untrained, Confidence(*(tensor * 1.1 for tensor in confidence)))
    ink = ink_of(EXAMPLES[3], side=SIDE)
    here, (there,) = read(reader, ink), read_in_node(reader, [ink])
    assert here is not None
    assert there is not None
    assert there.answer["probabilities"] == pytest.approx(
        here.answer.probabilities.tolist(), abs=1e-3
    )


def test_a_number_that_changes_in_python_changes_on_the_page(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = np.random.default_rng(1)
    inks = [dotted(random) for _ in range(20)]
    usual = read_in_node(reader, inks)
    for changed, value in {
        "ink.FAINTEST_INK": 60,
        "parts.GRAIN": 0.2,
        "stroke_width.THICKEST": 2.5,
        "centering.DIGIT_BOX": 18,
        "upright.MOST_SLANT": 0.05,
    }.items():
        monkeypatch.setattr(f"lenet1.{changed}", value)
    there = read_in_node(reader, inks)
    for ink, page, before in zip(inks, there, usual, strict=True):
        python = read(reader, ink)
        assert python is not None
        assert page is not None
        assert before is not None
        image = python.upright.images[0].numpy().astype(int)
        assert np.abs(image - page.image).max() <= 1
        assert np.abs(image - before.image).max() > 1
