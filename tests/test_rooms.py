"""The core answers one drawing and needs no wing; only the page shows another."""

import ast
from pathlib import Path

import pytest

from tests.conftest import ROOT

FORBIDDEN = {  # of each folder: what its modules must not import
    "lenet1": ["lenet1.learning", "lenet1.page", "lenet1.paper", "gradio"],
    "lenet1/learning": ["lenet1.page", "lenet1.paper", "gradio"],
    "lenet1/paper": ["lenet1.learning", "lenet1.page", "gradio"],
    "lenet1/page": ["lenet1.learning"],
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
