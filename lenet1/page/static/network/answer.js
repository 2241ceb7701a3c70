/** The answer: the digit, a sentence, and the outputs with probability and score. */

import { find, make } from "../dom.js";
import * as say from "../sentences.js";
import { createOutputs } from "./outputs.js";
import { withoutInWords } from "./steps.js";
import { BLANK, DIGIT, NO_DIGIT, NOT_SURE, UNRATED } from "./verdict.js";

/** @typedef {import("./reading.js").Reading} Reading */
/** @typedef {import("../panels.js").View} View */

const SPEAK_AFTER = 600; // ms of calm before a screen reader hears the answer
/** @type {Record<string, string>} */
const NAMES = { [BLANK]: "blank", [DIGIT]: "digit", [NO_DIGIT]: "no digit" };

/**
 * @param {import("../panels.js").On} on
 * @returns {import("../panels.js").Panel}
 */
export function createAnswer({ pick }) {
  const root = find("#answer .answer");
  const digit = make("output", {
    class: "digit",
    "aria-hidden": "true",
    "data-explain": "digit",
  });
  const words = createWords();
  const outputs = createOutputs(pick);
  root.dataset.panel = "answer";
  root.replaceChildren(
    make("div", { class: "headline" }, digit, ...words.headline),
    make("div", { class: "notes", "data-explain": "notes" }, ...words.notes),
    outputs.section,
  );
  root.addEventListener("pointerleave", () => pick(null, "point"));
  let saidLast = ""; // verdict and digit

  /** @param {View} view */
  function show(view) {
    const { verdict = BLANK, label = null } = view.reading ?? {};
    const shown = label === null ? "" : verdict === NO_DIGIT ? "?" : `${label}`;
    if (shown !== digit.textContent) digit.textContent = shown; // or all is laid out
    root.dataset.verdict = NAMES[verdict] ?? verdict;
    root.classList.toggle("unsure", verdict === NO_DIGIT || verdict === NOT_SURE);
    outputs.show(view.network, view.reading);
    const said = `${verdict} ${label}`; // the best one's numbers are bold, if it is sure
    if (said !== saidLast) tell(view);
  }

  /** @param {View} view */
  function tell(view) {
    saidLast = `${view.reading?.verdict ?? BLANK} ${view.reading?.label ?? null}`;
    root.classList.toggle("unconfirmed", view.unconfirmed);
    words.tell(view);
    outputs.tell(view.reading);
  }

  return {
    show,
    tell,
    mark(_, { unit, pinned }) {
      root.classList.toggle("pinned", pinned);
      outputs.mark(unit);
    },
  };
}

/** The sentence, for eyes and for ears, and the notes beside the digit. */
function createWords() {
  const verdict = make("p", {
    class: "verdict",
    "aria-hidden": "true",
    "data-explain": "verdict",
  });
  const spoken = make("p", { class: "spoken", role: "status" });
  const without = makeNote("without");
  const unconfirmed = makeNote("unconfirmed");
  const leftOut = makeNote("left-out");
  const here = makeNote("here");
  unconfirmed.write(say.unconfirmed, say.unconfirmedInShort);
  let timer = 0;

  /** @param {View} view */
  function tell({ network, name, reading, frame, off }) {
    const sentence = reading ? inWords(reading) : say.invitation;
    const missing = withoutInWords(reading ? off : new Set(), network.layers[0].side);
    const beside = reading?.left_out ?? [];
    const kinds = beside.map(({ kind }) => kind);
    without.write(missing.long, missing.short, missing.steps);
    if (reading && name !== null) here.write(say.computedHere, say.computedHereInShort);
    else here.write("", "");
    leftOut.write(say.leftOut(beside), say.leftOutInShort(beside), kinds);
    verdict.textContent = reading && frame?.example ? say.example(sentence) : sentence;
    clearTimeout(timer);
    const all = [verdict.textContent, missing.long, say.leftOut(beside)];
    timer = setTimeout(() => (spoken.textContent = all.join(" ").trim()), SPEAK_AFTER);
  }

  const notes = [without, here, unconfirmed, leftOut].map(({ element }) => element);
  return { headline: [verdict, spoken], notes, tell };
}

/** @param {Pick<Reading, "verdict" | "label" | "runner_up" | "probabilities">} reading */
export function inWords({ verdict, label, runner_up, probabilities }) {
  if (verdict === NO_DIGIT) return say.noDigit;
  if (verdict === DIGIT) return say.digit(label, probabilities[label]);
  if (verdict === UNRATED) return say.mostProbable(label, probabilities[label]);
  return say.notSure(label, probabilities[label], runner_up, probabilities[runner_up]);
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
  const write = (text, brief, about = []) => {
    element.dataset.about = about.join();
    long.textContent = text;
    short.textContent = brief;
  };
  return { element, write };
}
