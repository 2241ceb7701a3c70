/** How well a network reads after so many digits, and how well the one before did. */

import { make, percent, styleOf } from "../../dom.js";
import * as say from "../../sentences.js";
import { MOST_SEEN } from "./run.js";

const SVG = "http://www.w3.org/2000/svg";
const FIRST = 32; // digits seen, at the left edge
const MARKS = [100, 1_000, 10_000, 100_000];

/** @typedef {import("./run.js").Judgement} Judgement */

/** @param {Judgement} judgement */
export const shareOf = ({ right, asked }) =>
  right.reduce((sum, n) => sum + n) / asked.reduce((sum, n) => sum + n);

/**
 * Where so many digits lie between the left edge, 0, and the right one, 1: every tenfold
 * takes as much room.
 *
 * @param {number} seen
 */
const across = (seen) =>
  Math.log(Math.max(seen, FIRST) / FIRST) / Math.log(MOST_SEEN / FIRST);

export function createCurve() {
  const before = line("before");
  const now = line("now");
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 1 1");
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-hidden", "true");
  svg.append(before, now);
  const dot = make("b", { class: "dot", hidden: true });
  const marks = MARKS.map((seen) =>
    make("span", { style: styleOf({ "--x": across(seen) }) }, say.count(seen)),
  );
  const axis = make("div", { class: "axis", "aria-hidden": true }, ...marks);
  const plot = make("div", { class: "plot", role: "img" }, svg, dot);
  const caption = make("figcaption", {}, say.digitsSeen);
  const element = make(
    "figure",
    { class: "curve", "data-explain": "train curve" },
    plot,
    axis,
    caption,
  );

  /**
   * @param {Judgement[]} judged
   * @param {Judgement[]} judgedBefore of the run before
   */
  function show(judged, judgedBefore) {
    before.setAttribute("points", pointsOf(judgedBefore));
    now.setAttribute("points", pointsOf(judged));
    const last = judged.at(-1);
    dot.hidden = !last;
    plot.ariaLabel = last ? say.curve(shareOf(last), last.seen) : say.emptyCurve;
    caption.textContent = judgedBefore.length ? say.digitsSeenTwice : say.digitsSeen;
    if (!last) return;
    dot.dataset.text = percent(shareOf(last));
    dot.style.cssText = styleOf({ "--x": across(last.seen), "--y": shareOf(last) });
    dot.classList.toggle("late", across(last.seen) > 0.85);
    dot.classList.toggle("low", shareOf(last) < 0.4);
  }

  return { element, show };
}

/** @param {Judgement[]} judged */
const pointsOf = (judged) =>
  judged.map((one) => `${across(one.seen)},${1 - shareOf(one)}`).join(" ");

/** @param {string} name */
function line(name) {
  const element = document.createElementNS(SVG, "polyline");
  element.setAttribute("class", name);
  return element;
}
