"""How long the page takes to read its 400 digits again after a change, in Node.

Beside it the same digits through all layers by the page's `forward`, as a drawing is
read; both take turns. Milliseconds are those of the processor, medians of the second
round: the first is the compiler's.
"""

import json
import statistics
import subprocess

from lenet1.model import LAYERS
from lenet1.page.rules import rules
from lenet1.weights import MODEL
from tests.conftest import ROOT, WEIGHTS
from tests.page.node import require_node

SCRIPT = ROOT / "tests/page/judge_digits.mjs"


def main() -> None:
    layers = json.dumps([layer._asdict() for layer in LAYERS])
    command = [require_node(), str(SCRIPT), layers, json.dumps(rules())]
    output = subprocess.run(
        [*command, str(WEIGHTS / MODEL)], check=True, capture_output=True
    ).stdout
    lines = [json.loads(line) for line in output.splitlines()]
    second = lines[len(lines) // 2 :]
    for layer in ("conv1", "conv2"):
        times = [line for line in second if line["layer"] == layer]
        here = statistics.median(line["here"] for line in times)
        ratio = statistics.median(line["here"] / line["all"] for line in times)
        print(
            f"after a change of {layer}: {1000 * here:.0f} ms, "
            f"{ratio:.2f} of what all layers take"
        )


if __name__ == "__main__":
    main()
