/** One drawing on its way through the network; `reading.py` is the other. */

import { center } from "./centering.js";
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
 * }} Reading what the network made of one drawing: `image` is the 28x28 that it saw,
 *   `layers` holds the values of every layer
 */

/**
 * @param {import("./units.js").Network} network
 * @param {import("./confidence.js").Confidence} confidence
 * @param {import("./ink.js").Ink} ink
 * @returns {Reading | null} null where nothing is drawn
 */
export function read(network, confidence, ink) {
  const centered = center(ink);
  if (!centered) return null;
  const { left, top, pixel, leftOut: left_out } = centered;
  const { image, slant, middle } = straighten(centered.image, network.layers[0].side);
  const layers = forward(asInput(image), network);
  const placement = { left, top, pixel, slant, middle };
  const beside = left_out.reduce((sum, { share }) => sum + share, 0);
  return {
    ...answer(layers, confidence, beside),
    ...placement,
    left_out,
    image,
    layers,
  };
}
