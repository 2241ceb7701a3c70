/** How many digits a network reads right, of those that the page carries. */

import { forward } from "../../network/model.js";
import { outputLayer } from "../../network/units.js";
import { asInput } from "../../network/upright.js";

/** @typedef {{right: number[], all: number[]}} Judgement by digit */

/**
 * @param {import("../../network/units.js").Network} network
 * @param {import("../training/digits.js").Digits} digits
 * @param {number} count of the first of them
 * @returns {Judgement}
 */
export function judge(network, { images, labels }, count) {
  const { name, maps } = outputLayer(network.layers);
  const pixels = network.layers[0].side ** 2;
  const judgement = { right: Array(maps).fill(0), all: Array(maps).fill(0) };
  for (let at = 0; at < count; at++) {
    const x = asInput(images.subarray(at * pixels, (at + 1) * pixels));
    const scores = forward(x, network)[name];
    const said = scores.indexOf(Math.max(...scores));
    judgement.all[labels[at]] += 1;
    if (said === labels[at]) judgement.right[said] += 1;
  }
  return judgement;
}

/** @param {Judgement} judgement */
export const shareOf = ({ right, all }) => sum(right) / sum(all);

/** @param {number[]} numbers */
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
