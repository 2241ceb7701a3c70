/** Ten drawn digits to click, for who does not want to draw. */

import { make } from "./dom.js";
import { createPaper, PAD, PEN, paintSegments } from "./ink.js";

/**
 * @param {HTMLElement} root
 * @param {object} options
 * @param {number[][][][]} options.drawings of 0 to 9: strokes of points in px of the pad
 * @param {(picture: HTMLCanvasElement) => void} options.onChoose
 */
export function createExamples(root, { drawings, onChoose }) {
  const buttons = drawings.map((strokes, digit) => {
    const picture = draw(strokes);
    const label = `Example: a drawn ${digit}`;
    const button = make("button", { type: "button", "aria-label": label }, picture);
    button.addEventListener("click", () => onChoose(draw(strokes)));
    return button;
  });
  root.replaceChildren(...buttons);
}

/** Strokes, drawn black on nothing. */
function draw(strokes) {
  const paper = createPaper(PAD, PAD, 1);
  for (const stroke of strokes) paintSegments(paper, segments(stroke));
  return paper.canvas;
}

function segments(points) {
  return points.slice(1).map(([to_x, to_y], i) => {
    const [from_x, from_y] = points[i];
    return { from_x, from_y, to_x, to_y, size: PEN, mode: "draw" };
  });
}
