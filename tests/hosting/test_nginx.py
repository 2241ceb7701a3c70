"""nginx as `hosting/nginx.conf` has it, before copies of which two are of no use."""

import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import gradio_client
import httpx
import pytest
from gradio_client import handle_file
from PIL import Image

from tests.drawings import EXAMPLES, ink_of
from tests.hosting.nginx import HOSTING, free_ports, nginx, require_nginx, with_ports
from tests.hosting.photo import photo
from tests.page.node import frame
from tests.paper.pages import LINES

SEVEN = frame(ink_of(EXAMPLES[7], side=140))
CONNECTIONS = 300  # of one address, whose requests are under way
BURST = 100  # readings from one address, beyond its rate
QUICKER = {"_timeout 15s": "_timeout 1s", "timeout 2s": "timeout 1s", "50r/s": "1r/s"}


@pytest.fixture(scope="module")
def public(address: str) -> Iterator[str]:
    """Where nginx answers; one copy does, one hangs, one is gone.

    What is bound to one copy, by its address, does not get to the one that hangs.
    """
    require_nginx()
    behind = httpx.URL(address).port
    assert behind is not None
    port, gone = free_ports(2)
    with socket.socket() as hung:
        hung.bind(("127.0.0.1", 0))
        hung.listen(100)
        copies = {7861: hung.getsockname()[1], 7862: gone, 7863: behind, 7860: port}
        any_, same = (HOSTING / "nginx.conf").read_text().split("upstream same")
        config = f"{any_}upstream same{with_ports(same, {7861: gone})}"
        for written, quicker in QUICKER.items():
            assert written in config
            config = config.replace(written, quicker)
        with nginx(with_ports(config, copies)):
            yield f"http://127.0.0.1:{port}/"


@pytest.fixture(scope="module")
def as_written(address: str) -> Iterator[httpx.URL]:
    """Where nginx answers with the times that the file has; no copy hangs."""
    require_nginx()
    behind = httpx.URL(address).port
    assert behind is not None
    (port,) = free_ports(1)
    ports = {7860: port, 7861: behind, 7862: behind, 7863: behind}
    with nginx(with_ports((HOSTING / "nginx.conf").read_text(), ports)):
        yield httpx.URL(f"http://127.0.0.1:{port}/")


def test_every_reading_comes_from_the_copy_that_is_there(public: str) -> None:
    for _ in range(6):
        answer = httpx.post(f"{public}lenet1/read", content=SEVEN)
        assert (answer.status_code, answer.json()["label"]) == (200, 7)


def test_the_page_and_the_api_are_there(public: str, tmp_path: Path) -> None:
    assert "LeNet-1 Live" in httpx.get(public).raise_for_status().text
    Image.fromarray(255 - ink_of(EXAMPLES[4])).save(tmp_path / "four.png")
    client = gradio_client.Client(public, verbose=False)
    answer = client.predict(handle_file(tmp_path / "four.png"), api_name="/read_digit")
    assert answer["label"] == 4


def test_a_large_body_is_refused_before_it_gets_to_the_page(public: str) -> None:
    content = bytes(8 * 2**20 + 1)
    answer = httpx.post(f"{public}gradio_api/upload", content=content)
    assert answer.status_code == 413
    assert "nginx" in answer.text  # the page would answer with JSON


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GET / HT",
        b"POST /lenet1/read HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n1",
    ],
    ids=["nothing", "headers", "body"],
)
def test_what_does_not_arrive_is_given_up(public: str, sent: bytes) -> None:
    where = httpx.URL(public)
    with socket.create_connection((where.host, where.port), timeout=10) as connection:
        connection.sendall(sent)
        while connection.recv(1_000):  # until nginx closes
            pass


def test_one_address_may_not_ask_without_end(public: str) -> None:
    with httpx.Client(base_url=public) as client:
        answers = [client.post("lenet1/read", content=SEVEN) for _ in range(2 * BURST)]
    statuses = [answer.status_code for answer in answers]
    assert set(statuses) == {200, 429}
    assert statuses.count(200) > BURST / 2


@pytest.mark.skipif(
    sys.platform != "linux", reason="Elsewhere this machine has one address only."
)
def test_one_address_may_not_hold_connections_without_end(
    as_written: httpx.URL,
) -> None:
    """Somebody at another address is served all the while."""
    beginning = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n"
    with ExitStack() as held:
        for _ in range(CONNECTIONS):
            where = (as_written.host, as_written.port)
            connection = held.enter_context(socket.create_connection(where, timeout=10))
            connection.sendall(beginning + b"Expect: 100-continue\r\n\r\n")
            assert b"100 Continue" in connection.recv(100)  # nginx counts it from here
        assert [status(as_written, f"127.0.0.{n}") for n in (1, 2)] == [429, 200]


def status(url: httpx.URL, source: str) -> int:
    """Of the page, asked for from one of this machine's addresses."""
    with httpx.Client(transport=httpx.HTTPTransport(local_address=source)) as client:
        return client.get(url).status_code


def test_a_photo_gets_through_to_the_page(as_written: httpx.URL) -> None:
    answer = httpx.post(as_written.join("lenet1/page"), content=photo(), timeout=60)
    assert answer.raise_for_status().json()["lines"] == list(LINES)
