/**
 * Pillow's resizing with the bilinear filter, level for level: along rows, then along
 * columns, with weights in whole parts of 2^22 (its `Resample.c`).
 */

/** @typedef {import("./ink.js").Ink} Ink */

const BITS = 22; // of a weight

/**
 * @param {Ink} ink
 * @param {{width: number, height: number}} size
 * @returns {Ink}
 */
export const bilinear = (ink, { width, height }) =>
  transposedRows(transposedRows(ink, width), height);

/**
 * Every row in `size` pixels, standing as a column.
 *
 * @param {Ink} ink
 * @param {number} size
 * @returns {Ink}
 */
function transposedRows({ width, height, pixels }, size) {
  const output = new Uint8Array(size * height);
  for (let to = 0; to < size; to++) {
    const { start, weights } = windowOf(to, width / size, width);
    for (let y = 0; y < height; y++) {
      let sum = 1 << (BITS - 1);
      let from = y * width + start;
      for (let i = 0; i < weights.length; i++) sum += weights[i] * pixels[from++];
      output[to * height + y] = sum >> BITS;
    }
  }
  return { width: height, height: size, pixels: output };
}

/**
 * Which pixels make the pixel `to`, and with which weights: a triangle about its middle,
 * as wide as two of the larger pixels.
 *
 * @param {number} to
 * @param {number} scale pixels for each new one
 * @param {number} width
 */
function windowOf(to, scale, width) {
  const reach = Math.max(scale, 1);
  const middle = (to + 0.5) * scale;
  const start = Math.max(Math.trunc(middle - reach + 0.5), 0);
  const end = Math.min(Math.trunc(middle + reach + 0.5), width);
  const shares = new Float64Array(end - start);
  let total = 0;
  for (let i = 0; i < shares.length; i++) {
    shares[i] = Math.max(1 - Math.abs((start + i + 0.5 - middle) / reach), 0);
    total += shares[i];
  }
  const weights = new Int32Array(shares.length);
  for (let i = 0; i < shares.length; i++)
    weights[i] = Math.floor((shares[i] / total) * 2 ** BITS + 0.5);
  return { start, weights };
}
