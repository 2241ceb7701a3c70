"""What Hugging Face Spaces reads must agree with what is installed and pinned."""

import re
import tomllib
from importlib.metadata import version
from pathlib import Path

import yaml

from tests.conftest import ROOT


def front_matter() -> dict[str, str]:
    _, block, _ = (ROOT / "README.md").read_text().split("---\n", 2)
    matter: dict[str, str] = yaml.safe_load(block)
    return matter


def test_the_pinned_gradio_is_the_one_spaces_installs_and_we_test() -> None:
    requirements = (ROOT / "requirements.txt").read_text()
    pinned = re.search(r"^gradio==([\d.]+)", requirements, re.MULTILINE)
    assert pinned is not None
    assert pinned[1] == front_matter()["sdk_version"] == version("gradio")


def test_the_front_matter_names_what_is_there() -> None:
    matter = front_matter()
    assert matter["sdk"] == "gradio"
    assert (ROOT / matter["app_file"]).is_file()
    assert len(matter["short_description"]) <= 60  # the Hub refuses longer ones
    license_text = (ROOT / "LICENSE").read_text()
    assert matter["license"].upper() in license_text


def test_python_is_one_that_the_project_supports() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    least = project["requires-python"].removeprefix(">=")
    assert str(front_matter()["python_version"]) >= least


def test_everything_the_readme_links_to_exists() -> None:
    text = (ROOT / "README.md").read_text()
    links = re.findall(r"\]\((?!http|#)([^)]+)\)", text)
    assert links
    for link in links:
        assert Path(ROOT / link).exists(), link
