"""Training on tiny sets made here: what a step sees, what is kept and averaged."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
import torch
from torch import Tensor
from torch.optim.optimizer import register_optimizer_step_post_hook

from lenet1.learning.augmentation import distort
from lenet1.learning.data import Digits
from lenet1.learning.evaluation import accuracy
from lenet1.learning.training import (
    LAST_LR,
    DeviceError,
    DivergedError,
    Epoch,
    average_in,
    choose_device,
    initialize_biases,
    lr_share,
    train,
)
from lenet1.model import LeNet1
from lenet1.upright import straighten


def tiny(drawn: Digits, copies: int = 16) -> Digits:
    return Digits(drawn.images.repeat(copies, 1, 1), drawn.labels.repeat(copies))


def run(digits: Digits, *, epochs: int, seed: int = 0) -> tuple[LeNet1, list[Epoch]]:
    torch.manual_seed(seed)
    model = LeNet1()
    epochs_run = train(
        model, digits, digits, epochs=epochs, batch_size=32, lr=0.02, seed=seed
    )
    return model, list(epochs_run)


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


def furthest(a: LeNet1, b: LeNet1) -> float:
    """The largest difference of any parameter."""
    pairs = zip(a.parameters(), b.parameters(), strict=True)
    return max((p - q).abs().max().item() for p, q in pairs)


def dots(count: int) -> Digits:
    """Digit number i is one dot of ink in place i, whatever its label."""
    images = torch.eye(28 * 28, dtype=torch.uint8)[:count] * 255
    return Digits(images.view(count, 28, 28), torch.arange(count) % 10)


def digits_of_each_epoch(
    count: int, *, epochs: int, batch_size: int
) -> list[list[int]]:
    """The numbers of the `dots` that train in each epoch, in their order."""
    seen: list[list[int]] = [[]]

    def watch(x: Tensor, _: torch.Generator) -> Tensor:
        seen[-1] += x.flatten(1).argmax(dim=1).tolist()
        return x

    digits = dots(count)
    for _ in train(
        LeNet1(),
        digits,
        digits,
        epochs=epochs,
        batch_size=batch_size,
        lr=0.01,
        seed=0,
        augment=watch,
    ):
        seen.append([])
    return seen[:-1]


def test_it_learns_ten_digits(drawn: Digits) -> None:
    _, history = run(tiny(drawn), epochs=40)
    assert [epoch.number for epoch in history] == list(range(1, 41))
    assert history[-1].loss < history[0].loss / 2
    assert history[-1].accuracy > 0.9


def test_the_same_seed_gives_the_same_weights_bit_for_bit(drawn: Digits) -> None:
    first, second, other = (run(tiny(drawn), epochs=2, seed=s)[0] for s in (5, 5, 6))
    for name, value in first.state_dict().items():
        assert torch.equal(value, second.state_dict()[name])
    assert not torch.equal(first.conv1.weight, other.conv1.weight)


def test_the_loss_is_the_mean_over_the_epoch(
    drawn: Digits, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not the last batch's, as the article logs it."""
    losses: list[float] = []
    original = torch.nn.functional.nll_loss

    def record(log_probabilities: Tensor, labels: Tensor) -> Tensor:
        loss = original(log_probabilities, labels)
        losses.append(loss.item())
        return loss

    monkeypatch.setattr("lenet1.learning.training.F.nll_loss", record)
    _, history = run(tiny(drawn), epochs=1)
    assert len(losses) == 5
    assert history[0].loss == pytest.approx(sum(losses) / 5, rel=1e-5)


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
    random = torch.Generator().manual_seed(0)
    images = drawn.images.repeat(60, 1, 1)
    noise = torch.randint(0, 256, images.shape, generator=random)
    hard = Digits(
        torch.where(noise < 120, noise, images).to(torch.uint8), drawn.labels.repeat(60)
    )
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


def test_every_epoch_takes_the_digits_in_another_order() -> None:
    first, second = digits_of_each_epoch(48, epochs=2, batch_size=8)
    assert sorted(first) == sorted(second) == list(range(48))  # each of them once
    assert first != second
    assert list(range(48)) not in (first, second)


def test_no_digit_is_left_out_of_every_epoch() -> None:
    """Of 10 digits in batches of 4, two are left out each time."""
    epochs = digits_of_each_epoch(10, epochs=12, batch_size=4)
    assert [len(set(epoch)) for epoch in epochs] == [8] * 12
    assert {digit for epoch in epochs for digit in epoch} == set(range(10))


def test_it_trains_on_what_the_distortion_made_of_the_digits(drawn: Digits) -> None:
    """Where that is blank, no kernel of the first layer ever sees a pixel."""

    def erase(x: Tensor, _: torch.Generator) -> Tensor:
        return torch.zeros_like(x)

    model = LeNet1()
    before = model.conv1.weight.detach().clone()
    settings: dict[str, Any] = {"epochs": 2, "batch_size": 32, "lr": 0.02, "seed": 0}
    list(train(model, tiny(drawn), drawn, **settings, augment=erase))
    assert torch.equal(model.conv1.weight, before)


