"""How many characters a drawing takes in a link, over 200 drawings."""

import statistics

from lenet1.weights import load
from tests.conftest import WEIGHTS
from tests.page.node import links_in_node


def main() -> None:
    links = links_in_node(load(WEIGHTS))
    print(f"{len(links)} drawings of the examples by other hands")
    for name in ("points", "kept", "characters"):
        ordered = sorted(link[name] for link in links)
        p95 = ordered[round(0.95 * len(ordered)) - 1]
        print(f"  {name:12s} median {statistics.median(ordered):5.0f}  p95 {p95:5d}")


if __name__ == "__main__":
    main()
