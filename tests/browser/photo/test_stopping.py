"""A photo that is not read: why is said, it can be stopped, and nothing is lost."""

from collections.abc import Callable

from playwright.sync_api import Page, Route

from tests.browser.page import do
from tests.browser.photo.photos import (
    BLANK,
    CHOOSE,
    POST,
    STOP,
    WRITTEN,
    bring,
    chosen,
    numbers,
    upload,
    wait_for_boxes,
    wait_until_said,
)
from tests.paper.pages import LINES

FOCUSED = "element => element === document.activeElement"


# A file, its kind, and what is said of it.
UNREADABLE = [
    (BLANK, "image/png", "There are no digits in the picture."),
    (b"%PDF-1.7", "application/pdf", "This is not a PNG, JPEG"),
    (WRITTEN[:400], "image/png", "The picture is cut off or damaged."),
    (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml", "not a PNG"),
    (bytes(6_000_001), "image/tiff", "larger than 6 MB"),
    (bytes(9), "image/heic", "Settings, Camera, Formats"),
]


def test_what_cannot_be_read_is_said_and_what_was_shown_stays(photo: Page) -> None:
    upload(photo, WRITTEN)
    wait_for_boxes(photo)
    photo.keyboard.press("End")
    for file, kind, sentence in UNREADABLE:
        upload(photo, file, kind, name="second")
        said = photo.locator(".said", has_text=sentence)
        said.filter(has_text="second: ").filter(has_text=", photo, is still").wait_for()
        assert chosen(photo) == (5, 5)
        assert numbers(photo) == list(LINES)
        shown = photo.locator(".picture img")
        size = shown.evaluate("img => [img.naturalWidth, img.naturalHeight]")
        assert size == [320, 300]
    upload(photo, WRITTEN)
    wait_until_said(photo, "found")


def test_a_first_photo_that_is_not_read_leaves_the_invitation(early: Page) -> None:
    """Without digits, or stopped while it is slow to open."""
    upload(early, BLANK)
    wait_until_said(early, "refused")
    assert early.locator(".invitation").is_visible()
    assert not early.locator(".picture").is_visible()
    early.evaluate("() => { window.createImageBitmap = () => new Promise(() => {}); }")
    upload(early, WRITTEN)
    do(early, "stop")
    wait_until_said(early, "stopped")
    assert early.locator(".invitation").is_visible()


# What the server does, and what is said of it.
ANSWERS: list[tuple[Callable[[Route], object], str]] = [
    (lambda route: route.abort(), "The server cannot be reached"),
    (lambda route: route.fulfill(status=502, body="<h1>Bad"), "cannot be reached"),
    (lambda route: route.fulfill(status=429, json={"error": "Busy."}), "Busy."),
]


def test_a_server_that_does_not_read_is_said(photo: Page) -> None:
    for answer, sentence in ANSWERS:
        photo.route(POST, answer)
        upload(photo, WRITTEN)
        photo.locator(".said", has_text=sentence).wait_for()
        photo.unroute(POST)
        upload(photo, WRITTEN)
        wait_until_said(photo, "found")
    assert numbers(photo) == list(LINES)


def test_reading_can_be_stopped_and_nothing_is_lost(photo: Page) -> None:
    upload(photo, WRITTEN)
    wait_for_boxes(photo)
    held: list[Route] = []
    photo.route(POST, lambda route: held.append(route))
    upload(photo, BLANK)
    wait_until_said(photo, "reading")
    photo.locator(".photo.busy").wait_for()
    with photo.expect_event("requestfailed"):
        do(photo, "stop")
    wait_until_said(photo, "stopped")
    assert numbers(photo) == list(LINES)
    assert chosen(photo) == (0, 3)
    assert not photo.locator(STOP).is_visible()


def test_long_work_shows_progress_and_the_keyboard_stops_it(photo: Page) -> None:
    """The focus stays where the next key is of use."""
    upload(photo, WRITTEN)
    wait_for_boxes(photo)
    progress = photo.locator(".photo progress").filter(visible=True)
    assert progress.count() == 0
    photo.route(POST, lambda route: None)
    photo.locator(CHOOSE).focus()
    upload(photo, BLANK)
    progress.wait_for()
    assert not photo.locator(".where").is_visible()
    assert photo.locator(STOP).evaluate(FOCUSED)
    photo.keyboard.press("Enter")
    wait_until_said(photo, "stopped")
    assert photo.locator(CHOOSE).evaluate(FOCUSED)
    assert progress.count() == 0
    assert photo.locator(".where").is_visible()


def test_a_second_photo_overtakes_the_first_and_can_be_stopped_as_well(
    photo: Page,
) -> None:
    held: list[Route] = []
    photo.route(POST, lambda route: held.append(route))
    with photo.expect_request(POST):
        upload(photo, BLANK)
    with photo.expect_request(POST):
        bring(photo, "paste", WRITTEN)
    assert photo.locator(STOP).is_visible()
    wait_until_said(photo, "reading")
    held[-1].continue_()
    wait_for_boxes(photo)
    assert numbers(photo) == list(LINES)
