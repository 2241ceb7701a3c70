"""A photo in the pad's place: brought in, read, walked through, and put away again."""

import base64
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Browser, Page, Route

from lenet1.confidence import Confidence, Verdict
from lenet1.model import LeNet1
from lenet1.paper import read_page
from tests.browser.page import (
    DARK,
    DESKTOP,
    PHONE,
    dark_pixels,
    draw_with_mouse,
    lit,
    open_page,
    pixels,
    press,
    record_readings,
    wait_for_answer,
    wait_for_final,
)
from tests.browser.test_everyone import AXE, LEVELS
from tests.browser.view import (
    ANSWER,
    INSPECTOR,
    LAPTOPS,
    MAPS,
    OUT_OF_SIGHT,
    PHONES,
    PLACES,
    TABLETS,
    clear_of_one_another,
)
from tests.conftest import missing
from tests.drawings import EXAMPLES
from tests.paper.pages import LINES, ROWS, written

POST = "**/lenet1/page"
DIGITS = [digit for row in ROWS for digit in row]
BOX = ".boxes [role=option]"
CHOSEN = f"{BOX}[aria-selected=true]"

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


def file_of(picture: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


WRITTEN = file_of(written())
BLANK = file_of(Image.new("L", (300, 300), 255))


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The page as soon as a photo can be read: the sketchpad may not be there yet."""
    with open_page(browser, address, ready=False) as page:
        page.locator(".photo button").first.wait_for(state="attached")
        yield page


@pytest.fixture
def pad(browser: Browser, address: str) -> Iterator[Page]:
    """The page once it can be drawn on."""
    with open_page(browser, address) as page:
        yield page


def upload(page: Page, file: bytes, kind: str = "image/png") -> None:
    if not page.locator(".photo").is_visible():
        press(page, "Read a photo")
    sent: Any = {"name": "photo", "mimeType": kind, "buffer": file}
    page.locator(".photo input[type=file]").set_input_files(sent)


def bring(page: Page, how: str, file: bytes, kind: str = "image/png") -> bool:
    text = base64.b64encode(file).decode()
    return bool(page.evaluate(BRING, [how, text, kind]))


def wait_for_boxes(page: Page, count: int = len(DIGITS)) -> None:
    page.locator(CHOSEN).wait_for(timeout=15_000)
    assert page.locator(BOX).count() == count


def numbers(page: Page) -> list[str]:
    return page.locator(".page-lines p").all_inner_texts()


def label(page: Page) -> str | None:
    return page.locator(CHOSEN).get_attribute("aria-label")


def test_an_uploaded_photo_is_read_and_its_first_digit_is_in_the_microscope(
    page: Page,
) -> None:
    readings = record_readings(page)
    upload(page, WRITTEN)
    wait_for_boxes(page)
    assert numbers(page) == list(LINES)
    assert label(page) == "digit 1 of 6: 3"
    wait_for_answer(page, 3)
    wait_for_final(page)
    assert [reading.json()["label"] for reading in readings] == [3]
    assert all(lit(map_) > 0 for map_ in pixels(page, ".layer.pool2 .map canvas"))
    assert page.locator(".page-lines .chosen").all_inner_texts() == ["3"]
    assert page.get_by_role("status").filter(has_text="6 digits in 2 lines").count()


def test_the_button_opens_the_choice_of_a_file_or_the_camera(page: Page) -> None:
    press(page, "Read a photo")
    with page.expect_file_chooser() as chooser:
        press(page, "Choose a photo")
    assert chooser.value.element.get_attribute("accept") == "image/*"


@pytest.mark.parametrize("how", ["paste", "drop"])
def test_a_photo_can_be_brought_at_any_time(pad: Page, how: str) -> None:
    page = pad
    draw_with_mouse(page, EXAMPLES[8])
    wait_for_answer(page, 8)
    if how == "drop":
        assert bring(page, "dragover", WRITTEN)
        assert page.locator("body.dropping").count() == 1
    assert bring(page, how, WRITTEN)
    wait_for_boxes(page)
    assert page.locator("body.dropping").count() == 0
    wait_for_answer(page, 3)
    press(page, "Back to the sketchpad")
    wait_for_answer(page, 8)


def test_pasted_text_is_left_alone(page: Page) -> None:
    prevented = page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.setData("text/plain", "7");
          const event = new ClipboardEvent("paste",
            { bubbles: true, cancelable: true, clipboardData: data });
          document.body.dispatchEvent(event);
          return event.defaultPrevented;
        }"""
    )
    assert not prevented
    assert not page.locator(".photo").is_visible()


