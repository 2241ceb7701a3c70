"""Files that visitors leave: how many, how much, how long."""

import os
import tempfile
import time
from pathlib import Path

import pytest

from lenet1.web import temporary
from lenet1.web.temporary import TemporaryFiles


def age(path: Path, seconds: float) -> None:
    then = time.time() - seconds
    os.utime(path, (then, then))


def there(files: TemporaryFiles) -> set[Path]:
    return {path for path in files.folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("four.png", "four.png"),
        ("..", "file"),
        ("", "file"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("a\0b/c\\d.png", "a_b_c_d.png"),
        ("x" * 300 + ".png", "x" * 96 + ".png"),
    ],
)
def test_a_file_is_kept_under_a_name_that_stays_in_the_folder(
    files: TemporaryFiles, name: str, kept: str
) -> None:
    path = files.keep("a", name, b"content")
    assert (path.name, path.read_bytes()) == (kept, b"content")
    assert files.folder in path.resolve().parents
    assert files.keep("a", name, b"content") != path, "nobody can guess it"


def test_a_visitors_older_files_make_room_and_no_one_elses(
    files: TemporaryFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = files.keep("b", "b.png", bytes(100))
    monkeypatch.setattr(temporary, "SHARE", (3, 1_000))
    many = [files.keep("a", f"{i}.png", bytes(10)) for i in range(5)]
    assert there(files) == {other, *many[2:]}
    large = files.keep("a", "large.png", bytes(990))
    assert there(files) == {other, many[4], large}


def test_where_all_have_too_much_the_one_with_most_makes_room(
    files: TemporaryFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(temporary, "ALL", (4, 1_000_000))
    many = [files.keep("a", "a.png", b"") for _ in range(3)]
    others = [files.keep(visitor, "b.png", b"") for visitor in "bcd"]
    assert there(files) == {many[2], *others}
    monkeypatch.setattr(temporary, "ALL", (4, 100))
    files.keep("d", "d.png", bytes(90))
    assert sum(path.stat().st_size for path in there(files)) <= 100


def test_whoever_wrote_it_what_is_old_goes_and_what_is_new_stays(
    files: TemporaryFiles,
) -> None:
    """Gradio forgets some of the files that it writes."""
    kept = files.keep("a", "a.png", b"")
    (files.folder / "tmpforgotten").touch()
    (files.folder / "folder").mkdir()
    (files.folder / "folder" / "file.png").touch()
    files.sweep()
    assert len(there(files)) == 3
    for path in list(files.folder.rglob("*")):
        if path.is_file() and path != kept:
            age(path, temporary.SECONDS + 1)
    files.sweep()
    assert there(files) == {kept}
    age(kept, temporary.SECONDS + 1)
    files.sweep()
    assert there(files) == set()
    assert files.kept == []


def test_old_files_go_on_a_timer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRADIO_TEMP_DIR", "of before")
    monkeypatch.setattr(temporary, "EVERY", 0.01)
    files = TemporaryFiles(tmp_path)
    kept = files.keep("a", "a.png", b"")
    age(kept, temporary.SECONDS + 1)
    deadline = time.monotonic() + 5
    while kept.exists():
        assert time.monotonic() < deadline
        time.sleep(0.01)
    files.close()
    assert list(tmp_path.iterdir()) == []


def test_a_start_deletes_what_a_killed_process_left_and_nothing_else(
    files: TemporaryFiles, tmp_path: Path
) -> None:
    dead = tmp_path / f"{temporary.PREFIX}dead"
    (dead / "file.png").mkdir(parents=True)
    (tmp_path / "of others").mkdir()
    for path in (dead, tmp_path / "of others"):
        age(path, temporary.SECONDS + 1)
    second = TemporaryFiles(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {
        "of others",
        files.folder.name,
        second.folder.name,
    }
    second.close()


def test_the_libraries_files_lie_there_too(files: TemporaryFiles) -> None:
    with tempfile.NamedTemporaryFile() as temporary_file:
        assert Path(temporary_file.name).parent == files.folder
    assert os.environ["GRADIO_TEMP_DIR"] == str(files.folder)


def test_a_disk_that_is_full_keeps_no_half_a_file(
    files: TemporaryFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(path: Path, content: bytes) -> None:
        path.open("wb").close()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", write)
    with pytest.raises(OSError, match="No space"):
        files.keep("a", "a.png", b"content")
    assert list(files.folder.iterdir()) == []
