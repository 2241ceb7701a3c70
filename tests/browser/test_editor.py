"""What the live path uses of Gradio's editor: all of it checked, none of it needed."""

from playwright.sync_api import Page

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
