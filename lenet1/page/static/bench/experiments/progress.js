/** How far a learner is in the experiments, kept in this browser where it lets a page. */

import { createKeeper } from "../../storage.js";

/**
 * @typedef {object} Step how far one experiment is
 * @property {number | null} guess the choice made before; null: it is still asked for
 * @property {string | null} outcome what happened; null: it is still to be done
 * @property {Record<string, number>} figures that have been seen already on the way there
 */

/** @typedef {{finished: string[], open: string | null, steps: Record<string, Step>}} Kept */

/** @type {Step} */
const START = { guess: null, outcome: null, figures: {} };
/** @type {Kept} */
const NONE = { finished: [], open: null, steps: {} };

/**
 * @param {string[]} names of the experiments, in their order
 * @param {() => Storage} storage which a browser may refuse; then it lasts as long as the
 *   page
 */
export function createProgress(names, storage) {
  const keeper = createKeeper(storage, "lenet1.experiments");
  let now = keeper.recall(decode, NONE);

  /** @type {(text: string | null) => Kept} */
  function decode(text) {
    const { finished, open, steps } = JSON.parse(text ?? "");
    return {
      finished: names.filter((name) => finished.includes(name)),
      open: names.includes(open) ? open : null,
      steps: Object.fromEntries(
        names.map((name) => [name, { ...START, ...steps[name] }]),
      ),
    };
  }

  /** @param {Partial<Kept>} change */
  function set(change) {
    now = { ...now, ...change };
    keeper.keep(JSON.stringify(now));
  }

  /** The one that is being done, else the first that is not finished, else the first. */
  const current = () =>
    now.open ?? names.find((name) => !now.finished.includes(name)) ?? names[0];

  const step = () => now.steps[current()] ?? START;

  /** @param {Partial<Step>} change */
  function go(change) {
    const name = current();
    set({ open: name, steps: { ...now.steps, [name]: { ...step(), ...change } } });
  }

  return {
    current,
    step,
    finished: () => now.finished,
    /** @param {string} name goes on where it was left; a finished one begins anew */
    begin(name) {
      set({ open: name });
      if (now.finished.includes(name)) go(START);
    },
    /** @param {number} guess */
    predict: (guess) => go({ ...START, guess }),
    /**
     * @param {string} name
     * @param {number} figure
     */
    see: (name, figure) => go({ figures: { ...step().figures, [name]: figure } }),
    /** @param {string} outcome */
    happen: (outcome) => go({ outcome }),
    finish() {
      const name = current();
      if (!now.finished.includes(name)) set({ finished: [...now.finished, name] });
    },
  };
}
