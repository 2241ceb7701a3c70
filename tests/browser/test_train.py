"""A network that learns on the page, from nothing, under the visitor's own drawing."""

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from playwright.sync_api import Browser, Locator, Page, expect

from lenet1.model import LeNet1
from lenet1.upright import straighten
from lenet1.weights import load_model
from tests.browser.opening import LAPTOP, PHONE, open_page
from tests.browser.page import (
    DIFFERENT,
    do,
    draw_with_finger,
    draw_with_mouse,
    pictures_kept,
    pixels,
    sentence,
    wait_for_answer,
    wait_for_final,
)
from tests.browser.test_share import shared
from tests.browser.view import ALL, PLACES, wait_until
from tests.conftest import WEIGHTS
from tests.drawings import EXAMPLES
from tests.mnist_sample import load_sample

RIGHT = "Number(document.querySelector('.plot').ariaLabel.split('\\u00a0')[0])"
POINTS = "document.querySelector('polyline.now').getAttribute('points')"
ANEW = "document.querySelector('[data-do=anew]').click()"
HIDE = """() => {
  Object.defineProperty(document, "hidden", { value: true, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
  delete document.hidden;
}"""
DROP = """([name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))], name));
  const options = { dataTransfer: data, bubbles: true, cancelable: true };
  document.querySelector("#pad").dispatchEvent(new DragEvent("drop", options));
}"""


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with open_page(browser, address, **LAPTOP) as page:
        yield page


def state(page: Page, name: str) -> None:
    page.locator(f".tool[data-state={name}]").wait_for()


def open_tool(page: Page) -> None:
    page.locator("[role=tab][data-tool=train]").click()
    state(page, "ready")


def seen(page: Page) -> int:
    """Digits that the network in the chip has seen."""
    text = page.locator("#header .chip b").inner_text()
    found = re.search(r"([\d,]+) digits", text)
    assert found is not None, text
    return int(found[1].replace(",", ""))


def percent(element: Locator) -> float:
    """The percentage that an element's name says."""
    found = re.search(r"([\d.]+)\s%", element.get_attribute("aria-label") or "")
    assert found is not None
    return float(found[1])


def number(score: str) -> float:
    return float(score.replace("\N{MINUS SIGN}", "-"))


def accuracy(model: LeNet1) -> float:
    images, labels = load_sample()
    with torch.inference_mode():
        right = model(straighten(images).x).logits.argmax(dim=1) == labels
    return right.float().mean().item()


def test_from_noise_to_a_network_that_python_takes(page: Page, tmp_path: Path) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    draw_with_mouse(page, EXAMPLES[7])
    wait_for_final(page)
    assert not any("train" in url or "digits/" in url for url in asked)
    before, places = pixels(page, ".layer .kernel"), page.evaluate(PLACES, ALL)
    open_tool(page)
    assert [url.split("/")[-1] for url in asked if url.endswith(".gz")] == [
        "learn.gz",
        "judge.gz",
    ]
    assert page.locator("#header .chip").is_hidden(), "nothing is exchanged yet"

    asks = page.locator(".right figcaption")
    assert asks.inner_text() == sentence(page, "guessQuestion")
    page.locator(".guess [data-digit='8']").click()
    with pictures_kept(page):
        do(page, "go")
        wait_until(page, f"() => {RIGHT} > 85")
        assert page.evaluate(DIFFERENT) > 10, "maps of the drawing, while it learns"
    wait_for_answer(page, 7)
    kernels = pixels(page, ".layer .kernel")
    assert not any(np.array_equal(a, b) for a, b in zip(before, kernels, strict=True))
    assert page.evaluate(PLACES, ALL) == places, "training moves nothing"
    do(page, "go")
    state(page, "paused")
    page.wait_for_timeout(200)  # what must not go on has no event
    learned = seen(page)
    last = page.locator(".guess .last").get_attribute("data-digit")
    assert asks.inner_text() == sentence(page, f"learnedLast({last}, 8)")
    assert page.locator(".guess button:enabled").count() == 0, "one guesses before"
    rights = [percent(one) for one in page.locator(".guess button").all()]
    assert min(rights) == rights[int(last or "nan")] < max(rights)
    assert sum(rights) / 10 == pytest.approx(percent(page.locator(".plot")), abs=1)
    do(page, "step")
    wait_until(
        page,
        f"() => !document.querySelector('.chip').innerText.includes('{learned:,}')",
    )
    assert seen(page) > learned

    with page.expect_download() as download:
        do(page, "save")
    path = tmp_path / "trained.safetensors"
    download.value.save_as(path)
    assert accuracy(load_model(path, device="cpu")) > 0.8

    do(page, "go")
    do(page, "anew")  # while news of the run before are on their way
    wait_until(page, f"() => {POINTS}.split(' ').length > 2")
    do(page, "go")
    state(page, "paused")
    points = page.evaluate(f"() => {{ const then = {POINTS}; {ANEW}; return then; }}")
    across = [float(point.split(",")[0]) for point in points.split()]
    assert across == sorted(across)
    wait_until(
        page, "() => document.querySelector('.chip').innerText.includes(' 0 digits')"
    )
    before_it = page.locator("polyline.before")
    assert before_it.get_attribute("points") == points
    dashes = "(line) => getComputedStyle(line).strokeDasharray"
    assert before_it.evaluate(dashes) != "none"
    assert page.locator("polyline.now").evaluate(dashes) == "none"
    assert page.locator("[aria-pressed=true]").get_attribute("data-digit") == "8"
    do(page, "go")
    page.evaluate(HIDE)
    state(page, "paused")
    do(page, "go")
    do(page, "shipped")
    state(page, "paused")
    assert page.locator("#header .chip").is_hidden()
    wait_for_final(page)
    for was, now in zip(before, pixels(page, ".layer .kernel"), strict=True):
        assert np.array_equal(was, now)

    page.locator(".choices select").nth(1).select_option("0.3")
    do(page, "go")
    state(page, "exploded")
    assert page.locator("[data-do=go]").is_disabled()
    said = page.locator(".train .sentence").inner_text()
    assert said == sentence(page, "training('exploded')")


