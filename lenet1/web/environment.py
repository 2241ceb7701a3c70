"""What the environment says to Gradio, checked before Gradio is imported.

Gradio 6.31 reads most of it at its import, and ends in a traceback for no number.
"""

import os
import sys
from typing import NoReturn

NUMBERS = {  # the lowest and the highest that each may be
    "GRADIO_SERVER_PORT": (1, 65_535),
    "GRADIO_NUM_PORTS": (1, 65_535),
    "GRADIO_NODE_SERVER_PORT": (1, 65_535),
    "GRADIO_NODE_NUM_PORTS": (1, 65_535),
    "GRADIO_NUM_WORKERS": (0, 64),
}


def settle() -> None:
    """Check the numbers; switch off what tells others of a visit.

    Where one is wrong: one sentence, and exit code 2.
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
    os.environ.pop("GRADIO_DEBUG", None)  # it would wait before `server.run` is done


def give_up(reason: str) -> NoReturn:
    print(f"app.py: {reason}.", file=sys.stderr)
    sys.exit(2)
