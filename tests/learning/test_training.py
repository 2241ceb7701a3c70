"""Training on a tiny set of digits made here: it learns and repeats itself."""

import pytest
import torch
from torch import Tensor

from lenet1.learning.augmentation import distort
from lenet1.learning.data import Digits
from lenet1.learning.training import (
    LAST_LR,
    DeviceError,
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


def test_a_silent_map_is_woken(drawn: Digits) -> None:
    model = LeNet1()
    assert model.conv2.bias is not None
    with torch.no_grad():
        model.conv2.bias[3] = -100
    x = straighten(drawn.images).x
    assert model(x).conv2[:, 3].max() == 0
    initialize_biases(model, x)
    firing = (model(x).conv2 > 0).float().mean(dim=(0, 2, 3))
    assert firing.min() > 0.1


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
