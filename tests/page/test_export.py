"""The page as one file: what is written, and what is refused."""

import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from lenet1.page import export
from lenet1.page.components import home
from lenet1.page.modules import STATIC
from tests.conftest import ROOT

HOSTING = (ROOT / "hosting/README.md").read_text()


def test_the_command_writes_what_the_function_returns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In this process: in another the scales might be rounded otherwise."""
    file = tmp_path / "lenet1.html"
    monkeypatch.setattr(sys, "argv", ["export", str(file)])
    export.main()
    assert file.read_text() == export.html()
    assert f"{file.stat().st_size:,}" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments", [[], ["{}"], ["{}/none/lenet1.html/x"], ["{}/a.html", "b.html"]]
)
def test_what_cannot_be_written_is_refused_in_a_sentence(
    tmp_path: Path,
    arguments: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "none").write_text("a file where a folder would have to be")
    named = [argument.format(tmp_path) for argument in arguments]
    monkeypatch.setattr(sys, "argv", ["export", *named])
    with pytest.raises(SystemExit, match="2"):
        export.main()
    said = capsys.readouterr().err.splitlines()[-1]
    assert said.startswith("python -m lenet1.page.export: error:")
    assert [path.name for path in tmp_path.iterdir()] == ["none"]


def test_every_import_of_every_module_leads_to_another() -> None:
    modules = export.modules()
    imports = [
        name
        for text in modules.values()
        for name in re.findall(r'(?:from |import\(|import )"([^"]+)"', text)
    ]
    assert len(imports) > 50
    assert set(imports) <= set(modules)
    assert not any("../" in name for name in imports)
    assert not any(name.startswith(("photo/", "sketchpad/editor")) for name in modules)


TOOLS = "bench/tools.js"


def test_tools_that_need_a_data_file_are_left_out() -> None:
    source, text = (STATIC / TOOLS).read_text(), export.modules()[TOOLS]
    entries = re.findall(r"^  \{\n(.*?)^  \},", source, re.MULTILINE | re.DOTALL)
    assert any("needs:" in entry for entry in entries)
    for entry in entries:
        [name] = re.findall(r'name: "\w+"', entry)
        [module] = re.findall(r'import\("\./([^"]+)"\)', entry)
        is_there = "needs:" not in entry
        assert (name in text) == is_there
        assert (f"bench/{module}" in export.modules()) == is_there


def test_no_module_loses_more_than_its_comments() -> None:
    for name, text in export.modules().items():
        if name == TOOLS:
            continue
        source = (STATIC / export.INSTEAD.get(name, name)).read_text()
        lines = [line.strip() for line in source.splitlines()]
        kept = [line for line in lines if not line.startswith(("/**", "*", "//"))]
        names = re.compile(r'"[^"]+\.js"')
        assert names.sub("", "\n".join(kept)).split() == names.sub("", text).split()


class Frame(HTMLParser):
    """Keeps the text of a frame."""

    text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.text += dict(attrs).get("srcdoc") or ""


def test_the_notebooks_two_lines_show_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    [lines] = re.findall(r"```python\n(.*?)```", HOSTING, re.DOTALL)
    imports, shown = filter(None, lines.splitlines())
    ipython, display = ModuleType("IPython"), ModuleType("IPython.display")
    vars(display)["HTML"] = str  # what a cell returns is shown as it is
    vars(ipython)["display"] = display
    monkeypatch.setitem(sys.modules, "IPython", ipython)
    monkeypatch.setitem(sys.modules, "IPython.display", display)
    names: dict[str, object] = {}
    exec(imports, names)
    frame = Frame()
    frame.feed(str(eval(shown, names)))
    assert frame.text == export.html()


def test_the_static_spaces_front_matter_is_the_gradio_spaces_but_for_the_sdk() -> None:
    def matter(text: str) -> dict[str, str]:
        block = re.search(r"^---\n(.*?)^---$", text, re.MULTILINE | re.DOTALL)
        assert block is not None
        found: dict[str, str] = yaml.safe_load(block[1])
        return found

    static, gradio = matter(HOSTING), matter((ROOT / "README.md").read_text())
    assert static["sdk"] == "static"
    assert static["app_file"] == "index.html"
    same = static.keys() - {"sdk", "app_file"}
    assert {key: static[key] for key in same} == {key: gradio[key] for key in same}


def test_the_address_of_a_space_is_the_one_that_visitors_see(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("SPACE_ID", raising=False)
    assert home() is None
    monkeypatch.setenv("SPACE_ID", "YOU/lenet1-live")
    assert home() == "https://huggingface.co/spaces/YOU/lenet1-live"