def test_own_digits_stay_and_a_files_network_reads_here_and_in_a_link(
    page: Page, browser: Browser, address: str, tmp_path: Path
) -> None:
    draw_with_mouse(page, EXAMPLES[4])
    wait_for_final(page)
    open_tool(page)
    page.locator(".own select").select_option("4")
    do(page, "add")
    do(page, "add")
    do(page, "step")
    state(page, "paused")
    note = page.locator("[data-note=own]")
    expect(note).to_contain_text("2")
    page.reload()
    page.locator("#microscope [data-ready]").wait_for()
    open_tool(page)
    expect(note).to_contain_text("2")
    do(page, "erase")
    expect(note).not_to_contain_text("2")
    assert page.evaluate("localStorage.length") == 0

    chip = page.locator("#header .chip")
    shipped = WEIGHTS / "lenet1.safetensors"
    page.locator("input[type=file][accept='.safetensors']").set_input_files(shipped)
    expect(chip).to_contain_text("lenet1.safetensors")
    wait_for_answer(page, 4)
    do(page, "shipped")
    broken = tmp_path / "broken.safetensors"
    broken.write_bytes(shipped.read_bytes()[:-4])
    page.locator("input[type=file][accept='.safetensors']").set_input_files(broken)
    expect(page.locator("[data-note=file]")).not_to_be_empty()
    assert chip.is_hidden()
    text = page.evaluate(
        "(bytes) => btoa(String.fromCharCode(...bytes))", list(shipped.read_bytes())
    )
    page.evaluate(DROP, ["dropped.safetensors", text])
    expect(chip).to_contain_text("dropped.safetensors")
    expect(page.locator("[data-note=file]")).to_be_empty()
    score = page.locator(".outputs .score").nth(4).inner_text()
    link = shared(page)
    assert len(link) < len(address) + 4_700
    with open_page(browser, link, example=True, **LAPTOP) as other:
        wait_for_answer(other, 4)
        assert other.locator("#header .chip").is_visible()
        there = other.locator(".outputs .score").nth(4).inner_text()
        assert abs(number(score) - number(there)) < 0.5, "its weights are rounded"


def test_on_a_phone_the_sheet_scrolls(browser: Browser, address: str) -> None:
    short = {**PHONE, "viewport": {"width": 390, "height": 664}}
    with open_page(browser, address, **short) as page:
        draw_with_finger(page, EXAMPLES[7])
        wait_for_final(page)
        page.locator("[data-do=bench]").tap()
        open_tool(page)
        page.locator(".tool [data-do=go]").tap()
        state(page, "going")
        page.locator("[data-do=add]").tap()  # at the sheet's end
        expect(page.locator("[data-note=own]")).to_contain_text("1")


def test_where_no_thread_may_start_a_sentence_says_so(
    browser: Browser, address: str
) -> None:
    refuse = (
        "window.Worker = function () { throw new DOMException('', 'SecurityError'); };"
    )
    with open_page(browser, address, script=refuse, **LAPTOP) as page:
        page.locator("[role=tab][data-tool=train]").click()
        state(page, "failed")
        assert page.locator(".train .sentence").inner_text()
        assert page.locator("[data-do=go]").is_disabled()
        draw_with_mouse(page, EXAMPLES[3])
        wait_for_answer(page, 3)
