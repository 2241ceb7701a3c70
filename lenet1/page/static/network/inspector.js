/** What the chosen unit saw, number by number, and a sentence that says it in words. */

import { make } from "../dom.js";
import { detailsOf, nameOf } from "./details.js";
import { createTiles } from "./tiles.js";
import { layerNamed } from "./units.js";

/** @typedef {import("./units.js").Network} Network */
/** @typedef {import("./units.js").Unit} Unit */
/** @typedef {import("./units.js").Values} Values */

const INVITATION =
  "Point at any square of any map, tap it, or walk there with Tab and the arrow keys:" +
  " here you will see how its value came about.";
const SPEAK_AFTER = 300; // ms of rest on a unit before a screen reader hears of it

/**
 * @param {HTMLElement} root
 * @param {() => void} onClose
 */
export function createInspector(root, onClose) {
  root.dataset.panel = "inspector";
  const title = make("h3");
  const sentence = make("p", { class: "sentence" });
  const spoken = make("p", { class: "spoken", role: "status" });
  const chooser = createChooser(() => again());
  const close = make(
    "button",
    { type: "button", class: "close", "data-do": "close" },
    "Close",
  );
  const words = [close, title, sentence, chooser.element, spoken];
  const detail = make("div", { class: "detail" });
  const tiles = createTiles();
  root.replaceChildren(make("div", { class: "words" }, ...words), detail);
  close.addEventListener("click", onClose);
  let again = () => {};
  let timer = 0;

  /**
   * @param {Network} network
   * @param {Unit | null} unit
   * @param {Values | null} values
   * @param {object} [options]
   * @param {boolean} [options.open] the unit was chosen for good: a sheet comes up for it
   * @param {boolean} [options.aloud] it was walked to: say it to who cannot see it
   */
  function show(network, unit, values, { open = false, aloud = false } = {}) {
    again = () => show(network, unit, values, { open });
    root.classList.toggle("open", open);
    const layer = unit && layerNamed(network.layers, unit.layer);
    chooser.element.hidden = layer?.kind !== "linear";
    if (!unit || !values) return clear();
    const rival = chooser.rivalOf(unit.map);
    const [text, content] = detailsOf(network, unit, values, { rival, tiles });
    title.textContent = nameOf(network, unit);
    title.dataset.unit = [unit.layer, unit.map, unit.row, unit.column].join(" ");
    sentence.textContent = text;
    // The tiles are shown as they are; put in again they would be painted anew.
    if (content[0] !== detail.firstChild) detail.replaceChildren(...content);
    clearTimeout(timer);
    if (aloud)
      timer = setTimeout(() => {
        spoken.textContent = `${title.textContent}. ${text}`;
      }, SPEAK_AFTER);
  }

  function clear() {
    title.textContent = "";
    delete title.dataset.unit;
    sentence.textContent = INVITATION;
    detail.replaceChildren();
  }

  clear();
  return { show };
}

/**
 * The digit that the evidence is compared with; kept while the drawing goes on.
 *
 * @param {() => void} onChange
 */
function createChooser(onChange) {
  const select = make("select", {}, make("option", { value: "" }, "nothing"));
  for (let digit = 0; digit < 10; digit++)
    select.append(make("option", { value: digit }, String(digit)));
  const element = make("label", { hidden: true }, "Compared with ", select);
  select.addEventListener("change", onChange);

  /**
   * @param {number} digit
   * @returns {number | null} the rival chosen for `digit`
   */
  function rivalOf(digit) {
    for (const option of select.options)
      option.disabled = option.value === String(digit);
    return select.value === "" || select.value === String(digit)
      ? null
      : Number(select.value);
  }

  return { element, rivalOf };
}
