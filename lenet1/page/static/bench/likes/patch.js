/** A patch of a training digit, painted. */

import { makeCanvas } from "../../dom.js";
import { inkColor, paint } from "../../network/colors.js";

const FULL = 255; // the level of full ink

/**
 * @param {{pixels: Uint8Array}} patch
 * @param {string | null} [name]
 */
export function drawPatch({ pixels }, name = null) {
  const canvas = makeCanvas(Math.sqrt(pixels.length), name);
  paint(canvas, pixels, inkColor, FULL);
  return canvas;
}
