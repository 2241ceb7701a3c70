/** The answer beside the pad: the digit, ten probabilities, what the network sees. */

import { inkColor, paint } from "./colors.js";
import { make, makeCanvas, percent } from "./dom.js";

const INVITATION = "Draw a digit";
const DIGIT = "digit"; // verdicts, as confidence.py names them
const NO_DIGIT = "does not look like one digit";
const SPEAK_AFTER = 600; // ms of calm before a screen reader hears the answer

/** @param {HTMLElement} root */
export function createAnswer(root) {
  const digit = make("output", { class: "digit", "aria-hidden": "true" });
  const verdict = make("p", { class: "verdict", "aria-hidden": "true" });
  const spoken = make("p", { class: "spoken", role: "status" });
  const seen = makeCanvas(28, "Your drawing as the network sees it, 28 by 28 pixels");
  const bars = Array.from({ length: 10 }, (_, label) => makeBar(label));
  root.replaceChildren(
    make("div", { class: "headline" }, digit, verdict, spoken),
    make("ol", { class: "bars", "aria-label": "Probabilities" }, ...bars.map(row)),
    make(
      "figure",
      { class: "seen" },
      seen,
      make(
        "figcaption",
        {},
        "What the network sees: cut out, centred, slant evened, 28\u00d728",
      ),
    ),
  );
  let timer = 0;

  function say(text) {
    verdict.textContent = text;
    clearTimeout(timer);
    timer = setTimeout(() => (spoken.textContent = text), SPEAK_AFTER);
  }

  function show(reading) {
    const { verdict, label, probabilities } = reading;
    digit.textContent = verdict === NO_DIGIT ? "?" : label;
    root.classList.toggle("unsure", verdict !== DIGIT);
    say(inWords(reading));
    for (const [i, bar] of bars.entries()) setBar(bar, probabilities[i], i === label);
    paint(seen, reading.image, inkColor, 255);
  }

  function clear(text = INVITATION) {
    root.classList.remove("unsure");
    digit.textContent = "";
    say(text);
    for (const bar of bars) setBar(bar, 0, false);
    paint(seen, new Uint8Array(784), inkColor, 255);
  }

  clear();
  return { show, clear };
}

function inWords({ verdict, label, runner_up, probabilities }) {
  const chance = (digit) => `${digit} (${percent(probabilities[digit])})`;
  if (verdict === NO_DIGIT) return "That does not look like one digit";
  if (verdict === DIGIT)
    return `This is ${label}, with ${percent(probabilities[label])}`;
  return `Not sure: ${chance(label)}, or ${chance(runner_up)}`;
}

function makeBar(label) {
  const fill = make("i");
  const value = make("b");
  const name = make("span", {}, String(label));
  return { fill, value, item: make("li", {}, name, make("div", {}, fill), value) };
}

const row = (bar) => bar.item;

function setBar({ fill, value, item }, probability, best) {
  fill.style.width = `${100 * probability}%`;
  value.textContent = probability > 0 ? percent(probability) : "";
  item.classList.toggle("best", best);
}
