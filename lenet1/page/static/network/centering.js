/** From ink to MNIST's form; `centering.py` is the other, and says why. */

import { crop, dropFaint } from "./ink.js";
import { dropDots } from "./parts.js";
import { roundHalfEven } from "./rounding.js";
import { normalizeStroke } from "./stroke_width.js";

/** @typedef {import("./ink.js").Ink} Ink */

/**
 * @typedef {object} Centered a drawing in MNIST's form, and where it lay in the picture
 * @property {Uint8Array} image 28x28, 255 = ink
 * @property {number} left edge of the 28x28, in pixels of the picture
 * @property {number} top
 * @property {number} pixel the side of one of the 28x28's, in pixels of the picture
 * @property {import("./parts.js").LeftOut[]} leftOut what lay beside the drawing
 */

const SIDE = 28; // px; side of MNIST's images
const DIGIT_BOX = 20; // px; the longer side of MNIST's size-normalised digits
const CENTER = 14; // pixel index of MNIST's centre of mass

/**
 * Bring ink into MNIST's form; null where there is none.
 *
 * @param {Ink} ink
 * @returns {Centered | null}
 */
export function center(ink) {
  const { ink: drawing, leftOut } = dropDots(dropFaint(ink));
  const cut = crop(drawing);
  if (!cut) return null;
  const stroke = normalizeStroke(cut.ink, DIGIT_BOX);
  const kept = crop(dropFaint(stroke.ink));
  if (!kept) return null;
  const { width, height } = kept.ink;
  const scale = DIGIT_BOX / Math.max(width, height);
  const { rows, columns } = profiles(kept.ink);
  const top = startOf(rows, scale);
  const left = startOf(columns, scale);
  const pixel = stroke.pixel / scale;
  return {
    image: averaged(kept.ink, left, top, scale),
    left: cut.x + stroke.left + kept.x * stroke.pixel - left * pixel,
    top: cut.y + stroke.top + kept.y * stroke.pixel - top * pixel,
    pixel,
    leftOut,
  };
}

/**
 * How much ink lies in each row and in each column.
 *
 * @param {Ink} ink
 */
function profiles({ width, height, pixels }) {
  const rows = new Float64Array(height);
  const columns = new Float64Array(width);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at++) {
      rows[y] += pixels[at];
      columns[x] += pixels[at];
    }
  return { rows, columns };
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
 * The ink on 28x28 by exact area averaging, its brightest pixel at 255.
 *
 * @param {Ink} ink
 * @param {number} left
 * @param {number} top
 * @param {number} scale
 */
function averaged({ width, height, pixels }, left, top, scale) {
  const columns = transposedRows(Float64Array.from(pixels), width, height, left, scale);
  const mean = transposedRows(columns, height, SIDE, top, scale);
  const brightest = mean.reduce((most, value) => Math.max(most, value), 0);
  return Uint8Array.from(mean, (value) => roundHalfEven(value * (255 / brightest)));
}

/**
 * Every row spread over 28 px, standing as a column: the pixel j lies between
 * start + j * scale and start + (j + 1) * scale, and gives each px what it covers of it.
 *
 * @param {Float64Array} values
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
    for (let to = Math.floor(low); to < Math.min(high, SIDE); to++) {
      const covered = Math.min(high, to + 1) - Math.max(low, to);
      for (let y = 0; y < height; y++)
        output[to * height + y] += covered * values[y * width + j];
    }
  }
  return output;
}