def test_it_trains_on_upright_digits(drawn: Digits) -> None:
    seen: list[Tensor] = []

    def watch(x: Tensor, _: torch.Generator) -> Tensor:
        seen.extend(x)
        return x

    settings: dict[str, Any] = {"epochs": 1, "batch_size": 10, "lr": 0.02, "seed": 0}
    list(train(LeNet1(), drawn, drawn, **settings, augment=watch))
    expected = straighten(drawn.images).x
    for x in seen:
        assert any(torch.equal(x, upright) for upright in expected)


def test_when_nothing_else_is_said_digits_are_distorted(drawn: Digits) -> None:
    silent, said = LeNet1(), LeNet1()
    said.load_state_dict(silent.state_dict())
    settings: dict[str, Any] = {"epochs": 1, "batch_size": 32, "lr": 0.02, "seed": 0}
    list(train(silent, tiny(drawn), drawn, **settings))
    list(train(said, tiny(drawn), drawn, **settings, augment=distort))
    assert furthest(silent, said) == 0


def with_a_silent_map() -> LeNet1:
    model = LeNet1()
    assert model.conv2.bias is not None
    with torch.no_grad():
        model.conv2.bias[3] = -100
    return model


def test_a_silent_map_is_woken(drawn: Digits) -> None:
    model = with_a_silent_map()
    x = straighten(drawn.images).x
    assert model(x).conv2[:, 3].max() == 0
    initialize_biases(model, x)
    firing = (model(x).conv2 > 0).float().mean(dim=(0, 2, 3))
    assert firing.min() > 0.1


def test_training_starts_with_no_map_silent(drawn: Digits) -> None:
    model = with_a_silent_map()
    list(train(model, drawn, drawn, epochs=2, batch_size=10, lr=0.01, seed=0))
    assert model(straighten(drawn.images).x).conv2[:, 3].max() > 0


def test_the_learning_rate_rises_falls_and_stays() -> None:
    shares = [lr_share(done / 100) for done in range(100)]
    assert shares.index(max(shares)) == 10
    assert max(shares) == pytest.approx(1)
    assert shares[:11] == sorted(shares[:11])
    assert shares[10:] == sorted(shares[10:], reverse=True)
    assert set(shares[50:]) == {LAST_LR}


def test_without_distortions_it_learns_too(drawn: Digits) -> None:
    model = LeNet1()
    digits = tiny(drawn)
    history = list(
        train(
            model,
            digits,
            digits,
            epochs=30,
            batch_size=32,
            lr=0.02,
            seed=0,
            augment=None,
        )
    )
    assert history[-1].accuracy == 1
    assert model.conv2.weight.is_contiguous()


def test_distortions_stay_small_and_keep_the_ink(drawn: Digits) -> None:
    x = drawn.images.float().unsqueeze(1) / 255
    distorted = distort(x.repeat(20, 1, 1, 1), torch.Generator().manual_seed(0))
    assert distorted.shape == (200, 1, 28, 28)
    assert 0 <= distorted.min() <= distorted.max() <= 1.001
    ink = distorted.sum(dim=(1, 2, 3)) / x.repeat(20, 1, 1, 1).sum(dim=(1, 2, 3))
    assert 0.75 < ink.min() < ink.max() < 1.35
    assert (distorted - x.repeat(20, 1, 1, 1)).abs().mean() > 0.02


def test_weights_that_are_no_numbers_any_more_end_it_in_a_sentence(
    untrained: LeNet1, drawn: Digits
) -> None:
    with pytest.raises(DivergedError, match=r"epoch 1 is no number; try a lower"):
        list(train(untrained, drawn, drawn, epochs=2, batch_size=2, lr=1e30, seed=0))


def test_an_absent_device_gets_one_sentence() -> None:
    assert choose_device("cpu") == torch.device("cpu")
    assert choose_device("auto").type in {"cpu", "cuda", "mps"}
    if not torch.cuda.is_available():
        with pytest.raises(DeviceError, match=r"finds no cuda device here"):
            choose_device("cuda")


@pytest.mark.cuda
@pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA device here")
def test_on_cuda_it_learns_and_repeats_too(drawn: Digits) -> None:
    digits = Digits(*(t.cuda() for t in tiny(drawn)))
    results = []
    for _ in range(2):
        torch.manual_seed(0)
        model = LeNet1().cuda()
        list(train(model, digits, digits, epochs=2, batch_size=32, lr=0.02, seed=0))
        results.append(model.conv2.weight.detach().cpu())
    assert torch.equal(*results)
