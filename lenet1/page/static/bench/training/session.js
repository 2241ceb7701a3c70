/**
 * What trains, on its own thread: it hears what the page wants and tells what came of it.
 */

import { createRun } from "./run.js";

/** @typedef {import("../../network/units.js").Layer} Layer */
/** @typedef {import("../../network/units.js").Weights} Weights */
/** @typedef {import("./digits.js").Digits} Digits */

/**
 * @typedef {{want: "open", layers: Layer[], rules: import("../../network/ink.js").Rules}
 *   | {want: "begin", run: number, choices: import("./run.js").Choices, own: Digits}
 *   | {want: "own", own: Digits}
 *   | {want: "go" | "pause" | "step" | "rest" | "resume"}} Wish "rest" is a pause that
 *   "resume" ends, for somebody who draws
 */

/**
 * @typedef {{told: "ready" | "failed"} | {run: number} & (
 *   | {told: "over" | "exploded"}
 *   | {told: "weights", seen: number, weights: Weights}
 *   | {told: "judged", judgement: import("./run.js").Judgement}
 * )} News of the run that was begun under that number: others may be on their way
 */

const SLICE = 30; // ms of steps between two pictures of the weights

/**
 * @param {object} around
 * @param {(news: News) => void} around.tell
 * @param {(name: string, rules: any) => Promise<Digits>} around.load a file of digits
 * @param {() => number} around.now in ms
 * @param {(work: () => void) => void} around.later after what was heard meanwhile
 */
export function createSession({ tell, load, now, later }) {
  /** @type {Omit<Parameters<typeof createRun>[0], "own">} */
  let data;
  /** @type {import("./run.js").Run} */
  let run; // none before the first wish to begin
  let number = 0; // of the run
  let going = false;
  let resting = false;
  let busy = false; // a slice is to come

  function show() {
    tell({ told: "weights", run: number, seen: run.seen(), weights: run.weights() });
  }

  function judge() {
    tell({ told: "judged", run: number, judgement: run.judge() });
  }

  /** @returns {boolean} whether it can go on */
  function step() {
    if (run.step()) return true;
    going = false;
    tell({ told: "exploded", run: number });
    return false;
  }

  function work() {
    busy = false;
    if (!going || resting) return;
    const end = now() + SLICE;
    while (step() && !run.isDue() && !run.isOver() && now() < end);
    show();
    if (!going) return;
    if (run.isDue() || run.isOver()) judge();
    if (run.isOver()) {
      going = false;
      tell({ told: "over", run: number });
    }
    goOn();
  }

  function goOn() {
    if (!busy) later(work);
    busy = true;
  }

  /** @param {Extract<Wish, {want: "open"}>} wish */
  async function open({ layers, rules }) {
    try {
      const [learn, judge] = await Promise.all([
        load("learn", rules),
        load("judge", rules),
      ]);
      data = { layers, learn, judge };
      tell({ told: "ready" });
    } catch (error) {
      console.error(error);
      tell({ told: "failed" });
    }
  }

  /** @param {Wish} wish */
  return function hear(wish) {
    if (wish.want === "open") open(wish);
    else if (wish.want === "begin") {
      going = false;
      number = wish.run;
      run = createRun({ ...data, own: wish.own }, wish.choices);
      show();
      judge();
    } else if (wish.want === "own")
      run?.take(wish.own); // or it begins with them
    else if (wish.want === "step") {
      going = false;
      if (run.isOver()) return;
      step();
      show();
      judge();
    } else if (wish.want === "go") {
      going = true;
      goOn();
    } else if (wish.want === "pause") going = false;
    else {
      resting = wish.want === "rest";
      if (!resting) goOn();
    }
  };
}
