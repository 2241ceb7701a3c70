/**
 * Where a drawing lies in the 28x28, and how it is shrunk to it. `centering.py` has it for
 * the whole way; here steps of it may be off.
 */

import { greatest } from "./greatest.js";
import { roundHalfEven } from "./rounding.js";

/** @typedef {import("./ink.js").Ink} Ink */
/** @typedef {import("./stroke_width.js").Stroked} Grid a drawing on a grid of its own */

/**
 * @typedef {Ink & {x?: number, y?: number, sheet?: number}} Drawing ink, where it lies on
 *   its square sheet, and that sheet's side; without them it is all there is
 */

/** @typedef {"cut out" | "stroke" | "centred" | "upright"} Step in this order */
/** @typedef {ReadonlySet<Step>} Off the steps that are left out */

const SIDE = 28; // px; side of MNIST's images
export const DIGIT_BOX = 20; // px; the longer side of MNIST's size-normalised digits
const CENTER = 14; // pixel index of MNIST's centre of mass

/**
 * The 28x28 of a drawing that is cropped to its ink. Cut out it is DIGIT_BOX long, and
 * lies in the middle, else it has its size and place on the sheet; centred it lies by its
 * centre of mass. With MNIST's stroke its brightest pixel is 255.
 *
 * @param {Grid} grid
 * @param {Drawing} drawing
 * @param {Off} off
 */
export function placed(grid, drawing, off) {
  const { ink, pixel: step } = grid;
  const scale = off.has("cut out")
    ? step / pixelOfSheet(drawing)
    : DIGIT_BOX / longerSide(ink);
  const pixel = step / scale;
  const { x = 0, y = 0 } = drawing;
  const { left, top } = !off.has("centred")
    ? byMass(ink, scale)
    : off.has("cut out")
      ? { left: (grid.left + x) / pixel, top: (grid.top + y) / pixel }
      : inTheMiddle(ink, scale);
  const mean = averaged(ink, left, top, scale);
  const image = rounded(mean, off.has("stroke") ? 255 : greatest(mean));
  return { image, left: grid.left - left * pixel, top: grid.top - top * pixel, pixel };
}

/** @param {Ink} ink */
export const longerSide = ({ width, height }) => Math.max(width, height);

/**
 * The side of a 28th of the sheet, in pixels of the drawing.
 *
 * @param {Drawing} drawing
 */
export const pixelOfSheet = (drawing) => (drawing.sheet ?? longerSide(drawing)) / SIDE;

/**
 * @param {Ink} ink
 * @param {number} scale
 */
function inTheMiddle({ width, height }, scale) {
  /** @param {number} length */
  const start = (length) => roundHalfEven((SIDE - scale * length) / 2);
  return { left: start(width), top: start(height) };
}

/**
 * @param {Ink} ink
 * @param {number} scale
 */
function byMass({ width, height, pixels }, scale) {
  const rows = new Float64Array(height); // how much ink lies in each
  const columns = new Float64Array(width);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at++) {
      rows[y] += pixels[at];
      columns[x] += pixels[at];
    }
  return { left: startOf(columns, scale), top: startOf(rows, scale) };
}

/**
 * Where in the 28 px a digit begins.
 *
 * @param {Float64Array} profile its ink along one axis
 * @param {number} scale
 */
function startOf(profile, scale) {
  let mass = 0;
  let moment = 0;
  for (let i = 0; i < profile.length; i++) {
    mass += profile[i];
    moment += (i + 0.5) * profile[i];
  }
  const last = SIDE - Math.ceil(scale * profile.length - 1e-6);
  const start = roundHalfEven(CENTER + 0.5 - scale * (moment / mass));
  return Math.min(Math.max(start, 0), last);
}

/**
 * The ink on 28x28 by exact area averaging.
 *
 * @param {Ink} ink
 * @param {number} left
 * @param {number} top
 * @param {number} scale
 */
function averaged({ width, height, pixels }, left, top, scale) {
  const columns = transposedRows(pixels, width, height, left, scale);
  return transposedRows(columns, height, SIDE, top, scale);
}

/**
 * Gray levels, `brightest` at 255.
 *
 * @param {Float64Array} mean
 * @param {number} brightest
 */
function rounded(mean, brightest) {
  const image = new Uint8Array(mean.length);
  for (let at = 0; at < image.length; at++)
    image[at] = roundHalfEven(mean[at] * (255 / brightest));
  return image;
}

/**
 * Every row spread over 28 px, standing as a column: the pixel j lies between
 * start + j * scale and start + (j + 1) * scale, and gives each px what it covers of it.
 *
 * @param {Uint8Array | Float64Array} values
 * @param {number} width
 * @param {number} height
 * @param {number} start
 * @param {number} scale
 */
function transposedRows(values, width, height, start, scale) {
  const output = new Float64Array(SIDE * height);
  for (let j = 0; j < width; j++) {
    const low = start + scale * j;
    const high = start + scale * (j + 1);
    for (let to = Math.max(Math.floor(low), 0); to < Math.min(high, SIDE); to++) {
      const covered = Math.min(high, to + 1) - Math.max(low, to);
      for (let y = 0; y < height; y++)
        output[to * height + y] += covered * values[y * width + j];
    }
  }
  return output;
}
