/** Ten drawn digits to click, for who does not want to draw. */

import { make } from "./dom.js";
import { createPaper, PAD, PEN, paintSegments } from "./ink.js";

/**
 * @param {HTMLElement} root
 * @param {(picture: HTMLCanvasElement) => void} onChoose
 */
export async function createExamples(root, onChoose) {
  const address = new URL("./examples.json", import.meta.url);
  const drawings = await (await fetch(address)).json();
  const buttons = Object.entries(drawings).map(([digit, strokes]) => {
    const picture = draw(strokes);
    const label = `Example: a drawn ${digit}`;
    const button = make("button", { type: "button", "aria-label": label }, picture);
    button.addEventListener("click", () => onChoose(draw(strokes)));
    return button;
  });
  root.replaceChildren(...buttons);
}

/** Strokes in percent of the pad, drawn black on nothing. */
function draw(strokes) {
  const paper = createPaper(PAD, PAD, 1);
  for (const stroke of strokes) paintSegments(paper, segments(stroke));
  return paper.canvas;
}

function segments(stroke) {
  const points = stroke.map(([x, y]) => [(x * PAD) / 100, (y * PAD) / 100]);
  return points.slice(1).map(([to_x, to_y], i) => {
    const [from_x, from_y] = points[i];
    return { from_x, from_y, to_x, to_y, size: PEN, mode: "draw" };
  });
}
