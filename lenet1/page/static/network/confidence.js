/** How far an answer can be trusted; `confidence.py` is the other, and says how. */

/**
 * @typedef {object} Confidence what `learning/calibration.py` fits; the numbers stand
 *   alone in their arrays
 * @property {Float32Array} temperature divides the logits
 * @property {Float32Array} hidden_weights of the likeness's readout, a row of as many as
 *   there are features for each of the sums between
 * @property {Float32Array} hidden_bias
 * @property {Float32Array} weights
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

/** Of the ink; where more lay beside the digit, it was not alone. */
const MOST_LEFT_OUT = 0.3;

/**
 * @param {Activations} activations
 * @param {Confidence} confidence
 * @param {number} leftOut the share of all ink that lay beside the drawing
 * @returns {Answer}
 */
export function answer(activations, confidence, leftOut = 0) {
  const probable = probabilities(activations.logits, confidence);
  const [label, runner_up] = [...probable.keys()].sort(
    (a, b) => activations.logits[b] - activations.logits[a],
  );
  return {
    verdict:
      leftOut > MOST_LEFT_OUT
        ? "does not look like one digit"
        : verdict(activations, confidence, probable[label]),
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
export function likeness(activations, confidence) {
  const { hidden_weights, hidden_bias, weights, bias } = confidence;
  const seen = features(activations);
  return hidden_bias.reduce((total, start, row) => {
    const at = row * seen.length;
    const sum = seen.reduce((sum, x, i) => sum + x * hidden_weights[at + i], start);
    return total + Math.max(sum, 0) * weights[row];
  }, bias[0]);
}

/**
 * What the likeness is read from.
 *
 * @param {Activations} activations
 */
const features = ({ pool1, pool2, logits }) => [
  ...pool1,
  ...pool2,
  ...logits.toSorted(),
];
