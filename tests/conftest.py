import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
import torch

from lenet1.data import Digits
from lenet1.model import LeNet1, load_model
from lenet1.page.examples import draw, load_examples
from lenet1.preprocessing import center

ROOT = Path(__file__).parent.parent
WEIGHTS = ROOT / "weights" / "lenet1.safetensors"


@pytest.fixture(scope="session")
def shipped() -> LeNet1:
    return load_model(WEIGHTS, device="cpu")


@pytest.fixture
def untrained() -> LeNet1:
    torch.manual_seed(0)
    return LeNet1().eval()


@pytest.fixture(scope="session")
def drawn() -> Digits:
    """The ten example digits in the network's form."""
    images = []
    for strokes in load_examples().values():
        centered = center(draw(strokes))
        assert centered is not None
        images.append(torch.from_numpy(centered.image))
    return Digits(torch.stack(images), torch.arange(10))


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where `python app.py` answers, started from another folder as a person might."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tmp_path_factory.mktemp("app")
    log = folder / "log.txt"
    environment = {
        **os.environ,
        "GRADIO_SERVER_PORT": str(port),
        "GRADIO_TEMP_DIR": str(folder / "cache"),
    }
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, ROOT / "app.py"],
            cwd=folder,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    url = f"http://127.0.0.1:{port}/"
    try:
        wait_for(url, process, log)
        yield url
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
