/**
 * The width of a drawing's stroke: measured, and brought to MNIST's where it is not;
 * `stroke_width.py` is the other, and says why.
 */

import { bilinear } from "./bilinear.js";
import { greatest } from "./greatest.js";
import { roundHalfEven } from "./rounding.js";

/** @typedef {import("./ink.js").Ink} Ink */
/** @typedef {import("./ink.js").Rules} Rules */

/**
 * @typedef {object} Stroked a drawing with another stroke, on a grid of its own
 * @property {Ink} ink
 * @property {number} left of position 0 of the grid, in pixels of the drawing
 * @property {number} top
 * @property {number} pixel the side of one of the grid's, in pixels of the drawing
 */

/** @typedef {{width: number, height: number, values: Float32Array}} Plane */

/**
 * Thin or thicken the stroke of a drawing that is cropped to its ink, and darken its
 * pale parts.
 *
 * @param {Ink} ink
 * @param {number} box how many of MNIST's pixels the longer side gets
 * @param {Rules} rules
 * @returns {Stroked}
 */
export function normalizeStroke(ink, box, { stroke_width: rules }) {
  const { FINE, THINNEST, THICKEST, FADE, REACH, MARGIN } = rules;
  const fine = onFineGrid(ink, box * FINE, MARGIN);
  const { shape, even, pale } = evened(fine, rules);
  const inside = distance(fine, shape, 0, REACH);
  const width = measuredWidth(inside, shape) / FINE;
  const target = Math.min(Math.max(width, THINNEST), THICKEST);
  const pixel = Math.max(ink.width, ink.height) / (box * FINE);
  const place = { left: -MARGIN * pixel, top: -MARGIN * pixel, pixel };
  if (width === target) {
    if (!pale) return { ink, left: 0, top: 0, pixel: 1 };
    return { ink: mixed(fine, even, even, 0), ...place };
  }
  const gain = (FINE * (target - width)) / 2; // grid points on either side
  const redrawn =
    gain < 0 ? inside.map((far) => far + gain) : thickened(fine, shape, gain);
  const share = Math.min(Math.abs(target - width) / FADE, 1);
  return { ink: mixed(fine, even, redrawn, share), ...place };
}

/**
 * What belongs to a stroke, by the darkest nearby, and the drawing with its pale parts
 * darkened, if it has any.
 *
 * @param {Plane} fine
 * @param {Record<string, number>} rules
 */
function evened({ width, values }, { NEARBY, FAINTEST_PART, PALE_PART }) {
  const darkest = darkestNearby(values, width, NEARBY);
  const shape = new Uint8Array(values.length);
  const even = new Float32Array(values.length);
  let pale = false;
  for (let i = 0; i < values.length; i++) {
    if (values[i] === 0) continue; // paper
    const dark = Math.max(darkest[i], FAINTEST_PART);
    shape[i] = Number(values[i] >= Math.max(darkest[i] / 2, FAINTEST_PART));
    even[i] = values[i] / Math.min(dark / PALE_PART, 1);
    if (shape[i] && even[i] !== values[i]) pale = true;
  }
  return { shape, even, pale };
}

/**
 * The most up to `reach` points around each point with ink; the rim is as wide at least.
 * A window twice as wide needs one more maximum.
 *
 * @param {Float32Array} values
 * @param {number} width
 * @param {number} reach
 */
function darkestNearby(values, width, reach) {
  const most = values.slice();
  for (const step of [1, width]) {
    for (let span = 1; span <= 2 * reach; ) {
      const more = Math.min(span, 2 * reach + 1 - span);
      for (let at = 0, next = more * step; next < most.length; at++, next++)
        if (most[next] > most[at]) most[at] = most[next];
      span += more;
    }
    most.copyWithin(reach * step, 0);
  }
  return most;
}

/**
 * Looks no further out than the stroke grows.
 *
 * @param {Plane} plane
 * @param {Uint8Array} shape
 * @param {number} gain grid points on either side
 */
