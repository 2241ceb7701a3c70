/** Paints what the editor holds on other surfaces, stroke by stroke as it is drawn. */

/** @typedef {import("./strokes.js").Segment} Segment */

/**
 * @typedef {object} Surface
 * @property {() => void} wipe
 * @property {(segments: Segment[]) => void} paint
 */

/**
 * @param {import("./editor.js").Editor} editor
 * @param {Surface[]} surfaces
 */
export function createMirror(editor, surfaces) {
  let stroke = /** @type {object | null} */ (null); // the running one,
  let count = 0; // and how many of its segments are painted

  /** @param {Segment[]} segments */
  function paint(segments) {
    for (const surface of surfaces) surface.paint(segments);
  }

  /** Paints the drawing anew, as the editor itself remembers it. */
  function repaint() {
    for (const surface of surfaces) surface.wipe();
    paint(editor.drawing());
    stroke = null;
    count = 0;
  }

  /** Adds what the running stroke has gained; whether that is anything. */
  function follow() {
    const running = editor.runningStroke();
    if (running !== stroke) {
      if (count) repaint(); // the editor dropped the stroke before
      stroke = running;
      count = 0;
    }
    const fresh = running.slice(count);
    count = running.length;
    paint(fresh);
    return fresh.length > 0;
  }

  return { paint, repaint, follow };
}
