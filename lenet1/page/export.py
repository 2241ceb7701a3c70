"""The page as one file that needs no server: `python -m lenet1.page.export FILE`.

The same modules, styles, templates and weights as the page that Gradio serves. What
needs Python is left out: photos, and the confirmation of what the browser reads.
"""

import argparse
import json
import re
from functools import partial
from pathlib import Path

import gradio as gr

from lenet1.confidence import Reader
from lenet1.page.components import (
    STYLES,
    TEXTS,
    build_answer,
    build_bench,
    build_examples,
    build_microscope,
    build_own_pad,
    examples,
    template,
)
from lenet1.page.modules import STATIC, collect, import_map
from lenet1.page.wire import message_from_network
from lenet1.weights import WeightsError, load, replace_files

ENTRY = "alone/alone.js"
INSTEAD = {"inputs.js": "alone/inputs.js"}  # modules that others stand in for
LEFT_OUT = ("photo/", "sketchpad/sketchpad")  # styles of what the file does not have
# An entry of `bench/tools.js` whose tool needs a data file.
NEEDY = re.compile(r"^ *\{[^{}]*\bneeds:[^{}]*\},\n", re.MULTILINE)


def html(reader: Reader | None = None) -> str:
    """The text of the file, for the weights that ship unless others are given.

    A browser takes no module from a disk, so their texts are in it. Raises WeightsError
    as `load` does.
    """
    reader = reader or load()
    props = {
        "network": message_from_network(reader),
        "examples": examples(),
        "alone": True,
    }
    blocks = (
        build_own_pad(),
        build_examples(),
        build_microscope(reader),
        build_answer(),
        build_bench(),
    )
    return "\n".join(
        (
            "<!doctype html>",
            '<html lang="en"><head><meta charset="utf-8">',
            f"<title>{TEXTS['title']}</title>",
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<link rel="icon" href="data:,">',
            f"<style>{_styles()}</style>",
            f'<script type="importmap">{import_map(modules())}</script></head>',
            '<body class="gradio-container"><div class="main fillable">',
            f'<div id="header">{_without_served(template("header"))}</div>',
            f'<div id="desk">{"".join(map(_block, blocks))}</div></div>',
            f'<script type="application/json" id="network">{_json(props)}</script>',
            f'<script type="module">import "{ENTRY}";</script></body></html>\n',
        )
    )


def modules() -> dict[str, str]:
    """The entry and all that it imports, by their names."""
    edit = partial(NEEDY.sub, "")
    return collect(ENTRY, later=True, instead=INSTEAD, edit=edit)


def _styles() -> str:
    names = [name for name in STYLES if not name.startswith(LEFT_OUT)]
    styles = ((STATIC / f"{name}.css").read_text() for name in ("alone/alone", *names))
    return re.sub(r"/\*.*?\*/\s*", "", "".join(styles), flags=re.DOTALL)


def _block(component: gr.HTML) -> str:
    html = _without_served(component.value or component.html_template)
    inner = f'<div class="html-container">{html}</div>'
    return f'<div id="{component.elem_id}" class="block">{inner}</div>'


def _without_served(html: str) -> str:
    """Without the elements that lead to what only a server can do."""
    served = r"\s*<(\w+)(?:\s[^>]*)?\sdata-served(?:\s[^>]*)?>.*?</\1>"
    return re.sub(served, "", html, flags=re.DOTALL)


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).replace(
        "<", "\\u003c"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m lenet1.page.export",
        description="Write the page as one HTML file.",
    )
    parser.add_argument("file", type=Path, help="where to, such as lenet1.html")
    file: Path = parser.parse_args().file
    try:
        text = html()
        replace_files({file: text.encode()})
    except WeightsError as error:
        parser.error(str(error))
    except OSError as error:
        parser.error(f"{file} cannot be written: {error.strerror}")
    print(f"{file}: {len(text.encode()):,} bytes")


if __name__ == "__main__":
    main()
