/** While another network than the shipped one reads: which, and the way back. */

import { find, make } from "../dom.js";
import * as say from "../sentences.js";

/**
 * @param {import("../panels.js").On} on
 * @returns {import("../panels.js").Panel}
 */
export function createChip({ exchange }) {
  const name = make("b");
  const title = make("span", { class: "long" }, say.network);
  const back = make(
    "button",
    { type: "button", "data-do": "shipped", "aria-label": say.backToShipped },
    make("span", { class: "long" }, say.backToShipped),
    make("span", { class: "short" }, say.backInShort),
  );
  const chip = make(
    "div",
    { class: "chip", role: "status", hidden: true },
    title,
    name,
    back,
  );
  find("#header h1").after(chip);
  back.addEventListener("click", () => exchange(null));

  return {
    show(view) {
      chip.hidden = view.name === null;
      const text = view.name ?? "";
      if (text !== name.textContent) name.textContent = text; // or it is spoken again
    },
  };
}
