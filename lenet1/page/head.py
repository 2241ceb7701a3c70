"""What the page says of itself, to chats and search engines, and fetches at once.

Gradio's template has tags of its own: its name, its banner, its account.
"""

import re
from html import escape

from gradio.routes import templates
from jinja2 import ChoiceLoader, DictLoader

from lenet1.page.components import TEXTS
from lenet1.page.modules import collect, served_import_map

TEMPLATE = "frontend/index.html"
ENTRY = re.compile(r'<script type="module" crossorigin src="([^"]+)">')
TAGS = re.compile(r'\s*<meta\s+(?:property="og:|name="twitter:)[^>]*>')
# The clock of Gradio's loading sign does not stop when the sign goes: it would ask for
# every frame from then on. `ze` in Gradio 6.31's `statustracker`; no sign here has one.
NO_CLOCK = r"""<script>(() => {
  const ask = requestAnimationFrame.bind(window);
  const clock = /^\(\)=>\{[^}]*performance\.now\(\)-/;
  window.requestAnimationFrame = (callback) => clock.test(callback) ? 0 : ask(callback);
})();</script>"""
PICTURE = "lenet1/static/picture.jpg"  # 1200x630 px, as chats cut them


def put_head() -> None:
    """Have Gradio's template say what this page is, in the place of Gradio's own tags.

    The page's scripts come with it, instead of one after the other once Gradio's have
    shown the page. A browser that knows no import map fetches them from their places.
    Gradio's own first script is named below all of it, so it is named above it as well.
    """
    env = templates.env
    assert env.loader is not None
    source, _, _ = env.loader.get_source(env, TEMPLATE)
    if PICTURE in source:  # the app was imported before
        return
    early = '<link rel="preload" as="script" crossorigin href="{}">'.format
    first = [NO_CLOCK, *map(early, ENTRY.findall(source))]
    head = "\n".join([*first, tags(), "<style>"])
    ours = TAGS.sub("", source).replace("<style>", head, 1)
    env.loader = ChoiceLoader([DictLoader({TEMPLATE: ours}), env.loader])


def tags() -> str:
    """The tags, in Jinja: only a request says by what address the page is known."""
    title, summary = escape(TEXTS["title"]), escape(TEXTS["summary"])
    root = "{{ config.get('root', '') }}"
    said = {
        "og:type": "website",
        "og:title": title,
        "og:description": summary,
        "og:url": f"{root}/",
        "og:image": f"{root}/{PICTURE}",
        "og:image:width": "1200",
        "og:image:height": "630",
    }
    properties = (f'<meta property="{k}" content="{v}">' for k, v in said.items())
    imports = served_import_map(collect("main.js"))
    return "\n".join(
        (
            f'<meta name="description" content="{summary}">',
            # Twitter takes what else it needs from the others.
            '<meta name="twitter:card" content="summary_large_image">',
            *properties,
            f'{{% raw %}}<script type="importmap">{imports}</script>{{% endraw %}}',
        )
    )
