"""Fits `confidence.Confidence` to a trained network, which stays as it is."""

from collections.abc import Callable

import torch
import torch.nn.functional as F
from torch import Tensor

from lenet1.confidence import HIDDEN, Confidence, features, likeness, probabilities
from lenet1.learning.data import Digits
from lenet1.learning.evaluation import activations, batches
from lenet1.model import LeNet1

UNLIKE = 0.010  # share of held-out digits that may look like no digit
UNSURE = 0.005  # share of those left that may be too close to call
DECAY = 3e-4  # of the readout's weights
ENOUGH = 15_000  # digits that the readout is fitted to; more refuse hardly better
STEPS = 150  # of the readout's fit; it goes on falling slowly after them
BINS = 15  # of the calibration error, as Guo et al. have them


def fit_confidence(
    model: LeNet1, digits: Digits, held_out: Digits, non_digits: Tensor
) -> Confidence:
    """Fit everything for a trained `model`, which stays as it is.

    The readout tells `digits` from `non_digits`, (m, 28, 28) uint8; temperature and
    thresholds are set on `held_out`, which training must not have seen.
    """
    order = torch.randperm(len(digits.labels), generator=_seeded())[:ENOUGH]
    some = digits.images[order.to(digits.images.device)]
    likes, others = (
        torch.cat([features(part) for part in batches(model, images)])
        for images in (some, non_digits)
    )
    readout = _fit_readout(likes, others)
    held = activations(model, held_out.images)
    temperature = fit_temperature(held.logits, held_out.labels)
    zero = torch.zeros_like(temperature)
    found = Confidence(temperature, *readout, zero, zero)
    like = likeness(held, found)
    least_likeness = like.quantile(UNLIKE)
    best = probabilities(held.logits, found).max(dim=1).values
    least_probability = best[like >= least_likeness].quantile(UNSURE)
    return found._replace(
        least_likeness=least_likeness, least_probability=least_probability
    )


def fit_temperature(logits: Tensor, labels: Tensor) -> Tensor:
    """The temperature, (), under which (n, 10) `logits` have the least surprise."""
    log_temperature = torch.zeros((), device=logits.device, requires_grad=True)

    def loss() -> Tensor:
        return F.cross_entropy(logits / log_temperature.exp(), labels)

    _minimize(loss, [log_temperature])
    return log_temperature.detach().exp()


def calibration_error(probability: Tensor, labels: Tensor) -> float:
    """Expected calibration error of (n, 10), in [0, 1]: how far confidence is off.

    Mean over BINS equal bins of |confidence - accuracy|, weighted by their digits.
    """
    confidence, digit = probability.max(dim=1)
    right = (digit == labels).to(confidence.dtype)
    place = (confidence * BINS).long().clamp(max=BINS - 1)
    gap = torch.zeros(BINS, device=place.device).index_add(0, place, confidence - right)
    return gap.abs().sum().item() / len(labels)


def _seeded() -> torch.Generator:
    """On the CPU, so that every device gets the same numbers."""
    return torch.Generator().manual_seed(0)


def _fit_readout(
    digits: Tensor, others: Tensor
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """A layer of HIDDEN units and a sum of them that tell (n, 778) from (m, 778).

    Both sides weigh the same. Fitted to features of mean 0 and deviation 1; the two
    layers' weights and biases that come back take them as they are.
    """
    x = torch.cat([digits, others])
    y = torch.cat([torch.ones(len(digits)), torch.zeros(len(others))]).to(x.device)
    even = torch.where(y > 0, 0.5 / len(digits), 0.5 / len(others))
    mean, deviation = x.mean(dim=0), x.std(dim=0) + 1e-6
    x = (x - mean) / deviation
    start = torch.randn(HIDDEN, x.shape[1] + 1, generator=_seeded()).to(x.device)
    hidden = (start[:, 1:] / x.shape[1] ** 0.5).requires_grad_()
    weights = (start[:, 0] / HIDDEN**0.5).requires_grad_()
    hidden_bias = torch.zeros(HIDDEN, device=x.device, requires_grad=True)
    bias = torch.zeros((), device=x.device, requires_grad=True)

    def loss() -> Tensor:
        odds = F.relu(x @ hidden.T + hidden_bias) @ weights + bias
        fit = F.binary_cross_entropy_with_logits(odds, y, even, reduction="sum")
        decay: Tensor = hidden.square().sum() + weights.square().sum()
        return fit + DECAY * decay

    _minimize(loss, [hidden, hidden_bias, weights, bias], STEPS)
    scaled: Tensor = hidden.detach() / deviation
    shifted: Tensor = hidden_bias.detach() - scaled @ mean
    return scaled, shifted, weights.detach(), bias.detach()


def _minimize(
    loss: Callable[[], Tensor], parameters: list[Tensor], steps: int = 200
) -> None:
    optimizer = torch.optim.LBFGS(
        parameters, max_iter=steps, line_search_fn="strong_wolfe"
    )

    def closure() -> float:
        optimizer.zero_grad()
        value = loss()
        value.backward()
        return value.item()

    optimizer.step(closure)
