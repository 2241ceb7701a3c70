"""Five experiments, walked as a learner would: with wrong guesses, left and resumed."""

from playwright.sync_api import Browser, Page

from tests.browser.opening import LAPTOP, open_page
from tests.browser.page import (
    choose_example,
    draw_with_mouse,
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


def test_a_learner_does_all_five(browser: Browser, address: str) -> None:
    with open_page(browser, address, **LAPTOP) as page:
        tab(page, "experiments")
        guess(page, 2)
        stage(page, "do")
        draw_with_mouse(page, OPEN_4)
        wait_for_answer(page, 4)
        assert page.locator(STAGE).get_attribute("data-stage") == "do"
        draw_with_mouse(page, ITS_TOP)
        explain(page, 0)

        guess(page, 0)
        use(page, "Clear canvas")
        wait_until_empty(page)
        draw_with_mouse(page, SMALL_7)
        wait_for_final(page)
        stage(page, "do")
        page.locator("[data-step='cut out'] input").click()
        stage(page, "why")
        page.reload()
        page.locator("#microscope [data-ready]").wait_for()
        tab(page, "experiments")
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
        stage(page, "do")
        train(page, 5_000)
        explain(page, 3)
        page.locator("#header [data-do=shipped]").click()

        guess(page, 1)
        choose_example(page, 3)
        wait_for_final(page)
        stage(page, "do")
        choose_example(page, 7)
        explain(page, 4)
        assert page.locator(".experiments .finished").count() == 5
