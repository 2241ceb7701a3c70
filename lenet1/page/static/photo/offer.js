/** A panel of its own: what looks like several digits may be read as a page. */

import { find, makeButton } from "../dom.js";
import { NO_DIGIT } from "../network/verdict.js";
import { readAsPage } from "../sentences.js";

/** @typedef {import("../pad/paper.js").Frame} Frame */

const PAD_IN_VIEW = "body.own-pad #ownpad, body:not(.own-pad) #pad";
const TALL = 0.5; // of the drawing's height; what is lower beside it is no digit

/**
 * @param {(drawing: Frame) => void} onTake
 * @returns {import("../panels.js").Panel}
 */
export function createOffer(onTake) {
  const button = makeButton("read-as-page", readAsPage);
  button.className = "offer";
  button.hidden = true;
  /** @type {Frame | null} */
  let offered = null;
  button.addEventListener("click", () => {
    if (offered) onTake(offered);
  });
  return {
    tell({ reading, frame }) {
      const several = reading?.verdict === NO_DIGIT && frame && stand(frame) > 1;
      offered = several ? frame : null;
      button.hidden = !offered;
      if (offered) find(PAD_IN_VIEW).append(button);
    },
  };
}

/**
 * How many things stand side by side, with paper between them.
 *
 * @param {Frame} frame
 */
export function stand({ width, height, pixels }) {
  let count = 0;
  let [top, bottom] = [height, 0]; // of the thing that the column before was part of
  for (let x = 0; x <= width; x++) {
    const rows = x < width ? inkOf(x) : [];
    if (rows.length) {
      top = Math.min(top, rows[0]);
      bottom = Math.max(bottom, rows[rows.length - 1] + 1);
      continue;
    }
    if (bottom - top >= TALL * height) count += 1;
    [top, bottom] = [height, 0];
  }
  return count;

  /** @param {number} x */
  function inkOf(x) {
    const rows = [];
    for (let y = 0; y < height; y++) if (pixels[y * width + x] > 127) rows.push(y);
    return rows;
  }
}
