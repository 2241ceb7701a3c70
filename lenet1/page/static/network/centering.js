/** The steps to MNIST's form; `centering.py` is the other, and says why. */

import { crop, dropFaint } from "./ink.js";
import { dropAccidents } from "./parts.js";
import { longerSide, pixelOfSheet } from "./placement.js";
import { normalizeStroke } from "./stroke_width.js";

/** @typedef {import("./placement.js").Grid} Grid */
/** @typedef {import("./preparation.js").Run} Run */

/**
 * Without what is faint and what lies beside, and as long as MNIST's digits.
 *
 * @type {Run}
 */
export function cutOut(way, rules) {
  const { ink, leftOut } = dropAccidents(dropFaint(way.drawing, rules), rules);
  const grid = trimmed({ ink, left: 0, top: 0, pixel: 1 });
  return grid && { ...way, grid, leftOut, isCut: true, laid: null };
}

/**
 * With a stroke of MNIST's width.
 *
 * @type {Run}
 */
export function stroked(way, rules) {
  const { SIDE, DIGIT_BOX } = rules.centering;
  const { drawing, grid: before, isCut } = way;
  const box = isCut ? DIGIT_BOX : longerSide(before.ink) / pixelOfSheet(drawing, SIDE);
  const { ink, left, top, pixel } = normalizeStroke(before.ink, box, rules);
  const place = { left: before.left + left, top: before.top + top, pixel };
  const grid = trimmed({ ink: dropFaint(ink, rules), ...place });
  return grid && { ...way, grid, isFull: true, laid: null };
}

/**
 * With its centre of mass in the middle.
 *
 * @type {Run}
 */
export const centred = (way) => ({ ...way, isCentred: true, laid: null });

/**
 * Without the empty rows and columns around it; null where all are.
 *
 * @param {Grid} grid
 * @returns {Grid | null}
 */
export function trimmed({ ink, left, top, pixel }) {
  const cut = crop(ink);
  if (!cut) return null;
  return { ink: cut.ink, left: left + cut.x * pixel, top: top + cut.y * pixel, pixel };
}
