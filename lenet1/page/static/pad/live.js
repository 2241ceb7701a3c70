/** The stock sketchpad as a pad, read while the pen is down. */

import { watchSketchpad } from "../sketchpad/sketchpad.js";
import { createExample } from "./demonstration.js";
import { createOutline } from "./outline.js";
import { createPaper } from "./paper.js";

/** @typedef {import("../sketchpad/strokes.js").Segment} Segment */

/**
 * @typedef {object} Pad
 * @property {(square: import("./outline.js").Square | null) => void} outline
 * @property {() => void} focus
 * @property {(drawing: Segment[]) => void} demonstrate draw it, as an example that the
 *   first touch clears
 * @property {() => Segment[]} drawing what is drawn; empty where that is nothing
 * @property {(drawing: Segment[]) => Promise<void>} load put another drawing in its place
 * @property {(can: {undo: boolean, redo: boolean}) => void} enable its buttons
 */

/**
 * @typedef {object} Callbacks of a pad, whose own buttons are the last three
 * @property {(frame: import("./paper.js").Frame) => void} frame
 * @property {() => void} undo
 * @property {() => void} redo
 * @property {() => void} clear
 */

/**
 * @param {string} id the sketchpad's `elem_id`
 * @param {Callbacks & {lost: () => void}} on lost: the browser took its WebGL away
 * @returns {Promise<Pad | null>} null where the sketchpad cannot be watched
 */
export async function createLivePad(id, on) {
  const paper = createPaper();
  const sketchpad = await watchSketchpad(id, {
    surface: paper,
    onChange(final) {
      example.end();
      on.frame(paper.read(final));
    },
    onLost: on.lost,
    actions: on,
  });
  if (!sketchpad) return null;
  const { host, place, width, onPlace } = sketchpad;
  const example = createExample(host, {
    paint(segments, last) {
      sketchpad.preview(segments);
      on.frame({ ...paper.read(last), example: true });
    },
    onEnd: sketchpad.endPreview,
  });
  const outline = createOutline(host, place);
  const edge = createOutline(host, place, "edge");
  edge.show({ x: 0, y: 0, side: width, slant: 0 });
  for (const { update } of [outline, edge]) onPlace(update);

  return {
    outline: outline.show,
    demonstrate(segments) {
      sketchpad.preview([]); // at once: the editor may still settle
      example.play(segments);
    },
    focus: () => {},
    drawing: sketchpad.drawing,
    enable: sketchpad.enable,
    async load(drawing) {
      example.end();
      if (!drawing.length) sketchpad.endErasing();
      await sketchpad.put(drawing);
    },
  };
}
