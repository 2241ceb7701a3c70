"""The browser answers alone; the server's reading, when it comes, is what stays."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, Route

from tests.browser.page import (
    choose_example,
    draw_with_mouse,
    lit,
    next_frame,
    pixels,
    record_readings,
    seen,
    to_be_seen,
    use,
    wait_for_answer,
    wait_for_final,
    wait_until_empty,
)
from tests.drawings import EXAMPLES, ink_of, misfit

READ = "**/lenet1/read"
LINE = "[data-note=unconfirmed]"

Handler = Callable[[Route], Any]


def wait_for_line(page: Page) -> None:
    page.locator(LINE).wait_for()


def test_at_most_one_request_a_stroke(page: Page) -> None:
    readings = record_readings(page)
    for number, stroke in enumerate(EXAMPLES[4] + EXAMPLES[7], start=1):
        draw_with_mouse(page, [stroke])
        wait_for_final(page)
        assert len(readings) == number


def test_every_change_of_the_drawing_is_confirmed_once(page: Page) -> None:
    readings = record_readings(page)
    draw_with_mouse(page, EXAMPLES[4])
    wait_for_final(page)
    for number, tool in enumerate(["Undo", "Redo"], start=len(readings) + 1):
        use(page, tool)
        wait_for_final(page)
        assert len(readings) == number
    use(page, "Erase")
    draw_with_mouse(page, [[(20, 60), (80, 60)]])
    wait_for_final(page)
    choose_example(page, 6)
    wait_for_final(page)
    assert len(readings) == number + 2


def test_the_servers_reading_is_what_stays(page: Page) -> None:
    def answer_nine(route: Route) -> None:
        message = route.fetch().json()
        route.fulfill(json={**message, "verdict": "digit", "label": 9})

    page.route(READ, answer_nine)
    draw_with_mouse(page, EXAMPLES[3])
    wait_for_answer(page, 9)
    wait_for_final(page)


FAILURES: dict[str, Handler] = {
    "gone": lambda route: route.abort(),
    "restarting": lambda route: route.fulfill(status=503, headers={"Retry-After": "1"}),
    "busy": lambda route: route.fulfill(status=429, body="Too many requests"),
    "somebody else": lambda route: route.fulfill(body="<h1>Asleep</h1>"),
    "hung": lambda route: None,
}


@pytest.mark.parametrize("failure", FAILURES)
def test_a_drawing_is_read_without_the_server_and_confirmed_when_it_is_back(
    page: Page, failure: str
) -> None:
    page.route(READ, FAILURES[failure])
    draw_with_mouse(page, EXAMPLES[2])
    wait_for_answer(page, 2)
    assert lit(pixels(page, ".layer.conv2 .map canvas")[0]) > 0
    wait_for_line(page)
    assert page.locator("#answer .digit").inner_text() == "2"
    page.unroute(READ)
    wait_for_final(page)
    assert not page.locator(LINE).is_visible()
    assert page.locator("#answer .digit").inner_text() == "2"


def test_all_that_was_drawn_offline_is_confirmed_with_the_network(page: Page) -> None:
    readings = record_readings(page)
    page.context.set_offline(True)
    first, *rest = EXAMPLES[4]
    draw_with_mouse(page, [first])
    wait_for_line(page)
    draw_with_mouse(page, rest)
    wait_for_answer(page, 4)
    page.context.set_offline(False)
    wait_for_final(page)
    assert not page.locator(LINE).is_visible()
    assert len(readings) == 1
    assert misfit(to_be_seen(ink_of(EXAMPLES[4])), seen(page)) < 12


def test_clear_works_offline_and_leaves_nothing_to_confirm(page: Page) -> None:
    readings = record_readings(page)
    page.context.set_offline(True)
    draw_with_mouse(page, EXAMPLES[7])
    wait_for_answer(page, 7)
    wait_for_line(page)
    use(page, "Clear canvas")
    wait_until_empty(page)
    assert not page.locator(LINE).is_visible()
    page.context.set_offline(False)
    draw_with_mouse(page, EXAMPLES[1])
    wait_for_answer(page, 1)
    wait_for_final(page)
    assert [reading.json()["label"] for reading in readings] == [1]


def test_an_old_answer_never_stands_beside_a_new_drawing(page: Page) -> None:
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if held:
            route.continue_()
        held.append(route)

    page.route(READ, hold_the_first)
    with page.expect_request(READ):
        draw_with_mouse(page, EXAMPLES[0])
    draw_with_mouse(page, [[(10, 10), (90, 90)]])
    wait_for_final(page)
    shown = seen(page)
    with page.expect_event("requestfinished"):
        held[0].fulfill(json={"verdict": "blank"})
    next_frame(page)
    assert np.array_equal(seen(page), shown)
