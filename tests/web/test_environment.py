"""What the environment says is checked before Gradio meets it."""

import os
import subprocess
import sys

import pytest

from lenet1.web.environment import NUMBERS, settle
from tests.conftest import ROOT

WRONG = ["abc", "", "-1", "1.5", "65536", "1e3", "²", "7860 ", "0x10", "99" * 40]


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize("value", WRONG)
def test_what_is_no_number_is_said_in_one_sentence(
    name: str,
    value: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit) as ended:
        settle()
    assert ended.value.code == 2
    (said,) = capsys.readouterr().err.splitlines()
    low, high = NUMBERS[name]
    rest = f"not a whole number from {low} to {high}."
    assert said == f"app.py: {name} is {value!r}, {rest}"


def test_what_is_right_stays_and_nobody_hears_of_a_visit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("GRADIO_SERVER_PORT", "65535")
    monkeypatch.setenv("GRADIO_DEBUG", "1")
    monkeypatch.delenv("GRADIO_ANALYTICS_ENABLED", raising=False)
    settle()
    assert os.environ["GRADIO_SERVER_PORT"] == "65535"
    assert os.environ["GRADIO_ANALYTICS_ENABLED"] == "False"
    assert "GRADIO_DEBUG" not in os.environ


def test_the_app_looks_before_it_imports_gradio() -> None:
    ended = subprocess.run(
        [sys.executable, ROOT / "app.py"],
        env={**os.environ, "GRADIO_SERVER_PORT": "abc"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 2
    assert ended.stderr.startswith("app.py: GRADIO_SERVER_PORT is 'abc', not a whole")
