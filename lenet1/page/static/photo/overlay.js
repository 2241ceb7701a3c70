/** A box for each digit, above the photo: to be looked at, tapped, and walked through. */

import { make } from "../dom.js";
import { photoBoxes } from "../sentences.js";
import { nearest, roomFor, walk } from "./boxes.js";
import { brief, inWords, isDigit, isSure } from "./page.js";

/** @typedef {import("./wire.js").Digit} Digit */
/** @typedef {import("./wire.js").Page} Page */

/**
 * @param {HTMLElement} root lies exactly above the photo
 * @param {(at: number) => void} onChoose
 * @param {() => void} onEnlarge
 */
export function createOverlay(root, onChoose, onEnlarge) {
  /** @type {Page | null} */
  let page = null;
  /** @type {HTMLElement[]} */
  let options = [];
  let chosen = 0;
  root.setAttribute("role", "listbox");
  root.setAttribute("aria-label", photoBoxes);

  /** @param {Page} read */
  function show(read) {
    page = read;
    options = read.digits.map((digit, at) => makeOption(read, digit, at));
    root.replaceChildren(...options);
    place();
  }

  /** The answers stand where there is room; boxes are shares of the photo. */
  function place() {
    if (!page) return;
    const boxes = boxesOnScreen(page);
    const photo = { width: root.clientWidth, height: root.clientHeight };
    const room = roomFor(boxes, page.digits.map(brief), photo);
    for (const [at, option] of options.entries())
      option.dataset.answer = room[at] ?? "none";
  }

  /** @param {Page} read */
  function boxesOnScreen({ size, digits }) {
    const scale = root.clientWidth / size[0];
    return digits.map(({ box }) => {
      const [left, top, width, height] = box.map((length) => scale * length);
      return { left, top, width, height };
    });
  }

  /**
   * @param {number} at
   * @param {boolean} focus
   */
  function mark(at, focus) {
    for (const [i, option] of options.entries()) {
      option.tabIndex = i === at ? 0 : -1;
      option.setAttribute("aria-selected", `${i === at}`);
    }
    chosen = at;
    if (focus) options[at]?.focus({ preventScroll: true });
  }

  function enlarge() {
    onEnlarge();
    mark(chosen, true); // what is put elsewhere loses the focus
  }

  root.addEventListener("click", (event) => {
    if (!page) return;
    const { left, top } = root.getBoundingClientRect();
    const [x, y] = [event.clientX - left, event.clientY - top];
    const at = nearest(boxesOnScreen(page), x, y);
    if (at !== null) onChoose(at);
    enlarge();
  });
  root.addEventListener("keydown", (event) => {
    if (!page || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter") return enlarge();
    const counts = event.shiftKey ? () => true : isDigit;
    const at = walk(event.key, page.digits, chosen, counts);
    if (at === null) return;
    event.preventDefault();
    onChoose(at);
  });
  new ResizeObserver(place).observe(root);

  return { show, mark };
}

/**
 * @param {Page} page
 * @param {Digit} digit
 * @param {number} at
 */
function makeOption({ size, digits }, digit, at) {
  const answer = make("span", { "aria-hidden": "true" }, brief(digit));
  const kind = isSure(digit) ? "sure" : isDigit(digit) ? "doubt" : "other";
  const label = inWords(digits, at);
  const attributes = {
    role: "option",
    "aria-label": label,
    class: kind,
    "data-label": digit.label,
    tabindex: -1,
  };
  const option = make("div", attributes, answer);
  const [left, top, width, height] = digit.box;
  /** @type {(length: number, whole: number) => string} */
  const share = (length, whole) => `${(100 * length) / whole}%`;
  option.style.left = share(left, size[0]);
  option.style.top = share(top, size[1]);
  option.style.width = share(width, size[0]);
  option.style.height = share(height, size[1]);
  return option;
}
