"""Who counts as one visitor."""

import pytest

from lenet1.web.visitors import visitor_of


@pytest.mark.parametrize(
    ("host", "visitor"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("testclient", "testclient"),
    ],
)
def test_a_home_is_one_visitor(host: str, visitor: str) -> None:
    assert visitor_of({"client": (host, 5000)}) == visitor


def test_a_socket_without_an_address_is_one_too() -> None:
    assert visitor_of({"client": None}) == visitor_of({}) == "unknown"
