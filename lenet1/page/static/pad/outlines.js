/** A panel of its own: what a chosen unit looked at, outlined on the drawing itself. */

import { receptiveField } from "../network/units.js";
import { HALF } from "./paper.js";

/** @typedef {import("../network/units.js").Field} Field */
/** @typedef {import("../network/reading.js").Placement} Placement */
/** @typedef {import("./paper.js").Frame} Frame */
/** @typedef {import("./outline.js").Square} Square */

/**
 * @param {(square: Square | null) => void} outline
 * @returns {import("../panels.js").Panel}
 */
export function createOutlines(outline) {
  return {
    mark({ network: { layers }, reading, frame }, { unit }) {
      if (!unit || !reading || !frame) return outline(null);
      const [{ name, side }] = layers;
      const field = receptiveField(layers, unit)[name];
      // A score sees all of it: its outline would be lines astray at the paper's rim.
      outline(field.size < side ? onPad(field, reading, frame) : null);
    },
  };
}

/**
 * A square of the network's input on the pad, leaning as the drawing leans.
 *
 * @param {Field} field
 * @param {Placement} placement
 * @param {Frame} frame
 * @returns {Square}
 */
export function onPad({ row, column, size }, placement, frame) {
  const { left, top, pixel, slant, middle } = placement;
  const sideways = slant * (row + size / 2 - middle);
  return {
    x: (frame.x + left + (column + sideways) * pixel) / HALF,
    y: (frame.y + top + row * pixel) / HALF,
    side: (size * pixel) / HALF,
    slant,
  };
}
