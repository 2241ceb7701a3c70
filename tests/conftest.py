import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
import torch

from lenet1.confidence import Confidence, load_confidence
from lenet1.data import Digits
from lenet1.model import LeNet1, load_model
from lenet1.page.examples import draw, load_examples
from lenet1.preprocessing import center

ROOT = Path(__file__).parent.parent
WEIGHTS = ROOT / "weights" / "lenet1.safetensors"
CONFIDENCE = ROOT / "weights" / "confidence.safetensors"


@pytest.fixture(scope="session")
def shipped() -> LeNet1:
    return load_model(WEIGHTS, device="cpu")


@pytest.fixture(scope="session")
def confidence() -> Confidence:
    return load_confidence(CONFIDENCE, device="cpu")


@pytest.fixture
def untrained() -> LeNet1:
    torch.manual_seed(0)
    return LeNet1().eval()


@pytest.fixture(scope="session")
def drawn() -> Digits:
    """The ten example digits in MNIST's form."""
    images = []
    for strokes in load_examples().values():
        centered = center(draw(strokes))
        assert centered is not None
        images.append(torch.from_numpy(centered.image))
    return Digits(torch.stack(images), torch.arange(10))


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Where `python app.py` answers."""
    with serve(ROOT / "app.py") as (url, _):
        yield url


@contextmanager
def serve(script: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Run an app from another folder than its own, as a person might."""
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
    deadline = time.monotonic() + 120
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
