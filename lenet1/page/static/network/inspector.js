/** What the chosen unit saw, number by number, and a sentence that says it in words. */

import { make } from "../dom.js";
import * as say from "../sentences.js";
import { detailsOf, nameOf } from "./details.js";
import { keepInView } from "./sheet.js";
import { createTiles } from "./tiles.js";
import { layerNamed, outputLayer } from "./units.js";

/** @typedef {import("./units.js").Network} Network */
/** @typedef {import("./units.js").Unit} Unit */
/** @typedef {import("../panels.js").View} View */

const SPEAK_AFTER = 300; // ms of rest on a unit before a screen reader hears of it

/**
 * @param {import("../bench/tools.js").Host} host
 * @param {Pick<import("../panels.js").On, "pick">} on
 * @returns {import("../panels.js").Panel}
 */
export function createInspector({ root, words, detail }, { pick }) {
  const title = make("h3", { "data-explain": "unit" });
  const sentence = make("p", { class: "sentence", "data-explain": "sentence" });
  const spoken = make("p", { class: "spoken", role: "status" });
  const chooser = createChooser(() => again());
  const tiles = createTiles();
  root.dataset.panel = "inspector";
  root.classList.add("inspector");
  const keep = make("p", { class: "keep", "data-explain": "keep" });
  words.replaceChildren(title, sentence, keep, chooser.element, spoken);
  let again = () => {};
  let timer = 0;
  /** @type {Unit | null} */
  let pointed = null;
  // On its numbers the pointer is still on the unit.
  root.addEventListener("pointerenter", () => pick(pointed, "point"));
  root.addEventListener("pointerleave", () => pick(null, "point"));

  /** @type {Required<import("../panels.js").Panel>["mark"]} */
  function mark(view, { unit, pinned, how }) {
    pointed = unit;
    keep.textContent = unit ? (pinned ? say.isKept : say.canBeKept) : "";
    again = () => speak(explain(view, unit));
    const text = explain(view, unit);
    if (pinned && how) keepInView(root);
    if (how === "walk") speak(text);
    if (how === "pin" && text) speak(`${pinned ? say.kept : say.letGo} ${text}`);
  }

  /** @param {string} text */
  function speak(text) {
    clearTimeout(timer);
    timer = setTimeout(() => (spoken.textContent = text), SPEAK_AFTER);
  }

  /**
   * @param {View} view
   * @param {Unit | null} chosen where none is, the evidence for the answer matters most
   * @returns {string} what is to be spoken
   */
  function explain({ network, reading }, chosen) {
    const unit = chosen ?? (reading && outputUnit(network, reading.label));
    const layer = unit && layerNamed(network.layers, unit.layer);
    chooser.element.hidden = layer?.kind !== "linear";
    if (!unit || !reading) {
      clear();
      return "";
    }
    const rival = chooser.rivalOf(network, unit.map);
    const [text, content] = detailsOf(network, unit, reading, { rival, tiles });
    title.hidden = false;
    title.textContent = nameOf(network, unit, reading);
    title.dataset.unit = [unit.layer, unit.map, unit.row, unit.column].join(" ");
    sentence.textContent = text;
    // The tiles are shown as they are; put in again they would be painted anew.
    if (content[0] !== detail.firstChild) detail.replaceChildren(...content);
    return say.unitAloud(title.textContent, text);
  }

  function clear() {
    title.hidden = true; // a screen reader's list of headings has no empty one
    title.textContent = "";
    delete title.dataset.unit;
    sentence.textContent = say.inspectorInvitation;
    detail.replaceChildren();
  }

  clear();
  return { mark };
}

/** @type {(network: Network, label: number) => Unit} */
const outputUnit = ({ layers }, label) => ({
  layer: outputLayer(layers).name,
  map: label,
  row: 0,
  column: 0,
});

/**
 * The digit that the evidence is compared with; kept while the drawing goes on.
 *
 * @param {() => void} onChange
 */
function createChooser(onChange) {
  const select = make("select");
  const element = make(
    "label",
    { hidden: true, "data-explain": "rival" },
    `${say.comparedWith} `,
    select,
  );
  select.addEventListener("change", onChange);

  /** @param {number} outputs */
  function build(outputs) {
    if (select.length === outputs + 1) return;
    select.replaceChildren(make("option", { value: "" }, say.nothing));
    for (let digit = 0; digit < outputs; digit++)
      select.append(make("option", { value: digit }, `${digit}`));
  }

  /**
   * @param {Network} network
   * @param {number} digit
   * @returns {number | null} the rival chosen for `digit`
   */
  function rivalOf({ layers }, digit) {
    build(outputLayer(layers).maps);
    for (const option of select.options) option.disabled = option.value === `${digit}`;
    return select.value === "" || select.value === `${digit}`
      ? null
      : Number(select.value);
  }

  return { element, rivalOf };
}
