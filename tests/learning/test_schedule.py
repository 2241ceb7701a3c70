"""What every step of training leaves behind, and what the model is in the end."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
import torch
from torch import Tensor
from torch.optim.optimizer import register_optimizer_step_post_hook

from lenet1.learning.data import Digits
from lenet1.learning.evaluation import accuracy
from lenet1.learning.schedule import (
    LAST_DISTORTION,
    LAST_LR,
    average_in,
    distortion_share,
    lr_share,
)
from lenet1.learning.training import train
from lenet1.model import LeNet1
from tests.learning.sets import noisy
from tests.learning.tiny import furthest, run, tiny


class Step(NamedTuple):
    """What the optimizer left behind: its rate, and the model's parameters."""

    rate: float
    parameters: list[Tensor]


@pytest.fixture
def steps() -> Iterator[list[Step]]:
    """Grows by one with every step that any optimizer takes."""
    taken: list[Step] = []

    def record(optimizer: torch.optim.Optimizer, *_: Any) -> None:
        (group,) = optimizer.param_groups
        copies = [p.detach().clone() for p in group["params"]]
        taken.append(Step(group["lr"], copies))

    hook = register_optimizer_step_post_hook(record)
    yield taken
    hook.remove()


def mean_of(steps: list[Step]) -> LeNet1:
    """A network with the mean of the parameters after each of `steps`."""
    model = LeNet1()
    means = map(torch.stack, zip(*(s.parameters for s in steps), strict=True))
    with torch.no_grad():
        for parameter, values in zip(model.parameters(), means, strict=True):
            parameter.copy_(values.mean(dim=0))
    return model


def test_the_learning_rate_rises_falls_and_stays() -> None:
    shares = [lr_share(done / 100) for done in range(100)]
    assert shares.index(max(shares)) == 10
    assert max(shares) == pytest.approx(1)
    assert shares[:11] == sorted(shares[:11])
    assert shares[10:] == sorted(shares[10:], reverse=True)
    assert set(shares[50:]) == {LAST_LR}


def test_distortions_fall_evenly_from_their_largest() -> None:
    shares = [distortion_share(done / 100) for done in range(100)]
    assert shares[0] == 1
    assert shares[50] == pytest.approx((1 + LAST_DISTORTION) / 2)
    assert shares == sorted(set(shares), reverse=True)
    assert LAST_DISTORTION < shares[-1] < LAST_DISTORTION + 0.01


def test_the_average_is_the_plain_mean_once_it_counts() -> None:
    models = [LeNet1() for _ in range(5)]
    averaged = LeNet1()
    for count, model in enumerate(models, start=-2):
        average_in(averaged, model, count)
    mean = torch.stack([m.conv2.weight for m in models[2:]]).mean(dim=0)
    torch.testing.assert_close(averaged.conv2.weight, mean)


def test_the_model_ends_as_the_mean_over_the_steps_of_the_second_half(
    drawn: Digits, steps: list[Step]
) -> None:
    model, _ = run(tiny(drawn), epochs=4)
    assert len(steps) == 20
    assert furthest(model, mean_of(steps[10:])) < 1e-6
    for other in (steps, steps[9:], steps[11:], steps[-1:]):
        assert furthest(model, mean_of(other)) > 1e-4


def test_an_epochs_accuracy_is_the_averages_on_the_held_out_digits(
    untrained: LeNet1, drawn: Digits, steps: list[Step]
) -> None:
    hard = noisy(tiny(drawn, copies=60), share=120)
    history = list(
        train(untrained, tiny(drawn), hard, epochs=6, batch_size=32, lr=0.02, seed=0)
    )
    for epoch in history[:3]:  # nothing is averaged yet
        latest = mean_of(steps[5 * epoch.number - 1 : 5 * epoch.number])
        assert epoch.accuracy == accuracy(latest, hard)
    for epoch in history[3:]:
        averaged = mean_of(steps[15 : 5 * epoch.number])
        assert epoch.accuracy == pytest.approx(accuracy(averaged, hard), abs=0.002)
    unaveraged = mean_of(steps[24:25])
    assert abs(history[4].accuracy - accuracy(unaveraged, hard)) > 0.005


def test_every_step_has_its_own_share_of_the_learning_rate(
    drawn: Digits, steps: list[Step]
) -> None:
    run(tiny(drawn), epochs=4)
    expected = [0.02 * lr_share(step / 20) for step in range(20)]
    assert [step.rate for step in steps] == pytest.approx(expected)
