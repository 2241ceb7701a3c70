"""LeNet-1 in the modern form: ReLU, plain averages, a full table between layers."""

from pathlib import Path
from typing import NamedTuple

import safetensors.torch
import torch
import torch.nn.functional as F
from safetensors import SafetensorError
from torch import Tensor, nn

from lenet1.storage import replace_file

PARAMETERS = 3_246  # 104 + 1,212 + 1,930


class Activations(NamedTuple):
    """What every layer of LeNet-1 holds for a batch of n digits, all float32.

    The four maps are non-negative: ReLU is part of `conv1` and `conv2`.
    """

    conv1: Tensor  # (n, 4, 24, 24)
    pool1: Tensor  # (n, 4, 12, 12)
    conv2: Tensor  # (n, 12, 8, 8)
    pool2: Tensor  # (n, 12, 4, 4)
    logits: Tensor  # (n, 10)

    @property
    def log_probabilities(self) -> Tensor:
        """(n, 10), the network's output in the article: log_softmax of the logits."""
        return F.log_softmax(self.logits, dim=1)


class LeNet1(nn.Module):
    """28x28 -> 4 maps -> average -> 12 maps -> average -> 10; 3,246 parameters."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(1, 4, kernel_size=5)
        self.conv2 = nn.Conv2d(4, 12, kernel_size=5)
        self.fc_out = nn.Linear(12 * 4 * 4, 10)

    def forward(self, x: Tensor) -> Activations:
        """Run digits `x`, (n, 1, 28, 28) float32 from `preprocessing.normalize`."""
        conv1 = F.relu(self.conv1(x))  # (n, 4, 24, 24)
        pool1 = F.avg_pool2d(conv1, 2)  # (n, 4, 12, 12)
        conv2 = F.relu(self.conv2(pool1))  # (n, 12, 8, 8)
        pool2 = F.avg_pool2d(conv2, 2)  # (n, 12, 4, 4)
        logits = self.fc_out(pool2.flatten(1))  # (n, 10)
        return Activations(conv1, pool1, conv2, pool2, logits)

    def __call__(self, x: Tensor) -> Activations:  # nn.Module's own is typed Any
        result: Activations = super().__call__(x)
        return result


class WeightsError(ValueError):
    """A weights file that LeNet-1 cannot use; the message names the file and why."""


def load_model(path: str | Path, *, device: str | torch.device) -> LeNet1:
    """Build LeNet-1 in eval mode on `device` from a weights file.

    Reads safetensors, and any other suffix as a state dict written by
    `torch.save(net.state_dict(), path)`, without running pickled code.
    Raises WeightsError when the file is missing, unreadable, or holds other names,
    shapes or kinds of numbers than LeNet-1's.
    """
    path = Path(path)
    state = read_tensors(path)
    model = LeNet1()
    _check_state(state, model.state_dict(), path)
    model.load_state_dict(state)
    return model.to(device).eval()


def save_model(model: LeNet1, path: str | Path) -> None:
    """Write the weights as safetensors; `path` holds the old or the new file, whole.

    Raises OSError when the target cannot be written.
    """
    state = {name: t.detach().cpu() for name, t in model.state_dict().items()}
    replace_file(path, safetensors.torch.save(state))


def read_tensors(path: str | Path) -> dict[str, Tensor]:
    """The named tensors of a file, on the CPU. Raises WeightsError."""
    path = Path(path)
    try:
        if path.suffix == ".safetensors":
            return safetensors.torch.load_file(path, device="cpu")
        state = torch.load(path, map_location="cpu", weights_only=True)
    except FileNotFoundError:
        raise WeightsError(f"{path}: there is no such weights file.") from None
    except OSError as error:
        reason = error.strerror or error
        raise WeightsError(f"{path}: cannot be read ({reason}).") from None
    except SafetensorError:
        raise WeightsError(f"{path}: is not a complete safetensors file.") from None
    except Exception:  # torch.load raises whatever its unpickler met
        raise WeightsError(
            f"{path}: is not a state dict that torch.save wrote."
        ) from None
    if not isinstance(state, dict):
        raise WeightsError(
            f"{path}: holds a {type(state).__name__}, not a state dict;"
            " save it with torch.save(net.state_dict(), ...)."
        )
    return state


def _check_state(
    state: dict[str, Tensor], expected: dict[str, Tensor], path: Path
) -> None:
    missing = [name for name in expected if name not in state]
    unknown = [str(name) for name in state if name not in expected]
    if missing or unknown:
        parts = [f"lacks {', '.join(missing)}"] if missing else []
        parts += [f"has unknown {', '.join(unknown[:6])}"] if unknown else []
        raise WeightsError(f"{path}: is not LeNet-1's: it {' and '.join(parts)}.")
    for name, want in expected.items():
        have = state[name]
        if not isinstance(have, Tensor) or not have.is_floating_point():
            raise WeightsError(f"{path}: {name} does not hold floating-point numbers.")
        if have.shape != want.shape:
            shapes = f"{tuple(have.shape)}, not {tuple(want.shape)}"
            raise WeightsError(f"{path}: {name} has the shape {shapes}.")
        if not have.isfinite().all():
            raise WeightsError(f"{path}: {name} holds NaN or infinite numbers.")


assert sum(p.numel() for p in LeNet1().parameters()) == PARAMETERS
