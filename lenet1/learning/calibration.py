"""Fits `confidence.Confidence` to a trained network, which stays as it is."""

import math
from typing import NamedTuple, cast

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from lenet1.confidence import (
    HIDDEN,
    KERNEL,
    MAPS,
    Confidence,
    Reader,
    head,
    likeness,
    own_maps,
    probabilities,
    sources,
)
from lenet1.learning.data import Digits
from lenet1.learning.evaluation import activations, batches
from lenet1.model import Network

UNLIKE = 0.015  # share of held-out digits that may look like no digit
UNSURE = 0.005  # share of those left that may be too close to call
ENOUGH = 24_000  # digits that the head is fitted to; more refuse hardly better
FIT_EPOCHS, FIT_BATCH = 32, 512  # of the head's fit
FIT_LR = 5e-3  # the highest learning rate of it
FIT_WARM_UP = 0.15  # of all steps, during which the learning rate rises
DECAY = 1e-4  # of the head's weights; so much of their squares is loss
TEMPERATURE_STEPS = 200  # at most; a few are enough
BINS = 15  # of the calibration error, as Guo et al. have them


def fit_confidence(
    model: Network, digits: Digits, held_out: Digits, non_digits: Tensor
) -> Confidence:
    """Fit everything for a trained `model`, which stays as it is.

    The head tells `digits` from `non_digits`, (m, 28, 28) uint8; temperature and
    thresholds are set on `held_out`, which training must not have seen.
    """
    order = torch.randperm(len(digits.labels), generator=_seeded())[:ENOUGH]
    some = digits.images[order.to(digits.images.device)]
    told = _fit_head(_seen(model, some), _seen(model, non_digits))
    held = activations(model, held_out.images)
    temperature = fit_temperature(held.logits, held_out.labels)
    found = told._replace(temperature=temperature)
    like = likeness(Reader(model, found), held)
    least_likeness = like.quantile(UNLIKE)
    best = probabilities(held.logits, found).max(dim=1).values
    least_probability = best[like >= least_likeness].quantile(UNSURE)
    return found._replace(
        least_likeness=least_likeness, least_probability=least_probability
    )


def fit_temperature(logits: Tensor, labels: Tensor) -> Tensor:
    """The temperature, (), of least loss for (n, 10) `logits` of (n,) int64 `labels`.

    The loss is their mean surprise in nats after a division by it.
    """
    log_temperature = torch.zeros((), device=logits.device, requires_grad=True)
    optimizer = torch.optim.LBFGS(
        [log_temperature], max_iter=TEMPERATURE_STEPS, line_search_fn="strong_wolfe"
    )

    def loss() -> float:
        optimizer.zero_grad()
        surprise = F.cross_entropy(logits / log_temperature.exp(), labels)
        surprise.backward()
        return surprise.item()

    optimizer.step(loss)
    return log_temperature.detach().exp()


def calibration_error(probability: Tensor, labels: Tensor) -> float:
    """Expected calibration error, in [0, 1]: how far confidence is from accuracy.

    `probability` is (n, 10) float, `labels` (n,) int64. It is the mean over BINS equal
    bins of confidence of |confidence - accuracy|, each weighted by its digits.
    """
    confidence, digit = probability.max(dim=1)
    right = (digit == labels).to(confidence.dtype)
    place = (confidence * BINS).long().clamp(max=BINS - 1)
    gap = torch.zeros(BINS, device=place.device).index_add(0, place, confidence - right)
    return gap.abs().sum().item() / len(labels)


def _seeded() -> torch.Generator:
    """On the CPU, so that every device gets the same numbers."""
    return torch.Generator().manual_seed(0)


class _Seen(NamedTuple):
    """What the layers of `confidence.Sources` hold for n drawings."""

    pooled: Tensor
    last: Tensor
    logits: Tensor

    def at(self, index: Tensor) -> "_Seen":
        return _Seen(*(values[index] for values in self))


def _seen(model: Network, images: Tensor) -> _Seen:
    names = [layer.name for layer in sources(model.layers)]
    parts = [[x[name] for name in names] for x in batches(model, images)]
    return _Seen(*map(torch.cat, zip(*parts, strict=True)))


class _Head(nn.Module):
    """The head as it is fitted: on features of about the same size."""

    def __init__(self, seen: _Seen) -> None:
        super().__init__()
        given = [seen.last.flatten(1), seen.logits.sort(dim=1).values]
        deviation, mean = torch.std_mean(torch.cat(given, dim=1), dim=0)
        self.maps = nn.Conv2d(seen.pooled.shape[1], MAPS, KERNEL)
        own = own_maps(
            seen.pooled[:1].cpu(), self.maps.weight, cast(Tensor, self.maps.bias)
        ).shape[1]
        self.hidden = nn.Linear(own + len(mean), HIDDEN)
        self.out = nn.Linear(HIDDEN, 1)
        self.mean = F.pad(mean, (own, 0))
        self.deviation = F.pad(deviation, (own, 0), value=1.0) + 1e-6
        self.size = seen.pooled.std()
        self.to(self.size.device)

    def confidence(self) -> Confidence:
        """With weights that take the layers as they are; all else is 0."""
        weight = self.hidden.weight / self.deviation
        zero = torch.zeros_like(self.size)
        return Confidence(
            temperature=zero,
            kernels=self.maps.weight / self.size,
            kernel_bias=cast(Tensor, self.maps.bias),
            hidden_weights=weight,
            hidden_bias=self.hidden.bias - weight @ self.mean,
            weights=self.out.weight[0],
            bias=self.out.bias[0],
            least_likeness=zero,
            least_probability=zero,
        )


def _fit_head(digits: _Seen, others: _Seen) -> Confidence:
    """The head that tells n digits from m others; both sides weigh the same.

    Adam with one cycle of the learning rate (Smith and Topin, 2018).
    """
    seen = _Seen(*map(torch.cat, zip(digits, others, strict=True)))
    count, device = len(seen.logits), seen.logits.device
    y = (torch.arange(count, device=device) < len(digits.logits)).float()
    even = torch.where(y > 0, 0.5 / len(digits.logits), 0.5 / len(others.logits))
    with torch.random.fork_rng():
        torch.manual_seed(0)
        fitted = _Head(seen)
    optimizer = torch.optim.Adam(fitted.parameters())
    cycle = torch.optim.lr_scheduler.OneCycleLR(
        optimizer,
        FIT_LR,
        FIT_EPOCHS * math.ceil(count / FIT_BATCH),
        pct_start=FIT_WARM_UP,
    )
    generator = _seeded()
    parts = (
        index.to(device)
        for _ in range(FIT_EPOCHS)
        for index in torch.randperm(count, generator=generator).split(FIT_BATCH)
    )
    for i in parts:
        odds = head(fitted.confidence(), *seen.at(i))
        fit = F.binary_cross_entropy_with_logits(odds, y[i], even[i] * count)
        decay = fitted.maps.weight.square().sum() + fitted.hidden.weight.square().sum()
        optimizer.zero_grad()
        (fit + DECAY * decay).backward()
        optimizer.step()
        cycle.step()
    return Confidence(*(values.detach() for values in fitted.confidence()))
