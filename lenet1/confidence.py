"""How far an answer can be trusted: calibrated, "not sure", or no digit at all.

Three numbers and one more readout beside the network's ten, all fitted after training
with the network left as it is:

- a temperature (Guo et al., 2017) makes the probabilities mean what they say;
- likeness to a digit is linear in what the ten logits are linear in, `pool2`, and in
  the logits in order of size; fitted to tell digits from scribbles, shapes, letters;
- two thresholds, set by how many held-out digits they may turn away.
"""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

import safetensors.torch
import torch
import torch.nn.functional as F
from torch import Tensor

from lenet1.data import Digits
from lenet1.evaluation import batches
from lenet1.model import Activations, LeNet1, WeightsError, read_tensors
from lenet1.storage import replace_file

FEATURES = 192 + 10  # pool2 and the ordered logits
UNLIKE = 0.007  # share of held-out digits that may look like no digit
UNSURE = 0.006  # share of those left that may be too close to call
DECAY = 1e-3  # of the readout's weights; more of it changes the refusals little
BINS = 15  # of the calibration error, as Guo et al. have them


class Verdict(StrEnum):
    DIGIT = "digit"
    NOT_SURE = "not sure"
    NO_DIGIT = "does not look like one digit"


class Answer(NamedTuple):
    """What to say about one drawing."""

    verdict: Verdict
    digit: int  # the most probable one, whatever the verdict
    runner_up: int
    probabilities: Tensor  # (10,) float32, calibrated; sums to 1


class Confidence(NamedTuple):
    """What `fit_confidence` finds; float32 tensors, one number each but the weights."""

    temperature: Tensor  # () divides the logits
    weights: Tensor  # (202,) of the likeness's readout
    bias: Tensor  # ()
    least_likeness: Tensor  # () below it, no digit
    least_probability: Tensor  # () of the best; below it, not sure


def answer(activations: Activations, confidence: Confidence) -> Answer:
    """The verdict on a batch of one."""
    probability = probabilities(activations.logits, confidence)[0]
    best, second = activations.logits[0].topk(2).indices.tolist()
    like, sure = _passed(activations, confidence)
    if not like[0]:
        verdict = Verdict.NO_DIGIT
    elif not sure[0]:
        verdict = Verdict.NOT_SURE
    else:
        verdict = Verdict.DIGIT
    return Answer(verdict, best, second, probability)


def accepted(activations: Activations, confidence: Confidence) -> Tensor:
    """(n,) bool: which of n drawings get the verdict `Verdict.DIGIT`."""
    like, sure = _passed(activations, confidence)
    return like & sure


def probabilities(logits: Tensor, confidence: Confidence) -> Tensor:
    """(n, 10) calibrated probabilities of (n, 10) logits."""
    return F.softmax(logits / confidence.temperature, dim=1)


def likeness(activations: Activations, confidence: Confidence) -> Tensor:
    """(n,) log odds that each of n drawings is one digit, at even odds beforehand."""
    return _features(activations) @ confidence.weights + confidence.bias


def calibration_error(probability: Tensor, labels: Tensor) -> float:
    """Expected calibration error of (n, 10), in [0, 1]: how far confidence is off.

    Mean over BINS equal bins of |confidence - accuracy|, weighted by their digits.
    """
    confidence, digit = probability.max(dim=1)
    right = (digit == labels).to(confidence.dtype)
    place = (confidence * BINS).long().clamp(max=BINS - 1)
    gap = torch.zeros(BINS, device=place.device).index_add(0, place, confidence - right)
    return gap.abs().sum().item() / len(labels)


def fit_confidence(
    model: LeNet1, digits: Digits, held_out: Digits, non_digits: Tensor
) -> Confidence:
    """Fit everything for a trained `model`, which stays as it is.

    The readout tells `digits` from `non_digits`, (m, 28, 28) uint8; temperature and
    thresholds are set on `held_out`, which training must not have seen.
    """
    features, others = (
        torch.cat([_features(part) for part in batches(model, images)])
        for images in (digits.images, non_digits)
    )
    weights, bias = _fit_readout(features, others)
    activations = run(model, held_out.images)
    temperature = fit_temperature(activations.logits, held_out.labels)
    zero = torch.zeros((), device=weights.device)
    found = Confidence(temperature, weights, bias, zero, zero)
    like = likeness(activations, found)
    least_likeness = like.quantile(UNLIKE)
    best = probabilities(activations.logits, found).max(dim=1).values
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


def run(model: LeNet1, images: Tensor) -> Activations:
    """Every layer's activations for (n, 28, 28) uint8 images."""
    return Activations(*map(torch.cat, zip(*batches(model, images), strict=True)))


def save_confidence(confidence: Confidence, path: str | Path) -> None:
    """Write safetensors. Raises OSError when the target cannot be written."""
    state = {n: t.detach().cpu() for n, t in confidence._asdict().items()}
    replace_file(path, safetensors.torch.save(state))


def load_confidence(path: str | Path, *, device: str | torch.device) -> Confidence:
    """Read what `save_confidence` wrote. Raises WeightsError when it is not that."""
    state = read_tensors(path)
    if set(state) != set(Confidence._fields) or state["weights"].shape != (FEATURES,):
        raise WeightsError(f"{path}: is not what train.py writes beside the weights.")
    return Confidence(**{name: t.to(device) for name, t in state.items()})


def _passed(activations: Activations, confidence: Confidence) -> tuple[Tensor, Tensor]:
    """(n,) bool each: which of n drawings look like a digit, and like one of them."""
    best = probabilities(activations.logits, confidence).max(dim=1).values
    like = likeness(activations, confidence)
    return like >= confidence.least_likeness, best >= confidence.least_probability


def _features(activations: Activations) -> Tensor:
    ordered = activations.logits.sort(dim=1).values
    return torch.cat([activations.pool2.flatten(1), ordered], dim=1)


def _fit_readout(digits: Tensor, others: Tensor) -> tuple[Tensor, Tensor]:
    """Logistic regression of (n, 202) against (m, 202), both sides weighing the same.

    Fitted to features of mean 0 and deviation 1; what comes back takes them as are.
    """
    x = torch.cat([digits, others])
    y = torch.cat([torch.ones(len(digits)), torch.zeros(len(others))]).to(x.device)
    even = torch.where(y > 0, 0.5 / len(digits), 0.5 / len(others))
    mean, deviation = x.mean(dim=0), x.std(dim=0) + 1e-6
    x = (x - mean) / deviation
    weights = torch.zeros(x.shape[1], device=x.device, requires_grad=True)
    bias = torch.zeros((), device=x.device, requires_grad=True)

    def loss() -> Tensor:
        odds = x @ weights + bias
        fit = F.binary_cross_entropy_with_logits(odds, y, even, reduction="sum")
        return fit + DECAY * weights.square().sum()

    _minimize(loss, [weights, bias])
    scaled = weights.detach() / deviation
    return scaled, bias.detach() - scaled @ mean


def _minimize(loss: Callable[[], Tensor], parameters: list[Tensor]) -> None:
    optimizer = torch.optim.LBFGS(
        parameters, max_iter=200, line_search_fn="strong_wolfe"
    )

    def closure() -> float:
        optimizer.zero_grad()
        value = loss()
        value.backward()
        return value.item()

    optimizer.step(closure)
