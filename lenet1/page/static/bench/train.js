/** A network learns from nothing, and the maps show what it makes of one's own drawing. */

import { make, makeButton } from "../dom.js";
import { keepInView } from "../network/sheet.js";
import { outputLayer } from "../network/units.js";
import * as say from "../sentences.js";
import { createCurve } from "./training/curve.js";
import { createFiles } from "./training/files.js";
import { createGuess } from "./training/guess.js";
import { createOwn } from "./training/own.js";
import { createThread } from "./training/thread.js";

/** @typedef {import("./training/run.js").Judgement} Judgement */
/** @typedef {Parameters<typeof say.training>[0]} State */
/** @typedef {import("../network/units.js").Weights} Weights */
/** @typedef {import("../panels.js").View} View */

const COUNTS = [50, 500, 5_000]; // digits to learn from
const RATES = [0.001, 0.005, 0.3]; // the last one is too much for any network
const USUAL = { count: 5_000, rate: 0.005 };
const SEED = 50; // of the first three hundred, one of seven that start no map silent
/** @type {Partial<Record<State, string>>} */
const GO = { going: say.pause, paused: say.goOn };
const APART = 35; // ms between two networks, so that the page can do something else

await styled();

/** @type {import("./tools.js").Create} */
export function create({ root, words, detail }, { exchange, reader }) {
  const shipped = reader.network;
  const { layers } = shipped;
  /** @type {State} */
  let state = "fetching";
  /** @type {Judgement[]} */
  let judged = [];
  /** @type {Judgement[]} */
  let judgedBefore = [];
  /** @type {View | null} */
  let view = null;
  /** @type {string | null} the network that reads, as far as this tool knows */
  let name = null;
  let begun = 0; // the digits that the run learns from
  let ours = false; // what is learned here reads, until another network is asked for
  let run = 0; // counts them
  let drawing = false; // the pen is down
  let timer = 0; // until another network may be shown
  /** @type {Extract<import("./training/session.js").News, {told: "weights"}> | null} */
  let latest = null; // that is not shown yet

  const go = makeButton("go", say.start, "train go");
  const step = makeButton("step", say.oneStep, "train step");
  const anew = makeButton("anew", say.fromTheStart, "train anew");
  const count = chooser("count", say.learnFrom, COUNTS, USUAL.count, say.count);
  const rate = chooser("rate", say.rate, RATES, USUAL.rate, (number) => `${number}`);
  const sentence = make("p", {
    class: "sentence",
    role: "status",
    "data-explain": "train state",
  });
  words.replaceChildren(
    make("h3", { "data-explain": "tool train" }, say.tools.train.label),
    sentence,
    make("p", { class: "buttons" }, go, step, anew),
    make("p", { class: "choices" }, count.label, rate.label),
  );
  const curve = createCurve();
  const guess = createGuess(outputLayer(layers).maps);
  const shape = { classes: outputLayer(layers).maps, pixels: layers[0].side ** 2 };
  const own = createOwn(shape, (digits) => thread.send({ want: "own", own: digits }));
  const files = createFiles({
    root,
    layers,
    weights: () => view?.network.weights ?? shipped.weights,
    onWeights(weights, file) {
      giveWay();
      read(weights, say.networkOfFile(file));
    },
  });
  const more = make("div", { class: "more" }, own.element, files.element);
  root.classList.add("train");
  detail.replaceChildren(curve.element, guess.element, more);

  const thread = createThread((news) => {
    if ("run" in news && news.run !== run) return; // of the run before
    if (news.told === "weights") {
      if (ours) latest = news;
      if (!timer) showLatest();
    } else if (news.told === "judged") judge(news.judgement);
    else if (news.told === "ready") turn("ready");
    else turn(news.told);
  });

  /** @param {State} next */
  function turn(next) {
    state = next;
    const isReady = state === "ready" || state === "paused";
    go.disabled = !isReady && state !== "going";
    step.disabled = !isReady;
    anew.disabled = state === "fetching" || state === "failed" || state === "ready";
    go.textContent = GO[state] ?? say.start;
    sentence.textContent = say.training(state);
    root.dataset.state = state;
  }

  /** @param {Judgement} judgement */
  function judge(judgement) {
    judged = [...judged, judgement];
    curve.show(judged, judgedBefore);
    if (judgement.seen) guess.show(judgement);
  }

  /**
   * @param {Weights} weights
   * @param {string} called
   * @param {import("../network/units.js").Network["learned"]} [learned]
   */
  function read(weights, called, learned) {
    name = called;
    exchange({ ...shipped, weights, learned }, called);
  }

  function showLatest() {
    timer = 0;
    if (!latest || drawing) return;
    const { weights, seen } = latest;
    latest = null;
    const started = performance.now();
    read(weights, say.trainedHere(seen), { from: begun, seen });
    const took = performance.now() - started;
    timer = setTimeout(showLatest, Math.max(APART - took, took));
  }

  /** From now on the network that learns here reads. */
  function take() {
    ours = true;
    name = view?.name ?? null;
  }

  /** Another one does. */
  function giveWay() {
    ours = false;
    latest = null;
    pause();
  }

  /** From random weights, which are the same each time. */
  function begin() {
    take();
    if (judged.length > 1) judgedBefore = judged;
    judged = [];
    curve.show(judged, judgedBefore);
    guess.show(null);
    const choices = { count: count.value(), rate: rate.value(), seed: SEED };
    begun = choices.count;
    run++;
    latest = null;
    thread.send({ want: "begin", run, choices, own: own.digits() });
  }

  function start() {
    if (state === "ready") begin();
    take();
    thread.send({ want: "go" });
    turn("going");
    keepInView(root, document.querySelector(`.layer.${layers[1].name} .map`));
  }

  function pause() {
    if (state !== "going") return;
    thread.send({ want: "pause" });
    turn("paused");
  }

  function restart() {
    const goes = state === "going";
    begin();
    turn("paused");
    if (goes) start();
  }

  go.addEventListener("click", () => (state === "going" ? pause() : start()));
  step.addEventListener("click", () => {
    if (state === "ready") begin();
    take();
    thread.send({ want: "step" });
    turn("paused");
  });
  anew.addEventListener("click", restart);
  for (const { select } of [count, rate])
    select.addEventListener("change", () => {
      if (!["fetching", "failed", "ready"].includes(state)) restart();
    });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) pause();
  });
  curve.show([], []);

  return {
    open() {
      files.open();
      if (state !== "fetching" && state !== "failed") return;
      turn("fetching");
      thread.start();
      thread.send({ want: "open", layers, rules: reader.rules });
    },
    choices: () => [count, rate].map(({ select }) => select.selectedIndex),
    choose(places) {
      for (const [i, { select }] of [count, rate].entries())
        if (places[i] in select.options) select.selectedIndex = places[i];
    },
    close() {
      files.close();
      pause();
    },
    show(news) {
      view = news;
      if (ours && news.name !== name) giveWay();
      own.show(news.reading);
      const down = Boolean(news.frame && !news.frame.final);
      if (down === drawing) return;
      drawing = down;
      thread.send({ want: drawing ? "rest" : "resume" });
      if (!drawing && !timer) showLatest();
    },
  };
}

/**
 * @param {string} name
 * @param {string} text
 * @param {number[]} numbers
 * @param {number} usual
 * @param {(number: number) => string} inWords
 */
function chooser(name, text, numbers, usual, inWords) {
  const options = numbers.map((number) =>
    make("option", { value: number, selected: number === usual }, inWords(number)),
  );
  const select = make("select", {}, ...options);
  const label = make("label", { "data-explain": `train ${name}` }, `${text} `, select);
  return { label, select, value: () => Number(select.value) };
}

/** The tool's style is there. */
async function styled() {
  const href = new URL("./train.css", import.meta.url).href;
  const link = make("link", { rel: "stylesheet", href });
  const loaded = new Promise((resolve, reject) => {
    link.onload = resolve;
    link.onerror = reject;
  });
  document.head.append(link);
  await loaded;
}
