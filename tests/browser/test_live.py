"""Maps follow the pen, newer drawings win, and nothing is sent for nothing."""

import time
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, Route

from tests.browser.page import (
    PHONE,
    draw_with_mouse,
    finger,
    lit,
    open_page,
    pixels,
    points_on,
    press,
    seen,
    to_be_seen,
    wait_for_answer,
)
from tests.drawings import EXAMPLES, ink_of, misfit


@pytest.fixture
def page(browser: Browser, address: str) -> Any:
    with open_page(browser, address) as page:
        yield page


def test_maps_move_while_the_pen_is_down(page: Page) -> None:
    first, *rest = points_on(page, EXAMPLES[8][0])
    page.mouse.move(*first)
    page.mouse.down()
    frames = []
    for point in rest[:16]:
        page.mouse.move(*point)
        page.wait_for_timeout(80)
        frames.append(pixels(page, ".layer.conv1 .map canvas")[0])
    different = {frame.tobytes() for frame in frames}
    assert len(different) > 8
    assert lit(frames[-1]) > 0
    assert page.locator("#answer .digit").inner_text() != ""
    page.mouse.up()


def test_an_erased_part_disappears_from_the_maps(page: Page) -> None:
    draw_with_mouse(page, [[(50, 15), (50, 85)], [(20, 50), (80, 50)]])
    wait_for_answer(page)
    before = seen(page)
    press(page, "Erase")
    draw_with_mouse(page, [[(15, 50), (40, 50)], [(85, 50), (60, 50)]])
    page.wait_for_timeout(1_000)
    assert misfit(before, seen(page)) > 5
    rows = np.flatnonzero(seen(page).max(axis=1) > 128)
    columns = np.flatnonzero(seen(page).max(axis=0) > 128)
    assert np.ptp(columns) < np.ptp(rows) / 2


def test_clear_takes_back_the_brush_and_the_next_stroke_is_not_lost(
    page: Page,
) -> None:
    draw_with_mouse(page, EXAMPLES[7])
    wait_for_answer(page, 7)
    press(page, "Clear canvas")
    draw_with_mouse(page, EXAMPLES[1])
    wait_for_answer(page, 1)


def test_a_slow_server_ends_on_the_last_drawing(page: Page) -> None:
    """Older answers come later than newer ones, and hang behind the pen."""
    count = 0

    def slow(route: Route) -> None:
        nonlocal count
        count += 1
        answer = route.fetch()
        page.wait_for_timeout(250 if count % 2 else 20)
        route.fulfill(response=answer)

    page.route("**/lenet1/read", slow)
    draw_with_mouse(page, EXAMPLES[5])
    wait_for_answer(page, 5)
    page.wait_for_timeout(1_500)
    wait_for_answer(page, 5)
    assert misfit(to_be_seen(ink_of(EXAMPLES[5])), seen(page)) < 12
    page.unroute("**/lenet1/read")


SENDER = """async (order) => {
  const { createSender } = await import("/lenet1/static/network/sender.js");
  const waiting = [], shown = [], sent = [];
  const sender = createSender({
    limit: 2,
    send: (frame) => new Promise((resolve, reject) => {
      sent.push(frame.name);
      waiting.push({ name: frame.name, resolve, reject });
    }),
    onResponse: (answer) => shown.push(answer),
    onError: (error) => shown.push(`failed: ${error.message}`),
  });
  const settle = () => new Promise((resolve) => setTimeout(resolve, 5));
  for (const step of order) {
    const [what, name] = step.split(" ");
    if (what === "push") sender.push({ name, final: false });
    else if (what === "final") sender.push({ name, final: true });
    else {
      const { resolve, reject } = waiting.find((one) => one.name === name);
      if (what === "answer") resolve(name);
      else reject(new Error(name));
    }
    await settle();
  }
  return { shown, sent };
}"""


