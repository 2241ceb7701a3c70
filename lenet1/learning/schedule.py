"""How training settles: rate and distortions fall, and the weights are averaged."""

import torch

from lenet1.model import Network

WARM_UP = 0.1  # of all steps, during which the learning rate rises
SETTLED = 0.5  # of all steps, from which on it stays and the weights are averaged
LAST_LR = 0.25  # of the highest; large enough that the weights keep moving
LAST_DISTORTION = 0.5  # of the largest; digits that are read are not distorted


def lr_share(done: float) -> float:
    """The learning rate's share of its highest after `done` of all steps, in [0, 1)."""
    if done < WARM_UP:
        return 0.04 + 0.96 * done / WARM_UP
    fallen = min((done - WARM_UP) / (SETTLED - WARM_UP), 1)
    return 1 - (1 - LAST_LR) * fallen


def distortion_share(done: float) -> float:
    """The distortions' share of their largest after `done` of all steps, in [0, 1)."""
    return 1 - (1 - LAST_DISTORTION) * done


@torch.no_grad()
def average_in(averaged: Network, model: Network, count: int) -> None:
    """Add `model` to `averaged`, the mean of `count` models before it.

    Where `count` is 0 or less, `averaged` becomes a copy of `model`.
    """
    share = 1 / (max(count, 0) + 1)
    for mean, value in zip(averaged.parameters(), model.parameters(), strict=True):
        mean.lerp_(value, share)
