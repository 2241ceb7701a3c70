"""What a link to the page shows in a chat, and what the page fetches at once."""

import re

import httpx

from lenet1.page.components import TEXTS, scripts
from lenet1.page.head import put_head

# One that no first stroke needs is fetched by `import("./name.js")` when it is wanted.
FIRST_VIEW = {
    "": """dom explanations inputs main microscope panels sentences storage
        wanted""",
    "bench": """bench chip tabs tools""",
    "network": """answer bilinear centering colors confidence confirmation details
        explanation greatest ink inspector layer lines maps model outputs parts picker
        placement preparation reading rounding sheet sizes squares steps stroke_width
        tiles units upright verdict warm_up wire""",
    "pad": """demonstration examples history kept live outline outlines pads paper
        tries undo""",
    "photo": """arrivals offer""",
    "share": """lesson opening""",
    "sketchpad": """buttons cover editor editor_paper editor_parts mirror pen sketchpad
        strokes""",
}
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


def test_the_first_view_has_no_other_modules_than_these() -> None:
    """A page may only get slower to open where somebody meant it."""
    paths = {
        f"{folder}/{name}.js".lstrip("/")
        for folder, names in FIRST_VIEW.items()
        for name in names.split()
    }
    assert set(scripts("main.js")) == paths


def test_all_scripts_of_the_first_view_are_fetched_at_once(address: str) -> None:
    head = httpx.get(address).text.partition("</head>")[0]
    links = re.findall(r'<link rel="modulepreload" href="([^"]+)">', head)
    assert links == [f"lenet1/static/{script}" for script in scripts("main.js")]
    assert all(httpx.get(f"{address}{link}").status_code == 200 for link in links[:3])
