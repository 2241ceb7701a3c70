"""Imports run one way, and the rooms that would serve any page know no LeNet-1."""

import ast
import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

WEB = ["lenet1.page", "lenet1.web", "gradio"]
FORBIDDEN = {  # of each folder: what its modules must not import
    "lenet1": ["lenet1.learning", "lenet1.paper", *WEB],
    "lenet1/learning": WEB,  # it learns what reads pages, too
    "lenet1/paper": ["lenet1.learning", *WEB],
    "lenet1/page": ["lenet1.learning"],
}
USED = re.compile(r"""(?:from |import\()["'](?:\.\./)+([\w.]+)""")
STATIC = ROOT / "lenet1/page/static"
ANYWHERE = {"dom.js", "sentences.js", "panels.js", "storage.js", "wanted.js"}
SCRIPTS = {  # of each folder of scripts: the others that it may use
    "sketchpad": {"dom.js"},
    "pad": {*ANYWHERE, "sketchpad", "network"},
    "photo": {*ANYWHERE, "pad", "network"},
    "alone": {"main.js", "dom.js", "inputs.js", "pad", "share"},
    "share": {*ANYWHERE, "pad", "sketchpad", "network"},
    "bench": {*ANYWHERE, "network"},
    "bench/training": {*ANYWHERE, "share", "network"},
}


def imported(path: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(path.read_text())))
    plain = {a.name for n in nodes if isinstance(n, ast.Import) for a in n.names}
    return plain | {n.module or "" for n in nodes if isinstance(n, ast.ImportFrom)}


@pytest.mark.parametrize("folder", FORBIDDEN)
def test_imports_run_one_way(folder: str) -> None:
    modules = list((ROOT / folder).glob("*.py"))
    assert modules
    for module in modules:
        for name in imported(module):
            for room in FORBIDDEN[folder]:
                assert f"{name}.".startswith(f"{room}.") is False, f"{module}: {name}"


def test_what_hardens_a_web_server_knows_nothing_of_what_it_serves() -> None:
    modules = list((ROOT / "lenet1/web").glob("*.py"))
    assert modules
    for module in modules:
        ours = {name for name in imported(module) if name.split(".")[0] == "lenet1"}
        assert {name for name in ours if not name.startswith("lenet1.web")} == set()


@pytest.mark.parametrize("folder", SCRIPTS)
def test_scripts_are_used_one_way(folder: str) -> None:
    modules = list((STATIC / folder).glob("*.js"))
    assert modules
    for module in modules:
        assert set(USED.findall(module.read_text())) <= SCRIPTS[folder], module
