"""What a link to the page shows in a chat, and what the page fetches at once."""

import json
import re
from html.parser import HTMLParser
from urllib.parse import unquote

import httpx

from lenet1.page.components import TEXTS
from lenet1.page.head import put_head
from lenet1.page.modules import SERVED, STATIC, collect

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


def test_the_page_is_compressed_as_its_files_are(address: str) -> None:
    page = httpx.get(address)
    sent = int(page.headers["content-length"])
    assert page.headers["content-encoding"] == "gzip"
    assert sent < len(page.content) / 2
    plain = httpx.get(address, headers={"accept-encoding": "identity"})
    assert plain.content == page.content


def test_gradios_first_script_is_asked_for_before_the_rest_has_come(
    address: str,
) -> None:
    html = httpx.get(address).text
    [script] = re.findall(r'<script type="module" crossorigin src="([^"]+)"', html)
    early = f'<link rel="preload" as="script" crossorigin href="{script}">'
    assert html.index(early) < html.index('type="importmap"')


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
    assert set(collect("main.js")) == paths


class Head(HTMLParser):
    """Keeps the import map."""

    kind: str | None = None
    map: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.kind = dict(attrs).get("type") if tag == "script" else None

    def handle_endtag(self, tag: str) -> None:
        self.kind = None

    def handle_data(self, data: str) -> None:
        if self.kind == "importmap":
            self.map = data


def test_the_first_views_modules_come_with_the_page(address: str) -> None:
    html = httpx.get(address).text
    head = Head()
    head.feed(html)
    assert head.map is not None
    imports = json.loads(head.map)["imports"]
    assert html.index('type="importmap"') < html.index('type="module"'), "not too late"
    for name, text in collect("main.js").items():
        kind, _, given = unquote(imports[name]).partition(",")
        assert kind == "data:text/javascript"
        assert given.startswith(text), "what Jinja makes of it"
        again = unquote(imports[f"{SERVED}{name}"])
        assert again == f'{kind},export * from "{name}";'
        assert "import.meta" not in text, "it has no place"
        for used in re.findall(r'(?:from |import\()"([^"]+)"', text):
            elsewhere = imports[used]
            assert elsewhere.startswith(kind) or elsewhere == f"{SERVED}{used}"
            assert (STATIC / used).is_file()
