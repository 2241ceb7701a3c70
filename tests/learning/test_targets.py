"""What the finder should say, and what it costs not to."""

import numpy as np
import pytest
import torch

from lenet1.learning.crops.crop import Crop
from lenet1.learning.crops.sheet import CHARACTERS, SIDE
from lenet1.learning.targets import PLACES, Pool, Targets, loss_of, targets_of
from lenet1.paper.finder import KINDS, SHIFT, SIZE, STEP
from tests.learning import made

SEVEN = (7, 100.0, 60.0, 16.0, 30.0)  # index in CHARACTERS, left, top, width, height
PLUS = (CHARACTERS.index("+"), 140.0, 70.0, 14.0, 14.0)
LARGE = (3, 20.0, 20.0, 60.0, 90.0)


def crop_of(*boxes: tuple[float, ...]) -> Crop:
    pixels = np.full((SIDE, SIDE, 3), 200, np.uint8)
    every = np.array(boxes, np.float32).reshape(-1, 5)
    return Crop(pixels, every, [], np.eye(2, 3))


def as_said(targets: Targets) -> torch.Tensor:
    """What a network says that knows its targets."""
    said = torch.full((1, len(KINDS) + 4, PLACES, PLACES), -12.0)
    heat = torch.from_numpy(targets.heat)
    said[0, : len(KINDS)][heat == 255] = 12.0
    said[0, len(KINDS) :] = torch.from_numpy(targets.boxes).float().nan_to_num()
    return said


def batch_of(targets: Targets) -> Targets:
    return Targets._make(value[None] for value in targets)


def test_a_digit_and_a_sign_have_their_middles_in_maps_of_their_own() -> None:
    targets = targets_of(crop_of(SEVEN, PLUS))
    kinds, rows, columns = np.nonzero(targets.heat == 255)
    assert np.stack([kinds, rows, columns], axis=1).tolist() == [
        [0, int(75 / STEP), int(108 / STEP)],
        [KINDS.index("+"), int(77 / STEP), int(147 / STEP)],
    ]


def test_near_the_middle_the_box_is_asked_for() -> None:
    targets = targets_of(crop_of(SEVEN))
    row, column = int(75 / STEP), int(108 / STEP)
    right, down, wide, high = targets.boxes[:, row, column].astype(float)
    assert STEP * (column + 0.5) + right * SHIFT == pytest.approx(108, abs=0.1)
    assert STEP * (row + 0.5) + down * SHIFT == pytest.approx(75, abs=0.1)
    assert SIZE * np.exp([wide, high]) == pytest.approx([16, 30], rel=0.01)
    assert np.isnan(targets.boxes[:, 0, 0]).all()


def test_digits_of_other_scales_count_neither_way() -> None:
    targets = targets_of(crop_of(LARGE))
    assert not targets.heat.any()
    assert targets.ignored[10, 10]
    wrong = torch.full((1, len(KINDS) + 4, PLACES, PLACES), -12.0)
    wrong[0, len(KINDS) :] = 0
    wrong[0, 0, 10, 10] = 12.0
    assert loss_of(wrong, batch_of(targets)) < 1e-3
    assert loss_of(wrong, batch_of(targets_of(crop_of()))) > 1


def test_the_loss_is_least_where_all_is_said_as_it_should_be() -> None:
    targets = batch_of(targets_of(crop_of(SEVEN, PLUS)))
    said = as_said(targets_of(crop_of(SEVEN, PLUS)))
    best = loss_of(said, targets)
    assert best < 0.01
    missed, false, off = said.clone(), said.clone(), said.clone()
    missed[0, 0][said[0, 0] > 0] = -12
    false[0, 0, 50, 50] = 12
    off[0, len(KINDS) :] += 0.5
    for worse in (missed, false, off):
        assert loss_of(worse, targets) > best + 0.5


def test_a_pool_makes_fresh_crops_and_keeps_some() -> None:
    pool = Pool(made.bank(), np.random.default_rng(0), size=6)
    batch = pool.batch(4, fresh=2)
    assert pool.made == 4
    assert batch.planes.shape == (4, 2, SIDE, SIDE)
    pool.batch(4, fresh=3)
    assert pool.made == 7
