/** The answer: the digit, a sentence, and the ten outputs with probability and score. */

import { make, percent, signed } from "../dom.js";
import { NONE } from "./centering.js";
import { inFewWords, inWords as leftOutInWords } from "./left_out.js";
import { makePickable } from "./picker.js";
import { withoutInWords } from "./steps.js";
import { outputLayer } from "./units.js";

/** @typedef {import("./units.js").Network} Network */
/** @typedef {import("./reading.js").Reading} Reading */

const INVITATION = "Draw a digit";
const DIGIT = "digit"; // verdicts, as confidence.py names them
const NO_DIGIT = "does not look like one digit";
/** What the page's parts call them, whatever they are called in a language. */
const NAMES = { [DIGIT]: "digit", "not sure": "not sure", [NO_DIGIT]: "no digit" };
const SPEAK_AFTER = 600; // ms of calm before a screen reader hears the answer

/**
 * @param {HTMLElement} root
 * @param {import("./picker.js").OnPick} onPick
 */
export function createAnswer(root, onPick) {
  const digit = make("output", { class: "digit", "aria-hidden": "true" });
  const verdict = make("p", { class: "verdict", "aria-hidden": "true" });
  const spoken = make("p", { class: "spoken", role: "status" });
  const unconfirmed = makeNote("unconfirmed");
  const without = makeNote("without");
  const leftOut = makeNote("left-out");
  unconfirmed.say("Not confirmed by the server yet", "Unconfirmed");
  const notes = [without, unconfirmed, leftOut].map(({ element }) => element);
  const list = make("section", { class: "layer linear", role: "group" });
  root.dataset.panel = "answer";
  root.replaceChildren(
    make("div", { class: "headline" }, digit, verdict, spoken),
    make("div", { class: "notes" }, ...notes),
    list,
  );
  root.addEventListener("pointerleave", () => onPick(null, "point"));
  /** @type {Network | null} */
  let built = null;
  /** @type {ReturnType<typeof makeOutput>[]} */
  let outputs = [];
  /** @type {ReturnType<typeof makePickable>} */
  let picker;
  /** @type {ArrayLike<number>} */
  let scores = [];
  let saidLast = ""; // verdict and digit
  let timer = 0;

  /** @param {Network} network */
  function build(network) {
    if (network === built) return;
    built = network;
    const layer = outputLayer(network.layers);
    outputs = Array.from({ length: layer.maps }, (_, label) => makeOutput(label));
    const help = "Arrow keys choose an output, Enter pins it.";
    const text = `fc_out: probability and score of each digit. ${help}`;
    list.setAttribute("aria-label", text);
    list.classList.add(layer.name);
    list.dataset.layer = layer.name;
    list.style.setProperty("--maps", `${layer.maps}`);
    list.tabIndex = 0;
    list.replaceChildren(
      make("h3", {}, "fc_out"),
      make("p", {}, "probability and score"),
      make("div", { class: "outputs" }, ...outputs.map(({ figure }) => figure)),
    );
    picker = makePickable(list, layer, outputs, { values: () => scores, onPick });
  }

  /**
   * @param {string} text
   * @param {string[]} more that stands in the notes
   */
  function say(text, more = []) {
    verdict.textContent = text;
    clearTimeout(timer);
    const all = [`${text}.`, ...more].join(" ").trim();
    timer = setTimeout(() => (spoken.textContent = all), SPEAK_AFTER);
  }

  /**
   * @param {Network} network
   * @param {Reading} reading
   * @param {object} [options]
   * @param {boolean} [options.example] nobody drew it
   * @param {import("./placement.js").Off} [options.off] steps it was read without
   * @param {boolean} [options.soon] words and numbers follow: so quickly nobody reads them
   */
  function show(network, reading, { example = false, off = NONE, soon = false } = {}) {
    build(network);
    const { verdict, label, probabilities } = reading;
    scores = reading.layers[outputLayer(network.layers).name];
    const shown = verdict === NO_DIGIT ? "?" : `${label}`;
    if (shown !== digit.textContent) digit.textContent = shown; // or all is laid out
    root.classList.toggle("unsure", verdict !== DIGIT);
    root.dataset.verdict = NAMES[verdict];
    for (const [i, output] of outputs.entries())
      setBar(output, probabilities[i], i === label);
    const said = `${verdict} ${label}`; // the best one's numbers are bold, if it is sure
    if (!soon || said !== saidLast) write(reading, example, off);
    saidLast = said;
  }

  /**
   * @param {Reading} reading
   * @param {boolean} example
   * @param {import("./placement.js").Off} off
   */
  function write(reading, example, off) {
    const text = inWords(reading);
    const [missing, beside] = [withoutInWords(off), leftOutInWords(reading.left_out)];
    const steps = off.size === 1 ? "step" : "steps";
    without.say(missing, missing && `${off.size} ${steps} off`, [...off]);
    const kinds = reading.left_out.map(({ kind }) => kind);
    leftOut.say(beside, inFewWords(reading.left_out), kinds);
    say(example ? `Example: ${text[0].toLowerCase()}${text.slice(1)}` : text, [
      missing,
      beside,
    ]);
    for (const [i, output] of outputs.entries())
      setNumbers(output, reading.probabilities[i], scores[i]);
  }

  /** @param {Network} network */
  function clear(network, text = INVITATION) {
    build(network);
    scores = [];
    saidLast = "";
    root.classList.remove("unsure");
    root.dataset.verdict = "blank";
    digit.textContent = "";
    for (const note of [without, leftOut]) note.say("", "");
    say(text);
    for (const output of outputs) {
      setBar(output, 0, false);
      setNumbers(output, 0, null);
    }
  }

  /**
   * @param {import("./units.js").Unit | null} unit
   * @param {boolean} pinned
   */
  function mark(unit, pinned) {
    root.classList.toggle("pinned", pinned);
    picker.mark(unit, unit ? { row: 0, column: 0, size: 1 } : undefined, []);
  }

  /** @param {boolean} confirmed what is shown is what the server says */
  const confirm = (confirmed) => root.classList.toggle("unconfirmed", !confirmed);

  return { show, clear, mark, confirm };
}

