/**
 * A network's layers as its trainer has them: numbers in the order in which they are
 * used, so that the innermost loops run along them.
 *
 * Values lie by (row, column, map), weights by (row, column, map of the layer before,
 * map). Maps are filled up to whole groups of GROUP with some that are and remain zero:
 * the arithmetic takes as many at a time.
 */

import { kernelsOf, moduleOf } from "../../network/units.js";

/** @typedef {import("../../network/units.js").Layer} Layer */
/** @typedef {import("../../network/units.js").Weights} Weights */

export const GROUP = 4;

/**
 * @typedef {object} Trained a layer
 * @property {Layer} layer
 * @property {Layer} before
 * @property {number} maps of its own and those that fill up the last group
 * @property {number} sources maps of the layer before, likewise
 * @property {Float64Array} values of one digit
 * @property {Float64Array} slopes of the loss by these values
 * @property {Float64Array} weight empty where it has none; an average's coefficients
 * @property {Float64Array} bias
 * @property {Float64Array} weightSlopes summed over a batch
 * @property {Float64Array} biasSlopes
 */

/**
 * @param {Layer[]} layers from the input to the scores
 * @returns {{trained: Trained[], parameters: Float64Array, slopes: Float64Array}} the
 *   layers but the input; their weights and biases are parts of `parameters`
 */
export function layOut(layers) {
  const maps = filled(layers);
  const sizes = layers
    .slice(1)
    .map((layer, at) => sizesOf({ ...layer, maps: maps[at + 1] }, { maps: maps[at] }));
  const count = sizes.flat().reduce((sum, size) => sum + size, 0);
  const parameters = new Float64Array(count);
  const slopes = new Float64Array(count);
  let from = 0;
  const trained = layers.slice(1).map((layer, at) => {
    const [weights, biases] = sizes[at];
    const [first, middle, last] = [from, from + weights, from + weights + biases];
    from = last;
    return {
      layer,
      before: layers[at],
      maps: maps[at + 1],
      sources: maps[at],
      values: new Float64Array(maps[at + 1] * layer.side ** 2),
      slopes: new Float64Array(maps[at + 1] * layer.side ** 2),
      weight: parameters.subarray(first, middle),
      bias: parameters.subarray(middle, last),
      weightSlopes: slopes.subarray(first, middle),
      biasSlopes: slopes.subarray(middle, last),
    };
  });
  return { trained, parameters, slopes };
}

/**
 * How many maps each layer has, when all that may be have whole groups.
 *
 * @param {Layer[]} layers
 */
function filled(layers) {
  /** @type {number[]} */
  const counts = [];
  for (const { kind, maps } of layers)
    if (kind === "input") counts.push(maps);
    else if (kind === "average") counts.push(counts[counts.length - 1]);
    else counts.push(GROUP * Math.ceil(maps / GROUP));
  return counts;
}

/**
 * How many weights and biases a layer has.
 *
 * @param {Layer} layer
 * @param {{maps: number}} before
 */
export function sizesOf({ kind, maps, kernel, module }, before) {
  if (kind === "average") return module ? [maps, maps] : [0, 0];
  return [maps * before.maps * kernel ** 2, maps];
}

/**
 * @param {Trained[]} trained
 * @param {Weights} weights to take over
 */
export function takeWeights(trained, weights) {
  for (const one of trained.filter(({ weight }) => weight.length)) {
    const theirs = weights[moduleOf(one.layer)];
    eachWeight(one, (ours, torchs) => {
      one.weight[ours] = theirs.weight[torchs];
    });
    one.bias.set(theirs.bias);
  }
}

/**
 * @param {Trained[]} trained
 * @returns {Weights} a copy, as torch has them
 */
export function copyWeights(trained) {
  /** @type {Weights} */
  const weights = {};
  for (const one of trained.filter(({ weight }) => weight.length)) {
    const [count, biases] = sizesOf(one.layer, one.before);
    const weight = new Float32Array(count);
    eachWeight(one, (ours, torchs) => {
      weight[torchs] = one.weight[ours];
    });
    const bias = Float32Array.from(one.bias.subarray(0, biases));
    weights[moduleOf(one.layer)] = { weight, bias };
  }
  return weights;
}

/**
 * @param {Trained} trained
 * @param {(ours: number, torchs: number) => void} visit with both places of each weight
 */
function eachWeight({ layer, before, maps, sources }, visit) {
  const all = [before, layer];
  for (let map = 0; map < layer.maps; map++)
    for (const { source, first, side } of kernelsOf(all, { layer: layer.name, map }))
      for (let square = 0; square < side ** 2; square++) {
        const place = (square * sources + source) * maps + map;
        visit(layer.kind === "average" ? map : place, first + square);
      }
}

/** @param {Trained[]} trained whose weights for maps that a map does not see stay 0 */
export function leaveOut(trained) {
  for (const one of trained.filter(({ layer }) => layer.table)) {
    const slopes = one.weightSlopes.slice();
    one.weightSlopes.fill(0);
    eachWeight(one, (ours) => {
      one.weightSlopes[ours] = slopes[ours];
    });
  }
}
