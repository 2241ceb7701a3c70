"""Faults of a real server and a real proxy: the page says so and heals by itself."""

import signal

import httpx
import numpy as np
from playwright.sync_api import Browser, Page

from tests.browser.opening import open_page
from tests.browser.page import (
    draw_with_mouse,
    seen,
    to_be_seen,
    use,
    wait_for_answer,
    wait_for_final,
    wait_until_empty,
)
from tests.conftest import ROOT, serve
from tests.drawings import EXAMPLES, ink_of, misfit
from tests.hosting.nginx import HOSTING, free_ports, nginx, require_nginx, with_ports

LINE = "[data-note=unconfirmed]"


def wait_for_line(page: Page) -> None:
    page.locator(LINE).wait_for()


def wait_until_healed(page: Page) -> None:
    page.locator(".microscope[data-final]").wait_for()
    assert not page.locator(LINE).is_visible()


def test_a_server_that_hangs_dies_and_starts_again_is_caught_up_with(
    browser: Browser,
) -> None:
    with (
        serve(ROOT / "app.py") as (address, process),
        open_page(browser, address) as page,
    ):
        first, *rest = EXAMPLES[4]
        draw_with_mouse(page, [first])
        wait_for_final(page)
        process.send_signal(signal.SIGSTOP)
        draw_with_mouse(page, rest)
        wait_for_answer(page, 4)
        wait_for_line(page)
        process.send_signal(signal.SIGCONT)
        wait_until_healed(page)
        process.kill()
        process.wait()
        draw_with_mouse(page, [[(10, 95), (15, 95)]])
        wait_for_line(page)
        shown = seen(page)
        with serve(ROOT / "app.py", httpx.URL(address).port):
            wait_until_healed(page)
            page.wait_for_timeout(2_000)  # in which Gradio might load the page anew
            assert np.array_equal(seen(page), shown)
            draw_with_mouse(page, [[(85, 5), (90, 5)]])
            wait_for_final(page)


ASLEEP = """events {} pid nginx.pid; error_log stderr crit;
http { access_log off; server { listen 127.0.0.1:7860; location / {
  default_type text/html; return 503 "<!doctype html><h1>This Space is sleeping</h1>";
} } }"""


def passing() -> str:
    return (HOSTING / "nginx.conf").read_text()


def busy() -> str:
    """A reading a minute is all that anybody gets."""
    return passing().replace("50r/s", "1r/m").replace(" burst=100 nodelay", "")


# What stands in for the page, as of a Space that fell asleep while it was open.
FAULTS = [(ASLEEP, 503), (busy(), 429)]


def test_what_a_proxy_answers_instead_is_waited_out(
    browser: Browser, address: str
) -> None:
    require_nginx()
    behind = httpx.URL(address).port
    assert behind is not None
    (port,) = free_ports(1)
    ports = dict.fromkeys((7861, 7862, 7863), behind) | {7860: port}
    public = f"http://127.0.0.1:{port}/"
    first, *rest = EXAMPLES[4]
    with (
        nginx(with_ports(passing(), ports)) as reconfigure,
        open_page(browser, public) as page,
    ):
        for fault, status in FAULTS:
            draw_with_mouse(page, [first])
            wait_for_final(page)
            reconfigure(with_ports(fault, ports))
            while httpx.post(f"{public}lenet1/read").status_code != status:
                page.wait_for_timeout(50)
            draw_with_mouse(page, rest)
            wait_for_answer(page, 4)
            wait_for_line(page)
            reconfigure(with_ports(passing(), ports))
            wait_until_healed(page)
            assert page.locator("#answer .digit").inner_text() == "4"
            assert misfit(to_be_seen(ink_of(EXAMPLES[4])), seen(page)) < 12
            use(page, "Clear canvas")
            wait_until_empty(page)
