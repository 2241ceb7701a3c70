/** The steps from the pad to what the network gets: a small picture and a switch each. */

import { make, makeCanvas, styleOf } from "../dom.js";
import { STEPS } from "./centering.js";
import { inkColor, paint } from "./colors.js";

/** @typedef {import("./placement.js").Off} Off */
/** @typedef {import("./placement.js").Step} Step */

const DRAWN = "drawn";
const SIDE = 28; // px; of the pictures
const FULL = 255; // the level of full ink

/**
 * @param {HTMLElement} root the input layer's, whose map is the last step's picture
 * @param {() => void} onChange a switch was turned
 */
export function createSteps(root, onChange) {
  /** @type {Set<Step>} */
  const off = new Set();
  const pictures = new Map(
    [DRAWN, ...STEPS.slice(0, -1)].map((name) => [name, makeCanvas(SIDE)]),
  );
  const switches = STEPS.map((step) => makeSwitch(step, turn));
  const restore = make(
    "button",
    { type: "button", class: "restore", "data-do": "restore" },
    "Restore all",
  );
  const last = make("div", { class: "step last" }, switches[STEPS.length - 1].label);
  const drawn = make("div", { class: "step" }, make("span", {}, DRAWN));
  const sizes = styleOf({ "--pictures": pictures.size });
  const steps = make("div", { class: "steps", style: sizes }, drawn);
  steps.append(...switches.slice(0, -1).map(({ label }) => label), last);
  for (const [i, canvas] of [...pictures.values()].entries())
    steps.children[i].prepend(canvas);
  const maps = root.querySelector(".maps");
  maps?.replaceWith(steps);
  if (maps) last.append(maps);
  root.append(restore);
  restore.addEventListener("click", () => {
    off.clear();
    switches[0].box.focus({ preventScroll: true }); // the button goes
    show();
  });

  /**
   * @param {Step} step
   * @param {boolean} on
   */
  function turn(step, on) {
    if (on) off.delete(step);
    else off.add(step);
    show();
  }

  function show() {
    for (const { step, box, label } of switches) {
      box.checked = !off.has(step);
      label.classList.toggle("off", off.has(step));
    }
    root.classList.toggle("without", off.size > 0);
    onChange();
  }

  /** @param {Record<string, Uint8Array> | undefined} images left out where nothing is */
  function paintAll(images) {
    for (const [name, canvas] of pictures)
      paint(canvas, images?.[name] ?? new Uint8Array(SIDE ** 2), inkColor, FULL);
  }

  return { off: /** @type {Off} */ (off), paint: paintAll };
}

/**
 * @param {Step} step
 * @param {(step: Step, on: boolean) => void} onTurn
 */
function makeSwitch(step, onTurn) {
  const box = make("input", { type: "checkbox", checked: true });
  const label = make(
    "label",
    { class: "step", "data-step": step },
    make("span", {}, box, step),
  );
  box.addEventListener("change", () => onTurn(step, box.checked));
  return { step, box, label };
}

/**
 * What an answer was given without.
 *
 * @param {Off} off
 */
export function withoutInWords(off) {
  if (!off.size) return "";
  if (off.size === STEPS.length)
    return "Without any step: the pad shrunk to 28\u00d728.";
  return `Without ${STEPS.filter((step) => off.has(step)).join(", ")}.`;
}
