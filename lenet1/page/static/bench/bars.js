/** A bar for each digit. */

import { make } from "../dom.js";

/** @param {number} count */
export function createBars(count) {
  const bars = Array.from({ length: count }, (_, digit) => {
    const before = make("i", { class: "before" });
    const now = make("i", { class: "now" });
    const column = make("span", { class: "column" }, before, now);
    const text = make("span", { class: "spoken" });
    return { before, now, text, item: make("li", {}, column, `${digit}`, text) };
  });
  const element = make("ol", { class: "bars" }, ...bars.map(({ item }) => item));

  /**
   * @param {number[]} shares 0 to 1
   * @param {(digit: number) => string} say what a bar means
   * @param {number[]} [before] shares to compare with; what is less is marked
   */
  function show(shares, say, before = shares) {
    for (const [digit, bar] of bars.entries()) {
      bar.now.style.height = `${100 * shares[digit]}%`;
      bar.before.style.height = `${100 * before[digit]}%`;
      bar.item.classList.toggle("less", shares[digit] < before[digit]);
      bar.item.title = say(digit);
      bar.text.textContent = say(digit);
    }
  }

  return { element, show };
}
