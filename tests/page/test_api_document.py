"""What API.md tells a reader to type works as it stands there."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from tests.conftest import ROOT
from tests.drawings import EXAMPLES, ink_of
from tests.page.node import require_node

WRITTEN = "http://127.0.0.1:7860/"  # where the document has the page


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the reader is: four.png, the folder `pictures`, the command `lenet1`."""
    (tmp_path / "pictures").mkdir()
    for digit, name in [(4, "four.png"), (2, "pictures/a.png"), (8, "pictures/b.png")]:
        Image.fromarray(255 - ink_of(EXAMPLES[digit])).save(tmp_path / name)
    command = tmp_path / "lenet1"
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m lenet1 "$@"\n')
    command.chmod(0o755)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def block(language: str, word: str) -> str:
    """The one block of code in API.md that has `word` in it."""
    text = (ROOT / "API.md").read_text()
    found: list[str] = re.findall(rf"^```{language}\n(.*?)^```", text, re.M | re.S)
    (code,) = [code for code in found if word in code]
    return code


def output(*command: str, code: str) -> str:
    ended = subprocess.run(
        command, input=code, check=True, capture_output=True, text=True
    )
    assert ended.stderr == ""
    return ended.stdout


@pytest.mark.usefixtures("folder")
def test_the_command_reads_a_picture_and_a_folder() -> None:
    lines = output("sh", "-e", code=block("sh", "lenet1 read")).splitlines()
    assert [line.split(" (")[0] for line in lines[:3]] == [
        "four.png: 4",
        "pictures/a.png: 2",
        "pictures/b.png: 8",
    ]
    assert '"label": 2' in lines[3]
    assert len(lines) == 5


@pytest.mark.usefixtures("folder")
def test_the_library_reads_a_folder(capsys: pytest.CaptureFixture[str]) -> None:
    exec(block("python", "read_all"), {})
    said = capsys.readouterr().out.splitlines()
    shape = "torch.Size([1, 12, 8, 8])"
    assert said == [f"a.png 2 {shape}", f"b.png 8 {shape}"]


@pytest.mark.usefixtures("folder")
def test_gradios_client_reads_and_explains(
    address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    exec(block("python", "gradio_client").replace(WRITTEN[:-1], address), {})
    answer, unit = capsys.readouterr().out.splitlines()[-2:]
    assert answer.startswith("digit 4 [")
    total, value = map(float, unit.split())
    assert value == pytest.approx(max(total, 0), abs=1e-5)


@pytest.mark.usefixtures("folder")
def test_curl_reads(address: str) -> None:
    if shutil.which("curl") is None and not os.environ.get("CI"):
        pytest.skip("needs curl")
    code = block("sh", "curl").replace(WRITTEN, address)
    said = output("sh", "-e", code=code)
    assert said.startswith("event: complete\n")
    assert '"label": 4' in said


@pytest.mark.usefixtures("folder")
def test_javascript_reads(address: str) -> None:
    code = block("js", "fetch").replace(WRITTEN, address)
    said = output(require_node(), "--input-type=module", code=code)
    assert said.startswith("digit 4 [")
