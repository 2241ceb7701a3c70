"""Take pictures of the running page: the README's, and the one that a link shows."""

import io
from collections.abc import Iterator
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from lenet1.page.modules import STATIC
from tests.browser.opening import PHONE, chromium, open_page
from tests.browser.page import draw_with_mouse, points_on, wait_for_answer
from tests.conftest import ROOT, serve
from tests.drawings import EXAMPLES

FOLDER = ROOT / "tests" / "screenshots"
LAPTOP: dict[str, Any] = {"viewport": {"width": 1366, "height": 650}}
SMALL: dict[str, Any] = {**PHONE, "viewport": {"width": 390, "height": 664}}
FILM: dict[str, Any] = {"viewport": {"width": 1280, "height": 600}}
FILM_WIDTH = 800  # px
FRAME = 150  # ms
STILL = 2_000  # ms; the last picture


def still(browser: Browser, address: str, name: str, digit: int) -> None:
    dark = {**LAPTOP, "color_scheme": "dark"}
    options = {"desktop": LAPTOP, "dark": dark, "phone": SMALL}[name]
    with open_page(browser, address, **options) as page:
        draw_with_mouse(page, EXAMPLES[digit])
        wait_for_answer(page, digit)
        page.mouse.move(5, 5)
        page.wait_for_timeout(1_000)
        page.screenshot(path=FOLDER / f"{name}.png")


def of_a_link(browser: Browser, address: str) -> None:
    with open_page(browser, address, viewport={"width": 1200, "height": 630}) as page:
        draw_with_mouse(page, EXAMPLES[8])
        wait_for_answer(page, 8)
        page.mouse.move(5, 5)
        page.wait_for_timeout(1_000)
        page.screenshot(path=STATIC / "picture.jpg", quality=85)


def drill_down(browser: Browser, address: str) -> None:
    with open_page(browser, address, **LAPTOP) as page:
        draw_with_mouse(page, EXAMPLES[8])
        wait_for_answer(page, 8)
        page.locator(".layer.conv2 .map").nth(6).click(position={"x": 25, "y": 75})
        page.wait_for_timeout(1_000)
        page.locator(".part").nth(1).hover()
        page.screenshot(path=FOLDER / "drill-down.png")


def film(browser: Browser, address: str) -> None:
    """A digit while it is drawn, as an animated GIF."""
    with open_page(browser, address, **FILM) as page:
        pictures = [picture(page), *drawn(page, digit=3)]
    first, *rest = [p.quantize(64, dither=Image.Dither.NONE) for p in pictures]
    first.save(
        FOLDER / "drawing.gif",
        save_all=True,
        append_images=rest,
        duration=[FRAME] * len(rest) + [STILL],
        loop=0,
        optimize=True,
    )


def drawn(page: Page, *, digit: int) -> Iterator[Image.Image]:
    for stroke in EXAMPLES[digit]:
        first, *rest = points_on(page, stroke)
        page.mouse.move(*first)
        page.mouse.down()
        for i, point in enumerate(rest):
            page.mouse.move(*point)
            page.wait_for_timeout(120)  # for the maps; the film runs faster
            if i % 2:
                yield picture(page)
        page.mouse.up()
    page.wait_for_timeout(800)
    yield picture(page)


def picture(page: Page) -> Image.Image:
    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    height = round(image.height * FILM_WIDTH / image.width)
    return image.resize((FILM_WIDTH, height), Image.Resampling.LANCZOS)


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with (
        serve(ROOT / "app.py") as (address, _),
        sync_playwright() as playwright,
        chromium(playwright) as browser,
    ):
        for name, digit in {"desktop": 8, "dark": 5, "phone": 4}.items():
            still(browser, address, name, digit)
        of_a_link(browser, address)
        drill_down(browser, address)
        film(browser, address)


if __name__ == "__main__":
    main()
