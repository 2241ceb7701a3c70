/** "Which fires it more?": two patches, a guess, and the two numbers. */

import { make, makeButton } from "../../dom.js";
import * as say from "../../sentences.js";

/** @typedef {{pixels: Uint8Array, sum: number, label: number}} Patch */

const APART = 0.5; // of the strongest sum: closer ones are a matter of luck

/**
 * Two patches whose sums are far apart, in an order that says nothing.
 *
 * @param {Patch[]} patches
 * @param {() => number} random 0 to 1
 * @returns {[Patch, Patch]}
 */
export function pairOf(patches, random) {
  const most = Math.max(...patches.map(({ sum }) => sum));
  const pick = () => patches[Math.floor(random() * patches.length)];
  for (;;) {
    const [one, other] = [pick(), pick()];
    if (Math.abs(one.sum - other.sum) > APART * most) return [one, other];
  }
}

/** @param {(patch: Patch) => HTMLCanvasElement} draw */
export function createQuiz(draw) {
  const buttons = [say.firstPatch, say.secondPatch].map((label) =>
    make("button", { type: "button", class: "guess", "aria-label": label }),
  );
  const verdict = make("p", { role: "status", "data-explain": "likes guessed" });
  const next = makeButton("pair", say.anotherPair, "likes quiz");
  const element = make(
    "div",
    { class: "quiz" },
    make("h4", { "data-explain": "likes quiz" }, say.whichMore),
    make("div", { class: "pair" }, ...buttons, next),
    verdict,
  );
  /** @type {Patch[]} */
  let patches = [];
  /** @type {Patch[]} */
  let pair = [];
  let right = 0;
  let all = 0;

  function ask() {
    pair = pairOf(patches, Math.random);
    verdict.textContent = all ? say.score(right, all) : "";
    for (const [i, button] of buttons.entries()) {
      button.replaceChildren(draw(pair[i]));
      button.disabled = false;
      button.classList.remove("more");
    }
  }

  /** @param {number} guess */
  function answer(guess) {
    const more = pair[0].sum > pair[1].sum ? 0 : 1;
    all += 1;
    if (guess === more) right += 1;
    buttons[more].classList.add("more");
    for (const button of buttons) button.disabled = true;
    const said = say.guessed(guess === more, pair[more].sum, pair[1 - more].sum);
    verdict.textContent = `${said} ${say.score(right, all)}`;
    next.focus({ preventScroll: true });
  }

  for (const [i, button] of buttons.entries())
    button.addEventListener("click", () => answer(i));
  next.addEventListener("click", ask);
  return {
    element,
    /** @param {Patch[]} news another map's */
    show(news) {
      patches = news;
      ask();
    },
    repaint() {
      for (const [i, patch] of pair.entries()) buttons[i].replaceChildren(draw(patch));
    },
  };
}
