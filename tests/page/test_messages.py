"""The messages that Node's tests read are those that the server sends."""

import json

import pytest

from lenet1.confidence import Reader
from tests.messages.written import FOLDER, form, messages, network, text_of

AGAIN = "run python -m tests.messages"


def test_each_file_has_the_form_of_its_message(reader: Reader) -> None:
    """Its keys, its kinds of values and, of lists of numbers, their lengths."""
    sent = {name: json.loads(text_of(m)) for name, m in messages(reader).items()}
    kept = {file.stem: json.loads(file.read_text()) for file in FOLDER.glob("*.json")}
    assert kept.keys() == sent.keys(), AGAIN
    for name, message in sent.items():
        assert set(form(kept[name])) == set(form(message)), f"{name}: {AGAIN}"


def test_the_network_is_to_the_number_what_is_sent() -> None:
    """But for the scales, which are sums that machines may round otherwise."""
    kept, sent = (FOLDER / "network.json").read_text(), text_of(network())
    kept, sent = (json.loads(text) | {"scales": None} for text in (kept, sent))
    assert kept == sent, AGAIN


@pytest.mark.parametrize(
    "other",
    [
        {"a": [1, 2], "b": [{"c": "d"}], "e": 1},
        {"a": [1, 2], "b": [{"c": 1}]},
        {"a": [1], "b": [{"c": "d"}]},
        {"a": [1, 2], "b": [{"c": "d"}, {"c": None}]},
        {"a": ["1", "2"], "b": [{"c": "d"}]},
        {"a": [1, 2], "b": []},
    ],
)
def test_another_key_kind_or_length_is_another_form(other: object) -> None:
    one = {"a": [1.5, 0.0], "b": [{"c": "d"}]}
    assert set(form({"a": [2, 3], "b": 2 * [{"c": "e"}]})) == set(form(one))
    assert set(form(other)) != set(form(one))
