"""Training on tiny sets made here: what a step sees, and what it learns."""

from typing import Any

import pytest
import torch
from torch import Tensor

from lenet1.learning.augmentation import distort
from lenet1.learning.data import Digits
from lenet1.learning.schedule import distortion_share
from lenet1.learning.training import DivergedError, initialize_biases, train
from lenet1.model import LeNet1
from lenet1.upright import straighten
from tests.learning.tiny import furthest, run, tiny


def dots(count: int) -> Digits:
    """Digit number i is one dot of ink in place i, whatever its label."""
    images = torch.eye(28 * 28, dtype=torch.uint8)[:count] * 255
    return Digits(images.view(count, 28, 28), torch.arange(count) % 10)


def digits_of_each_epoch(
    count: int, *, epochs: int, batch_size: int
) -> list[list[int]]:
    """The numbers of the `dots` that train in each epoch, in their order."""
    seen: list[list[int]] = [[]]

    def watch(x: Tensor, *_: Any) -> Tensor:
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
    _, history = run(tiny(drawn), epochs=20)
    assert [epoch.number for epoch in history] == list(range(1, 21))
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

    def erase(x: Tensor, *_: Any) -> Tensor:
        return torch.zeros_like(x)

    model = LeNet1()
    before = model.conv1.weight.detach().clone()
    settings: dict[str, Any] = {"epochs": 2, "batch_size": 32, "lr": 0.02, "seed": 0}
    list(train(model, tiny(drawn), drawn, **settings, augment=erase))
    assert torch.equal(model.conv1.weight, before)


def test_it_trains_on_upright_digits(drawn: Digits) -> None:
    seen: list[Tensor] = []

    def watch(x: Tensor, *_: Any) -> Tensor:
        seen.extend(x)
        return x

    settings: dict[str, Any] = {"epochs": 1, "batch_size": 10, "lr": 0.02, "seed": 0}
    list(train(LeNet1(), drawn, drawn, **settings, augment=watch))
    expected = straighten(drawn.images).x
    for x in seen:
        assert any(torch.equal(x, upright) for upright in expected)


def test_distortions_weaken_from_epoch_to_epoch(drawn: Digits) -> None:
    strengths: list[float] = []

    def watch(x: Tensor, _: torch.Generator, strength: float) -> Tensor:
        strengths.append(strength)
        return x

    settings: dict[str, Any] = {"epochs": 4, "batch_size": 10, "lr": 0.02, "seed": 0}
    list(train(LeNet1(), drawn, drawn, **settings, augment=watch))
    assert strengths == [distortion_share(done) for done in (0, 0.25, 0.5, 0.75)]


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
    assert model(x)["conv2"][:, 3].max() == 0
    initialize_biases(model, x)
    firing = (model(x)["conv2"] > 0).float().mean(dim=(0, 2, 3))
    assert firing.min() > 0.1


def test_training_starts_with_no_map_silent(drawn: Digits) -> None:
    model = with_a_silent_map()
    list(train(model, drawn, drawn, epochs=2, batch_size=10, lr=0.01, seed=0))
    assert model(straighten(drawn.images).x)["conv2"][:, 3].max() > 0


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


def test_weights_that_are_no_numbers_any_more_end_it_in_a_sentence(
    untrained: LeNet1, drawn: Digits
) -> None:
    with pytest.raises(DivergedError, match=r"epoch 1 is no number; try a lower"):
        list(train(untrained, drawn, drawn, epochs=2, batch_size=2, lr=1e30, seed=0))


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
