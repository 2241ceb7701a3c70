/**
 * From ink to what the network sees, step by step. `centering.py` and `upright.py` have
 * the whole way; here steps of it may be off, and each has a picture.
 */

import { centred, cutOut, stroked, trimmed } from "./centering.js";
import { placed } from "./placement.js";
import { upright } from "./upright.js";

/** @typedef {import("./ink.js").Rules} Rules */
/** @typedef {import("./placement.js").Drawing} Drawing */
/** @typedef {import("./placement.js").Laid} Laid */

/** @typedef {string} Step its name */
/** @typedef {ReadonlySet<Step>} Off the steps that are left out */

/**
 * @typedef {object} Way a drawing on its way
 * @property {Drawing} drawing as it was drawn
 * @property {import("./placement.js").Grid} grid its ink now
 * @property {boolean} isCut it spans DIGIT_BOX, else it has its size on the sheet
 * @property {boolean} isCentred it lies by its centre of mass
 * @property {boolean} isFull its brightest pixel is 255
 * @property {import("./parts.js").LeftOut[]} leftOut what lay beside the drawing
 * @property {Laid | null} laid how it lies in the 28x28, once that is known
 * @property {number} slant what was taken away; `Upright` says how to go on from there
 * @property {number} middle
 */

/** @typedef {(way: Way, rules: Rules) => Way | null} Run null where no ink is left */

/** @type {ReadonlyMap<Step, Run>} */
export const STEPS = new Map([
  ["cut out", cutOut],
  ["stroke", stroked],
  ["centred", centred],
  ["upright", upright],
]);
/** @type {Off} */
export const NONE = new Set();

/**
 * Bring a drawing to what the network sees; null where there is none. Without all steps
 * its sheet is shrunk to 28x28 as it is.
 *
 * @param {Drawing} drawing
 * @param {Rules} rules
 * @param {Off} [off]
 * @param {ReadonlyMap<Step, Run>} [steps]
 * @returns {Way & {laid: Laid, pictures: Record<string, Uint8Array>} | null} `pictures`:
 *   the 28x28 as drawn, and after each step
 */
export function prepare(drawing, rules, off = NONE, steps = STEPS) {
  const grid = trimmed({ ink: drawing, left: 0, top: 0, pixel: 1 });
  if (!grid) return null;
  const start = {
    drawing,
    grid,
    isCut: false,
    isCentred: false,
    isFull: false,
    leftOut: [],
    laid: null,
    slant: 0,
    middle: rules.centering.SIDE / 2,
  };
  let way = laidOut(start, rules);
  /** @type {Record<string, Uint8Array>} */
  const pictures = { drawn: way.laid.image };
  for (const [name, run] of steps) {
    const next = off.has(name) ? way : run(way, rules);
    if (!next) return null;
    way = laidOut(next, rules);
    pictures[name] = way.laid.image;
  }
  return { ...way, pictures };
}

/**
 * @param {Way} way
 * @param {Rules} rules
 * @returns {Way & {laid: Laid}}
 */
const laidOut = (way, rules) => ({ ...way, laid: way.laid ?? placed(way, rules) });
