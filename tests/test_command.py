"""The command `lenet1 read`, and the package that pip makes of the repository."""

import errno
import json
import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from PIL import Image

from lenet1 import sentences
from lenet1.__main__ import main
from lenet1.confidence import Verdict
from lenet1.paper.networks import FINDER
from lenet1.weights import CONFIDENCE, MODEL, load, shipped
from tests.conftest import ROOT, WEIGHTS
from tests.drawings import EXAMPLES, ink_of
from tests.paper.pages import LINES, written

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def lenet1(capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs the command: its exit code, what it prints, and what it complains of."""

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        code = main([str(argument) for argument in arguments])
        return code, *capsys.readouterr()

    return run


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pictures 0.png to 9.png, one more of a 3 below them, a blank, and a text."""
    folder = tmp_path_factory.mktemp("pictures")
    (folder / "more").mkdir()
    for digit, strokes in EXAMPLES.items():
        Image.fromarray(255 - ink_of(strokes)).save(folder / f"{digit}.png")
    three = Image.open(folder / "3.png")
    three.save(folder / "more" / "THREE.JPG", "JPEG")
    Image.new("L", (50, 50), 255).save(folder / "more" / "white.png")
    (folder / "notes.txt").write_text("no picture")
    return folder


def test_a_picture_is_read_in_words(lenet1: Command, folder: Path) -> None:
    code, said, complaints = lenet1("read", folder / "7.png", folder / "4.png")
    assert (code, complaints) == (0, "")
    seven, four = said.splitlines()
    assert seven.startswith(f"{folder / '7.png'}: 7 (")
    assert four.startswith(f"{folder / '4.png'}: 4 (")
    assert "(100" not in said


def test_a_folder_is_read_with_all_below_it(lenet1: Command, folder: Path) -> None:
    code, said, _ = lenet1("read", "--json", folder)
    lines = [json.loads(line) for line in said.splitlines()]
    assert code == 0
    assert [line["label"] for line in lines[:10]] == list(range(10))
    assert {line["verdict"] for line in lines[:10]} == {Verdict.DIGIT.value}
    assert lines[0]["picture"] == str(folder / "0.png")
    assert lines[0].keys() > {"runner_up", "probabilities"}
    assert lines[10]["label"] == 3
    blank = {"picture": str(folder / "more" / "white.png"), "verdict": "blank"}
    assert lines[11:] == [blank]


def test_what_cannot_be_read_is_said_and_the_others_are_read(
    lenet1: Command, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "bad.png").write_bytes((folder / "5.png").read_bytes()[:100])
    wrong = {
        folder / "notes.txt": sentences.NO_PICTURE,
        folder / "nothing.png": sentences.NO_FILE,
        folder / "\udcff.png": sentences.NO_FILE,
        tmp_path / "bad.png": sentences.DAMAGED,
    }
    (tmp_path / "empty").mkdir()
    wrong[tmp_path / "empty"] = sentences.NO_PICTURE_IN_FOLDER
    code, said, complaints = lenet1("read", *wrong, folder / "5.png")
    assert code == 2
    assert said.startswith(f"{folder / '5.png'}: 5 (")
    for line, sentence in zip(complaints.splitlines(), wrong.values(), strict=True):
        assert sentence in line
    code, said, complaints = lenet1("read", "--json", *wrong, folder / "5.png")
    *errors, five = [json.loads(line) for line in said.splitlines()]
    assert (code, complaints, five["label"]) == (2, "", 5)
    for error, sentence in zip(errors, wrong.values(), strict=True):
        assert sentence in error["error"]


def test_a_folder_that_is_locked_is_said_and_the_others_are_read(
    lenet1: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The superuser, as in a container, is kept out of no folder."""
    listing = os.scandir

    def scandir(path: Any) -> Any:
        if Path(path).name == "more":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return listing(path)

    monkeypatch.setattr(os, "scandir", scandir)
    code, said, complaints = lenet1("read", folder)
    assert (code, len(said.splitlines())) == (2, 10)
    reason = sentences.cannot_be_read("Permission denied")
    assert complaints == f"{folder / 'more'}: {reason}\n"


def test_what_the_system_does_not_open_is_said_in_its_words(
    lenet1: Command, folder: Path
) -> None:
    code, said, complaints = lenet1("read", "x" * 300, folder / "5.png")
    assert (code, said.count("5 (")) == (2, 1)
    assert complaints.endswith(f"{sentences.cannot_be_read('File name too long')}\n")


def test_an_empty_name_is_no_folder(
    lenet1: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        lenet1("read", "")
    assert sentences.EMPTY_NAME in capsys.readouterr().err


def test_whatever_its_name_holds_a_picture_has_one_line(
    lenet1: Command, folder: Path, tmp_path: Path
) -> None:
    for name in ("a\nb.png", "\x1b[2J.png", "\udcff.png"):
        path = tmp_path / name
        path.write_bytes((folder / "5.png").read_bytes())
        _, said, _ = lenet1("read", path)
        (line,) = said.splitlines()
        assert line.isprintable()
        _, said, _ = lenet1("read", "--json", path)
        json.loads(said)["picture"].encode()  # which half a surrogate would not let


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_a_sentence(folder: Path) -> None:
    command = [sys.executable, "-m", "lenet1", "read", str(folder / "5.png")]
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True
        )
    reason = sentences.cannot_write("No space left on device")
    assert (ended.returncode, ended.stderr) == (2, f"lenet1: {reason}\n")


def test_a_closed_output_is_no_fault(folder: Path) -> None:
    command = shlex.join([sys.executable, "-m", "lenet1", "read", str(folder)])
    for end in (">&-", "2>&1 | head -c 0"):
        ended = subprocess.run(
            ["sh", "-c", f"{command} {end}"], cwd=ROOT, capture_output=True, text=True
        )
        assert (ended.returncode, ended.stderr) == (0, "")


def test_what_it_is_unsure_of_it_says_so(lenet1: Command, tmp_path: Path) -> None:
    loop = ink_of([[(20, 20), (80, 80)], [(20, 80), (80, 20)], [(50, 5), (50, 95)]])
    Image.fromarray(255 - loop).save(tmp_path / "star.png")
    assert lenet1("read", tmp_path)[1].endswith(f": {Verdict.NO_DIGIT.value}\n")


def test_without_a_command_or_a_picture_it_explains_itself(lenet1: Command) -> None:
    for arguments in ([], ["read"], ["write", "3.png"]):
        with pytest.raises(SystemExit, match="2"):
            lenet1(*arguments)


def test_weights_that_are_not_there_are_one_sentence(
    lenet1: Command, folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("lenet1.weights.shipped", lambda: tmp_path)
    code, said, complaints = lenet1("read", folder)
    assert (code, said) == (2, "")
    assert complaints.startswith("lenet1: ")
    assert len(complaints.splitlines()) == 1


def test_the_shipped_weights_are_what_is_loaded_without_a_folder() -> None:
    assert shipped() == WEIGHTS
    ours, theirs = load().network.state_dict(), load(WEIGHTS).network.state_dict()
    assert all(bool((ours[name] == theirs[name]).all()) for name in theirs)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `pip install .` would put beside other packages."""
    made = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(made)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = made.glob("*.whl")
    with ZipFile(wheel) as file:
        file.extractall(made / "installed")
    return made / "installed"


def test_the_package_has_the_weights_and_the_command_inside(installed: Path) -> None:
    for name in (MODEL, CONFIDENCE, FINDER):
        content = (installed / "lenet1" / "shipped" / name).read_bytes()
        assert content == (WEIGHTS / name).read_bytes()
    assert (installed / "lenet1" / "page" / "static" / "main.js").is_file()
    assert {p.name for p in installed.iterdir() if not p.suffix} == {"lenet1"}
    (information,) = installed.glob("*.dist-info")
    _, line = (information / "entry_points.txt").read_text().strip().splitlines()
    name, _, value = line.partition(" = ")
    assert EntryPoint(name, value, "console_scripts").load() is main
    assert name == "lenet1"


@pytest.mark.long
def test_the_installed_command_reads_without_the_repository(
    installed: Path, folder: Path
) -> None:
    """With `head` in its way, which stops listening."""
    command = f"{sys.executable} -P -m lenet1 read --json {folder} {folder}"
    ended = subprocess.run(
        ["sh", "-c", f"{command} | head -n 1"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(ended.stdout)["label"] == 0
    assert ended.stderr == ""


@pytest.mark.long
def test_the_installed_package_reads_pages_without_the_repository(
    installed: Path, tmp_path: Path
) -> None:
    written().save(tmp_path / "page.png")
    said = subprocess.check_output(
        [sys.executable, "-P", "-m", "lenet1.paper", "page.png"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        text=True,
    )
    assert said.split() == list(LINES)


def test_what_the_package_asks_for_is_what_is_tested(installed: Path) -> None:
    (information,) = installed.glob("*.dist-info")
    asked = set()
    for line in (information / "METADATA").read_text().splitlines():
        name, _, value = line.partition(": ")
        if name == "Requires-Dist":
            requirement = value.partition(";")[0].strip()
            asked.add(_normal(requirement))
    text = (ROOT / "requirements.txt").read_text()
    lines = {_normal(line.partition("#")[0].strip()) for line in text.splitlines()}
    assert asked == lines


def _normal(requirement: str) -> str:
    """The parts of a requirement in one order: Metadata sorts them anew."""
    return "".join(sorted(requirement))
