/** Chance that a seed repeats: the weights that training starts from, and its order. */

import { moduleOf } from "../../network/units.js";
import { sizesOf } from "./layers.js";

/** @typedef {import("../../network/units.js").Layer} Layer */
/** @typedef {() => number} Random in [0, 1) */

/**
 * Mulberry32, by Tommy Ettinger.
 *
 * @param {number} seed
 * @returns {Random}
 */
export function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Weights that know nothing, as torch draws them: the more a unit sees, the smaller.
 *
 * @param {Layer[]} layers
 * @param {Random} random
 * @returns {import("../../network/units.js").Weights}
 */
export function startWeights(layers, random) {
  /** @type {import("../../network/units.js").Weights} */
  const weights = {};
  for (const [at, layer] of layers.slice(1).entries()) {
    const [count, biases] = sizesOf(layer, layers[at]);
    if (!count) continue;
    const largest = 1 / Math.sqrt(count / biases);
    const draw = () => largest * (2 * random() - 1);
    weights[moduleOf(layer)] = {
      weight: Float32Array.from({ length: count }, draw),
      bias: Float32Array.from({ length: biases }, draw),
    };
  }
  return weights;
}

/**
 * @param {Uint16Array} order shuffled in place, as Fisher and Yates did
 * @param {Random} random
 */
export function shuffle(order, random) {
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other], order[last]];
  }
}
