/** Adam (Kingma and Ba, 2015), as `torch.optim.Adam` has it. */

const KEPT = 0.9; // share of the running mean of slopes that a step keeps
const KEPT_SQUARES = 0.999; // and of their squares
const LEAST = 1e-8; // added to what is divided by

/**
 * @param {Float64Array} parameters changed in place
 * @param {Float64Array} slopes of the loss
 */
export function createAdam(parameters, slopes) {
  const means = new Float64Array(parameters.length);
  const squares = new Float64Array(parameters.length);
  let steps = 0;

  /** @param {number} rate */
  return function step(rate) {
    steps++;
    // Both means start from zero; what they lack of it is made up for.
    const pace = rate / (1 - KEPT ** steps);
    const spread = Math.sqrt(1 - KEPT_SQUARES ** steps);
    for (let at = 0; at < parameters.length; at++) {
      const slope = slopes[at];
      means[at] = KEPT * means[at] + (1 - KEPT) * slope;
      squares[at] = KEPT_SQUARES * squares[at] + (1 - KEPT_SQUARES) * slope * slope;
      parameters[at] -= (pace * means[at]) / (Math.sqrt(squares[at]) / spread + LEAST);
    }
  };
}
