"""A photo as a visitor brings it, and what the page then shows of it."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.opening import open_page
from tests.browser.page import do
from tests.drawings import file_of
from tests.paper.pages import ROWS, written

LINK = "[data-do=photo]"  # to the photo and back to the pad
CHOOSE = "[data-do=choose]"
STOP = "[data-do=stop]"
POST = "**/lenet1/page"
DIGITS = [digit for row in ROWS for digit in row]
BOX = ".boxes [role=option]"
CHOSEN = f"{BOX}[aria-selected=true]"
IN_VIEW = [
    ".picture",
    CHOSEN,
    ".page-lines",
    ".said",
    LINK,
    ".where",
]

# A file as a visitor's system hands it over, on what is in the middle of the pad.
BRING = """([kind, text, type]) => {
  const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const data = new DataTransfer();
  data.items.add(new File([bytes], "photo", { type }));
  const options = { bubbles: true, cancelable: true };
  const event = kind === "paste"
    ? new ClipboardEvent("paste", { ...options, clipboardData: data })
    : new DragEvent(kind, { ...options, dataTransfer: data });
  document.querySelector("#pad canvas, .ownpad").dispatchEvent(event);
  return event.defaultPrevented;
}"""

WRITTEN = file_of(written())
ONE = file_of(written().crop((30, 30, 92, 110)))
BLANK = file_of(Image.new("L", (300, 300), 255))


@contextmanager
def open_early(browser: Browser, address: str, **options: Any) -> Iterator[Page]:
    """The page as soon as a photo can be read: the sketchpad may not be there yet."""
    with open_page(browser, address, ready=False, **options) as page:
        page.locator(".bench [role=tab]").first.wait_for(state="attached")
        yield page


def upload(
    page: Page, file: bytes, kind: str = "image/png", name: str = "photo"
) -> None:
    if not page.locator(".photo").is_visible():
        do(page, "photo")
    sent: Any = {"name": name, "mimeType": kind, "buffer": file}
    page.locator(".photo input[type=file]").set_input_files(sent)


def bring(page: Page, how: str, file: bytes, kind: str = "image/png") -> bool:
    text = base64.b64encode(file).decode()
    return bool(page.evaluate(BRING, [how, text, kind]))


def wait_for_boxes(page: Page, count: int = len(DIGITS)) -> None:
    """Until as many digits stand in boxes; another photo may have been in view."""
    page.locator(BOX).nth(count - 1).wait_for()
    page.locator(CHOSEN).wait_for()
    assert page.locator(BOX).count() == count


def numbers(page: Page) -> list[str]:
    return page.locator(".page-lines p").all_inner_texts()


def chosen(page: Page) -> tuple[int, int]:
    """Which of the boxes is chosen, and what stands in it."""
    at, digit = page.locator(BOX).evaluate_all(
        """boxes => boxes.flatMap((box, at) =>
          box.ariaSelected === "true" ? [at, Number(box.dataset.label)] : [])"""
    )
    return at, digit


def wait_until_said(page: Page, kind: str) -> None:
    """Of the photo: it is being read, found (its digits), stopped or refused."""
    page.locator(f"[data-said={kind}]").wait_for()
