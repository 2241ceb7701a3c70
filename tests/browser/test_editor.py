"""What the live path uses of Gradio's editor: all of it checked, none of it needed."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.opening import LAPTOP, open_page
from tests.browser.page import next_frame, points_on
from tests.browser.view import PLACES, resize

# Editors that lack one part each; "(argument)" in its path is a call on the way.
WITHOUT = """async () => {
  const { isKnown, PARTS, TEXTURE } = await import(
    "/lenet1/static/sketchpad/editor_parts.js");
  const hide = (object, [step, ...rest]) => {
    const [name, argument] = step.replace(")", "").split("(");
    return new Proxy(object, {
      get(target, key) {
        const value = target[key];
        if (key !== name)
          return typeof value === "function" ? value.bind(target) : value;
        if (!rest.length) return undefined;
        if (argument === undefined) return hide(value, rest);
        return (asked) => {
          const result = value.call(target, asked);
          return argument && asked !== argument ? result : hide(result, rest);
        };
      },
    });
  };
  const texture = "layer_manager.get_layer_textures().draw.";
  const paths = Object.keys(PARTS);
  paths.push(...Object.keys(TEXTURE).map((key) => texture + key));
  const missed = paths.filter((path) => isKnown(hide(window.editor, path.split("."))));
  return { whole: isKnown(window.editor), parts: paths.length, missed };
}"""


def test_an_editor_that_lacks_any_one_part_is_not_used(page: Page) -> None:
    found = page.evaluate(WITHOUT)
    assert found["whole"]
    assert found["parts"] > 30
    assert found["missed"] == []


# As where the second editor that Gradio builds, for cropping, does not start: the first
# is then not told of any size.
UNTOLD = """let asked = 0;
window.ResizeObserver = class extends ResizeObserver {
  observe(target, options) {
    const second = target.classList.contains("pixi-target") && ++asked === 2;
    if (!second) super.observe(target, options);
  }
};"""
# The pad gets another size while the editor's renderer is on its way.
EARLY = """const watch = new MutationObserver(() => {
  if (!document.querySelector("#pad .pixi-target")) return;
  watch.disconnect();
  document.querySelector(".gradio-container").style.setProperty("--pad", "250px");
});
watch.observe(document, { subtree: true, childList: true });"""


@pytest.mark.parametrize("script", [UNTOLD, EARLY], ids=["untold", "early"])
def test_the_paper_is_in_the_middle_whatever_the_editor_missed(
    browser: Browser, address: str, script: str
) -> None:
    with open_page(browser, address, script=script, **LAPTOP) as page:
        resize(page, 1366, 660)  # waits until it is
        resize(page, 1210, 650)


def test_the_paper_is_in_the_middle_after_two_sizes_in_quick_succession(
    page: Page,
) -> None:
    for width in (1366, 1290, 1300, 1310):
        page.set_viewport_size({"width": 1220, "height": 650})
        resize(page, width, 650)


def test_a_wheel_does_not_move_the_paper(page: Page) -> None:
    resize(page, 1024, 768)
    before = page.evaluate(PLACES, ["#pad .edge"])
    ((x, y),) = points_on(page, [(50, 50)])
    page.mouse.move(x, y)
    page.mouse.wheel(0, 40)
    page.mouse.wheel(120, 120)
    next_frame(page)
    assert page.evaluate(PLACES, ["#pad .edge"]) == before
