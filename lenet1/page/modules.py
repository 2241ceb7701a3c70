"""The page's modules as text within HTML: of each an address that an import map names.

Where a page has dozens of modules, fetching them costs more than running them; and a
page on a disk can fetch none.
"""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import quote

STATIC = Path(__file__).parent / "static"
SERVED = "./lenet1/static/"  # where the page finds them one by one
PLAIN = "".join(map(chr, range(32, 127))).translate(str.maketrans("", "", '"%#<\\'))
IMPORTED = re.compile(r'(from |import\()"(\.{1,2}/[^"]+)"')
LATER = "import("  # only when it is needed


def collect(
    entry: str,
    *,
    later: bool = False,
    instead: Mapping[str, str] | None = None,
    edit: Callable[[str], str] = str,
) -> dict[str, str]:
    """The texts of a module and of all that it imports, by their paths below `static/`.

    In the texts these paths are the names that are imported. With `later` there are
    also those that are imported only when they are needed. `instead` has the paths of
    files to take for others; `edit` changes a module's text before its imports are
    looked for.
    """
    found: dict[str, str] = {}
    wanted = [entry]
    while wanted:
        name = wanted.pop()
        if name in found:
            continue
        path = STATIC / (instead or {}).get(name, name)

        def named(one: re.Match[str], folder: Path = path.parent) -> str:
            other = (folder / one[2]).resolve().relative_to(STATIC.resolve()).as_posix()
            if later or one[1] != LATER:
                wanted.append(other)
            return f'{one[1]}"{other}"'

        found[name] = IMPORTED.sub(named, edit(_without_comments(path.read_text())))
    return found


def import_map(texts: Mapping[str, str]) -> str:
    """For pages that have nothing but these modules; JSON."""
    return _json({name: _address(text) for name, text in texts.items()})


def served_import_map(texts: Mapping[str, str]) -> str:
    """For pages that fetch their other modules when they are needed; JSON.

    A fetched module imports one of `texts` by its address below SERVED, so that address
    leads to the same text; `import("name")` in a text leads to an address there.
    """
    imports: dict[str, str] = {}
    for name, text in texts.items():
        imports[name] = _address(f"{text}//# sourceURL={SERVED}{name}\n")
        imports[SERVED + name] = _address(f'export * from "{name}";')
        for later in re.findall(r'import\("([^"]+)"\)', text):
            if later not in texts:
                imports[later] = SERVED + later
    return _json(imports)


def _without_comments(script: str) -> str:
    """Without comments that have lines of their own; each other line is as it was."""
    script = re.sub(r"^ */\*\*.*?\*/\n", "", script, flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"^ *//.*\n", "", script, flags=re.MULTILINE)


def _json(imports: Mapping[str, str]) -> str:
    return json.dumps({"imports": imports}, separators=(",", ":"))


def _address(script: str) -> str:
    return "data:text/javascript," + quote(script, safe=PLAIN)
