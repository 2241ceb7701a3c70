/** Ten drawn digits to click, for visitors who do not draw. */

import { make } from "../dom.js";
import { exampleOf } from "../sentences.js";
import { createContext, paintSegments } from "../sketchpad/strokes.js";
import { PAD, PEN } from "./paper.js";

/** @typedef {[number, number][]} Stroke points in pixels of the pad */

/**
 * @param {HTMLElement} root
 * @param {object} options
 * @param {Stroke[][]} options.drawings of 0 to 9
 * @param {(drawing: import("../sketchpad/strokes.js").Segment[]) => void} options.onChoose
 */
export function createExamples(root, { drawings, onChoose }) {
  const buttons = drawings.map((strokes, digit) => {
    const attributes = {
      type: "button",
      "aria-label": exampleOf(digit),
      "data-example": digit,
    };
    const drawing = strokes.flatMap(segments);
    const context = createContext(PAD, PAD, 1);
    paintSegments(context, drawing);
    const button = make("button", attributes, context.canvas);
    button.addEventListener("click", () => onChoose(drawing));
    return button;
  });
  root.replaceChildren(...buttons);
}

/**
 * @param {Stroke} stroke
 * @returns {import("../sketchpad/strokes.js").Segment[]}
 */
export function segments(stroke) {
  return stroke.slice(1).map(([to_x, to_y], i) => {
    const [from_x, from_y] = stroke[i];
    return { from_x, from_y, to_x, to_y, size: PEN, mode: "draw" };
  });
}
