"""The page under a prefix, behind nginx that strips it and that does not."""

import os
import re
from collections.abc import Iterator
from unittest import mock

import httpx
import pytest

from tests.conftest import ROOT, serve
from tests.drawings import EXAMPLES, ink_of
from tests.hosting.nginx import HOSTING, free_ports, nginx, require_nginx, with_ports
from tests.hosting.photo import photo
from tests.page.node import frame
from tests.paper.pages import LINES

PREFIX = "/demo"
IMPORTED = re.compile(r"""from "(\./[^"]+|\.\./[^"]+)\"""")


@pytest.fixture(scope="module")
def servers() -> Iterator[dict[str, str]]:
    """The page's two public addresses, "stripped" and "whole"."""
    require_nginx()
    stripped, whole = free_ports(2)
    with (
        mock.patch.dict(os.environ, GRADIO_ROOT_PATH=PREFIX),
        serve(ROOT / "app.py") as (url, _),
    ):
        config = (HOSTING / "prefix.conf").read_text()
        behind = httpx.URL(url).port
        assert behind is not None
        ports = {7860: behind, 8001: stripped, 8002: whole}
        with nginx(with_ports(config, ports)):
            yield {
                "stripped": f"http://127.0.0.1:{stripped}{PREFIX}/",
                "whole": f"http://127.0.0.1:{whole}{PREFIX}/",
            }


@pytest.mark.parametrize("kind", ["stripped", "whole"])
def test_the_page_its_modules_and_a_reading_are_there(
    servers: dict[str, str], kind: str
) -> None:
    public = servers[kind]
    assert "LeNet-1 Live" in httpx.get(public).raise_for_status().text
    pending, seen = [httpx.URL(f"{public}lenet1/static/main.js")], set()
    while pending:
        module = pending.pop()
        seen.add(module)
        answer = httpx.get(module)
        assert answer.status_code == 200, module
        assert "javascript" in answer.headers["content-type"]
        found = {module.join(name) for name in IMPORTED.findall(answer.text)}
        pending += found - seen
    assert len(seen) > 10
    reading = httpx.post(f"{public}lenet1/read", content=frame(ink_of(EXAMPLES[4])))
    assert reading.json()["label"] == 4


@pytest.mark.parametrize("kind", ["stripped", "whole"])
def test_the_page_says_where_it_is(servers: dict[str, str], kind: str) -> None:
    """Or a browser would look for what is Gradio's own beside the prefix."""
    root = httpx.get(f"{servers[kind]}config").json()["root"]
    assert root == servers[kind].rstrip("/")


@pytest.mark.parametrize("kind", ["stripped", "whole"])
def test_a_photo_gets_through_to_the_page(servers: dict[str, str], kind: str) -> None:
    answer = httpx.post(f"{servers[kind]}lenet1/page", content=photo(), timeout=60)
    assert answer.raise_for_status().json()["lines"] == list(LINES)
