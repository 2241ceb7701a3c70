/** How many of each digit are right, and the guess which of them comes last. */

import { make, styleOf } from "../../dom.js";
import * as say from "../../sentences.js";

/** @typedef {import("./run.js").Judgement} Judgement */

/** @param {Judgement} judgement */
export function lastOf({ right, asked }) {
  const shares = right.map((count, digit) => count / asked[digit]);
  return shares.indexOf(Math.min(...shares));
}

/** @param {number} count of digits there are */
export function createGuess(count) {
  /** @type {number | null} */
  let guess = null;
  /** @type {Judgement | null} */
  let judged = null;
  const caption = make("figcaption", {});
  const bars = Array.from({ length: count }, (_, digit) => {
    const button = make(
      "button",
      { type: "button", "data-digit": digit },
      make("i"),
      `${digit}`,
    );
    button.addEventListener("click", () => {
      guess = digit;
      show(judged);
    });
    return button;
  });
  const row = make("div", { class: "guess", role: "group" }, ...bars);
  const element = make(
    "figure",
    { class: "right", "data-explain": "train right" },
    row,
    caption,
  );

  /** @param {Judgement | null} judgement null: before anything is learned one may guess */
  function show(judgement) {
    judged = judgement;
    const last = judged && lastOf(judged);
    row.ariaLabel = judged ? say.rightByDigit : say.guessQuestion;
    for (const [digit, bar] of bars.entries()) {
      const share = judged ? judged.right[digit] / judged.asked[digit] : 0;
      bar.style.cssText = styleOf({ "--share": share });
      bar.classList.toggle("last", digit === last);
      bar.disabled = judged !== null;
      bar.ariaPressed = `${digit === guess}`;
      bar.ariaLabel = judged ? say.rightOf(digit, share) : `${digit}`;
    }
    caption.textContent = say.learnedLast(last, guess);
  }

  show(null);
  return { element, show };
}
