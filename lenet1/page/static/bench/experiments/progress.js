/** How far a learner is in the experiments, kept in this browser where it lets a page. */

import { createKeeper } from "../../storage.js";

/**
 * @typedef {object} Progress
 * @property {string[]} finished
 * @property {string | null} open the experiment that is being done
 * @property {number | null} guess the choice made before; null: it is still asked for
 * @property {string | null} outcome what happened; null: it is still to be done
 */

/** @type {Progress} */
const NOTHING = { finished: [], open: null, guess: null, outcome: null };

/**
 * @param {string[]} names of the experiments, in their order
 * @param {() => Storage} storage which a browser may refuse; then it lasts as long as the
 *   page
 */
export function createProgress(names, storage) {
  const keeper = createKeeper(storage, "lenet1.experiments");
  let now = keeper.recall(decode, NOTHING);

  /** @type {(text: string | null) => Progress} */
  function decode(text) {
    const kept = { ...NOTHING, ...JSON.parse(text ?? "{}") };
    const finished = names.filter((name) => kept.finished.includes(name));
    const known = names.includes(kept.open);
    return known ? { ...kept, finished } : { ...NOTHING, finished };
  }

  /** @param {Partial<Progress>} change */
  function set(change) {
    now = { ...now, ...change };
    keeper.keep(JSON.stringify(now));
  }

  return {
    now: () => now,
    /** The one that is being done, else the first that is not finished, else the first. */
    current: () =>
      now.open ?? names.find((name) => !now.finished.includes(name)) ?? names[0],
    /** @param {string} name */
    begin: (name) => set({ open: name, guess: null, outcome: null }),
    /** @param {number} guess */
    predict: (guess) => set({ guess }),
    /** @param {string} outcome */
    happen: (outcome) => set({ outcome }),
    finish() {
      const { open, finished } = now;
      if (open && !finished.includes(open)) set({ finished: [...finished, open] });
    },
  };
}
