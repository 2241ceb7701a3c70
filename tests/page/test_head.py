"""What a link to the page shows in a chat, and what the page fetches at once."""

import re

import httpx

from lenet1.page.components import TEXTS, scripts
from lenet1.page.head import put_head

TAG = re.compile(r'<meta (?:property|name)="([\w:]+)" content="([^"]*)">')


def test_a_link_shows_our_title_sentence_and_picture(address: str) -> None:
    html = httpx.get(address).text
    tags = TAG.findall(html)
    said = dict(tags)
    assert len(said) == len(tags), "each is there once"
    assert said["og:title"] == TEXTS["title"]
    assert said["og:description"] == TEXTS["summary"].replace("'", "&#x27;")
    assert said["twitter:card"] == "summary_large_image"
    head = html.partition("</head>")[0]
    assert "header-image" not in head
    assert "Click to try" not in head
    assert said["og:url"] == address
    picture = httpx.get(said["og:image"])
    assert picture.headers["content-type"] == "image/jpeg"
    assert said["og:image"].startswith(address)


def test_what_is_put_twice_is_there_once(address: str) -> None:
    """As where the app is imported again in one process."""
    put_head()
    test_a_link_shows_our_title_sentence_and_picture(address)


def test_all_scripts_of_the_first_view_are_fetched_at_once(address: str) -> None:
    head = httpx.get(address).text.partition("</head>")[0]
    links = re.findall(r'<link rel="modulepreload" href="([^"]+)">', head)
    assert links == [f"lenet1/static/{script}" for script in scripts("main.js")]
    assert all(httpx.get(f"{address}{link}").status_code == 200 for link in links[:3])
