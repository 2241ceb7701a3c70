"""What the largest pictures take while they are read, in a process of their own."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from lenet1.sentences import too_many_marks
from tests.benchmarks.paper_speed import photo
from tests.conftest import ROOT
from tests.drawings import file_of

MOST = 400  # MB over what the process had before

READ = """
import sys
from lenet1.paper import PictureError, open_sheet, read_sheet
from lenet1.weights import load
from tests.benchmarks.memory import memory

reader = load()
before = memory(row="VmHWM")
try:
    sheet = open_sheet(sys.argv[1])
    said = str(len(read_sheet(reader, sheet, clock=lambda: 0.0).digits))
except PictureError as error:
    said = str(error)
print(said, memory(row="VmHWM") - before, sep=": ")
"""


def grains() -> bytes:
    """25 megapixels of noise, the most that are opened."""
    random = np.random.default_rng(0)
    levels = random.integers(0, 256, (5000, 5000), dtype=np.uint8)
    return file_of(Image.fromarray(levels).convert("RGB"), compress_level=0)


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux")
@pytest.mark.parametrize(
    ("picture", "answer"),
    [(photo, "100"), (grains, re.escape(too_many_marks(0)).replace("0", r"\d{4}"))],
)
def test_a_large_picture_is_read_in_bounded_memory(
    picture: Callable[[], bytes], answer: str, tmp_path: Path
) -> None:
    path = tmp_path / "picture"
    path.write_bytes(picture())
    command = [sys.executable, "-c", READ, str(path)]
    said = subprocess.check_output(command, cwd=ROOT, text=True)
    words, taken = said.rsplit(": ", 1)
    assert re.fullmatch(answer, words)
    assert float(taken) < MOST
