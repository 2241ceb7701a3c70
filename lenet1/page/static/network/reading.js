/** One drawing on its way through the network; `reading.py` is the other. */

import { center, NONE } from "./centering.js";
import { answer } from "./confidence.js";
import { forward } from "./model.js";
import { asInput, straighten } from "./upright.js";

/**
 * @typedef {object} Placement where the network's picture lay in the drawing
 * @property {number} left edge of the 28x28 before it was made upright, in pixels of the
 *   drawing; `Upright` says how slant and middle go on from there
 * @property {number} top
 * @property {number} pixel the side of one of the 28x28's, in pixels of the drawing
 * @property {number} slant
 * @property {number} middle
 */

/**
 * @typedef {import("./confidence.js").Answer & Placement & {
 *   image: Uint8Array,
 *   layers: Record<string, Float64Array>,
 *   left_out: import("./parts.js").LeftOut[],
 *   pictures?: Record<string, Uint8Array>,
 * }} Reading what the network made of one drawing: `image` is the 28x28 that it saw,
 *   `layers` holds the values of every layer, `pictures` the steps before
 */

/**
 * @typedef {object} Reader what reads: all of it comes from the server as one message
 * @property {import("./units.js").Network} network
 * @property {import("./confidence.js").Confidence} confidence
 * @property {import("./ink.js").Rules} rules
 */

/**
 * @param {Reader} reader
 * @param {import("./placement.js").Drawing} drawing
 * @param {import("./placement.js").Off} [off] steps that are left out
 * @returns {Reading | null} null where nothing is drawn
 */
export function read({ network, confidence, rules }, drawing, off = NONE) {
  const centered = center(drawing, rules, off);
  if (!centered) return null;
  const { left, top, pixel, pictures, leftOut: left_out } = centered;
  const { side } = network.layers[0];
  const { image, slant, middle } = off.has("upright")
    ? { image: centered.image, slant: 0, middle: side / 2 }
    : straighten(centered.image, side, rules);
  const layers = forward(asInput(image), network);
  const placement = { left, top, pixel, slant, middle };
  const beside = left_out
    .filter(({ kind }) => kind !== "underline")
    .reduce((sum, { share }) => sum + share, 0);
  return {
    ...answer(layers, confidence, rules, beside),
    ...placement,
    left_out,
    pictures,
    image,
    layers,
  };
}
