"""The page with a drawn digit in windows of many sizes: what one sees there of it."""

import io
from typing import Any

import numpy as np
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.browser.opening import PHONE, chromium, open_page
from tests.browser.page import draw_with_mouse, wait_for_answer, wait_for_final
from tests.browser.view import OUT_OF_SIGHT, SCROLLS, TINY
from tests.conftest import ROOT, serve
from tests.drawings import EXAMPLES

WIDE = [(1280, 600), (1366, 650), (1920, 950), (2560, 1300)]
WIDE += [(744, 1133), (820, 1180), (1180, 820), (1000, 700)]
PHONES = [(390, 664), (360, 600), (664, 390), (844, 390)]
SEEN = ["#pad .edge", "#answer .digit", ".layer.convolution .map canvas"]  # 18 parts
SHIFTS = """window.shift = 0;
new PerformanceObserver((list) => {
  for (const { value, hadRecentInput } of list.getEntries())
    if (!hadRecentInput) shift += value;
}).observe({ type: "layout-shift", buffered: true });"""
CELL = 16  # px; a square of one colour is free


def describe(page: Page) -> str:
    draw_with_mouse(page, EXAMPLES[8])
    wait_for_answer(page, 8)
    wait_for_final(page)
    page.mouse.move(5, 5)
    page.wait_for_timeout(1_000)  # for what would still move
    hidden = len(page.evaluate(OUT_OF_SIGHT, SEEN))
    letters = min(page.evaluate(TINY, 1_000).values())
    shift, scrolls = page.evaluate("shift"), page.evaluate(SCROLLS)[1]
    return (
        f"{18 - hidden} of 18 in view, scrolls {scrolls:3d} px, least letter"
        f" {letters:4.1f} px, layout shift {shift:.4f}, free {100 * free(page):.0f} %"
    )


def free(page: Page) -> float:
    """The share of the window's squares that show one colour and lie on no canvas."""
    levels = np.asarray(Image.open(io.BytesIO(page.screenshot(scale="css"))))[..., :3]
    rows, columns = levels.shape[0] // CELL, levels.shape[1] // CELL
    squares = levels[: rows * CELL, : columns * CELL].reshape(
        rows, CELL, columns, CELL, 3
    )
    plain = np.ptp(squares, axis=(1, 3)).max(axis=-1) == 0
    boxes = page.locator("#pad .edge, #desk canvas").evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect().toJSON())"
    )
    for box in boxes:
        top, left = (max(0, int(box[side] // CELL)) for side in ("top", "left"))
        bottom, right = (max(0, int(box[side] // CELL)) for side in ("bottom", "right"))
        plain[top : bottom + 1, left : right + 1] = False
    return float(plain.mean())


def main() -> None:
    with (
        serve(ROOT / "app.py") as (address, _),
        sync_playwright() as playwright,
        chromium(playwright) as browser,
    ):
        for width, height in WIDE + PHONES:
            is_phone = (width, height) in PHONES
            options: dict[str, Any] = dict(PHONE) if is_phone else {}
            options["viewport"] = {"width": width, "height": height}
            with open_page(browser, address, script=SHIFTS, **options) as page:
                print(f"{width:4d} x {height:4d}: {describe(page)}", flush=True)


if __name__ == "__main__":
    main()
