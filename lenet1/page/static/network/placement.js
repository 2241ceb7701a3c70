/**
 * Where a drawing lies in the 28x28, and how it is shrunk to it; `centering.py` is the
 * other.
 */

import { greatest } from "./greatest.js";
import { roundHalfEven } from "./rounding.js";

/** @typedef {import("./ink.js").Ink} Ink */
/** @typedef {import("./ink.js").Rules} Rules */
/** @typedef {import("./stroke_width.js").Stroked} Grid a drawing on a grid of its own */

/**
 * @typedef {Ink & {x?: number, y?: number, sheet?: number}} Drawing ink, where it lies on
 *   its square sheet, and that sheet's side; without them it is all there is
 */

/**
 * @typedef {object} Laid a drawing in the 28x28, and where that lies in the drawing
 * @property {Uint8Array} image 28x28, 255 = ink
 * @property {number} left edge of the 28x28, in pixels of the drawing
 * @property {number} top
 * @property {number} pixel the side of one of the 28x28's, in pixels of the drawing
 */

/**
 * The 28x28 of a drawing that is cropped to its ink. Cut out it is DIGIT_BOX long, and
 * lies in the middle, else it has its size and place on the sheet; centred it lies by its
 * centre of mass.
 *
 * @param {import("./preparation.js").Way} way
 * @param {Rules} rules
 * @returns {Laid}
 */
export function placed(way, { centering: { SIDE, DIGIT_BOX, CENTER } }) {
  const { drawing, grid, isCut, isCentred, isFull } = way;
  const { ink, pixel: step } = grid;
  const scale = isCut
    ? DIGIT_BOX / longerSide(ink)
    : step / pixelOfSheet(drawing, SIDE);
  const pixel = step / scale;
  const { x = 0, y = 0 } = drawing;
  const { left, top } = isCentred
    ? byMass(ink, scale, SIDE, CENTER)
    : isCut
      ? inTheMiddle(ink, scale, SIDE)
      : { left: (grid.left + x) / pixel, top: (grid.top + y) / pixel };
  const mean = averaged(ink, left, top, scale, SIDE);
  const image = rounded(mean, isFull ? greatest(mean) : 255);
  return { image, left: grid.left - left * pixel, top: grid.top - top * pixel, pixel };
}

/** @param {Ink} ink */
export const longerSide = ({ width, height }) => Math.max(width, height);

/**
 * The side of each of `side` squares along the sheet, in pixels of the drawing.
 *
 * @param {Drawing} drawing
 * @param {number} side
 */
export const pixelOfSheet = (drawing, side) =>
  (drawing.sheet ?? longerSide(drawing)) / side;

/**
 * @param {Ink} ink
 * @param {number} scale
 * @param {number} side
 */
function inTheMiddle({ width, height }, scale, side) {
  /** @param {number} length */
  const start = (length) => roundHalfEven((side - scale * length) / 2);
  return { left: start(width), top: start(height) };
}

/**
 * @param {Ink} ink
 * @param {number} scale
 * @param {number} side
 * @param {number} center index of the pixel where the centre of mass shall lie
 */
function byMass({ width, height, pixels }, scale, side, center) {
  const rows = new Float64Array(height); // how much ink lies in each
  const columns = new Float64Array(width);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at++) {
      rows[y] += pixels[at];
      columns[x] += pixels[at];
    }
  return {
    left: startOf(columns, scale, side, center),
    top: startOf(rows, scale, side, center),
  };
}

/**
 * Where in `side` px a digit begins.
 *
 * @param {Float64Array} profile its ink along one axis
 * @param {number} scale
 * @param {number} side
 * @param {number} center
 */
function startOf(profile, scale, side, center) {
  let mass = 0;
  let moment = 0;
  for (let i = 0; i < profile.length; i++) {
    mass += profile[i];
    moment += (i + 0.5) * profile[i];
  }
  const last = side - Math.ceil(scale * profile.length - 1e-6);
  const start = roundHalfEven(center + 0.5 - scale * (moment / mass));
  return Math.min(Math.max(start, 0), last);
}

/**
 * The ink on side x side by exact area averaging.
 *
 * @param {Ink} ink
 * @param {number} left
 * @param {number} top
 * @param {number} scale
 * @param {number} side
 */
function averaged({ width, height, pixels }, left, top, scale, side) {
  const columns = transposedRows(pixels, width, height, left, scale, side);
  return transposedRows(columns, height, side, top, scale, side);
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
 * Every row spread over `side` px, standing as a column: the pixel j lies between
 * start + j * scale and start + (j + 1) * scale, and gives each px what it covers of it.
 *
 * @param {Uint8Array | Float64Array} values
 * @param {number} width
 * @param {number} height
 * @param {number} start
 * @param {number} scale
 * @param {number} side
 */
function transposedRows(values, width, height, start, scale, side) {
  const output = new Float64Array(side * height);
  for (let j = 0; j < width; j++) {
    const low = start + scale * j;
    const high = start + scale * (j + 1);
    for (let to = Math.max(Math.floor(low), 0); to < Math.min(high, side); to++) {
      const covered = Math.min(high, to + 1) - Math.max(low, to);
      for (let y = 0; y < height; y++)
        output[to * height + y] += covered * values[y * width + j];
    }
  }
  return output;
}
