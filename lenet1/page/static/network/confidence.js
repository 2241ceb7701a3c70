/** How far an answer can be trusted; `confidence.py` is the other, and says how. */

/**
 * @typedef {object} Confidence what `learning/calibration.py` fits; the numbers stand
 *   alone in their arrays
 * @property {Float32Array} temperature divides the logits
 * @property {Float32Array} weights of the likeness's readout
 * @property {Float32Array} bias
 * @property {Float32Array} least_likeness below it, no digit
 * @property {Float32Array} least_probability of the best; below it, not sure
 */

/** @typedef {"digit" | "not sure" | "does not look like one digit"} Verdict */

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
  const probable = probabilities(activations.logits, confidence);
  const [label, runner_up] = [...probable.keys()].sort(
    (a, b) => activations.logits[b] - activations.logits[a],
  );
  return {
    verdict: verdict(activations, confidence, probable[label]),
    label,
    runner_up,
    probabilities: probable,
  };
}

/**
 * @param {Activations} activations
 * @param {Confidence} confidence
 * @param {number} best probability
 * @returns {Verdict}
 */
function verdict(activations, confidence, best) {
  if (likeness(activations, confidence) < confidence.least_likeness[0])
    return "does not look like one digit";
  return best < confidence.least_probability[0] ? "not sure" : "digit";
}

/**
 * @param {Float64Array} logits
 * @param {Confidence} confidence
 */
function probabilities(logits, { temperature }) {
  const greatest = Math.max(...logits);
  const odds = Array.from(logits, (z) => Math.exp((z - greatest) / temperature[0]));
  const total = odds.reduce((sum, value) => sum + value, 0);
  return odds.map((value) => value / total);
}

/**
 * Log odds that the drawing is one digit, at even odds beforehand.
 *
 * @param {Activations} activations
 * @param {Confidence} confidence
 */
export const likeness = (activations, { weights, bias }) =>
  features(activations).reduce((sum, value, i) => sum + value * weights[i], bias[0]);

/**
 * What the likeness is linear in.
 *
 * @param {Activations} activations
 */
const features = ({ pool2, logits }) => [...pool2, ...logits.toSorted()];
