/** Three things to try, each a link that sets it up. */

import { make } from "../dom.js";
import { NONE } from "../network/preparation.js";
import * as say from "../sentences.js";
import { segments } from "./examples.js";
import { PAD } from "./paper.js";

/** @typedef {import("../network/preparation.js").Off} Off */
/** @typedef {import("./examples.js").Stroke} Stroke */
/** @typedef {import("../sketchpad/strokes.js").Segment} Segment */

/** @type {Stroke[]} a 4 that one stroke closes to a 9; percent of the pad */
const OPEN = [
  [
    [38, 20],
    [34, 36],
    [35, 50],
    [48, 54],
    [62, 50],
  ],
  [
    [62, 20],
    [61, 50],
    [60, 84],
  ],
];

/**
 * @param {HTMLElement} root
 * @param {object} options
 * @param {Stroke[][]} options.drawings of 0 to 9
 * @param {(drawing: Segment[], off: Off) => void} options.onChoose
 */
export function createTries(root, { drawings, onChoose }) {
  const [two, seven] = [2, 7].map((digit) => drawings[digit]);
  /** @type {Record<keyof typeof say.tries, [Segment[], Off]>} */
  const states = {
    corner: [sized(seven, 0.4, 0.58, 0.02), new Set(["cut out"])],
    nine: [sized(OPEN, PAD / 100, 0, 0), NONE],
    two: [[...sized(two, 0.5, 0, 0.25), ...sized(seven, 0.5, 0.5, 0.25)], NONE],
  };
  const links = Object.entries(say.tries).map(([name, text]) => {
    const attributes = { type: "button", class: "quiet", "data-try": name };
    const link = make("button", { ...attributes, "data-explain": `try ${name}` }, text);
    const state = states[/** @type {keyof typeof states} */ (name)];
    link.addEventListener("click", () => onChoose(...state));
    return link;
  });
  root.replaceChildren(make("b", { "data-explain": "try" }, say.tryIt), ...links);
}

/**
 * A drawing in another size on its sheet, and moved.
 *
 * @param {Stroke[]} strokes
 * @param {number} scale
 * @param {number} right share of the pad
 * @param {number} down
 */
const sized = (strokes, scale, right, down) =>
  strokes.flatMap((stroke) =>
    segments(stroke.map(([x, y]) => [x * scale + right * PAD, y * scale + down * PAD])),
  );
