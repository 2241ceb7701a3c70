/** What torch does in a step of training, for one network and without its graph. */

import { createAdam } from "./adam.js";
import { passBack, run, teach, teachAverage } from "./arithmetic.js";
import { copyWeights, layOut, leaveOut, takeWeights } from "./layers.js";

/** @typedef {import("../../network/units.js").Layer} Layer */
/** @typedef {import("../../network/units.js").Weights} Weights */
/** @typedef {import("./digits.js").Digits} Digits */

/** @typedef {ReturnType<typeof createTrainer>} Trainer */

/**
 * Trains by cross entropy and Adam. Nothing is allocated from step to step.
 *
 * @param {Layer[]} layers a linear one comes last: the scores
 * @param {Weights} start
 */
export function createTrainer(layers, start) {
  const { trained, parameters, slopes } = layOut(layers);
  takeWeights(trained, start);
  const adam = createAdam(parameters, slopes);
  const x = new Float64Array(layers[0].maps * layers[0].side ** 2);
  const scores = trained[trained.length - 1];

  /**
   * @param {Digits} digits
   * @param {number} index
   */
  function forward({ images }, index) {
    for (let at = 0, from = index * x.length; at < x.length; at++)
      x[at] = images[from + at] / 255;
    return run(trained, x);
  }

  function backward() {
    for (let at = trained.length - 1; at >= 0; at--) {
      const one = trained[at];
      const input = at ? trained[at - 1].values : x;
      const inputSlopes = at ? trained[at - 1].slopes : null;
      passBack(one);
      if (one.layer.kind === "average") teachAverage(one, input, inputSlopes);
      else teach(one, input, inputSlopes);
    }
  }

  /**
   * The loss of one digit in nats; leaves the scores' slopes.
   *
   * @param {number} label
   * @param {number} share of the digit in the batch's loss
   */
  function loss(label, share) {
    const { values, slopes, layer } = scores;
    let most = Number.NEGATIVE_INFINITY;
    for (let unit = 0; unit < layer.maps; unit++) most = Math.max(most, values[unit]);
    let sum = 0;
    for (let unit = 0; unit < layer.maps; unit++) sum += Math.exp(values[unit] - most);
    for (let unit = 0; unit < layer.maps; unit++)
      slopes[unit] = (Math.exp(values[unit] - most) / sum) * share;
    slopes[label] -= share;
    return most + Math.log(sum) - values[label];
  }

  /**
   * The mean loss of a batch, with its slopes by all parameters.
   *
   * @param {Digits} digits
   * @param {ArrayLike<number>} batch indices of digits
   */
  function differentiate(digits, batch) {
    slopes.fill(0);
    let total = 0;
    for (let at = 0; at < batch.length; at++) {
      forward(digits, batch[at]);
      total += loss(digits.labels[batch[at]], 1 / batch.length);
      backward();
    }
    leaveOut(trained);
    return total / batch.length;
  }

  return {
    /**
     * One step.
     *
     * @param {Digits} digits
     * @param {ArrayLike<number>} batch indices of digits
     * @param {number} rate
     * @returns {number} the mean loss before it, in nats
     */
    step(digits, batch, rate) {
      const before = differentiate(digits, batch);
      adam(rate);
      return before;
    },
    differentiate,
    slopes: () => slopesOf(trained),
    /**
     * The digit that the network takes one for.
     *
     * @param {Digits} digits
     * @param {number} index
     */
    read: forward,
    weights: () => copyWeights(trained),
  };
}

/** @param {import("./layers.js").Trained[]} trained */
const slopesOf = (trained) =>
  copyWeights(
    trained.map((one) => ({
      ...one,
      weight: one.weightSlopes,
      bias: one.biasSlopes,
    })),
  );
