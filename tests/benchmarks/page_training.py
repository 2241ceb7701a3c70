"""Training on the page, in Node, beside torch's with one thread: digits a second.

Both take the same steps of Adam with batches of 32 and take turns, so that a machine
that others use slows both of them. Seconds are those of the processor; figures are
medians of the rounds after the first, which the compilers have for themselves.
"""

import argparse
import json
import statistics
import subprocess
import time
from typing import IO

import torch
import torch.nn.functional as F

from lenet1.learning.digits import CARRIED, LEARN, decode
from lenet1.model import LAYERS, LeNet1
from lenet1.page.rules import rules
from lenet1.upright import straighten
from tests.conftest import ROOT
from tests.page.node import require_node

SCRIPT = ROOT / "tests/page/train_digits.mjs"
BATCH = 32
RATE = 0.01


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter
    )
    add = parser.add_argument
    add("--rounds", type=int, default=6, help="how often each gets its turn")
    add("--steps", type=int, default=200, help="of a turn")
    args = parser.parse_args()
    torch.set_num_threads(1)
    theirs = Torch()
    layers = json.dumps([layer._asdict() for layer in LAYERS])
    command = [require_node(), str(SCRIPT), layers, json.dumps(rules())]
    speeds = []
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as node:
        assert node.stdin is not None
        assert node.stdout is not None
        for _ in range(args.rounds):
            page, right = train_in_node(node.stdin, node.stdout, args.steps)
            speeds.append((BATCH * args.steps / page, theirs.speed(args.steps)))
        node.stdin.close()
    pages, torchs = zip(*speeds[1:], strict=True)
    ratio = statistics.median(p / t for p, t in speeds[1:])
    print(f"digits a second on the page: {statistics.median(pages):,.0f}")
    print(f"by torch with one thread: {statistics.median(torchs):,.0f}")
    print(f"the page's share of torch's: {ratio:.2f}")
    seen = BATCH * args.steps * args.rounds
    print(f"right of 1,000 after {seen:,} digits: {right}")


def train_in_node(ask: IO[str], hear: IO[str], steps: int) -> tuple[float, int]:
    """Seconds of the steps, and how many of the judges are right after them."""
    print(steps, file=ask, flush=True)
    answer = json.loads(hear.readline())
    return answer["seconds"], answer["right"]


class Torch:
    """The same training by torch."""

    def __init__(self) -> None:
        digits = decode((CARRIED / LEARN).read_bytes())
        self.x, self.labels = straighten(digits.images).x, digits.labels
        torch.manual_seed(0)
        self.model = LeNet1()
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=RATE, fused=True)

    def speed(self, steps: int) -> float:
        """Take steps; digits a second."""
        started = time.process_time()
        for batch in torch.randint(len(self.labels), (steps, BATCH)):
            loss = F.cross_entropy(self.model(self.x[batch]).logits, self.labels[batch])
            self.optimizer.zero_grad()
            loss.backward()
            self.optimizer.step()
        return BATCH * steps / (time.process_time() - started)


if __name__ == "__main__":
    main()
