"""What is to be in view on the page, and how to look at where everything lies."""

from playwright.sync_api import Frame, Page

STEPS = ["cut out", "stroke", "centred", "upright"]

# (layer, map, row and column as shares of the map); the last is an output.
UNITS = [
    ("input", 0, 0.4, 0.5),
    ("conv1", 3, 0.5, 0.5),
    ("pool1", 2, 0.5, 0.4),
    ("conv2", 7, 0.6, 0.4),
    ("conv2", 11, 0.9, 0.9),
    ("pool2", 6, 0.4, 0.6),
    ("logits", 8, 0.5, 0.5),
]

OUT_OF_SIGHT = """(selectors) => selectors.flatMap((selector) => {
  const elements = [...document.querySelectorAll(selector)].filter(
    (one) => !selector.startsWith(".inspector") || one.checkVisibility());
  if (!elements.length) return [`no ${selector}`];
  return elements.filter((element) => {
    const box = element.getBoundingClientRect();
    const { innerWidth: width, innerHeight: height } = window;
    return box.width < 2 || box.height < 2 || box.left < -0.5 || box.top < -0.5
      || box.right > width + 0.5 || box.bottom > height + 0.5;
  }).map((element) => `${selector} ${element.getAttribute("aria-label") ?? ""}`);
})"""
PAD = [
    "#pad .edge",
    "#pad button[aria-label=Undo]",
    "#pad button[aria-label='Clear canvas']",
    "#pad button[aria-label=Brush]",
    "#pad button[aria-label=Erase]",
]
ANSWER = ["#answer .digit", "#answer .verdict", "#answer .outputs figure"]
MAPS = [
    ".layer.conv1 .map canvas",
    ".layer.conv2 .map canvas",
    ".layer .kernel",
    ".layer.conv1 .legend",
    ".layer.conv2 .legend",
]
ALL = [
    *PAD,
    *ANSWER,
    "#examples button:not(.try *, .read *)",
    ".layer h3",
    ".layer .map canvas",
    ".layer .kernel",
    ".layer .legend",
    ".step",
    ".step input",
    ".restore",
    "#header [data-do=guide]",
]
INSPECTOR = [
    ".inspector h3",
    ".inspector .sentence",
    ".inspector .detail :not(.vote i)",  # a vote may be next to nothing
]
PLACES = """(selectors) => Object.fromEntries(selectors.map((selector) =>
  [selector, [...document.querySelectorAll(selector)].map((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return [left, top, width, height].map(Math.round);
  })]))"""


def resize(page: Page, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    wait_until(page, PAPER_IN_THE_MIDDLE)


def wait_until(page: Page, look: str) -> None:
    """Until `look` gives true, asked by a clock: a busy browser may paint no frame."""
    page.wait_for_function(look, polling=50)  # ms


# The sketchpad follows a window's new size by and by.
PAPER_IN_THE_MIDDLE = """() => {
  const [pad, edge] = ["#pad", "#pad .edge"].map(
    (one) => document.querySelector(one).getBoundingClientRect());
  const margins = [edge.left - pad.left, pad.right - edge.right];
  return Math.min(...margins) >= 0 && Math.abs(margins[0] - margins[1]) < 1;
}"""


def choose(
    page: Page | Frame, layer: str, map_: int, row: float, column: float
) -> None:
    name = ".outputs figure" if layer == "logits" else f".layer.{layer} .map"
    target = page.locator(name).nth(map_)
    box = target.bounding_box()
    assert box is not None
    target.click(position={"x": column * box["width"], "y": row * box["height"]})


def clear_of_one_another(page: Page) -> bool:
    found: bool = page.evaluate(
        """() => {
          const box = (name) => [...document.querySelectorAll(name)]
            .map((one) => one.getBoundingClientRect());
          const apart = (a, b) => a.bottom <= b.top || b.bottom <= a.top
            || a.right <= b.left || b.right <= a.left;
          return [[".legend", ".inspector .detail *"],
            [".map canvas", ".inspector .detail *"],
            ["#examples", ".inspector .words"],
            ["#answer", ".inspector .words > *"], [".layers", "#answer"]].every(
            ([one, other]) => box(one).every((a) => box(other).every(
              (b) => b.width === 0 || apart(a, b))));
        }"""
    )
    return found


UNCOVERED = """(map) => {
  const figure = map.parentElement; // its number is a button on it
  const { left, right, top, bottom } = map.getBoundingClientRect();
  return [[left, top], [right, top], [left, bottom], [right, bottom]].every(
    ([x, y]) => figure.contains(document.elementFromPoint(
      Math.min(Math.max(x, left + 2), right - 2),
      Math.min(Math.max(y, top + 2), bottom - 2))));
}"""
# Words and numbers in letters of less than so many px.
TINY = """(least) => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const tiny = {};
  while (walker.nextNode()) {
    const { data, parentElement: one } = walker.currentNode;
    if (!data.trim() || !one.closest("#header, #desk")) continue;
    if (one.closest("style, option, .spoken, .sr-only, #pad button")) continue;
    const size = parseFloat(getComputedStyle(one).fontSize);
    const shown = one.checkVisibility({ visibilityProperty: true });
    if (shown && 0 < size && size < least) tiny[data.trim()] = size;
  }
  return tiny;
}"""
# Whether the numbers that are shown lie over a part.
COVERED = """(part) => {
  const shown = document.querySelector(".part:hover .numbers");
  const [a, b] = [part.querySelector(".product"), shown].map(
    (one) => one.getBoundingClientRect());
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}"""
# Gaps of less than 1 px between numbers in cells: the text alone, not its square.
CLOSE = """() => {
  const textOf = (cell) => {
    const range = document.createRange();
    range.selectNodeContents(cell);
    return range.getBoundingClientRect();
  };
  return [...document.querySelectorAll(".detail .cells")].flatMap((cells) => {
    const boxes = [...cells.children].filter((one) => one.checkVisibility())
      .map(textOf);
    return boxes.slice(1).flatMap((box, i) => {
      const gap = box.left - boxes[i].right;
      return box.top === boxes[i].top && gap < 1 ? [gap] : [];
    });
  });
}"""
# What sticks out of the window to the left or right.
CUT = """() => {
  const width = document.documentElement.clientWidth;
  const bad = [...document.querySelectorAll("#header *, #desk *")].filter((one) => {
    if (one.closest("#guide, .spoken, #pad, .lines, .numbers")) return false;
    const box = one.getBoundingClientRect();
    return box.width > 1 && (box.left < -1 || box.right > width + 1);
  });
  if (document.documentElement.scrollWidth > width) bad.push(document.body);
  return bad.map((one) => one.className || one.tagName);
}"""
# By how many px the page is wider and higher than the window.
SCROLLS = """() => {
  const { scrollWidth, scrollHeight, clientWidth, clientHeight } =
    document.documentElement;
  return [scrollWidth - clientWidth, scrollHeight - clientHeight];
}"""
# Widths in px at which the styles change.
BREAKPOINTS = """() => {
  const [ours] = document.querySelectorAll("#header style");
  const widths = [...ours.sheet.cssRules].flatMap(({ conditionText: text = "" }) =>
    [...text.matchAll(/([0-9.]+)(em|px) <= width|width [<>]=? ([0-9.]+)(em|px)/g)]);
  return [...new Set(widths.map(([, low, unit, high, other]) =>
    (low ?? high) * ((unit ?? other) === "em" ? 16 : 1)))];
}"""
