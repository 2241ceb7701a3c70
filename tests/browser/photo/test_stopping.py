"""A photo that is not read: why is said, it can be stopped, and nothing is lost."""

from typing import Any

import pytest
from playwright.sync_api import Page, Route

from tests.browser.page import press
from tests.browser.photo.photos import (
    BLANK,
    POST,
    WRITTEN,
    bring,
    label,
    numbers,
    upload,
    wait_for_boxes,
)
from tests.paper.pages import LINES

FOCUSED = "element => element === document.activeElement"


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


def test_long_work_shows_progress_and_the_keyboard_stops_it(page: Page) -> None:
    """The focus stays where the next key is of use."""
    upload(page, WRITTEN)
    wait_for_boxes(page)
    progress = page.get_by_role("progressbar", name="Reading the photo")
    assert progress.count() == 0
    page.route(POST, lambda route: None)
    page.get_by_role("button", name="Another photo").focus()
    upload(page, BLANK)
    progress.wait_for()
    assert not page.locator(".where").is_visible()
    assert page.get_by_role("button", name="Stop").evaluate(FOCUSED)
    page.keyboard.press("Enter")
    page.locator(".said", has_text="Stopped").wait_for()
    assert page.get_by_role("button", name="Another photo").evaluate(FOCUSED)
    assert progress.count() == 0
    assert page.locator(".where").is_visible()


def test_a_second_photo_overtakes_the_first_and_can_be_stopped_as_well(
    page: Page,
) -> None:
    held: list[Route] = []
    page.route(POST, lambda route: held.append(route))
    with page.expect_request(POST):
        upload(page, BLANK)
    with page.expect_request(POST):
        bring(page, "paste", WRITTEN)
    assert page.get_by_role("button", name="Stop").is_visible()
    assert page.locator(".said").inner_text() == "Reading the photo\u2026"
    held[-1].continue_()
    wait_for_boxes(page)
    assert numbers(page) == list(LINES)
