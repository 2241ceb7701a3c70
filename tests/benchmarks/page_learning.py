"""How often a drawing's maps change while a network learns, in Chromium."""

import argparse
from itertools import pairwise

from playwright.sync_api import sync_playwright

from tests.benchmarks.page import learn, line
from tests.browser.opening import LAPTOP, chromium, open_page
from tests.browser.page import (
    DIFFERENT,
    draw_with_mouse,
    pictures_kept,
    wait_for_final,
)
from tests.browser.view import wait_until
from tests.conftest import ROOT, serve
from tests.drawings import EXAMPLES

FIRST = 10  # changes, in which the worker's code is compiled


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter
    )
    parser.add_argument("--changes", type=int, default=100, help="of the maps")
    changes = parser.parse_args().changes
    with (
        serve(ROOT / "app.py") as (address, _),
        sync_playwright() as playwright,
        chromium(playwright) as browser,
        open_page(browser, address, **LAPTOP) as page,
    ):
        draw_with_mouse(page, EXAMPLES[7])
        wait_for_final(page)
        with pictures_kept(page):
            learn(page)
            wait_until(page, f"() => {DIFFERENT} > {FIRST + changes}")
        times = page.evaluate("times")[FIRST:]
    line("between two changes of the maps", [b - a for a, b in pairwise(times)])
    seconds = (times[-1] - times[0]) / 1000
    print(f"  a second: {(len(times) - 1) / seconds:.1f}")


if __name__ == "__main__":
    main()
