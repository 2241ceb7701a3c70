/**
 * The drawing once more, as numbers in memory.
 *
 * The editor keeps every stroke as segments, for redo, so the same strokes are painted
 * here. No canvas is ever read: that stalls on the GPU (up to 70 ms in software), and a
 * browser that resists fingerprinting (Tor Browser, LibreWolf) returns noise.
 */

import { crop } from "../network/ink.js";

/** @typedef {import("../sketchpad/strokes.js").Segment} Segment */

/**
 * @typedef {object} Frame the drawing at half size, cropped to its ink
 * @property {number} x left edge of the crop
 * @property {number} y top edge of the crop
 * @property {number} width 0 where there is no ink
 * @property {number} height
 * @property {number} sheet the whole paper's side
 * @property {Uint8Array} pixels gray levels by rows, 255 = ink
 * @property {boolean} final no pen is down
 * @property {boolean} [example] nobody drew it
 */

/** Pixels of the pad's side, and of its pen's radius; `components.py` has the same. */
export const PAD = 280;
export const PEN = 13;

/** 140 x 140 of the pad's 280 x 280: still five times what the network sees. */
export const HALF = 0.5;

const BLANK = { x: 0, y: 0, ink: { width: 0, height: 0, pixels: new Uint8Array() } };

/** @typedef {ReturnType<typeof createPaper>} Paper */

/** A blank sheet. */
export function createPaper(side = PAD * HALF) {
  const ink = new Uint8Array(side ** 2);
  return {
    wipe: () => ink.fill(0),
    /** @param {Segment[]} segments */
    paint(segments) {
      for (const segment of segments) paintSegment(ink, side, segment);
    },
    /**
     * @param {boolean} final
     * @returns {Frame}
     */
    read(final) {
      const cut = crop({ width: side, height: side, pixels: ink });
      const { x, y, ink: drawn } = cut ?? BLANK;
      return { x, y, ...drawn, sheet: side, final };
    },
  };
}

/**
 * The same on whole pixels of the pad, where a mouse draws anyway. What is read is this, so
 * that a link, which has no room for fractions, holds the very drawing that was read.
 *
 * @param {Segment} segment
 * @returns {Segment}
 */
export const onGrid = ({ from_x, from_y, to_x, to_y, size, mode }) => ({
  from_x: Math.round(from_x),
  from_y: Math.round(from_y),
  to_x: Math.round(to_x),
  to_y: Math.round(to_y),
  size: Math.round(size),
  mode,
});

/**
 * A line with round ends. The editor stamps circles a third of a radius apart, which lie
 * within a seventieth of a radius of it.
 *
 * @param {Uint8Array} ink
 * @param {number} side
 * @param {Segment} segment
 */
function paintSegment(ink, side, segment) {
  const { from_x, from_y, to_x, to_y, size, mode } = onGrid(segment);
  const [x1, y1, x2, y2] = [from_x, from_y, to_x, to_y].map((at) => at * HALF);
  const reach = size * HALF + 0.5; // where a pixel's middle is just out of the ink
  const [dx, dy] = [x2 - x1, y2 - y1];
  const length2 = dx * dx + dy * dy || 1;
  const left = Math.max(Math.floor(Math.min(x1, x2) - reach), 0);
  const right = Math.min(Math.ceil(Math.max(x1, x2) + reach), side);
  const top = Math.max(Math.floor(Math.min(y1, y2) - reach), 0);
  const bottom = Math.min(Math.ceil(Math.max(y1, y2) + reach), side);
  for (let row = top; row < bottom; row++)
    for (let column = left; column < right; column++) {
      const x = column + 0.5 - x1;
      const y = row + 0.5 - y1;
      const along = Math.min(Math.max((x * dx + y * dy) / length2, 0), 1);
      const apart = Math.hypot(x - along * dx, y - along * dy);
      const level = Math.round(255 * Math.min(Math.max(reach - apart, 0), 1));
      const at = row * side + column;
      ink[at] =
        mode === "erase" ? Math.min(ink[at], 255 - level) : Math.max(ink[at], level);
    }
}