def test_a_chosen_boxs_answer_is_the_microscopes(page: Page) -> None:
    """By Python's own reading of it, too."""
    readings = record_readings(page)
    upload(page, WRITTEN)
    wait_for_boxes(page)
    for at, digit in enumerate(DIGITS):
        page.locator(BOX).nth(at).click()
        assert label(page) == f"digit {at + 1} of 6: {digit}"
        wait_for_answer(page, digit)
        wait_for_final(page)
        assert readings[-1].json()["label"] == digit
        marked = page.locator(".page-lines .chosen")
        assert marked.all_inner_texts() == [str(digit)]


def test_a_tap_beside_a_small_box_and_a_click_on_its_number_choose_it_too(
    page: Page,
) -> None:
    upload(page, WRITTEN)
    wait_for_boxes(page)
    box = page.locator(BOX).nth(4).bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] + 9)
    assert label(page) == "digit 5 of 6: 2"
    page.locator(".page-lines span").nth(1).click()
    assert label(page) == "digit 2 of 6: 1"


def test_arrow_keys_walk_through_the_digits_in_reading_order(page: Page) -> None:
    upload(page, WRITTEN)
    wait_for_boxes(page)
    for at, digit in enumerate(DIGITS):
        focused = page.locator(f"{BOX}:focus")
        assert focused.get_attribute("aria-label") == f"digit {at + 1} of 6: {digit}"
        assert label(page) == f"digit {at + 1} of 6: {digit}"
        wait_for_answer(page, digit)
        assert page.locator(f"{BOX}[tabindex='0']").count() == 1
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    assert label(page) == "digit 4 of 6: 7"
    page.keyboard.press("Tab")
    assert page.locator(f"{BOX}:focus").count() == 0


def test_letters_and_doubt_are_quieter_and_no_number(
    page: Page, shipped: LeNet1, confidence: Confidence
) -> None:
    picture = written()
    font = ImageFont.load_default(44)
    ImageDraw.Draw(picture).text((40, 220), "kg EUR", 0, font)
    read = read_page(shipped, confidence, picture)
    others = [d for d in read.digits if d.verdict is Verdict.NO_DIGIT]
    assert others
    upload(page, file_of(picture))
    wait_for_boxes(page, len(read.digits))
    kinds = {
        Verdict.DIGIT: "sure",
        Verdict.NOT_SURE: "doubt",
        Verdict.NO_DIGIT: "other",
    }
    shown = [box.get_attribute("class") for box in page.locator(BOX).all()]
    assert shown == [kinds[digit.verdict] for digit in read.digits]
    assert numbers(page) == [line for line in read.lines if line]
    first = read.digits.index(others[0])
    page.locator(BOX).nth(first).click()
    assert str(label(page)).startswith("not a digit")
    assert page.locator(".page-lines .chosen").count() == 0
    page.locator(BOX).nth(1).click()
    lines = [
        page.locator(f"{BOX}.{kind}").first.evaluate(
            "b => getComputedStyle(b).outlineStyle"
        )
        for kind in ("sure", "other")
    ]
    assert lines[0] == "solid" != lines[1]


@pytest.mark.parametrize(
    ("file", "kind", "sentence"),
    [
        (BLANK, "image/png", "There are no digits in the picture."),
        (b"%PDF-1.7", "application/pdf", "This is not a PNG, JPEG"),
        (WRITTEN[:400], "image/png", "The picture is cut off or damaged."),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml", "not a PNG"),
        (bytes(6_000_001), "image/heic", "larger than 6 MB"),
    ],
)
def test_what_cannot_be_read_is_said_and_what_was_shown_stays(
    page: Page, file: bytes, kind: str, sentence: str
) -> None:
    upload(page, WRITTEN)
    wait_for_boxes(page)
    page.keyboard.press("End")
    upload(page, file, kind)
    page.locator(".said", has_text=sentence).wait_for()
    assert label(page) == "digit 6 of 6: 5"
    assert numbers(page) == list(LINES)
    shown = page.locator(".picture img")
    assert shown.evaluate("img => [img.naturalWidth, img.naturalHeight]") == [320, 300]
    upload(page, WRITTEN)
    page.locator(".said", has_text="6 digits").wait_for()


def test_a_first_photo_without_digits_leaves_the_invitation(page: Page) -> None:
    upload(page, BLANK)
    page.locator(".said", has_text="no digits").wait_for()
    assert page.locator(".invitation").is_visible()
    assert not page.locator(".picture").is_visible()


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (lambda route: route.abort(), "The server cannot be reached"),
        (lambda route: route.fulfill(status=502, body="<h1>Bad"), "cannot be reached"),
        (lambda route: route.fulfill(status=429, json={"error": "Busy."}), "Busy."),
    ],
)
def test_a_server_that_does_not_read_is_said(
    page: Page, answer: Any, sentence: str
) -> None:
    page.route(POST, answer)
    upload(page, WRITTEN)
    page.locator(".said", has_text=sentence).wait_for()
    page.unroute(POST)
    upload(page, WRITTEN)
    wait_for_boxes(page)


