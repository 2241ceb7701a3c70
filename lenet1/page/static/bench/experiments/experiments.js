/**
 * Five experiments: a prediction, one thing to do that the page sees, prediction and
 * outcome side by side, and why.
 */

import { make } from "../../dom.js";
import * as say from "../../sentences.js";
import { createChanges } from "../change/changes.js";
import { shareOf } from "../change/judgement.js";
import { createJury } from "../change/jury.js";
import * as checks from "./checks.js";
import { createProgress } from "./progress.js";

/** @typedef {import("../../panels.js").View} View */

/** @type {import("../tools.js").Create} */
export function create({ words, detail }, { reader, exchange }) {
  const shipped = reader.network;
  /** @type {View | null} */
  let view = null;
  /** @type {Record<string, () => import("./checks.js").Check>} */
  const watch = {
    nine: checks.fourBecomesNine,
    corner: () => checks.uncut,
    decides: () => checks.mutedGuess(shipped),
    digits: () => checks.trainedTwice(judge, look),
    likes: checks.firesAnew,
  };
  const names = Object.keys(watch);
  const progress = createProgress(names, () => localStorage);
  let check = watch[progress.current()]();

  /** @type {ReturnType<typeof createJury> | null} */
  let ask = null;
  /** @type {Map<import("../../network/units.js").Network, (share: number) => void>} */
  const waiting = new Map();

  /** @type {Parameters<typeof checks.trainedTwice>[0]} */
  function judge(network, onShare) {
    waiting.set(network, onShare);
    ask ??= createJury(reader.rules, (judgement, judged) => {
      if (judgement) waiting.get(judged)?.(shareOf(judgement));
      waiting.delete(judged);
    });
    ask(network);
  }

  const title = make("h3", { "data-explain": "tool experiments" });
  const text = make("p", {
    class: "task",
    role: "status",
    "data-explain": "experiment task",
  });
  const list = make("ol", { class: "list", "data-explain": "experiment list" });
  const stage = make("div", { class: "stage" });
  const reply = make("p", { role: "status", "data-explain": "experiment why" });
  const next = press(say.nextExperiment, follow, "experiment next", "next");
  words.replaceChildren(title, text, reply, make("p", { class: "buttons" }, next));
  detail.classList.add("experiments");
  detail.replaceChildren(list, stage);
  const entries = new Map(
    names.map((name) => {
      const button = make("button", { type: "button" }, say.experiments[name].title);
      button.addEventListener("click", () => begin(name));
      list.append(make("li", {}, button));
      return [name, button];
    }),
  );

  /** @param {string} name */
  function begin(name) {
    if (view?.network.muted?.length) exchange(null);
    progress.begin(name);
    check = watch[name]();
    draw();
    stage.querySelector("button")?.focus({ preventScroll: true });
  }

  /** The page looks whether what was asked for has been done. */
  function look() {
    const { open, guess, outcome } = progress.now();
    if (!view || !open || guess === null || outcome !== null) return;
    const happened = check(view, guess);
    if (happened === null) return;
    progress.happen(happened);
    draw();
  }

  function draw() {
    const name = progress.current();
    const { open, guess, outcome } = progress.now();
    const { question, task } = say.experiments[name];
    const isAsked = open !== name || guess === null;
    title.textContent = say.experimentOf(names.indexOf(name) + 1, names.length);
    text.textContent = isAsked ? question : task;
    stage.dataset.stage = isAsked ? "ask" : outcome === null ? "do" : "why";
    reply.textContent = "";
    tick();
    if (isAsked) predict(name);
    else if (outcome === null)
      stage.replaceChildren(said(name, guess), toDo(name, guess));
    else explain(name, guess, outcome);
  }

  function tick() {
    const { finished } = progress.now();
    for (const [name, button] of entries) {
      const { title } = say.experiments[name];
      button.ariaPressed = `${name === progress.current()}`;
      button.classList.toggle("finished", finished.includes(name));
      button.ariaLabel = finished.includes(name) ? say.finished(title) : title;
    }
    next.hidden =
      stage.dataset.stage !== "why" || !finished.includes(progress.current());
  }

  function follow() {
    begin(names[(names.indexOf(progress.current()) + 1) % names.length]);
  }

  /** @param {string} name */
  function predict(name) {
    const { choices } = say.experiments[name];
    const buttons = choices.map((choice, i) =>
      press(
        choice,
        () => {
          progress.begin(name);
          progress.predict(i);
          check = watch[name]();
          draw();
          look();
        },
        "experiment predict",
      ),
    );
    stage.replaceChildren(
      make("h4", { "data-explain": "experiment predict" }, say.predict),
      make("div", { class: "buttons" }, ...buttons),
    );
  }

  /**
   * @param {string} name
   * @param {number} guess
   */
  const said = (name, guess) =>
    make(
      "p",
      { class: "card", "data-explain": "experiment predict" },
      make("b", {}, say.youSaid),
      say.experiments[name].choices[guess],
    );

  /**
   * @param {string} name
   * @param {number} guess
   */
  function toDo(name, guess) {
    const wait = make(
      "p",
      { class: "card", "data-explain": "experiment do" },
      make("b", {}, say.toBeSeen),
      say.pageSees,
    );
    if (name !== "decides") return wait;
    const place = { layer: checks.DECIDING, map: guess };
    wait.append(
      " ",
      press(say.muteYours(guess + 1), () => mute(place), "change mute", "mute-guess"),
    );
    return wait;
  }

  /** @param {{layer: string, map: number}} place */
  function mute(place) {
    const changes = createChanges(shipped);
    changes.mute(place);
    exchange(changes.network(), say.changed(1, 0));
  }

  /**
   * @param {string} name
   * @param {number} guess
   * @param {string} outcome
   */
  function explain(name, guess, outcome) {
    const { whys, right } = say.experiments[name];
    const buttons = whys.map(([answer, sentence], i) =>
      press(
        answer,
        () => {
          reply.textContent = sentence;
          if (i === right) progress.finish();
          tick();
        },
        "experiment why",
      ),
    );
    stage.replaceChildren(
      said(name, guess),
      make(
        "p",
        { class: "card", "data-explain": "experiment happened" },
        make("b", {}, say.happened),
        outcome,
      ),
      make(
        "div",
        { class: "buttons" },
        make("b", { "data-explain": "experiment why" }, say.why),
        ...buttons,
      ),
    );
  }

  draw();
  return {
    show(news) {
      view = news;
      look();
    },
    choices: () => [names.indexOf(progress.current())],
    choose([place]) {
      if (place in names && names[place] !== progress.current()) begin(names[place]);
    },
    map(place, part) {
      const { open, guess, outcome } = progress.now();
      if (open !== "decides" || guess === null || outcome !== null || part !== "number")
        return;
      mute(place);
    },
  };
}

/**
 * @param {string} text
 * @param {() => void} onPress
 * @param {string} explained
 * @param {string} [name]
 */
function press(text, onPress, explained, name) {
  const attributes = { "data-do": name ?? false, "data-explain": explained };
  const button = make("button", { type: "button", ...attributes }, text);
  button.addEventListener("click", onPress);
  return button;
}
