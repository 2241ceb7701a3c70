/** Ten drawn digits to click, for who does not want to draw. */

import { make } from "../dom.js";
import { createContext, PAD, PEN, paintSegments } from "./paper.js";

/** @typedef {[number, number][]} Stroke points in percent of the pad */

/**
 * @param {HTMLElement} root
 * @param {(picture: HTMLCanvasElement) => void} onChoose
 */
export async function createExamples(root, onChoose) {
  const address = new URL("../examples.json", import.meta.url);
  /** @type {Record<string, Stroke[]>} */
  const drawings = await (await fetch(address)).json();
  const buttons = Object.entries(drawings).map(([digit, strokes]) => {
    const label = `Example: a drawn ${digit}`;
    const attributes = { type: "button", "aria-label": label };
    const button = make("button", attributes, draw(strokes));
    button.addEventListener("click", () => onChoose(draw(strokes)));
    return button;
  });
  root.replaceChildren(...buttons);
}

/**
 * Black on nothing.
 *
 * @param {Stroke[]} strokes
 */
function draw(strokes) {
  const context = createContext(PAD, PAD, 1);
  for (const stroke of strokes) paintSegments(context, segments(stroke));
  return context.canvas;
}

/**
 * @param {Stroke} stroke
 * @returns {import("./editor.js").Segment[]}
 */
function segments(stroke) {
  const points = stroke.map(([x, y]) => [(x * PAD) / 100, (y * PAD) / 100]);
  return points.slice(1).map(([to_x, to_y], i) => {
    const [from_x, from_y] = points[i];
    return { from_x, from_y, to_x, to_y, size: PEN, mode: "draw" };
  });
}