def test_reading_can_be_stopped_and_nothing_is_lost(page: Page) -> None:
    upload(page, WRITTEN)
    wait_for_boxes(page)
    held: list[Route] = []
    page.route(POST, lambda route: held.append(route))
    upload(page, BLANK)
    page.locator(".said", has_text="Reading the photo").wait_for()
    page.locator(".photo.busy").wait_for()
    with page.expect_event("requestfailed"):
        press(page, "Stop")
    page.locator(".said", has_text="Stopped").wait_for()
    assert numbers(page) == list(LINES)
    assert label(page) == "digit 1 of 6: 3"
    assert not page.get_by_role("button", name="Stop").is_visible()


def test_a_picture_that_is_slow_to_open_can_be_stopped_too(page: Page) -> None:
    page.evaluate("() => { window.createImageBitmap = () => new Promise(() => {}); }")
    upload(page, WRITTEN)
    press(page, "Stop")
    page.locator(".said", has_text="Stopped").wait_for()
    assert page.locator(".invitation").is_visible()


def test_a_second_photo_overtakes_the_first(page: Page) -> None:
    held: list[Route] = []
    page.route(POST, lambda r: r.continue_() if held else held.append(r))
    upload(page, file_of(Image.new("L", (90, 90), 255)))
    page.locator(".said", has_text="Reading the photo").wait_for()
    bring(page, "paste", WRITTEN)
    wait_for_boxes(page)
    assert numbers(page) == list(LINES)


def test_the_drawing_and_the_photo_are_both_kept(pad: Page) -> None:
    page = pad
    draw_with_mouse(page, EXAMPLES[7])
    wait_for_answer(page, 7)
    wait_for_final(page)
    page.mouse.move(5, 5)
    page.wait_for_function("() => !document.querySelector('.cover.shown')")
    before = dark_pixels(page)
    upload(page, WRITTEN)
    wait_for_boxes(page)
    page.keyboard.press("ArrowRight")
    wait_for_answer(page, 1)
    press(page, "Back to the sketchpad")
    wait_for_answer(page, 7)
    wait_for_final(page)
    assert abs(dark_pixels(page) - before) <= 0.01 * before
    press(page, "Read a photo")
    wait_for_answer(page, 1)
    assert label(page) == "digit 2 of 6: 1"
    press(page, "Back to the sketchpad")
    press(page, "Clear canvas")
    page.get_by_text("Draw a digit", exact=True).first.wait_for()


def test_what_a_unit_looked_at_is_outlined_on_the_photo(page: Page) -> None:
    upload(page, WRITTEN)
    wait_for_boxes(page)
    for at in (1, 5):
        page.locator(BOX).nth(at).click()
        wait_for_final(page)
        whole = page.locator(BOX).nth(at).bounding_box()
        map_ = page.locator(".layer.conv1 .map").first
        places = []
        for row, column in [(0.5, 0.5), (0.5, 0.7), (0.7, 0.5)]:
            side = map_.evaluate("map => map.clientWidth")
            map_.hover(position={"x": column * side, "y": row * side})
            square = page.locator(".photo .outline").bounding_box()
            assert square is not None
            places.append(square)
        assert whole is not None
        middle, right, lower = places
        x = middle["x"] + middle["width"] / 2 - whole["x"]
        y = middle["y"] + middle["height"] / 2 - whole["y"]
        assert 0 < x < whole["width"]
        assert 0 < y < whole["height"]
        assert 0.1 < middle["height"] / whole["height"] < 0.4  # 5 of about 20 px
        assert right["x"] > middle["x"]
        assert lower["y"] > middle["y"]


