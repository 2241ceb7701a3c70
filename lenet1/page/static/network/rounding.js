/**
 * Rounded as Python and NumPy do it: a half goes to the even neighbour.
 *
 * @param {number} value
 */
export function roundHalfEven(value) {
  const rounded = Math.round(value);
  return rounded - value === 0.5 && rounded % 2 ? rounded - 1 : rounded;
}
