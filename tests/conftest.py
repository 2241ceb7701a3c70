import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn
from urllib.error import URLError
from urllib.request import urlopen

import numpy as np
import pytest
import torch
from hypothesis import settings

from lenet1.confidence import Confidence, Reader
from lenet1.learning.data import Digits
from lenet1.model import LeNet1
from lenet1.weights import MODEL, load, load_model
from tests.drawings import EXAMPLES, ink_of, must_center

torch.set_num_threads(1)  # the tensors are small, and the browser needs a core
for name, examples in {"default": 15, "ci": 30}.items():  # Hypothesis loads its own
    settings.register_profile(
        name, settings.get_profile(name), max_examples=examples, deadline=None
    )
ROOT = Path(__file__).parent.parent
WEIGHTS = ROOT / "weights"


def missing(reason: str) -> NoReturn:
    """Skip a test that needs something installed, and fail it in CI."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def reader(shipped: LeNet1, confidence: Confidence) -> Reader:
    return Reader(shipped, confidence)


@pytest.fixture(scope="session")
def shipped() -> LeNet1:
    return load_model(WEIGHTS / MODEL, device="cpu")


@pytest.fixture(scope="session")
def confidence() -> Confidence:
    return load(WEIGHTS).confidence


@pytest.fixture
def untrained() -> LeNet1:
    torch.manual_seed(0)
    return LeNet1().eval()


@pytest.fixture(scope="session")
def drawn() -> Digits:
    """The ten example digits in MNIST's form."""
    images = [must_center(ink_of(strokes)).image for strokes in EXAMPLES.values()]
    return Digits(torch.from_numpy(np.stack(images)), torch.arange(10))


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Where `python app.py` answers."""
    with serve(ROOT / "app.py") as (url, _):
        yield url


@contextmanager
def serve(
    script: Path, port: int | None = None
) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Run an app from another folder than its own, as a person might."""
    if port is None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}/"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        log = folder / "log.txt"
        environment = {
            **os.environ,
            "GRADIO_SERVER_PORT": str(port),
            "GRADIO_TEMP_DIR": str(folder / "cache"),
            "PYTHONPATH": str(ROOT),
        }
        with log.open("w") as output:
            process = subprocess.Popen(
                [sys.executable, script],
                cwd=folder,
                env=environment,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        try:
            wait_for(url, process, log)
            yield url, process
        finally:
            process.terminate()
            process.wait(timeout=30)


def wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline:
        if process.poll() is not None:
            pytest.fail(f"app.py stopped: {log.read_text()}")
        try:
            urlopen(url).close()
        except URLError:
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"app.py does not answer: {log.read_text()}")
