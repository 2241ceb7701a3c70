"""Five experiments, walked as a learner would: with wrong guesses, left and resumed."""

from playwright.sync_api import Browser, Page

from tests.browser.opening import LAPTOP, open_page
from tests.browser.page import (
    choose_example,
    draw_with_mouse,
    pixels,
    sentence,
    use,
    wait_for_answer,
    wait_for_final,
    wait_until_empty,
)
from tests.browser.view import OUT_OF_SIGHT, wait_until
from tests.drawings import EXAMPLES

OPEN_4 = [[(30, 15), (28, 50), (68, 50)], [(68, 12), (66, 90)]]
ITS_TOP = [[(30, 15), (68, 12)]]
SMALL_7 = [[(x / 3.5, y / 3.5) for x, y in stroke] for stroke in EXAMPLES[7]]
STAGE = ".experiments .stage"
TOOL = [".experiments .list button", f"{STAGE} > *"]
SEEN = """Number(document.querySelector("#header .chip b").textContent
  .replace(/\\D/g, ""))"""
RIGHT = [1, 0, 2, 1, 2]  # of each experiment's whys


def tab(page: Page, name: str) -> None:
    page.locator(f"[role=tab][data-tool={name}]").click()


def stage(page: Page, name: str) -> None:
    page.locator(f"{STAGE}[data-stage={name}]").wait_for()
    assert page.evaluate(OUT_OF_SIGHT, TOOL) == []


def guess(page: Page, choice: int) -> None:
    stage(page, "ask")
    page.locator(f"{STAGE} .buttons button").nth(choice).click()


def explain(page: Page, number: int) -> None:
    """All three answers, the right one last, and on to the next experiment."""
    stage(page, "why")
    assert page.locator(f"{STAGE} .card").count() == 2
    order = [why for why in range(3) if why != RIGHT[number]] + [RIGHT[number]]
    words = page.locator("[role=tabpanel][data-tool=experiments] .words")
    following = words.locator("[data-do=next]")
    said = set()
    for why in order:
        assert not following.is_visible()
        page.locator(f"{STAGE} .buttons button").nth(why).click()
        said.add(words.locator(".task + p").inner_text())
    assert len(said) == 3
    assert page.locator(".experiments .finished").count() == number + 1
    assert page.evaluate(OUT_OF_SIGHT, TOOL) == []
    following.click()


def train(page: Page, digits: int) -> None:
    tab(page, "train")
    root = page.locator("[role=tabpanel][data-tool=train]")
    root.locator("select").first.select_option(str(digits))
    wait_until(page, f"{SEEN} < 3200")  # another begins at 0
    root.locator("[data-do=go]").click()
    wait_until(page, f"{SEEN} >= 3200")
    tab(page, "experiments")


def tell(page: Page, text: str) -> None:
    """Until the card says so of what is still to be done."""
    stage(page, "do")
    page.locator(f"{STAGE} .card", has_text=text).wait_for()


def reload(page: Page) -> None:
    page.reload()
    page.locator("#microscope [data-ready]").wait_for()
    tab(page, "experiments")
    page.locator(STAGE).wait_for()


def test_a_learner_does_all_five(browser: Browser, address: str) -> None:
    with open_page(browser, address, **LAPTOP) as page:
        tab(page, "experiments")
        others = page.locator(".experiments .list button")
        guess(page, 2)
        stage(page, "do")
        draw_with_mouse(page, OPEN_4)
        wait_for_answer(page, 4)
        others.nth(3).click()  # left, and resumed below
        stage(page, "ask")
        others.first.click()
        tell(page, sentence(page, "experiments.nine.choices[2]"))
        draw_with_mouse(page, ITS_TOP)
        explain(page, 0)

        guess(page, 0)
        page.locator("[data-step='cut out'] input").click()
        use(page, "Clear canvas")
        wait_until_empty(page)
        draw_with_mouse(page, EXAMPLES[7])
        tell(page, sentence(page, "furtherIntoCorner"))
        use(page, "Clear canvas")
        wait_until_empty(page)
        page.locator("[data-step='cut out'] input").click()
        draw_with_mouse(page, SMALL_7)
        wait_for_final(page)
        tell(page, sentence(page, "switchCutOff"))
        page.locator("[data-step='cut out'] input").click()
        stage(page, "why")
        reload(page)
        assert page.locator(".experiments .finished").count() == 1
        explain(page, 1)

        choose_example(page, 4)
        wait_for_final(page)
        guess(page, 9)
        page.locator("[data-do=mute-guess]").click()
        stage(page, "why")
        assert page.locator("figure.muted").count() == 1
        assert "10" in page.locator(f"{STAGE} .card").nth(1).inner_text()
        explain(page, 2)
        assert page.locator("figure.muted").count() == 0

        guess(page, 0)
        train(page, 50)
        tell(page, "50 digits")
        others.nth(4).click()
        stage(page, "ask")
        others.nth(3).click()
        reload(page)
        tell(page, "50 digits")
        train(page, 5_000)
        explain(page, 3)
        page.locator("#header [data-do=shipped]").click()

        page.locator(f"{STAGE} .buttons canvas").first.wait_for()
        patches = pixels(page, f"{STAGE} .buttons canvas")
        assert [one.shape[:2] for one in patches] == [(14, 14)] * 2
        guess(page, 0)
        choose_example(page, 3)
        wait_for_final(page)
        stage(page, "do")
        assert len(pixels(page, f"{STAGE} .card canvas")) == 1
        choose_example(page, 7)
        explain(page, 4)
        assert page.locator(".experiments .finished").count() == 5
        reload(page)
        assert page.locator(".experiments .finished").count() == 5