/** @param {Pick<Reading, "verdict" | "label" | "runner_up" | "probabilities">} reading */
export function inWords({ verdict, label, runner_up, probabilities }) {
  /** @param {number} digit */
  const chance = (digit) => `${digit} (${percent(probabilities[digit])})`;
  if (verdict === NO_DIGIT) return "That does not look like one digit";
  if (verdict === DIGIT)
    return `This is ${label}, with ${percent(probabilities[label])}`;
  return `Not sure: ${chance(label)}, or ${chance(runner_up)}`;
}

/**
 * A quiet line beside the digit, shorter where there is little room.
 *
 * @param {string} name
 */
function makeNote(name) {
  const long = make("span", { class: "long" });
  const short = make("span", { class: "short", "aria-hidden": "true" });
  const element = make("p", { class: name, "data-note": name }, long, short);
  /** @type {(text: string, brief: string, about?: string[]) => void} */
  const say = (text, brief, about = []) => {
    element.dataset.about = about.join();
    long.textContent = text;
    short.textContent = brief;
  };
  return { element, say };
}

/** @param {number} label */
function makeOutput(label) {
  const fill = make("i");
  const chance = make("b");
  const score = make("span", { class: "score" });
  const field = make("i", { class: "field" });
  const bar = make("div", { class: "bar" }, fill);
  const figure = make("figure", {}, `${label}`, bar, chance, score, field);
  return { fill, chance, score, field, figure, target: figure };
}

/**
 * @param {ReturnType<typeof makeOutput>} output
 * @param {number} probability
 * @param {boolean} best
 */
function setBar({ fill, figure }, probability, best) {
  fill.style.transform = `scaleX(${probability})`; // a width would be laid out anew
  figure.classList.toggle("best", best);
}

/**
 * @param {ReturnType<typeof makeOutput>} output
 * @param {number} probability
 * @param {number | null} value its score
 */
function setNumbers({ chance, score }, probability, value) {
  chance.textContent = probability > 0 ? percent(probability) : "";
  score.textContent = value === null ? "" : signed(value, 1);
}
