"""The messages that Node's tests read are those that the server sends."""

import pytest

from tests.messages.written import FOLDER, MESSAGES, text_of


@pytest.mark.parametrize("name", MESSAGES)
def test_the_file_is_what_is_sent(name: str) -> None:
    written = (FOLDER / f"{name}.json").read_text()
    assert written == text_of(MESSAGES[name]()), "run python -m tests.messages"


def test_no_file_is_without_its_message() -> None:
    assert {path.stem for path in FOLDER.glob("*.json")} == set(MESSAGES)
