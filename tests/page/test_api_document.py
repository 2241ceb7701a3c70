"""What API.md tells a reader to type works as it stands there."""

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from gradio_client import handle_file
from gradio_client.exceptions import AppError
from PIL import Image

from lenet1.__main__ import main
from tests.conftest import ROOT
from tests.drawings import EXAMPLES, ink_of
from tests.page.node import require_node

WRITTEN = "http://127.0.0.1:7860/"  # where the document has the page


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the reader is: four.png and the folder `pictures`."""
    (tmp_path / "pictures").mkdir()
    for digit, name in [(4, "four.png"), (2, "pictures/a.png"), (8, "pictures/b.png")]:
        Image.fromarray(255 - ink_of(EXAMPLES[digit])).save(tmp_path / name)
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
def test_the_command_reads_a_picture_and_a_folder(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for line in block("sh", "lenet1 read").splitlines():
        command, *arguments = shlex.split(line)
        assert (command, main(arguments)) == ("lenet1", 0)
    said, complaints = capsys.readouterr()
    lines = said.splitlines()
    assert complaints == ""
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
def test_gradios_client_reads_and_explains_and_raises_what_is_refused(
    address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    names: dict[str, Any] = {}
    exec(block("python", "gradio_client").replace(WRITTEN[:-1], address), names)
    answer, unit = capsys.readouterr().out.splitlines()[-2:]
    assert answer.startswith("digit 4 [")
    total, value = map(float, unit.split())
    assert value == pytest.approx(max(total, 0), abs=1e-5)
    Path("four.heic").write_bytes(b"\0\0\0\x18ftypheic" + bytes(100))
    with pytest.raises(AppError, match="not a PNG, JPEG"):
        names["client"].predict(handle_file("four.heic"), api_name="/read_digit")


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
