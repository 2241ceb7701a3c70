/**
 * The layers forwards and backwards, for one digit and GROUP maps at a time. A linear
 * layer is a convolution whose kernel covers the whole map.
 */

import { ACTIVATIONS } from "../../network/model.js";
import { GROUP } from "./layers.js";

/** @typedef {import("./layers.js").Trained} Trained */

/**
 * @param {Trained} trained
 * @param {Float64Array} input
 */
export function connect({ layer, before, maps, sources, values, weight, bias }, input) {
  const { side, kernel } = layer;
  const run = kernel * sources;
  let to = 0;
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++)
      for (let map = 0; map < maps; map += GROUP) {
        let a = bias[map];
        let b = bias[map + 1];
        let c = bias[map + 2];
        let d = bias[map + 3];
        let w = map;
        for (let i = 0; i < kernel; i++) {
          const from = ((row + i) * before.side + column) * sources;
          for (let at = from; at < from + run; at++, w += maps) {
            const value = input[at];
            if (value === 0) continue; // most of a drawing is
            a += value * weight[w];
            b += value * weight[w + 1];
            c += value * weight[w + 2];
            d += value * weight[w + 3];
          }
        }
        values[to++] = a;
        values[to++] = b;
        values[to++] = c;
        values[to++] = d;
      }
}

/**
 * From a layer's slopes to those of its weights, its biases and its input.
 *
 * @param {Trained} trained
 * @param {Float64Array} input
 * @param {Float64Array | null} inputSlopes null: of no use
 */
export function teach(trained, input, inputSlopes) {
  const { layer, before, maps, sources, slopes, weight } = trained;
  const { weightSlopes, biasSlopes } = trained;
  const { side, kernel } = layer;
  const run = kernel * sources;
  inputSlopes?.fill(0);
  let to = 0;
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++)
      for (let map = 0; map < maps; map += GROUP) {
        const a = slopes[to++];
        const b = slopes[to++];
        const c = slopes[to++];
        const d = slopes[to++];
        if (a === 0 && b === 0 && c === 0 && d === 0) continue;
        biasSlopes[map] += a;
        biasSlopes[map + 1] += b;
        biasSlopes[map + 2] += c;
        biasSlopes[map + 3] += d;
        let w = map;
        for (let i = 0; i < kernel; i++) {
          const from = ((row + i) * before.side + column) * sources;
          for (let at = from; at < from + run; at++, w += maps) {
            const value = input[at];
            if (value !== 0) {
              weightSlopes[w] += value * a;
              weightSlopes[w + 1] += value * b;
              weightSlopes[w + 2] += value * c;
              weightSlopes[w + 3] += value * d;
            }
            if (inputSlopes)
              inputSlopes[at] +=
                weight[w] * a +
                weight[w + 1] * b +
                weight[w + 2] * c +
                weight[w + 3] * d;
          }
        }
      }
}

/**
 * @param {Trained} trained
 * @param {Float64Array} input
 */
export function average({ layer, before, maps, values, weight, bias }, input) {
  const { side, kernel } = layer;
  const share = 1 / kernel ** 2;
  values.fill(0);
  for (let row = 0; row < side * kernel; row++)
    for (let column = 0; column < side * kernel; column++) {
      const from = (row * before.side + column) * maps;
      const to = (Math.floor(row / kernel) * side + Math.floor(column / kernel)) * maps;
      for (let map = 0; map < maps; map++)
        values[to + map] += share * input[from + map];
    }
  if (weight.length)
    for (let to = 0; to < values.length; to++)
      values[to] = weight[to % maps] * values[to] + bias[to % maps];
}

/**
 * As `teach` does; every unit that an average is made of has the same share in it.
 *
 * @param {Trained} trained
 * @param {Float64Array} input
 * @param {Float64Array | null} inputSlopes
 */
export function teachAverage(trained, input, inputSlopes) {
  const { layer, before, maps, slopes, weight, weightSlopes, biasSlopes } = trained;
  const { side, kernel } = layer;
  const share = 1 / kernel ** 2;
  inputSlopes?.fill(0); // the last rows and columns may be in no average
  for (let row = 0; row < side * kernel; row++)
    for (let column = 0; column < side * kernel; column++) {
      const from =
        (Math.floor(row / kernel) * side + Math.floor(column / kernel)) * maps;
      const to = (row * before.side + column) * maps;
      for (let map = 0; map < maps; map++) {
        const slope = share * slopes[from + map];
        if (inputSlopes)
          inputSlopes[to + map] = weight.length ? weight[map] * slope : slope;
        if (weight.length) weightSlopes[map] += slope * input[to + map];
      }
    }
  if (weight.length)
    for (let from = 0; from < slopes.length; from++)
      biasSlopes[from % maps] += slopes[from];
}

/** @param {Trained} trained whose values are sums so far */
export function activate({ layer, values }) {
  const activation = ACTIVATIONS[layer.activation];
  if (layer.activation !== "none")
    for (let at = 0; at < values.length; at++) values[at] = activation(values[at]);
}

/** By a value, what its activation does to slopes. */
const PASSED = {
  relu: (/** @type {number} */ value) => (value > 0 ? 1 : 0),
  tanh: (/** @type {number} */ value) => (2 / 3) * (1.7159 - value ** 2 / 1.7159),
  none: () => 1,
};

/** @param {Trained} trained whose slopes become those of the sums */
export function passBack({ layer, values, slopes }) {
  const passed = PASSED[layer.activation];
  if (layer.activation !== "none")
    for (let at = 0; at < values.length; at++) slopes[at] *= passed(values[at]);
}
