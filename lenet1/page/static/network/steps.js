/** The steps from the pad to what the network gets: a small picture and a switch each. */

import { find, make, makeCanvas, styleOf } from "../dom.js";
import * as say from "../sentences.js";
import { inkColor, paint } from "./colors.js";
import { STEPS } from "./preparation.js";

/** @typedef {import("./preparation.js").Off} Off */
/** @typedef {import("./preparation.js").Step} Step */
/** @typedef {import("./units.js").Network} Network */

const DRAWN = "drawn";
const NAMES = [...STEPS.keys()];
const FULL = 255; // the level of full ink

/**
 * The last step's picture is the input layer's map.
 *
 * @param {import("../panels.js").On} on
 * @returns {import("../panels.js").Panel}
 */
export function createSteps({ turn }) {
  /** @type {Network["layers"] | null} */
  let built = null;
  /** @type {ReturnType<typeof build>} */
  let parts;

  /** @param {import("../panels.js").View} view */
  function show({ network, reading, off }) {
    if (network.layers !== built) {
      built = network.layers;
      parts = build(network.layers[0].side, turn);
    }
    const { root, pictures, switches } = parts;
    for (const [name, canvas] of pictures) {
      const blank = new Uint8Array(canvas.width ** 2);
      paint(canvas, reading?.pictures?.[name] ?? blank, inkColor, FULL);
    }
    for (const { step, box, label } of switches) {
      box.checked = !off.has(step);
      label.classList.toggle("off", off.has(step));
    }
    root.classList.toggle("without", off.size > 0);
  }

  return { show, repaint: show };
}

/**
 * @param {number} side of the pictures, px
 * @param {(off: Off) => void} onTurn
 */
function build(side, onTurn) {
  const root = find(".layer.input");
  const pictures = new Map(
    [DRAWN, ...NAMES.slice(0, -1)].map((name) => [name, makeCanvas(side)]),
  );
  const switches = NAMES.map((step) => makeSwitch(step, turned));
  const drawn = make(
    "div",
    { class: "step", "data-explain": `step ${DRAWN}` },
    make("span", {}, say.step(DRAWN)),
  );
  const last = make("div", { class: "step last" }, switches[NAMES.length - 1].label);
  const style = styleOf({ "--pictures": pictures.size });
  const steps = make("div", { class: "steps", style }, drawn);
  steps.append(...switches.slice(0, -1).map(({ label }) => label), last);
  for (const [i, canvas] of [...pictures.values()].entries())
    steps.children[i].prepend(canvas);
  const maps = find(".maps", root);
  maps.replaceWith(steps);
  last.append(maps);
  const attributes = { type: "button", class: "restore", "data-do": "restore" };
  const restore = make("button", attributes, say.restore);
  root.append(restore);
  restore.addEventListener("click", () => {
    switches[0].box.focus({ preventScroll: true }); // the button goes
    onTurn(new Set());
  });

  function turned() {
    const off = switches.filter(({ box }) => !box.checked).map(({ step }) => step);
    onTurn(new Set(off));
  }

  return { root, pictures, switches };
}

/**
 * @param {Step} step
 * @param {() => void} onTurn
 */
function makeSwitch(step, onTurn) {
  const box = make("input", { type: "checkbox", checked: true });
  const label = make(
    "label",
    { class: "step", "data-step": step, "data-explain": `step ${step}` },
    make("span", {}, box, say.step(step)),
  );
  box.addEventListener("change", onTurn);
  return { step, box, label };
}

/**
 * What an answer was given without, in the order of the steps.
 *
 * @param {Off} off
 * @param {number} side of the network's input
 */
export function withoutInWords(off, side) {
  if (!off.size) return { long: "", short: "", steps: [] };
  const steps = NAMES.filter((step) => off.has(step));
  const all = steps.length === NAMES.length;
  return {
    long: all ? say.allStepsOff(side) : say.stepsOff(steps),
    short: say.stepsOffInShort(steps),
    steps,
  };
}
