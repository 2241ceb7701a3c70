/** The lines of the photo, read as numbers: text that can be selected. */

import { make } from "../dom.js";
import { isSure, linesOf } from "./page.js";

/** @typedef {import("./wire.js").Digit} Digit */
/** @typedef {import("./wire.js").Page} Page */

/**
 * @param {HTMLElement} root
 * @param {(at: number) => void} onChoose
 */
export function createNumbers(root, onChoose) {
  /** @type {Map<number, HTMLElement>} */
  let places = new Map();

  /** @param {Page} page */
  function show(page) {
    places = new Map();
    root.replaceChildren(
      ...linesOf(page).map((line) =>
        make(
          "p",
          {},
          ...line.map((sign) =>
            typeof sign === "number" ? makeDigit(sign, page.digits[sign]) : sign,
          ),
        ),
      ),
    );
    root.hidden = false;
  }

  /**
   * @param {number} at
   * @param {Digit} digit
   */
  function makeDigit(at, digit) {
    const kind = isSure(digit) ? "sure" : "doubt";
    const place = make("span", { class: kind }, `${digit.label}`);
    place.addEventListener("click", () => {
      if (getSelection()?.isCollapsed) onChoose(at);
    });
    places.set(at, place);
    return place;
  }

  /** @param {number} at */
  function mark(at) {
    for (const [i, place] of places) place.classList.toggle("chosen", i === at);
    const place = places.get(at);
    if (!place) return;
    const above = place.offsetTop - root.scrollTop;
    const below = above + place.offsetHeight - root.clientHeight;
    if (above < 0) root.scrollTop += above;
    else if (below > 0) root.scrollTop += below;
  }

  /** For those who are not let to the clipboard. */
  const select = () => getSelection()?.selectAllChildren(root);

  return { show, mark, select };
}
