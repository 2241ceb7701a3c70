/** What a unit saw and how its value came about, in double precision. */

import { ACTIVATIONS, averageOf } from "./model.js";
import { indexOf, kernelsOf, layerBefore, layerNamed, parametersOf } from "./units.js";

/** @typedef {import("./units.js").Layer} Layer */
/** @typedef {import("./units.js").Network} Network */
/** @typedef {import("./units.js").Unit} Unit */
/** @typedef {import("./units.js").Values} Values */

/**
 * What each value before the linear layer adds to an output, or, compared with another
 * output, to the difference of both. With the bias it sums to the score, exactly.
 *
 * @param {ArrayLike<number>} inputs
 * @param {import("./units.js").Parameters} parameters of the linear layer
 * @param {number} output
 * @param {number | null} versus
 */
export function evidence(inputs, { weight }, output, versus = null) {
  const n = inputs.length;
  return Float64Array.from(inputs, (value, i) => {
    const against = versus === null ? 0 : weight[versus * n + i];
    return value * (weight[output * n + i] - against);
  });
}

/**
 * What each map of the layer before adds to an output, or to its lead over a rival: unit
 * by unit, in sum, and the bias.
 *
 * @param {Network} network
 * @param {Values} values
 * @param {Unit} unit
 * @param {number | null} rival
 */
export function votesFor(network, values, { layer, map }, rival = null) {
  const { name, maps, side } = layerBefore(network.layers, layer);
  const parameters = parametersOf(network, layer);
  const all = evidence(values[name], parameters, map, rival);
  const area = side ** 2;
  const parts = Array.from({ length: maps }, (_, i) =>
    all.slice(i * area, (i + 1) * area),
  );
  const { bias } = parameters;
  return {
    maps: parts,
    sums: parts.map((part) => total([...part])),
    bias: bias[map] - (rival === null ? 0 : bias[rival]),
  };
}

/**
 * The value that a unit holds.
 *
 * @param {Layer[]} layers
 * @param {Values} values
 * @param {Unit} unit
 */
export function valueAt(layers, values, unit) {
  return values[unit.layer][indexOf(layerNamed(layers, unit.layer), unit)];
}

/**
 * How a convolution's unit came about: for each input map that it sees its patch, the
 * kernel, their products and the products' sum; then the sum of all with the bias, and
 * what becomes of it.
 *
 * @param {Network} network
 * @param {Values} values
 * @param {Unit} unit
 */
export function explainConvolution(network, values, { layer, map, row, column }) {
  const { kernel: size, activation } = layerNamed(network.layers, layer);
  const before = layerBefore(network.layers, layer);
  const { weight, bias } = parametersOf(network, layer);
  const parts = kernelsOf(network.layers, { layer, map }).map(({ source, first }) => {
    const kernel = Array.from(weight.subarray(first, first + size ** 2));
    const place = { map: source, row, column };
    const patch = cut(values[before.name], before, place, size);
    const products = patch.map((value, i) => value * kernel[i]);
    return { source, patch, kernel, products, sum: total(products) };
  });
  const sum = total(parts.map((part) => part.sum)) + bias[map];
  return { parts, bias: bias[map], sum, output: ACTIVATIONS[activation](sum) };
}

/**
 * The numbers that an averaging unit averages, and what becomes of the average.
 *
 * @param {Network} network
 * @param {Values} values
 * @param {Unit} unit
 */
export function explainAverage(network, values, { layer, map, row, column }) {
  const chosen = layerNamed(network.layers, layer);
  const { kernel, activation } = chosen;
  const before = layerBefore(network.layers, layer);
  const place = { map, row: kernel * row, column: kernel * column };
  const patch = cut(values[before.name], before, place, kernel);
  const { coefficient, bias } = averageOf(network, chosen, map);
  const sum = (coefficient * total(patch)) / patch.length + bias;
  return { patch, coefficient, bias, sum, output: ACTIVATIONS[activation](sum) };
}

/**
 * A square of a map, cut out row after row.
 *
 * @param {ArrayLike<number>} values
 * @param {Layer} layer
 * @param {{map: number, row: number, column: number}} corner
 * @param {number} size
 * @returns {number[]}
 */
function cut(values, layer, { map, row, column }, size) {
  const patch = [];
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++)
      patch.push(values[indexOf(layer, { map, row: row + i, column: column + j })]);
  return patch;
}

/** @param {number[]} numbers */
const total = (numbers) => numbers.reduce((sum, number) => sum + number, 0);
