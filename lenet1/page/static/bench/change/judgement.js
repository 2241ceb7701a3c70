/** How many digits a network reads right, of those that the page carries. */

import { outputLayer } from "../../network/units.js";
import { asInput } from "../../network/upright.js";
import { run } from "../training/arithmetic.js";
import { layOut, takeWeights } from "../training/layers.js";

/** @typedef {import("../../network/units.js").Network} Network */
/** @typedef {import("../training/layers.js").Trained} Trained */
/** @typedef {{right: number[], all: number[]}} Judgement by digit */

/**
 * Every layer's values of every digit are kept: of the next network only those are
 * computed that come after what has changed.
 *
 * @param {import("../training/digits.js").Digits} digits
 * @param {number} count of the first of them
 * @returns {(network: Network) => Judgement}
 */
export function createJudge({ images, labels }, count) {
  const pixels = images.length / labels.length;
  const inputs = Array.from({ length: count }, (_, at) =>
    asInput(images.subarray(at * pixels, (at + 1) * pixels)),
  );
  /** @type {Trained[]} */
  let layers = [];
  /** @type {Trained[][]} of each digit, with values of its own */
  let runs = [];
  let shape = "";

  /**
   * @param {Network} network
   * @returns {number} the first layer whose values change
   */
  function take(network) {
    const isNew = shape !== JSON.stringify(network.layers);
    if (isNew) {
      shape = JSON.stringify(network.layers);
      layers = layOut(network.layers).trained;
      runs = inputs.map(() =>
        layers.map((one) => ({ ...one, values: one.values.slice() })),
      );
    }
    const before = layers.map(({ weight, bias }) => [...weight, ...bias]);
    takeWeights(layers, network.weights);
    const first = layers.findIndex(({ weight, bias }, at) =>
      [...weight, ...bias].some((one, i) => one !== before[at][i]),
    );
    if (isNew) return 0;
    return first < 0 ? layers.length : first;
  }

  return function judge(network) {
    const { maps } = outputLayer(network.layers);
    const judgement = { right: Array(maps).fill(0), all: Array(maps).fill(0) };
    const first = take(network);
    for (const [at, one] of runs.entries()) {
      const label = labels[at];
      judgement.all[label] += 1;
      if (run(one, inputs[at], first) === label) judgement.right[label] += 1;
    }
    return judgement;
  };
}

/** @param {Judgement} judgement */
export const shareOf = ({ right, all }) => sum(right) / sum(all);

/** @param {number[]} numbers */
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
