"""What would be sent to a Space by the command in `hosting/README.md`."""

import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import httpx
import pytest
from huggingface_hub import HfApi, RepoUrl
from huggingface_hub.cli.hf import app as hf
from huggingface_hub.utils._paths import DEFAULT_IGNORE_PATTERNS, filter_repo_objects

from tests.conftest import ROOT, serve
from tests.drawings import EXAMPLES, ink_of
from tests.hosting.nginx import HOSTING
from tests.page.node import frame

LARGEST = 2_500_000  # bytes; a megabyte of it is digits to train on


@pytest.fixture(scope="module")
def sent() -> list[str]:
    """The paths of this folder's files that the Hub would get, as `hf` has them."""
    (block,) = re.findall(
        r"^hf upload .*?(?=^```)", (HOSTING / "README.md").read_text(), re.M | re.S
    )
    asked: dict[str, Any] = {}

    def create_repo(self: HfApi, repo_id: str, **options: Any) -> RepoUrl:
        asked.update(options)
        return RepoUrl(f"https://huggingface.co/spaces/{repo_id}")

    def upload_folder(self: HfApi, **options: Any) -> str:
        asked.update(options)
        return ""

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(HfApi, "create_repo", create_repo)
        patch.setattr(HfApi, "upload_folder", upload_folder)
        patch.chdir(ROOT)
        arguments = shlex.split(block.replace("\\\n", " "))[1:]
        hf.main(arguments, standalone_mode=False)
    assert (asked["repo_type"], asked["space_sdk"]) == ("space", "gradio")
    assert (ROOT / asked["folder_path"]).resolve() == ROOT
    assert asked["path_in_repo"] == "."
    there = [p.relative_to(ROOT).as_posix() for p in ROOT.rglob("*") if p.is_file()]
    ignored = [*asked["ignore_patterns"], *DEFAULT_IGNORE_PATTERNS]
    return list(
        filter_repo_objects(
            there, allow_patterns=asked["allow_patterns"], ignore_patterns=ignored
        )
    )


def test_no_tests_no_films_and_nothing_that_lies_around(sent: list[str]) -> None:
    tops = {Path(path).parts[0] for path in sent}
    files = {"app.py", "README.md", "LICENSE", "requirements.txt"}
    assert tops == {*files, "lenet1", "weights"}
    assert [path for path in sent if "__pycache__" in path or "/." in path] == []
    assert sum((ROOT / path).stat().st_size for path in sent) < LARGEST


def test_what_is_sent_starts_by_itself_and_reads(
    sent: list[str], tmp_path: Path
) -> None:
    for path in sent:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / path, tmp_path / path)
    with serve(tmp_path / "app.py") as (address, _):
        assert "LeNet-1 Live" in httpx.get(address).text
        module = httpx.get(f"{address}lenet1/static/main.js")
        assert module.text == (tmp_path / "lenet1/page/static/main.js").read_text()
        drawn = frame(ink_of(EXAMPLES[5], side=140))
        reading = httpx.post(f"{address}lenet1/read", content=drawn).json()
        assert (reading["verdict"], reading["label"]) == ("digit", 5)
