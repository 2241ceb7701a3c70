/**
 * Five experiments: a prediction, one thing to do that the page sees, prediction and
 * outcome side by side, and why.
 */

import { make } from "../../dom.js";
import * as say from "../../sentences.js";
import { createChanges } from "../change/changes.js";
import { shareOf } from "../change/judgement.js";
import { createJury } from "../change/jury.js";
import { drawPatch } from "../likes/patch.js";
import * as checks from "./checks.js";
import { createPair } from "./pair.js";
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
    corner: () => checks.uncut(reader),
    decides: () => checks.mutedGuess(shipped),
    digits: () => checks.trainedTwice(judge, () => progress.step().figures, see),
    likes: () => checks.firesAnew(pair.patches),
  };
  const names = Object.keys(watch);
  const progress = createProgress(names, () => localStorage);
  const pair = createPair(draw);
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

  /** @type {(from: number, share: number) => void} */
  function see(from, share) {
    if (progress.current() === "digits") progress.see(`${from}`, share);
    look();
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
  const hint = make("span", { role: "status" });
  const next = press([say.nextExperiment], follow, "experiment next", "next");
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
    open(name);
    stage.querySelector("button")?.focus({ preventScroll: true });
  }

  /** @param {string} name */
  function open(name) {
    progress.begin(name);
    check = watch[name]();
    draw();
  }

  /** The page looks whether what was asked for has been done. */
  function look() {
    const { guess, outcome } = progress.step();
    if (!view || guess === null || outcome !== null) return;
    const seen = check(view, guess);
    if (seen && "outcome" in seen) {
      progress.happen(seen.outcome);
      draw();
    } else hint.textContent = seen?.hint ?? say.pageSees;
  }

  function draw() {
    const name = progress.current();
    const { guess, outcome } = progress.step();
    const { question, task } = say.experiments[name];
    const isAsked = guess === null;
    title.textContent = say.experimentOf(names.indexOf(name) + 1, names.length);
    text.textContent = isAsked ? question : task;
    stage.dataset.stage = isAsked ? "ask" : outcome === null ? "do" : "why";
    reply.textContent = "";
    tick();
    if (isAsked) predict(name);
    else if (outcome === null) {
      stage.replaceChildren(said(name, guess), toDo(name, guess));
      look();
    } else explain(name, guess, outcome);
  }

  function tick() {
    const finished = progress.finished();
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
    const lacks = name === "likes" && !pair.patches();
    const explained = { "data-explain": "experiment predict" };
    const heading = make(
      "h4",
      explained,
      lacks && pair.failed() ? say.noLikes : say.predict,
    );
    if (lacks) return stage.replaceChildren(heading);
    const { choices } = say.experiments[name];
    const buttons = choices.map((_, i) =>
      press(
        choice(name, i),
        () => {
          progress.predict(i);
          check = watch[name]();
          draw();
        },
        "experiment predict",
      ),
    );
    stage.replaceChildren(heading, make("div", { class: "buttons" }, ...buttons));
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
      ...choice(name, guess),
    );

  /**
   * @param {string} name
   * @param {number} at
   * @returns {(Node | string)[]}
   */
  function choice(name, at) {
    const text = say.experiments[name].choices[at];
    const patch = name === "likes" && pair.patches()?.[at];
    return patch ? [drawPatch(patch), text] : [text];
  }

  /**
   * @param {string} name
   * @param {number} guess
   */
  function toDo(name, guess) {
    hint.textContent = say.pageSees;
    const wait = make(
      "p",
      { class: "card", "data-explain": "experiment do" },
      make("b", {}, say.toBeSeen),
      hint,
    );
    if (name !== "decides") return wait;
    const place = { layer: checks.DECIDING, map: guess };
    wait.append(
      " ",
      press([say.muteYours(guess + 1)], () => mute(place), "change mute", "mute-guess"),
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
        [answer],
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
    repaint: draw,
    choices: () => [names.indexOf(progress.current())],
    choose([place]) {
      if (place in names && names[place] !== progress.current()) open(names[place]);
    },
    map(place, part) {
      const { guess, outcome } = progress.step();
      const isAsked = progress.current() === "decides" && guess !== null;
      if (isAsked && outcome === null && part === "number") mute(place);
    },
  };
}

/**
 * @param {(Node | string)[]} content
 * @param {() => void} onPress
 * @param {string} explained
 * @param {string} [name]
 */
function press(content, onPress, explained, name) {
  const attributes = { "data-do": name ?? false, "data-explain": explained };
  const button = make("button", { type: "button", ...attributes }, ...content);
  button.addEventListener("click", onPress);
  return button;
}
