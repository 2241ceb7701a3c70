/** A digit that draws itself, once, for visitors who have not drawn yet. */

import { make } from "../dom.js";
import { drawYourOwn } from "../sentences.js";

const SPEED = 0.2; // px of the pad in a ms: as a hand draws

/** @typedef {import("../sketchpad/strokes.js").Segment} Segment */

/**
 * An example on a pad, until its paper is touched; a press of a tool leaves it.
 *
 * @param {HTMLElement} sheet with the paper
 * @param {object} options
 * @param {(fresh: Segment[], last: boolean) => void} options.paint
 * @param {() => void} options.onEnd
 */
export function createExample(sheet, { paint, onEnd }) {
  const words = make("p", { class: "draw-your-own" }, drawYourOwn);
  /** @type {(() => void) | null} */
  let stop = null; // while it is shown

  function end() {
    if (!stop) return;
    stop();
    stop = null;
    sheet.classList.remove("example");
    words.remove();
    onEnd();
  }

  sheet.addEventListener("pointerdown", end, { capture: true });
  return {
    end,
    /** @param {Segment[]} segments */
    play(segments) {
      sheet.classList.add("example");
      sheet.append(words);
      stop = play(segments, paint);
    },
  };
}

/**
 * Paints the segments one after the other; all at once where motion is unwelcome.
 *
 * @param {Segment[]} segments
 * @param {(fresh: Segment[], last: boolean) => void} paint
 * @returns {() => void} stops it; the last paint may still be to come, and then never does
 */
function play(segments, paint) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches || document.hidden) {
    paint(segments, true);
    return () => {};
  }
  let request = 0;
  let painted = 0;
  /** @type {number | null} */
  let before = null;
  let way = 0; // px that the pen may have gone by now

  /** @param {number} now */
  function step(now) {
    way += SPEED * Math.min(now - (before ?? now), 100);
    before = now;
    const from = painted;
    while (painted < segments.length && way > 0) way -= lengthOf(segments[painted++]);
    const last = painted === segments.length;
    if (painted > from) paint(segments.slice(from, painted), last);
    if (!last) request = requestAnimationFrame(step);
  }

  request = requestAnimationFrame(step);
  return () => cancelAnimationFrame(request);
}

/** @param {Segment} segment */
const lengthOf = ({ from_x, from_y, to_x, to_y }) =>
  Math.hypot(to_x - from_x, to_y - from_y);
