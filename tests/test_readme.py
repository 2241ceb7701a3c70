"""What the README tells a reader to type works as it stands there."""

import re
from pathlib import Path

import pytest
from PIL import Image

from tests.conftest import ROOT, WEIGHTS
from tests.drawings import EXAMPLES, ink_of


def blocks(language: str) -> list[str]:
    text = (ROOT / "README.md").read_text()
    found = re.findall(r"^```(\w*)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return [block for its_language, block in found if its_language == language]


def test_the_lines_of_python_read_a_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "weights").symlink_to(WEIGHTS)
    Image.fromarray(255 - ink_of(EXAMPLES[7])).save(tmp_path / "seven.png")
    monkeypatch.chdir(tmp_path)
    (code,) = blocks("python")
    exec(code, {})
    assert capsys.readouterr().out.startswith("7 digit ")


def test_everything_it_lists_is_there_and_everything_there_is_listed() -> None:
    tree = next(block for block in blocks("") if "train.py  " in block)
    listed = re.findall(r"^  (\w+\.py|\w+/) ", tree, re.MULTILINE)
    there = [p.name for p in (ROOT / "lenet1").glob("*.py") if p.name[0] != "_"]
    folders = [f"{p.name}/" for p in (ROOT / "lenet1").iterdir() if p.is_dir()]
    assert sorted(listed) == sorted([*there, *(f for f in folders if f[0] != "_")])
