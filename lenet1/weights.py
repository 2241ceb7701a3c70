"""The files of the weights: read without running code, checked, written whole."""

import errno
import gzip
import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

import safetensors
import safetensors.torch
import torch
from safetensors import SafetensorError
from torch import Tensor

from lenet1.confidence import Confidence, Reader, tensor_shapes
from lenet1.model import LeNet1, Network

MODEL = "lenet1.safetensors"  # names in a folder of weights
CONFIDENCE = "confidence.safetensors"
LIKES = "likes.json.gz"  # what each map fires most at; for the page alone
OWNER = "weights_sha256"  # in what belongs to weights: the hash of their file


class WeightsError(ValueError):
    """A file that LeNet-1 cannot use; the message names the file and why."""


def load(
    folder: str | Path | None = None, *, device: str | torch.device = "cpu"
) -> Reader:
    """The network and its confidence from a folder; without one those that ship.

    Raises WeightsError when either file is missing or unusable, or when the second was
    not made for the first.
    """
    path = Path(shipped() if folder is None else folder) / MODEL
    network = load_model(path, device=device)
    confidence = load_confidence(path.with_name(CONFIDENCE), of=path, device=device)
    return Reader(network, confidence)


def shipped() -> Path:
    """The folder of the weights that ship: in the repository, or installed by pip."""
    here = Path(__file__).parent
    repository = here.parent / "weights"
    return repository if (repository / MODEL).is_file() else here / "shipped"


def load_model(path: str | Path, *, device: str | torch.device) -> LeNet1:
    """LeNet-1 in eval mode on `device` from a weights file.

    Reads safetensors, and any other suffix as a state dict written by
    `torch.save(net.state_dict(), path)`, without running pickled code.
    Raises WeightsError when the file is missing, unreadable, or holds other names,
    shapes or kinds of numbers than LeNet-1's.
    """
    path = Path(path)
    with torch.device("meta"):  # its random start is not wanted
        model = LeNet1()
    shapes = {name: t.shape for name, t in model.state_dict().items()}
    state = read_checked(path, shapes)
    model.load_state_dict(state, assign=True)
    return model.to(device).eval()


def load_confidence(
    path: str | Path, *, of: str | Path, device: str | torch.device
) -> Confidence:
    """What `confidence_file` made, for the weights file `of`.

    Raises WeightsError when it is not that, or was fitted to other weights.
    """
    path = Path(path)
    state = read_checked(path, tensor_shapes(LeNet1.layers))
    if not state["temperature"] > 0:
        raise WeightsError(f"{path}: temperature is not above 0.")
    if owner_of(path) != hashlib.sha256(Path(of).read_bytes()).hexdigest():
        raise WeightsError(
            f"{path}: was not made for {Path(of).name}; train.py writes both together."
        )
    return Confidence(**{name: t.to(device) for name, t in state.items()})


def load_likes(folder: str | Path | None = None) -> bytes:
    """What each map likes, as JSON: the content that `learning.likes` made, unpacked.

    Raises WeightsError when it is missing, unreadable, or was found for other weights.
    """
    path = Path(shipped() if folder is None else folder) / LIKES
    try:
        content = gzip.decompress(path.read_bytes())
        owner = json.loads(content)[OWNER]
    except (OSError, EOFError, ValueError, KeyError, TypeError):
        raise WeightsError(
            f"{path}: is missing or unreadable; `python -m lenet1.learning.likes`"
            " makes it."
        ) from None
    if owner != hashlib.sha256(path.with_name(MODEL).read_bytes()).hexdigest():
        raise WeightsError(
            f"{path}: was found for other weights than {MODEL};"
            " `python -m lenet1.learning.likes` makes it anew."
        )
    return content


def model_file(model: Network) -> bytes:
    """The content of a weights file, as safetensors."""
    state = {name: t.detach().cpu() for name, t in model.state_dict().items()}
    return safetensors.torch.save(state)


def confidence_file(confidence: Confidence, *, of: bytes) -> bytes:
    """The content of the file beside a weights file with the content `of`."""
    state = {name: t.detach().cpu() for name, t in confidence._asdict().items()}
    return safetensors.torch.save(state, {OWNER: hashlib.sha256(of).hexdigest()})


def replace_files(contents: Mapping[Path, bytes]) -> None:
    """Write every content to its path; what was there is kept until all are on disk.

    Makes missing folders. Raises OSError when one cannot be written: a full disk or an
    interruption before the last is written leaves all old files and no other.
    """
    written: dict[Path, Path] = {}
    try:
        for path, content in contents.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            written[path] = _write_beside(path, content)
        for path, temporary in written.items():
            temporary.replace(path)
    finally:
        for temporary in written.values():
            temporary.unlink(missing_ok=True)


def require_writable(path: Path) -> None:
    """Raise OSError now if `replace_files({path: ...})` could not work later."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "Is a directory", str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=path.parent):
        pass


def _write_beside(path: Path, content: bytes) -> Path:
    """A new file with `content`, on disk, in the folder of `path`."""
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)  # mkstemp's 0o600 would keep others from reading it
    except BaseException:
        temporary.unlink()
        raise
    return temporary


def owner_of(path: Path) -> str | None:
    """The hash of the weights that a confidence file was made for, if it says so."""
    try:
        with safetensors.safe_open(path, framework="pt") as file:
            return (file.metadata() or {}).get(OWNER)
    except SafetensorError:  # a state dict that torch.save wrote has no room for it
        return None


def read_checked(path: Path, shapes: Mapping[str, torch.Size]) -> dict[str, Tensor]:
    """The tensors of a file as float32, on the CPU: those names and shapes, finite."""
    state = _read_tensors(path)
    missing = [name for name in shapes if name not in state]
    unknown = [str(name) for name in state if name not in shapes]
    if missing or unknown:
        parts = [f"lacks {', '.join(missing)}"] if missing else []
        parts += [f"has unknown {', '.join(unknown[:6])}"] if unknown else []
        raise WeightsError(f"{path}: is not LeNet-1's: it {' and '.join(parts)}.")
    for name, shape in shapes.items():
        have = state[name]
        if not isinstance(have, Tensor) or not have.is_floating_point():
            raise WeightsError(f"{path}: {name} does not hold floating-point numbers.")
        if have.shape != shape:
            named = f"{tuple(have.shape)}, not {tuple(shape)}"
            raise WeightsError(f"{path}: {name} has the shape {named}.")
        if not have.isfinite().all():
            raise WeightsError(f"{path}: {name} holds NaN or infinite numbers.")
    return {name: state[name].to(torch.float32) for name in shapes}


def _read_tensors(path: Path) -> dict[str, Tensor]:
    """The named tensors of a file, on the CPU. Raises WeightsError."""
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
