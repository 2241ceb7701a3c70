/** How far an answer can be trusted; `confidence.py` is the other, and says how. */

import { forward } from "./model.js";
import { DIGIT, NO_DIGIT, NOT_SURE, UNRATED } from "./verdict.js";

/**
 * @typedef {object} Confidence what `learning/calibration.py` fits; the numbers stand
 *   alone in their arrays
 * @property {Sources} reads the layers that the head reads, by their names
 * @property {number} kernel the side of the kernels of its maps
 * @property {Float32Array} temperature divides the logits
 * @property {Float32Array} kernels of the head's maps, map after map
 * @property {Float32Array} kernel_bias
 * @property {Float32Array} hidden_weights of its sums, unit after unit
 * @property {Float32Array} hidden_bias
 * @property {Float32Array} weights of the units
 * @property {Float32Array} bias
 * @property {Float32Array} least_likeness below it, no digit
 * @property {Float32Array} least_probability of the best; below it, not sure
 */

/** @typedef {import("./units.js").Layer} Layer */

/** @typedef {{pooled: string, last: string, logits: string}} Sources */

/** @typedef {"digit" | "not sure" | "does not look like one digit" | "unrated"} Verdict */

/**
 * @typedef {object} Answer
 * @property {Verdict} verdict
 * @property {number} label the most probable digit, whatever the verdict
 * @property {number} runner_up
 * @property {number[]} probabilities calibrated; they sum to 1
 */

/** @typedef {Record<string, Float64Array>} Activations the values of every layer */

/**
 * @param {Activations} activations
 * @param {Confidence} confidence
 * @returns {Answer}
 */
export function answer(activations, confidence) {
  const probable = mostProbable(
    activations[confidence.reads.logits],
    confidence.temperature[0],
  );
  const best = probable.probabilities[probable.label];
  return { ...probable, verdict: verdict(activations, confidence, best) };
}

/**
 * The plain softmax of the scores. It says which digit comes first and by how much, not
 * how sure that is.
 *
 * @param {Float64Array} logits
 * @param {number} temperature divides them
 * @returns {Answer}
 */
export function mostProbable(logits, temperature = 1) {
  const probable = probabilities(logits, temperature);
  const [label, runner_up] = [...probable.keys()].sort((a, b) => logits[b] - logits[a]);
  return { verdict: UNRATED, label, runner_up, probabilities: probable };
}

/**
 * @param {Activations} activations
 * @param {Confidence} confidence
 * @param {number} best probability
 * @returns {Verdict}
 */
function verdict(activations, confidence, best) {
  if (likeness(activations, confidence) < confidence.least_likeness[0]) return NO_DIGIT;
  return best < confidence.least_probability[0] ? NOT_SURE : DIGIT;
}

/**
 * @param {Float64Array} logits
 * @param {number} temperature
 */
function probabilities(logits, temperature) {
  const greatest = Math.max(...logits);
  const odds = Array.from(logits, (z) => Math.exp((z - greatest) / temperature));
  const total = odds.reduce((sum, value) => sum + value, 0);
  return odds.map((value) => value / total);
}

/**
 * Log odds that the drawing is one digit, at even odds beforehand.
 *
 * @param {Activations} activations
 * @param {Confidence} confidence
 */
function likeness(activations, confidence) {
  const { reads, hidden_weights, hidden_bias, weights, bias } = confidence;
  const own = ownMaps(activations[reads.pooled], confidence);
  const ordered = activations[reads.logits].toSorted();
  const features = [own, activations[reads.last], ordered];
  let sum = bias[0];
  for (let unit = 0, at = 0; unit < weights.length; unit++) {
    let hidden = hidden_bias[unit];
    for (const values of features)
      for (let i = 0; i < values.length; i++)
        hidden += values[i] * hidden_weights[at++];
    sum += Math.max(hidden, 0) * weights[unit];
  }
  return sum;
}

/**
 * The head's own maps, averaged: a network after the first averages.
 *
 * @param {Float64Array} pooled
 * @param {Confidence} confidence
 */
function ownMaps(pooled, { kernels, kernel_bias, kernel }) {
  const maps = kernel_bias.length;
  const sources = kernels.length / maps / kernel ** 2;
  const side = Math.sqrt(pooled.length / sources);
  const convolved = side - kernel + 1;
  return forward(pooled, {
    layers: [
      layer("pooled", sources, side, "input", 1),
      layer("own", maps, convolved, "convolution", kernel, "relu"),
      layer("mean", maps, Math.floor(convolved / 2), "average", 2),
    ],
    weights: { own: { weight: kernels, bias: kernel_bias } },
    scales: {},
  }).mean;
}

/** @type {(name: string, maps: number, side: number, kind: Layer["kind"], kernel: number, activation?: Layer["activation"]) => Layer} */
const layer = (name, maps, side, kind, kernel, activation = "none") => ({
  name,
  maps,
  side,
  kind,
  kernel,
  activation,
});
