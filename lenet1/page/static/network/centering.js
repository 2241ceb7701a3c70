/** From ink to MNIST's form; `centering.py` is the other, and says why. */

import { crop, dropFaint } from "./ink.js";
import { dropAccidents } from "./parts.js";
import { longerSide, pixelOfSheet, placed } from "./placement.js";
import { normalizeStroke } from "./stroke_width.js";

/** @typedef {import("./ink.js").Ink} Ink */
/** @typedef {import("./ink.js").Rules} Rules */
/** @typedef {import("./placement.js").Drawing} Drawing */
/** @typedef {import("./placement.js").Grid} Grid */
/** @typedef {import("./placement.js").Off} Off */
/** @typedef {import("./placement.js").Step} Step */

/**
 * @typedef {object} Centered a drawing in MNIST's form, and where it lay in the picture
 * @property {Uint8Array} image 28x28, 255 = ink
 * @property {number} left edge of the 28x28, in pixels of the picture
 * @property {number} top
 * @property {number} pixel the side of one of the 28x28's, in pixels of the picture
 * @property {import("./parts.js").LeftOut[]} leftOut what lay beside the drawing
 * @property {Record<string, Uint8Array>} pictures what the 28x28 would be if the way ended
 *   earlier: as drawn, and after each step up to this one
 */

/** @type {Step[]} */
export const STEPS = ["cut out", "stroke", "centred", "upright"];
/** @type {Off} */
export const NONE = new Set();

/**
 * Bring ink into MNIST's form; null where there is none. A step that is off is left out;
 * without all of them the sheet is shrunk to 28x28 as it is.
 *
 * @param {Drawing} drawing
 * @param {Rules} rules
 * @param {Off} [off]
 * @returns {Centered | null}
 */
export function center(drawing, rules, off = NONE) {
  const whole = trimmed(asGrid(drawing));
  if (!whole) return null;
  const { cut, leftOut } = off.has("cut out")
    ? { cut: whole, leftOut: [] }
    : cutOut(drawing, rules);
  const stroke = cut && (off.has("stroke") ? cut : stroked(cut, drawing, off, rules));
  if (!stroke) return null;
  const centered = placed(stroke, drawing, off, rules);
  return {
    ...centered,
    leftOut,
    pictures: {
      drawn: placed(whole, drawing, from("cut out", off), rules).image,
      "cut out": placed(cut, drawing, from("stroke", off), rules).image,
      stroke: placed(stroke, drawing, from("centred", off), rules).image,
      centred: centered.image,
    },
  };
}

/**
 * With a step off and all that follow.
 *
 * @param {Step} step
 * @param {Off} off
 * @returns {Off}
 */
const from = (step, off) => new Set([...off, ...STEPS.slice(STEPS.indexOf(step))]);

/**
 * @param {Ink} ink
 * @param {Rules} rules
 */
function cutOut(ink, rules) {
  const { ink: kept, leftOut } = dropAccidents(dropFaint(ink, rules), rules);
  return { cut: trimmed(asGrid(kept)), leftOut };
}

/**
 * With a stroke of MNIST's width.
 *
 * @param {Grid} cut
 * @param {Drawing} drawing
 * @param {Off} off
 * @param {Rules} rules
 */
function stroked(cut, drawing, off, rules) {
  const { SIDE, DIGIT_BOX } = rules.centering;
  const longer = longerSide(cut.ink);
  const box = off.has("cut out") ? longer / pixelOfSheet(drawing, SIDE) : DIGIT_BOX;
  const { ink, left, top, pixel } = normalizeStroke(cut.ink, box, rules);
  const place = { left: cut.left + left, top: cut.top + top, pixel };
  return trimmed({ ink: dropFaint(ink, rules), ...place });
}

/**
 * @param {Ink} ink
 * @returns {Grid}
 */
const asGrid = (ink) => ({ ink, left: 0, top: 0, pixel: 1 });

/**
 * Without the empty rows and columns around it; null where all are.
 *
 * @param {Grid} grid
 * @returns {Grid | null}
 */
function trimmed({ ink, left, top, pixel }) {
  const cut = crop(ink);
  if (!cut) return null;
  return { ink: cut.ink, left: left + cut.x * pixel, top: top + cut.y * pixel, pixel };
}