@pytest.mark.parametrize(
    ("order", "shown", "sent"),
    [
        (["push a", "answer a", "push b", "answer b"], ["a", "b"], ["a", "b"]),
        # b overtakes a, whose answer is then too old
        (["push a", "push b", "answer b", "answer a"], ["b"], ["a", "b"]),
        # c waits, d replaces it
        (
            [
                "push a",
                "push b",
                "push c",
                "push d",
                "answer a",
                "answer b",
                "answer d",
            ],
            ["a", "b", "d"],
            ["a", "b", "d"],
        ),
        # a final drawing waits for nobody
        (
            ["push a", "push b", "final c", "answer a", "answer b", "answer c"],
            ["c"],
            ["a", "b", "c"],
        ),
        # a failure of an older frame is nobody's business
        (["push a", "push b", "fail a", "answer b"], ["b"], ["a", "b"]),
    ],
)
def test_newer_frames_overtake_older_ones(
    page: Page, order: list[str], shown: list[str], sent: list[str]
) -> None:
    assert page.evaluate(SENDER, order) == {"shown": shown, "sent": sent}


def test_a_server_that_is_gone_is_said_and_its_return_is_noticed(page: Page) -> None:
    page.route("**/lenet1/read", lambda route: route.abort())
    draw_with_mouse(page, EXAMPLES[3])
    message = page.get_by_text("The server does not answer").first
    message.wait_for(timeout=20_000)
    page.unroute("**/lenet1/read")
    draw_with_mouse(page, EXAMPLES[3])
    wait_for_answer(page, 3)


def test_a_stroke_uploads_nothing_and_an_idle_page_asks_nothing(page: Page) -> None:
    paths: list[str] = []
    page.on("request", lambda request: paths.append(request.url.split("/", 3)[3]))
    draw_with_mouse(page, EXAMPLES[3])
    wait_for_answer(page, 3)
    page.wait_for_timeout(1_500)
    assert set(paths) == {"lenet1/read"}
    paths.clear()
    page.wait_for_timeout(2_000)
    assert paths == []


NO_EDITOR = 'Object.defineProperty(window, "editor", { get() {}, set() {} });'
OTHER_EDITOR = """let real;
Object.defineProperty(window, "editor", {
  set(value) { real = value; },
  get() { return real && { app: real.app, ready: real.ready }; },
});"""


@pytest.mark.parametrize("script", [NO_EDITOR, OTHER_EDITOR])
def test_without_the_live_path_the_pads_own_event_still_works(
    browser: Browser, address: str, script: str
) -> None:
    with open_page(browser, address, script=script) as page:
        assert page.locator("[data-ready]").get_attribute("data-ready") == "stock"
        press(page, "Brush")
        page.wait_for_timeout(500)
        draw_with_mouse(page, EXAMPLES[2])
        wait_for_answer(page, 2)
        shown = pixels(page, ".layer.conv2 .map canvas")
        assert sum(lit(map_) > 0 for map_ in shown) > 6
        press(page, "Clear canvas")
        page.get_by_text("Draw a digit", exact=True).first.wait_for()


def test_a_drawing_made_before_the_fallback_is_chosen_is_not_lost(
    browser: Browser, address: str
) -> None:
    with open_page(browser, address, script=NO_EDITOR, ready=False) as page:
        page.get_by_role("button", name="Brush", exact=True).click(timeout=30_000)
        page.wait_for_timeout(500)
        draw_with_mouse(page, EXAMPLES[7])
        wait_for_answer(page, 7)


def test_a_phone_shows_maps_while_the_finger_is_down(
    browser: Browser, address: str
) -> None:
    with open_page(browser, address, **PHONE) as page:
        touch = finger(page)
        first, *rest = points_on(page, EXAMPLES[0][0])
        touch("touchStart", first)
        for point in rest[:12]:
            touch("touchMove", point)
        deadline = time.monotonic() + 5
        while lit(pixels(page, ".layer.conv1 .map canvas")[0]) == 0:
            assert time.monotonic() < deadline
            page.wait_for_timeout(50)
        touch("touchEnd")
