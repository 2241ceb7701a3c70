"""What is sent of a photo, and what is shown where the browser cannot open it."""

import base64
import io

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from lenet1.paper.sheet import LONGER_SIDE
from tests.browser.photo.photos import (
    WRITTEN,
    numbers,
    open_early,
    upload,
    wait_for_boxes,
)
from tests.drawings import file_of
from tests.paper.pages import LINES, written

# The body of the next photo that is sent, as a data URL; Playwright has none of a blob.
KEEP_SENT = """() => {
  const send = window.fetch;
  window.sent = new Promise((done) => {
    window.fetch = (address, options) => {
      if (`${address}`.endsWith("/lenet1/page")) {
        const reader = new FileReader();
        reader.onload = () => done(reader.result);
        reader.readAsDataURL(options.body);
        window.fetch = send;
      }
      return send(address, options);
    };
  });
}"""


def sent_of(page: Page, file: bytes, kind: str) -> bytes:
    """What the page sends when it is given `file`."""
    page.evaluate(KEEP_SENT)
    upload(page, file, kind)
    return decoded(page.evaluate("window.sent"))


def decoded(data_url: str) -> bytes:
    return base64.b64decode(data_url.partition(",")[2])


def camera_photo() -> bytes:
    """Lying on its side, as its EXIF says, and heavier than it need be."""
    noise = np.random.default_rng(0).normal(0, 12, (3_000, 3_200))
    large = written().resize((3_200, 3_000), Image.Resampling.BICUBIC)
    grainy = np.clip(np.asarray(large) * 0.8 + 20 + noise, 0, 255).astype(np.uint8)
    exif = Image.Exif()
    exif[0x112] = 6
    lying = Image.fromarray(grainy).transpose(Image.Transpose.ROTATE_90)
    return file_of(lying, "JPEG", exif=exif, quality=90)


def test_a_cameras_photo_is_turned_and_reduced_before_it_is_sent(photo: Page) -> None:
    taken = camera_photo()
    assert len(taken) > 1_000_000
    sent = sent_of(photo, taken, "image/jpeg")
    reduced = (LONGER_SIDE, LONGER_SIDE * 3_000 // 3_200)
    assert Image.open(io.BytesIO(sent)).size == reduced
    assert len(sent) < len(taken) / 1.5
    wait_for_boxes(photo)
    assert numbers(photo) == list(LINES)
    box = photo.locator(".picture").bounding_box()
    assert box is not None
    assert box["width"] / box["height"] == pytest.approx(320 / 300, rel=0.02)


def test_a_browser_that_gives_noise_for_its_canvases_sends_the_file_itself(
    browser: Browser, address: str
) -> None:
    resist = """const get = CanvasRenderingContext2D.prototype.getImageData;
    CanvasRenderingContext2D.prototype.getImageData = function (...area) {
      const image = get.apply(this, area);
      image.data.fill(137);
      return image;
    };"""
    photo = camera_photo()
    with open_early(browser, address, script=resist) as page:
        assert sent_of(page, photo, "image/jpeg") == photo
        wait_for_boxes(page)


def test_a_small_file_is_sent_as_it_is(photo: Page) -> None:
    assert sent_of(photo, WRITTEN, "image/png") == WRITTEN


def test_what_only_the_server_can_open_is_shown_by_its_ink(photo: Page) -> None:
    upload(photo, file_of(written(), "TIFF"), "image/tiff")
    wait_for_boxes(photo)
    assert numbers(photo) == list(LINES)
    canvas = photo.locator(".picture > canvas")
    shown = Image.open(io.BytesIO(decoded(canvas.evaluate("c => c.toDataURL()"))))
    ink = 255 - np.asarray(written())
    both = np.corrcoef(np.asarray(shown.getchannel("A")).ravel(), ink.ravel())
    assert both[0, 1] > 0.9
