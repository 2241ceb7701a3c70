"""The endpoint for a page of digits, as programs call it on the running page."""

import httpx
import pytest

from lenet1.confidence import Reader
from lenet1.paper import message_from_page, read_page
from lenet1.sentences import SEND_PICTURE, SEND_UPLOAD
from tests.drawings import file_of
from tests.page.curl import call, in_place
from tests.paper.pages import LINES, written


def test_the_endpoint_returns_size_lines_and_digits(
    web: httpx.Client, reader: Reader
) -> None:
    event, (page,) = call(web, "read_page", [in_place(file_of(written()))])
    assert event == "complete"
    assert page["size"] == [320, 300]
    assert page["lines"] == list(LINES)
    expected = message_from_page(read_page(reader, written()))
    for digit, same in zip(page["digits"], expected["digits"], strict=True):
        assert digit["label"] == same["label"]
        assert digit["verdict"] == same["verdict"]
        assert digit["box"] == pytest.approx(same["box"])
        assert digit["probabilities"] == pytest.approx(same["probabilities"])


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (None, SEND_PICTURE),
        ({"path": "/etc/passwd"}, SEND_UPLOAD),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(
    web: httpx.Client, data: object, sentence: str
) -> None:
    event, said = call(web, "read_page", [data])
    assert event == "error"
    assert sentence in said["error"]
