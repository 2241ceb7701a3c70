"""What the live path uses of Gradio's editor: all of it checked, none of it needed."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.page import open_page, wait_for_answer

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


@pytest.fixture(scope="module")
def page(browser: Browser, address: str) -> Iterator[Page]:
    with open_page(browser, address) as page:
        yield page


def test_an_editor_that_lacks_any_one_part_is_not_used(page: Page) -> None:
    found = page.evaluate(WITHOUT)
    assert found["whole"]
    assert found["parts"] > 30
    assert found["missed"] == []


@pytest.mark.parametrize(
    "part", ["execute_command", "layer_manager", "wake_render_loop", "tools", "scale"]
)
def test_without_a_part_the_page_falls_back_to_the_pads_own_event(
    browser: Browser, address: str, part: str
) -> None:
    script = f"""let real;
    Object.defineProperty(window, "editor", {{
      set(value) {{ real = value; }},
      get: () => real && new Proxy(real, {{
        get: (target, key) => key === "{part}" ? undefined : target[key] }}),
    }});"""
    with open_page(browser, address, script=script) as page:
        assert page.locator("[data-ready]").get_attribute("data-ready") == "stock"
        page.get_by_label("Example: a drawn 6").click()
        wait_for_answer(page, 6)
