/** A visitor's own digits, to be learned with the others. */

import { make, makeButton } from "../../dom.js";
import * as say from "../../sentences.js";
import { createOwnDigits, MOST } from "./own_digits.js";

/**
 * @param {object} of
 * @param {number} of.classes
 * @param {number} of.pixels of a picture
 * @param {(digits: import("./digits.js").Digits) => void} onChange
 */
export function createOwn({ classes, pixels }, onChange) {
  const kept = createOwnDigits(() => localStorage, pixels);
  const add = makeButton("add", say.thisDrawingIs, "train own");
  const erase = makeButton("erase", say.erase, "train erase");
  const options = Array.from({ length: classes }, (_, digit) =>
    make("option", {}, `${digit}`),
  );
  const choose = make("select", { "aria-label": say.thisDrawingIs }, ...options);
  const count = make("p", { role: "status", "data-note": "own" });
  const element = make(
    "div",
    { class: "own", "data-explain": "train own" },
    make("h4", {}, say.ownDigits),
    make("p", {}, add, choose),
    count,
    erase,
  );
  /** @type {Uint8Array | undefined} */
  let image;

  function refresh() {
    const { length } = kept.digits().labels;
    add.disabled = !image || kept.isFull();
    erase.hidden = length === 0;
    const text = say.ownKept(length, MOST);
    if (text !== count.textContent) count.textContent = text;
  }

  add.addEventListener("click", () => {
    if (!image) return;
    kept.add(image, choose.selectedIndex);
    refresh();
    onChange(kept.digits());
  });
  erase.addEventListener("click", () => {
    kept.erase();
    refresh();
    onChange(kept.digits());
    add.focus();
  });
  refresh();

  return {
    element,
    digits: kept.digits,
    /** @param {import("../../network/reading.js").Reading | null} reading */
    show(reading) {
      image = reading?.image;
      refresh();
    },
  };
}