function thickened(plane, shape, gain) {
  const outside = distance(plane, shape, 1, Math.ceil(1 + gain));
  const redrawn = new Float32Array(outside.length);
  for (let i = 0; i < redrawn.length; i++) redrawn[i] = 1 + gain - outside[i];
  return redrawn;
}

/**
 * From the drawing evened, `share` 0, to the drawing redrawn, 1.
 *
 * @param {{width: number, height: number}} size
 * @param {Float32Array} even
 * @param {Float32Array} redrawn
 * @param {number} share
 * @returns {Ink}
 */
function mixed({ width, height }, even, redrawn, share) {
  const pixels = new Uint8Array(even.length);
  for (let i = 0; i < even.length; i++) {
    const wanted = Math.min(Math.max(redrawn[i], 0), 1);
    const mix = even[i] + share * (wanted - even[i]);
    pixels[i] = roundHalfEven(255 * Math.min(mix, 1));
  }
  return { width, height, pixels };
}

/**
 * Width in grid points: those of a stroke are a quarter of it inside on average, and the
 * grid adds half a point.
 *
 * @param {Float32Array} inside how far each point lies inside the outline
 * @param {Uint8Array} shape
 */
function measuredWidth(inside, shape) {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < shape.length; i++) {
    sum += inside[i]; // 0 outside
    count += shape[i];
  }
  return 4 * (sum / count - 0.5);
}

/**
 * How far each point is from the nearest one where `shape` is `target`, at most `reach`:
 * along rows first, then the lower envelope of the columns (Felzenszwalb and
 * Huttenlocher, 2012), tried out as far as it can still be lower.
 *
 * @param {{width: number, height: number}} size
 * @param {Uint8Array} shape
 * @param {0 | 1} target
 * @param {number} reach
 */
export function distance({ width, height }, shape, target, reach) {
  const across = squaresAlongRows(width, shape, target, reach);
  const nearest = new Float32Array(shape.length);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at++) {
      let best = across[at];
      for (let down = 1; down * down < best; down++) {
        const square = down * down;
        if (y >= down) best = Math.min(best, across[at - down * width] + square);
        if (y + down < height)
          best = Math.min(best, across[at + down * width] + square);
      }
      nearest[at] = Math.sqrt(best);
    }
  return nearest;
}

/**
 * @param {number} width
 * @param {Uint8Array} shape
 * @param {0 | 1} target
 * @param {number} reach
 */
function squaresAlongRows(width, shape, target, reach) {
  const squares = new Uint16Array(shape.length);
  for (let start = 0; start < shape.length; start += width) {
    const end = start + width;
    let far = reach;
    for (let at = start; at < end; at++) {
      far = shape[at] === target ? 0 : Math.min(far + 1, reach);
      squares[at] = far ** 2;
    }
    far = reach;
    for (let at = end - 1; at >= start; at--) {
      far = shape[at] === target ? 0 : Math.min(far + 1, reach);
      squares[at] = Math.min(squares[at], far ** 2);
    }
  }
  return squares;
}

/**
 * The drawing on the fine grid with room to grow around it, its blackest at 1.
 *
 * @param {Ink} ink
 * @param {number} longer side of it, in grid points
 * @param {number} rim points of paper on every side
 * @returns {Plane}
 */
function onFineGrid(ink, longer, rim) {
  const scale = longer / Math.max(ink.width, ink.height);
  const small = bilinear(ink, {
    width: Math.max(roundHalfEven(scale * ink.width), 1),
    height: Math.max(roundHalfEven(scale * ink.height), 1),
  });
  const blackest = greatest(small.pixels);
  const width = small.width + 2 * rim;
  const height = small.height + 2 * rim;
  const values = new Float32Array(width * height);
  for (let y = 0, from = 0; y < small.height; y++)
    for (let x = 0, to = (y + rim) * width + rim; x < small.width; x++)
      values[to++] = small.pixels[from++] / blackest;
  return { width, height, values };
}
