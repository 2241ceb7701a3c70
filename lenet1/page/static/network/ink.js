/** What counts as ink; `ink.py` is the other. */

/**
 * @typedef {object} Ink gray levels by rows, 255 = ink
 * @property {number} width
 * @property {number} height
 * @property {Uint8Array} pixels
 */

/**
 * @typedef {Record<string, Record<string, number>>} Rules the numbers that Python's
 *   modules go by, under the module's name and theirs; they come with the network
 */

/** @typedef {{x: number, y: number, ink: Ink}} Cut where the ink begins, and no more */

/**
 * The same with 0 for everything fainter than FAINTEST_INK.
 *
 * @param {Ink} ink
 * @param {Rules} rules
 * @returns {Ink}
 */
export function dropFaint({ width, height, pixels }, { ink: { FAINTEST_INK } }) {
  const kept = pixels.slice();
  for (let at = 0; at < kept.length; at++) if (kept[at] < FAINTEST_INK) kept[at] = 0;
  return { width, height, pixels: kept };
}

/**
 * Cut out what there is from the first row and column with ink to the last.
 *
 * @param {Ink} ink
 * @returns {Cut | null} null where there is none
 */
export function crop({ width, height, pixels }) {
  let [top, bottom, left, right] = [0, height, 0, width];
  while (top < bottom && isBlank(pixels, top * width, 1, width)) top++;
  if (top === bottom) return null;
  while (isBlank(pixels, (bottom - 1) * width, 1, width)) bottom--;
  while (isBlank(pixels, top * width + left, width, bottom - top)) left++;
  while (isBlank(pixels, top * width + right - 1, width, bottom - top)) right--;
  const cut = new Uint8Array((right - left) * (bottom - top));
  for (let y = top, to = 0; y < bottom; y++, to += right - left)
    cut.set(pixels.subarray(y * width + left, y * width + right), to);
  const ink = { width: right - left, height: bottom - top, pixels: cut };
  return { x: left, y: top, ink };
}

/**
 * Whether `count` pixels from `at` on, `step` apart, are all paper.
 *
 * @param {Uint8Array} pixels
 * @param {number} at
 * @param {number} step
 * @param {number} count
 */
function isBlank(pixels, at, step, count) {
  for (let i = 0; i < count; i++) if (pixels[at + i * step]) return false;
  return true;
}
