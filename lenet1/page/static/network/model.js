/** LeNet-1's arithmetic in the browser, in double precision; `model.py` is the other. */

import { indexOf, layerBefore, parametersOf } from "./units.js";

/** @typedef {import("./units.js").Network} Network */
/** @typedef {import("./units.js").Layer} Layer */

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
    values[layer.name] = RUN[layer.kind](values[before.name], before, layer, network);
  }
  return values;
}

/** @type {Record<string, (input: Float64Array, before: Layer, layer: Layer, network: Network) => Float64Array>} */
const RUN = { convolution: convolve, average, linear: connect };

/**
 * With ReLU, as `model.py` has it: every value that is not 0, a minority in a drawing,
 * adds to the units that see it.
 *
 * @param {Float64Array} input
 * @param {Layer} before
 * @param {Layer} layer
 * @param {Network} network
 */
function convolve(input, before, layer, network) {
  const { maps, side, kernel } = layer;
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
        for (let map = 0; map < maps; map++)
          for (let i = top; i <= bottom; i++) {
            const w = ((map * before.maps + source) * kernel + i) * kernel;
            const to = (map * side + row - i) * side + column;
            for (let j = left; j <= right; j++) output[to - j] += weight[w + j] * value;
          }
      }
    }
  for (let to = 0; to < output.length; to++) output[to] = Math.max(output[to], 0);
  return output;
}

/**
 * @param {Float64Array} input
 * @param {Layer} before
 * @param {Layer} layer
 */
function average(input, before, layer) {
  const { maps, side, kernel } = layer;
  const output = new Float64Array(maps * side ** 2);
  let to = 0;
  for (let map = 0; map < maps; map++)
    for (let row = 0; row < side; row++)
      for (let column = 0; column < side; column++) {
        let sum = 0;
        for (let i = 0; i < kernel; i++) {
          const first = { map, row: kernel * row + i, column: kernel * column };
          let from = indexOf(before, first);
          for (let j = 0; j < kernel; j++) sum += input[from++];
        }
        output[to++] = sum / kernel ** 2;
      }
  return output;
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
