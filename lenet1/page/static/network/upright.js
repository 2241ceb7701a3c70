/** Digits made upright; `upright.py` is the other, and says why. */

import { roundHalfEven } from "./rounding.js";

/**
 * @typedef {object} Upright a digit without its slant, and where each pixel came from:
 *   position (u, v) was at (u + slant * (v - middle), v), both from 0 at left and top
 * @property {Uint8Array} image 255 = ink
 * @property {number} slant px sideways per px downwards
 * @property {number} middle px from the top; height of the centre of mass
 */

/**
 * The step of a drawing's way.
 *
 * @type {import("./preparation.js").Run}
 */
export function upright(way, rules) {
  if (!way.laid) return way; // every step gets a drawing that lies in the 28x28
  const { SIDE } = rules.centering;
  const { image, slant, middle } = straighten(way.laid.image, SIDE, rules);
  return { ...way, laid: { ...way.laid, image }, slant, middle };
}

/**
 * Shear a digit along its rows until height and sideways position do not vary together,
 * as far as MOST_SLANT and the picture's edges allow.
 *
 * @param {Uint8Array} image side x side, 255 = ink
 * @param {number} side
 * @param {import("./ink.js").Rules} rules
 * @returns {Upright}
 */
export function straighten(image, side, { upright: { MOST_SLANT, LEAST_SPREAD } }) {
  const { middle, leaning, height } = moments(image, side);
  const wanted = leaning / Math.max(height, LEAST_SPREAD);
  const steep = Math.min(Math.abs(wanted), MOST_SLANT);
  const slant =
    Math.sign(wanted) * Math.min(steep, roomFor(image, side, wanted, middle));
  return { image: sheared(image, side, slant, middle), slant, middle };
}

/**
 * What the network sees, in [0, 1].
 *
 * @param {Uint8Array} image
 */
export function asInput(image) {
  const x = new Float64Array(image.length);
  for (let at = 0; at < x.length; at++) x[at] = image[at] / 255;
  return x;
}

/**
 * @param {Uint8Array} image
 * @param {number} side
 * @returns {{middle: number, leaning: number, height: number}} the row of the centre of
 *   mass; how height and sideways position vary together, and how height does
 */
function moments(image, side) {
  let mass = 0;
  let sumX = 0;
  let sumY = 0;
  let sumXY = 0;
  let sumYY = 0;
  for (let row = 0, at = 0; row < side; row++)
    for (let column = 0; column < side; column++, at++) {
      const ink = image[at];
      const x = column + 0.5;
      const y = row + 0.5;
      mass += ink;
      sumX += ink * x;
      sumY += ink * y;
      sumXY += ink * x * y;
      sumYY += ink * y * y;
    }
  mass = Math.max(mass, 1);
  const middle = sumY / mass;
  return {
    middle,
    leaning: sumXY / mass - (sumX / mass) * middle,
    height: sumYY / mass - middle ** 2,
  };
}

/**
 * How much slant of that sign keeps all ink in the picture.
 *
 * @param {Uint8Array} image
 * @param {number} side
 * @param {number} slant
 * @param {number} middle
 */
function roomFor(image, side, slant, middle) {
  let room = side;
  for (let row = 0; row < side; row++) {
    const ink = image.subarray(row * side, (row + 1) * side);
    const first = ink.findIndex((level) => level > 0);
    if (first < 0) continue;
    const down = row + 0.5 - middle;
    const goesLeft = slant * down > 0;
    const spare = goesLeft ? first : side - 1 - ink.findLastIndex((level) => level > 0);
    room = Math.min(room, spare / Math.max(Math.abs(down), 1e-3));
  }
  return room;
}

/**
 * @param {Uint8Array} image
 * @param {number} side
 * @param {number} slant
 * @param {number} middle
 */
function sheared(image, side, slant, middle) {
  const output = new Uint8Array(side * side);
  for (let row = 0, at = 0; row < side; row++) {
    const shift = slant * (row + 0.5 - middle);
    const whole = Math.floor(shift);
    const share = shift - whole;
    /** @param {number} column; paper is outside */
    const level = (column) =>
      column >= 0 && column < side ? image[row * side + column] : 0;
    for (let column = 0; column < side; column++, at++) {
      const first = level(column + whole);
      const second = level(column + whole + 1);
      output[at] = roundHalfEven(first + share * (second - first));
    }
  }
  return output;
}
