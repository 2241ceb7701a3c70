/** One run of training: from a seed's weights, through digits in an order of its own. */

import { join } from "./digits.js";
import { seeded, shuffle, startWeights } from "./random.js";
import { createTrainer } from "./trainer.js";

/** @typedef {import("./digits.js").Digits} Digits */

/**
 * @typedef {object} Choices
 * @property {number} count digits to learn from
 * @property {number} rate
 * @property {number} seed
 */

/** @typedef {{seen: number, right: number[], asked: number[]}} Judgement by digit */

/** @typedef {ReturnType<typeof createRun>} Run */

const BATCH = 32; // digits a step
const OWN_COUNT = 10; // times that a visitor's own digit comes for another's once
export const MOST_SEEN = 100_000; // digits, after which little changes
const LARGEST_LOSS = 10; // nats; who knows nothing has ln 10 = 2.3
const JUDGED_FIRST = 96; // digits seen
const JUDGED_AGAIN = 1.7; // times as many digits seen

/**
 * @param {object} data
 * @param {import("../../network/units.js").Layer[]} data.layers
 * @param {Digits} data.learn
 * @param {Digits} data.judge
 * @param {Digits} data.own
 * @param {Choices} choices
 */
export function createRun({ layers, learn, judge, own }, { count, rate, seed }) {
  const random = seeded(seed);
  const trainer = createTrainer(layers, startWeights(layers, random));
  const scores = layers[layers.length - 1].maps;
  const batch = new Uint16Array(BATCH);
  const pixels = learn.images.length / learn.labels.length;
  const some = {
    images: learn.images.subarray(0, count * pixels),
    labels: learn.labels.subarray(0, count),
  };
  let { digits, order } = mix(own);
  let next = order.length; // the place in `order`; at its end it is shuffled
  let seen = 0;
  let due = JUDGED_FIRST;

  /** @param {Digits} own */
  function mix(own) {
    const digits = join(some, own);
    const order = new Uint16Array(count + OWN_COUNT * own.labels.length);
    for (let at = 0; at < order.length; at++)
      order[at] = at < count ? at : count + ((at - count) % own.labels.length);
    return { digits, order };
  }

  return {
    /** @returns {boolean} whether the weights can still be of use */
    step() {
      for (let at = 0; at < BATCH; at++) {
        if (next === order.length) {
          shuffle(order, random);
          next = 0;
        }
        batch[at] = order[next++];
      }
      seen += BATCH;
      return trainer.step(digits, batch, rate) <= LARGEST_LOSS; // not so where it is NaN
    },
    /** @param {Digits} own from now on */
    take(own) {
      ({ digits, order } = mix(own));
      next = order.length;
    },
    /** @returns {Judgement} */
    judge() {
      due = Math.max(JUDGED_FIRST, seen * JUDGED_AGAIN);
      const right = new Array(scores).fill(0);
      const asked = new Array(scores).fill(0);
      for (const [index, label] of judge.labels.entries()) {
        asked[label]++;
        if (trainer.read(judge, index) === label) right[label]++;
      }
      return { seen, right, asked };
    },
    isDue: () => seen >= due,
    isOver: () => seen >= MOST_SEEN,
    seen: () => seen,
    weights: trainer.weights,
  };
}
