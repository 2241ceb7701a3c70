/** One drawing on its way through the network; `reading.py` is the other. */

import { answer, mostProbable } from "./confidence.js";
import { forward } from "./model.js";
import { NONE, prepare } from "./preparation.js";
import { outputLayer } from "./units.js";
import { asInput } from "./upright.js";

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
 *   `layers` holds the values of every layer, `pictures` the drawing's after each step
 */

/**
 * @typedef {object} Reader what reads: all of it comes from the server as one message
 * @property {import("./units.js").Network} network
 * @property {import("./confidence.js").Confidence | null} confidence null where none was
 *   fitted to the network
 * @property {import("./ink.js").Rules} rules
 */

/**
 * @param {Reader} reader
 * @param {import("./placement.js").Drawing} drawing
 * @param {import("./preparation.js").Off} [off] steps that are left out
 * @param {Parameters<typeof prepare>[3]} [steps]
 * @returns {Reading | null} null where nothing is drawn
 */
export function read(reader, drawing, off = NONE, steps) {
  const way = prepare(drawing, reader.rules, off, steps);
  if (!way) return null;
  const { laid, slant, middle, pictures, leftOut: left_out } = way;
  return readAgain(reader, { ...laid, slant, middle, pictures, left_out });
}

/**
 * What a network makes of a drawing that is prepared already.
 *
 * @template {{image: Uint8Array}} Prepared
 * @param {Reader} reader
 * @param {Prepared} prepared
 */
export function readAgain({ network, confidence }, prepared) {
  const layers = forward(asInput(prepared.image), network);
  const said = confidence
    ? answer(layers, confidence)
    : mostProbable(layers[outputLayer(network.layers).name]);
  return { ...prepared, ...said, layers };
}
