"""Files from memory: what is sent, and what is not there."""

from pathlib import Path

import brotli
import pytest

from lenet1.web.files import Files

SCRIPT = b"export const digits = 10;\n" * 40


@pytest.fixture
def files(tmp_path: Path) -> Files:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "main.js").write_bytes(SCRIPT)
    (tmp_path / "other.css").write_text("a { color: red }")
    (tmp_path / "unknown.x-y-z").write_text("?")
    return Files(tmp_path, cache_control="no-cache")


def test_a_file_is_sent_as_it_is(files: Files) -> None:
    answer = files.answer("folder/main.js", {})
    assert (answer.status_code, answer.body) == (200, SCRIPT)
    assert "javascript" in answer.headers["content-type"]
    assert answer.headers["cache-control"] == "no-cache"
    assert "content-encoding" not in answer.headers
    other = files.answer("other.css", {})
    assert other.headers["content-type"].startswith("text/css")
    assert other.headers["etag"] != answer.headers["etag"]


def test_a_browser_that_can_gets_it_compressed(files: Files) -> None:
    answer = files.answer("folder/main.js", {"accept-encoding": "gzip, br"})
    assert answer.headers["content-encoding"] == "br"
    assert answer.headers["vary"] == "accept-encoding"
    assert len(answer.body) < len(SCRIPT) / 4
    assert brotli.decompress(bytes(answer.body)) == SCRIPT
    assert int(answer.headers["content-length"]) == len(answer.body)


@pytest.mark.parametrize("form", ["{}", '"old", {}', "W/{}", '"old",W/{}'])
def test_a_browser_that_has_it_is_told_so(files: Files, form: str) -> None:
    tag = files.answer("folder/main.js", {}).headers["etag"]
    again = files.answer("folder/main.js", {"if-none-match": form.format(tag)})
    assert (again.status_code, again.body) == (304, b"")
    assert again.headers["etag"] == tag
    other = files.answer("folder/main.js", {"if-none-match": '"old"'})
    assert other.status_code == 200


def test_all_that_are_read_at_once_are_of_one_moment(tmp_path: Path) -> None:
    for name in ("a.js", "b.js"):
        (tmp_path / name).write_text("old")
    files = Files(tmp_path, cache_control="no-cache", at_once=True)
    for name in ("a.js", "b.js", "c.js"):
        (tmp_path / name).write_text("new")
    assert [files.answer(name, {}).body for name in ("a.js", "b.js")] == [b"old"] * 2
    assert files.answer("c.js", {}).status_code == 404


def test_what_has_no_known_kind_is_not_guessed_by_the_browser(files: Files) -> None:
    kind = files.answer("unknown.x-y-z", {}).headers["content-type"]
    assert kind == "application/octet-stream"


@pytest.mark.parametrize("name", ["", "folder", "../main.js", "folder/../other.css"])
def test_nothing_else_is_there(files: Files, name: str) -> None:
    assert files.answer(name, {}).status_code == 404
