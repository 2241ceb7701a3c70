/** LeNet-1's arithmetic in the browser, in double precision; `model.py` is the other. */

import { indexOf, layerBefore, parametersOf } from "./units.js";

/** @typedef {import("./units.js").Network} Network */
/** @typedef {import("./units.js").Layer} Layer */

/**
 * What becomes of a unit's sum, by the layer's activation.
 *
 * @type {Record<Layer["activation"], (sum: number) => number>}
 */
export const ACTIVATIONS = {
  relu: (sum) => Math.max(sum, 0),
  tanh: (sum) => 1.7159 * Math.tanh((2 * sum) / 3), // LeCun et al., 1998
  none: (sum) => sum,
};

/**
 * Run the network.
 *
 * @param {ArrayLike<number>} x the input layer's values, 0 paper to 1 full ink
 * @param {Network} network
 * @returns {Record<string, Float64Array>} the values of every layer, the input's too
 */
export function forward(x, network) {
  const [input, ...others] = network.layers;
  /** @type {Record<string, Float64Array>} */
  const values = { [input.name]: new Float64Array(x) };
  for (const layer of others) {
    const before = layerBefore(network.layers, layer.name);
    const sums = RUN[layer.kind](values[before.name], before, layer, network);
    values[layer.name] = activated(sums, ACTIVATIONS[layer.activation]);
  }
  return values;
}

/**
 * @param {Float64Array} sums which become the values
 * @param {(sum: number) => number} activation
 */
function activated(sums, activation) {
  for (let i = 0; i < sums.length; i++) sums[i] = activation(sums[i]);
  return sums;
}

/** @type {Record<string, (input: Float64Array, before: Layer, layer: Layer, network: Network) => Float64Array>} */
const RUN = { convolution: convolve, average, linear: connect };

/**
 * Every value that is not 0, a minority in a drawing, adds to the units that see it.
 *
 * @param {Float64Array} input
 * @param {Layer} before
 * @param {Layer} layer
 * @param {Network} network
 */
function convolve(input, before, layer, network) {
  const { maps, side, kernel, table } = layer;
  const { weight, bias } = parametersOf(network, layer.name);
  const units = side * side;
  const output = new Float64Array(maps * units);
  for (let map = 0; map < maps; map++)
    output.fill(bias[map], map * units, (map + 1) * units);
  let from = 0;
  for (let source = 0; source < before.maps; source++)
    for (let row = 0; row < before.side; row++) {
      const top = Math.max(row - side + 1, 0); // of the kernel; beyond there is no unit
      const bottom = Math.min(row, kernel - 1);
      for (let column = 0; column < before.side; column++) {
        const value = input[from++];
        if (value === 0) continue;
        const left = Math.max(column - side + 1, 0);
        const right = Math.min(column, kernel - 1);
        for (let map = 0; map < maps; map++) {
          if (table && !table[map].includes(source)) continue;
          for (let i = top; i <= bottom; i++) {
            const w = ((map * before.maps + source) * kernel + i) * kernel;
            const to = (map * side + row - i) * side + column;
            for (let j = left; j <= right; j++) output[to - j] += weight[w + j] * value;
          }
        }
      }
    }
  return output;
}

/**
 * @param {Float64Array} input
 * @param {Layer} before
 * @param {Layer} layer
 * @param {Network} network
 */
function average(input, before, layer, network) {
  const { maps, side, kernel } = layer;
  const output = new Float64Array(maps * side ** 2);
  let to = 0;
  for (let map = 0; map < maps; map++) {
    const { coefficient, bias } = averageOf(network, layer, map);
    for (let row = 0; row < side; row++)
      for (let column = 0; column < side; column++) {
        let sum = 0;
        for (let i = 0; i < kernel; i++) {
          const first = { map, row: kernel * row + i, column: kernel * column };
          let from = indexOf(before, first);
          for (let j = 0; j < kernel; j++) sum += input[from++];
        }
        output[to++] = (coefficient * sum) / kernel ** 2 + bias;
      }
  }
  return output;
}

/**
 * What a map's averages are multiplied by, and what is added, if a network has such.
 *
 * @param {Network} network
 * @param {Layer} layer
 * @param {number} map
 */
export function averageOf(network, { name }, map) {
  const own = parametersOf(network, name);
  return { coefficient: own ? own.weight[map] : 1, bias: own ? own.bias[map] : 0 };
}

/**
 * @param {Float64Array} input
 * @param {Layer} _before
 * @param {Layer} layer
 * @param {Network} network
 */
function connect(input, _before, layer, network) {
  const { weight, bias } = parametersOf(network, layer.name);
  const output = new Float64Array(layer.maps);
  for (let unit = 0, w = 0; unit < output.length; unit++) {
    let sum = bias[unit];
    for (let i = 0; i < input.length; i++) sum += input[i] * weight[w++];
    output[unit] = sum;
  }
  return output;
}
