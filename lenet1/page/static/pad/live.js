/** The stock sketchpad as a pad, read while the pen is down. */

import { watchSketchpad } from "../sketchpad/sketchpad.js";
import { createExample } from "./demonstration.js";
import { createOutline } from "./outline.js";
import { createPaper } from "./paper.js";

/** @typedef {import("../sketchpad/strokes.js").Segment} Segment */

/**
 * @typedef {object} Pad
 * @property {(square: import("./outline.js").Square | null) => void} outline
 * @property {() => void} clear
 * @property {() => void} focus
 * @property {(drawing: Segment[]) => void} demonstrate draw it, as an example that the
 *   first touch clears
 * @property {() => Segment[]} drawing what is drawn; empty where that is nothing
 * @property {(drawing: Segment[]) => void | Promise<void>} load put another drawing in its place
 */

/**
 * @param {string} id the sketchpad's `elem_id`
 * @param {(frame: import("./paper.js").Frame) => void} onFrame
 * @param {() => void} onLost called when the browser took the sketchpad's WebGL away
 * @returns {Promise<Pad | null>} null where the sketchpad cannot be watched
 */
export async function createLivePad(id, onFrame, onLost) {
  const paper = createPaper();
  const sketchpad = await watchSketchpad(id, {
    surface: paper,
    onChange(final) {
      example.end();
      onFrame(paper.read(final));
    },
    onLost,
  });
  if (!sketchpad) return null;
  const { root, host, place, width, onPlace } = sketchpad;
  const example = createExample(root, host, {
    paint(segments, last) {
      sketchpad.preview(segments);
      onFrame({ ...paper.read(last), example: true });
    },
    onEnd: sketchpad.endPreview,
  });
  const outline = createOutline(host, place);
  const edge = createOutline(host, place, "edge");
  edge.show({ x: 0, y: 0, side: width, slant: 0 });
  for (const { update } of [outline, edge]) onPlace(update);

  async function clear() {
    example.end();
    await sketchpad?.clear();
  }

  return {
    outline: outline.show,
    demonstrate(segments) {
      sketchpad.preview([]); // at once: the editor may still settle
      example.play(segments);
    },
    clear,
    focus: () => {},
    drawing: sketchpad.drawing,
    async load(drawing) {
      await clear();
      await sketchpad.put(drawing);
    },
  };
}
