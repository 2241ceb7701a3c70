/** What counts as ink; `ink.py` is the other. */

/**
 * @typedef {object} Ink gray levels by rows, 255 = ink
 * @property {number} width
 * @property {number} height
 * @property {Uint8Array} pixels
 */

/** @typedef {{x: number, y: number, ink: Ink}} Cut where the ink begins, and no more */

const FAINTEST_INK = 24; // of 255

/**
 * The same with 0 for everything fainter than FAINTEST_INK.
 *
 * @param {Ink} ink
 * @returns {Ink}
 */
export const dropFaint = ({ width, height, pixels }) => ({
  width,
  height,
  pixels: pixels.map((level) => (level >= FAINTEST_INK ? level : 0)),
});

/**
 * Cut out what there is from the first row and column with ink to the last.
 *
 * @param {Ink} ink
 * @returns {Cut | null} null where there is none
 */
export function crop({ width, height, pixels }) {
  let left = width;
  let right = -1;
  let top = height;
  let bottom = -1;
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at++) {
      if (pixels[at] === 0) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      bottom = y;
    }
  if (bottom < 0) return null;
  const cut = new Uint8Array((right - left + 1) * (bottom - top + 1));
  for (let y = top, to = 0; y <= bottom; y++, to += right - left + 1)
    cut.set(pixels.subarray(y * width + left, y * width + right + 1), to);
  const ink = { width: right - left + 1, height: bottom - top + 1, pixels: cut };
  return { x: left, y: top, ink };
}
