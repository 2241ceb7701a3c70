/** What a visitor has changed of a network: maps that are muted, weights, biases. */

import { nameOfMap, withMuted } from "../../network/muting.js";
import { moduleOf } from "../../network/units.js";

/** @typedef {import("../../network/units.js").Layer} Layer */
/** @typedef {import("../../network/units.js").Network} Network */
/** @typedef {import("../../network/units.js").Weights} Weights */
/** @typedef {{layer: string, map: number}} Place */

/**
 * @typedef {object} Square one number of a map's
 * @property {string} module what holds it, by torch's name
 * @property {"weight" | "bias"} kind
 * @property {number} index in all of them
 */

/** @typedef {{weights: Weights, muted: ReadonlySet<string>}} State */

/** @param {Network} network a map of another layer has no weight that could be muted */
export const changeable = ({ layers, weights }) =>
  layers.filter((layer) => layer.kind !== "linear" && moduleOf(layer) in weights);

/**
 * @param {Network} base what all changes begin with
 * @param {string[]} [muted] maps that are muted already
 */
export function createChanges(base, muted = []) {
  /** @type {State} */
  let now = { weights: base.weights, muted: new Set(muted) };
  /** @type {State[]} */
  const past = [];

  /** @param {State} next */
  function go(next) {
    past.push(now);
    now = next;
  }

  const network = () => withMuted({ ...base, weights: now.weights }, [...now.muted]);

  return {
    network,
    weights: () => now.weights,
    isMuted: (/** @type {Place} */ place) => now.muted.has(nameOfMap(place)),
    /** @param {Place} place muted, or no longer */
    mute(place) {
      const muted = new Set(now.muted);
      if (!muted.delete(nameOfMap(place))) muted.add(nameOfMap(place));
      go({ ...now, muted });
    },
    /**
     * @param {Square} square
     * @param {number} value
     * @param {boolean} [goesOn] it is the same change as the one before, as in a drag
     */
    put({ module, kind, index }, value, goesOn = false) {
      const changed = now.weights[module][kind].slice();
      changed[index] = value;
      const parameters = { ...now.weights[module], [kind]: changed };
      const next = { ...now, weights: { ...now.weights, [module]: parameters } };
      if (goesOn) now = next;
      else go(next);
    },
    undo() {
      now = past.pop() ?? now;
    },
    canUndo: () => past.length > 0,
    /** How many maps are muted, how many are left, how many numbers are others. */
    count() {
      const maps = changeable(base).reduce((sum, layer) => sum + layer.maps, 0);
      const numbers = differences(base.weights, now.weights);
      return { muted: now.muted.size, left: maps - now.muted.size, numbers };
    },
  };
}

/**
 * @param {Weights} before
 * @param {Weights} after
 */
function differences(before, after) {
  let count = 0;
  for (const [module, parameters] of Object.entries(after))
    for (const kind of /** @type {const} */ (["weight", "bias"])) {
      const old = before[module][kind];
      if (old === parameters[kind]) continue;
      for (const [i, value] of parameters[kind].entries())
        if (value !== old[i]) count += 1;
    }
  return count;
}