# The body of the next photo that is sent, as a data URL; Playwright has none of a blob.
KEEP_SENT = """() => {
  const send = window.fetch;
  window.sent = new Promise((done) => {
    window.fetch = (address, options) => {
      if (`${address}`.endsWith("/lenet1/page")) {
        const reader = new FileReader();
        reader.onload = () => done(reader.result);
        reader.readAsDataURL(options.body);
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


def test_a_cameras_photo_is_turned_and_reduced_before_it_is_sent(page: Page) -> None:
    photo = camera_photo()
    assert len(photo) > 1_000_000
    sent = sent_of(page, photo, "image/jpeg")
    assert Image.open(io.BytesIO(sent)).size == (2_400, 2_250)
    assert len(sent) < len(photo) / 1.5
    wait_for_boxes(page)
    assert numbers(page) == list(LINES)
    box = page.locator(".picture").bounding_box()
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
    with open_page(browser, address, script=resist, ready=False) as page:
        page.locator(".photo button").first.wait_for(state="attached")
        assert sent_of(page, photo, "image/jpeg") == photo
        wait_for_boxes(page)


def test_a_small_file_is_sent_as_it_is(page: Page) -> None:
    assert sent_of(page, WRITTEN, "image/png") == WRITTEN


def test_what_only_the_server_can_open_is_shown_by_its_ink(page: Page) -> None:
    upload(page, file_of(written(), "TIFF"), "image/tiff")
    wait_for_boxes(page)
    assert numbers(page) == list(LINES)
    canvas = page.locator(".picture > canvas")
    shown = Image.open(io.BytesIO(decoded(canvas.evaluate("c => c.toDataURL()"))))
    ink = 255 - np.asarray(written())
    both = np.corrcoef(np.asarray(shown.getchannel("A")).ravel(), ink.ravel())
    assert both[0, 1] > 0.9


IN_VIEW = [
    ".picture",
    CHOSEN,
    ".page-lines",
    ".said",
    "#examples .photo-link",
    ".where",
]


def test_the_whole_photo_its_numbers_and_the_maps_are_in_view(pad: Page) -> None:
    upload(pad, WRITTEN)
    wait_for_boxes(pad)
    for width, height in LAPTOPS + TABLETS:
        pad.set_viewport_size({"width": width, "height": height})
        assert pad.evaluate(OUT_OF_SIGHT, IN_VIEW + ANSWER + MAPS) == [], width
        pad.locator(".layer.conv2 .map").nth(4).click()
        assert pad.evaluate(OUT_OF_SIGHT, IN_VIEW + MAPS + INSPECTOR) == [], width
        assert clear_of_one_another(pad), width
        pad.keyboard.press("Escape")


def test_a_photo_in_the_pads_place_moves_nothing_else(pad: Page) -> None:
    pad.set_viewport_size({"width": 1366, "height": 650})
    places = [".layer.conv1 .map", ".layer.conv2 .map", "#answer .outputs figure"]
    before = pad.evaluate(PLACES, places)
    upload(pad, WRITTEN)
    wait_for_boxes(pad)
    assert pad.evaluate(PLACES, places) == before


@pytest.mark.parametrize(("width", "height"), PHONES)
def test_a_phone_shows_the_photo_its_numbers_and_the_answer(
    browser: Browser, address: str, width: int, height: int
) -> None:
    phone = {**PHONE, "viewport": {"width": width, "height": height}}
    with open_page(browser, address, **phone, ready=False) as page:
        page.locator(".photo button").first.wait_for(state="attached")
        page.get_by_role("button", name="Read a photo").tap()
        upload(page, WRITTEN)
        wait_for_boxes(page)
        wait_for_answer(page, 3)
        assert page.evaluate(OUT_OF_SIGHT, IN_VIEW + ANSWER) == []
        page.locator(BOX).nth(2).tap()
        assert label(page) == "digit 3 of 6: 4"
        wait_for_answer(page, 4)


@pytest.mark.parametrize("size", [(320, 1200), (1200, 300)])
def test_a_narrow_photo_is_shown_whole_and_in_its_form(
    page: Page, size: tuple[int, int]
) -> None:
    picture = Image.new("L", size, 255)
    picture.paste(written())
    upload(page, file_of(picture))
    wait_for_boxes(page)
    box = page.locator(".picture").bounding_box()
    square = page.locator(".photo .sheet").bounding_box()
    assert box is not None
    assert square is not None
    assert box["width"] / box["height"] == pytest.approx(size[0] / size[1], rel=0.05)
    assert max(box["width"], box["height"]) == pytest.approx(
        square["width"] - 16, abs=1
    )
    assert square["x"] <= box["x"]
    assert square["y"] <= box["y"]


@pytest.mark.parametrize(
    "options", [DESKTOP, DARK, PHONE], ids=["desktop", "dark", "phone"]
)
def test_no_accessibility_check_fails_with_a_photo(
    browser: Browser, address: str, options: dict[str, Any]
) -> None:
    if not Path(AXE).exists():
        missing("axe-core is missing: npm install --prefix tests/browser.")
    with open_page(browser, address, **options, ready=False) as page:
        page.locator(".photo button").first.wait_for(state="attached")
        for file in (None, WRITTEN):
            if file:
                upload(page, file)
                wait_for_boxes(page)
            else:
                press(page, "Read a photo")
                page.add_script_tag(path=AXE)
            results = page.evaluate(
                "levels => axe.run(document, { runOnly: levels })", LEVELS
            )
            assert [
                f"{one['id']}: {node['html'][:200]} {node['failureSummary']}"
                for one in results["violations"]
                for node in one["nodes"]
            ] == []
