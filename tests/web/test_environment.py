"""What the environment says is checked before Gradio meets it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lenet1.web.environment import NAME, NUMBERS, settle
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
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GRADIO_SERVER_PORT", "65535")
    monkeypatch.setenv("GRADIO_DEBUG", "1")
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    monkeypatch.delenv("GRADIO_ANALYTICS_ENABLED", raising=False)
    settle().close()
    assert os.environ["GRADIO_SERVER_PORT"] == "65535"
    assert os.environ["GRADIO_ANALYTICS_ENABLED"] == "False"
    assert "GRADIO_DEBUG" not in os.environ


@pytest.mark.parametrize("name", ["::1", "[::1]", "2001:db8::7"])
def test_an_address_of_ipv6_is_kept_from_gradio_and_for_the_server(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Gradio would say that no port is free."""
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    monkeypatch.setenv("GRADIO_SERVER_NAME", name)
    monkeypatch.setenv(NAME, "")
    settle().close()
    assert "GRADIO_SERVER_NAME" not in os.environ
    assert os.environ[NAME] == f"[{name.strip('[]')}]"


def test_only_on_a_space_is_the_proxy_believed_who_asks(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    monkeypatch.delenv("SPACE_ID", raising=False)
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "")
    monkeypatch.delenv("FORWARDED_ALLOW_IPS")
    settle().close()
    assert "FORWARDED_ALLOW_IPS" not in os.environ
    monkeypatch.setenv("SPACE_ID", "somebody/lenet1-live")
    settle().close()
    assert os.environ["FORWARDED_ALLOW_IPS"] == "*"


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
