"""Sets that tell a figure of one from a figure of another, and networks to match."""

import torch

from lenet1.learning.data import Digits, join
from lenet1.learning.splits import Splits
from lenet1.model import LeNet1
from tests.mnist_sample import load_sample


def all_called(digit: int) -> Digits:
    """Noise under one label, as many pictures as the label and one."""
    random = torch.Generator().manual_seed(digit)
    noise = torch.randint(0, 256, (digit + 1, 28, 28), generator=random)
    return Digits(noise.to(torch.uint8), torch.full((digit + 1,), digit))


def always(digit: int) -> LeNet1:
    """A network that answers `digit` whatever it sees."""
    model = LeNet1()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.zero_()
        model.fc_out.bias[digit] = 1
    return model.eval()


SORTED = Splits(  # each set holds another digit
    train=all_called(0),
    held_out=all_called(1),
    refusals=all_called(2),
    unseen={"pen 4%": all_called(3), "pen 8%": all_called(4)},
    test=all_called(5),
)


def sample_as_splits() -> Splits:
    """MNIST's digits for all purposes, no digit for two but the held-out ones."""
    sample = load_sample()
    parts = [sample.at(torch.arange(start, start + 80)) for start in range(0, 400, 80)]
    train, held_out, thresholds, unseen, test = parts
    return Splits(train, held_out, join(held_out, thresholds), {"pen 4%": unseen}, test)


def noisy(digits: Digits, *, share: int) -> Digits:
    """Digits with noise on `share` of 256 of their pixels: harder ones."""
    random = torch.Generator().manual_seed(0)
    noise = torch.randint(0, 256, digits.images.shape, generator=random)
    images = torch.where(noise < share, noise, digits.images).to(torch.uint8)
    return Digits(images, digits.labels)
