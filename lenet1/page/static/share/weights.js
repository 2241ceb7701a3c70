/**
 * Another network than the shipped one. Of its weights a link has for each tensor the step
 * between two levels, then a byte a number. A link has no room for more; that of a network
 * that reads 97.7 of 100 digits reads as many, give or take one of a thousand.
 */

import { withMuted } from "../network/muting.js";
import { moduleOf } from "../network/units.js";
import { changed, networkOfLink } from "../sentences.js";
import { Unreadable } from "./bytes.js";

/** @typedef {import("../network/units.js").Network} Network */
/** @typedef {import("../network/units.js").Weights} Weights */
/** @typedef {import("./parts.js").State} State */

const LEVELS = 127; // of either sign
const MOST = 1e6; // no weight is larger

/**
 * The tensors of a network, in the order of its layers.
 *
 * @param {Network} network the shipped one
 * @returns {[string, "weight" | "bias"][]}
 */
const tensorsOf = ({ layers, weights }) =>
  layers
    .map(moduleOf)
    .filter((module) => module in weights)
    .flatMap((module) => [
      [module, "weight"],
      [module, "bias"],
    ]);

/**
 * @param {import("./bytes.js").Sink} sink
 * @param {Weights} weights
 * @param {Network} network
 */
export function writeWeights(sink, weights, network) {
  for (const [module, part] of tensorsOf(network)) {
    const values = weights[module][part];
    const most = values.reduce((largest, w) => Math.max(largest, Math.abs(w)), 0);
    const step = Float32Array.of(most / LEVELS);
    sink.append([...new Uint8Array(step.buffer)]);
    const levels = Int8Array.from(values, (w) =>
      step[0] ? Math.round(w / step[0]) : 0,
    );
    sink.append([...new Uint8Array(levels.buffer)]);
  }
}

/**
 * @param {import("./bytes.js").Source} source
 * @param {Network} network
 * @returns {Weights}
 */
export function readWeights(source, network) {
  /** @type {Record<string, any>} */
  const weights = {};
  for (const [module, part] of tensorsOf(network)) {
    const [step] = new Float32Array(Uint8Array.from(source.take(4)).buffer);
    if (!(step >= 0 && step * LEVELS <= MOST)) throw new Unreadable("no weights");
    const { length } = network.weights[module][part];
    const levels = new Int8Array(Uint8Array.from(source.take(length)).buffer);
    weights[module] ??= {};
    weights[module][part] = Float32Array.from(levels, (level) => level * step);
  }
  return weights;
}

/**
 * What a link needs of a network; nothing of one that has other layers.
 *
 * @param {Network} network
 * @param {Network} shipped
 * @returns {Pick<State, "weights" | "muted">}
 */
export function partsOf({ layers, weights, muted, unmuted = weights }, shipped) {
  if (layers !== shipped.layers) return { weights: null, muted: [] };
  return { weights: unmuted === shipped.weights ? null : unmuted, muted };
}

/**
 * @param {State} state
 * @param {Network} shipped
 * @returns {{network: Network, name: string | null}} null: it is the shipped one
 */
export function networkOf({ weights, muted = [] }, shipped) {
  const whole = weights ? { ...shipped, weights } : shipped;
  const name = weights ? networkOfLink : null;
  if (!muted.length) return { network: whole, name };
  return { network: withMuted(whole, muted), name: name ?? changed(muted.length, 0) };
}
