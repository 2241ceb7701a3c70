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
  const values = { [input.name]: Float64Array.from(x) };
  for (const layer of others) {
    const before = layerBefore(network.layers, layer.name);
    values[layer.name] = RUN[layer.kind](values[before.name], before, layer, network);
  }
  return values;
}

/** @type {Record<string, (input: Float64Array, before: Layer, layer: Layer, network: Network) => Float64Array>} */
const RUN = { convolution: convolve, average, linear: connect };

/**
 * With ReLU, as `model.py` has it.
 *
 * @param {Float64Array} input
 * @param {Layer} before
 * @param {Layer} layer
 * @param {Network} network
 */
function convolve(input, before, layer, network) {
  const { maps, side, kernel } = layer;
  const { weight, bias } = parametersOf(network, layer.name);
  const output = new Float64Array(maps * side ** 2);
  let to = 0;
  for (let map = 0; map < maps; map++)
    for (let row = 0; row < side; row++)
      for (let column = 0; column < side; column++) {
        let sum = bias[map];
        let w = map * before.maps * kernel ** 2;
        for (let source = 0; source < before.maps; source++)
          for (let i = 0; i < kernel; i++) {
            let from = indexOf(before, { map: source, row: row + i, column });
            for (let j = 0; j < kernel; j++) sum += weight[w++] * input[from++];
          }
        output[to++] = Math.max(sum, 0);
      }
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
        for (let i = 0; i < kernel; i++)
          for (let j = 0; j < kernel; j++)
            sum +=
              input[
                indexOf(before, {
                  map,
                  row: kernel * row + i,
                  column: kernel * column + j,
                })
              ];
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
  return Float64Array.from({ length: layer.maps }, (_, unit) =>
    input.reduce(
      (sum, value, i) => sum + value * weight[unit * input.length + i],
      bias[unit],
    ),
  );
}
