"""What the environment says to Gradio, checked and settled before Gradio is imported.

Gradio 6.31 reads most of it at its import, ends in a traceback for no number, and looks
whether a port is free at an address that it cannot take for one of IPv6.
"""

import os
import sys
import tempfile
from pathlib import Path
from typing import NoReturn

from lenet1.web.temporary import TemporaryFiles

NUMBERS = {  # the lowest and the highest that each may be
    "GRADIO_SERVER_PORT": (1, 65_535),
    "GRADIO_NUM_PORTS": (1, 65_535),
    "GRADIO_NODE_SERVER_PORT": (1, 65_535),
    "GRADIO_NODE_NUM_PORTS": (1, 65_535),
    "GRADIO_NUM_WORKERS": (0, 64),
}
NAME = "PAGE_SERVER_NAME"  # where an address of IPv6 waits for `server.start`


def settle() -> TemporaryFiles:
    """Check the numbers, bound what is kept, tell nobody of a visit.

    Returns the folder for what visitors send. Where a number is wrong, or the folder
    cannot be written: one sentence, and exit code 2.
    """
    for name, (low, high) in NUMBERS.items():
        value = os.environ.get(name)
        if value is None:
            continue
        if (
            not value.isascii()
            or not value.isdecimal()
            or not low <= int(value) <= high
        ):
            give_up(f"{name} is {value!r}, not a whole number from {low} to {high}")
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
    os.environ["GRADIO_ANALYTICS_MAX_EVENTS"] = "100"  # all are gone through each time
    os.environ.pop("GRADIO_DEBUG", None)  # it would wait before `server.run` is done
    if "SPACE_ID" in os.environ:  # its proxy says who a visitor is
        os.environ.setdefault("FORWARDED_ALLOW_IPS", "*")
    if ":" in (server := os.environ.get("GRADIO_SERVER_NAME", "")):
        os.environ[NAME] = f"[{server.strip('[]')}]"
        del os.environ["GRADIO_SERVER_NAME"]
    return temporary_files()


def temporary_files() -> TemporaryFiles:
    base = os.environ.get("GRADIO_TEMP_DIR") or Path(tempfile.gettempdir(), "gradio")
    try:
        return TemporaryFiles(Path(base))
    except OSError as error:
        give_up(f"{base} cannot be used for uploads ({error.strerror})")


def give_up(reason: str) -> NoReturn:
    print(f"app.py: {reason}.", file=sys.stderr)
    sys.exit(2)
