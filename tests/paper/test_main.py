"""The command."""

import json
from pathlib import Path

import pytest
from PIL import Image

from lenet1.confidence import Verdict
from lenet1.paper.__main__ import main
from lenet1.sentences import CUT_SHORT
from tests.paper.pages import LINES, written


def run(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> None:
    monkeypatch.setattr("sys.argv", ["paper", *map(str, arguments)])
    main()


def test_it_prints_lines_or_everything_and_draws_boxes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    picture, boxes = tmp_path / "page.png", tmp_path / "boxes.png"
    written().save(picture)
    run(monkeypatch, picture)
    assert capsys.readouterr().out.split() == list(LINES)
    run(monkeypatch, picture, "--json", "--boxes", boxes)
    everything = json.loads(capsys.readouterr().out)
    assert everything["lines"] == list(LINES)
    assert everything["size"] == [320, 300]
    first = everything["digits"][0]
    assert (first["label"], first["verdict"]) == (3, Verdict.DIGIT.value)
    assert len(first["box"]) == 4
    assert sum(first["probabilities"]) == pytest.approx(1)
    with Image.open(boxes) as drawn:
        assert drawn.size == (320, 300)


def test_a_page_without_enough_time_is_said_to_be_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    written().save(tmp_path / "page.png")
    monkeypatch.setattr("lenet1.paper.page.SECONDS", 0)
    monkeypatch.setattr("lenet1.paper.page.AT_ONCE", 5)
    run(monkeypatch, tmp_path / "page.png")
    said, complaint = capsys.readouterr()
    assert said.split() == ["31", "725"]  # the 4 is the least sure
    assert complaint == f"{CUT_SHORT}\n"


def test_what_cannot_be_read_or_written_is_said_in_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    picture = tmp_path / "page.png"
    written().save(picture)
    Image.new("L", (300, 200), 255).save(tmp_path / "blank.png")
    (tmp_path / "text.png").write_text("no picture")
    refused: list[tuple[list[object], str]] = [
        ([tmp_path / "none.png"], "no such file"),
        ([tmp_path], "a folder"),
        ([tmp_path / "text.png"], "not a PNG"),
        ([tmp_path / "blank.png"], "no digits"),
        ([picture, "--boxes", tmp_path / "none" / "a.png"], "none"),
        ([picture, "--boxes", tmp_path / "a.nothing"], "a.nothing"),
    ]
    for arguments, sentence in refused:
        with pytest.raises(SystemExit, match=sentence):
            run(monkeypatch, *arguments)
