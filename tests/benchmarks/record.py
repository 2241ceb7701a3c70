"""Figures of the benchmarks beside those of `train.py`, in one `metrics.json`."""

import json
from pathlib import Path
from typing import Any

from lenet1.storage import replace_file


def add_to_record(path: Path, name: str, figures: dict[str, Any]) -> None:
    """Put `figures` under `name`, in place of what was there; keep all the rest."""
    metrics = json.loads(path.read_text())
    metrics[name] = figures
    replace_file(path, json.dumps(metrics, indent=1).encode() + b"\n")
