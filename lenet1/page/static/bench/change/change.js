/** A network that one changes: mute maps, drag weights, see what it costs. */

import { make, makeButton } from "../../dom.js";
import { layerBefore, layerNamed, mapsOf, placeOf } from "../../network/units.js";
import * as say from "../../sentences.js";
import { createBars } from "../bars.js";
import { changeable, createChanges } from "./changes.js";
import { shareOf } from "./judgement.js";
import { createJury } from "./jury.js";
import { createKernels } from "./kernels.js";
import { createPlaces } from "./places.js";

/** @typedef {import("../../network/units.js").Network} Network */
/** @typedef {import("./judgement.js").Judgement} Judgement */
/** @typedef {import("./changes.js").Place} Place */

const ENOUGH = 0.9; // the challenge: the fewest maps with as many digits right

/** @type {import("../tools.js").Create} */
export function create({ words, detail }, { reader, exchange }) {
  /** @type {Network} what the changes begin with: the shipped network, or a trained one */
  let base = reader.network;
  /** @type {string | null} */
  let baseName = null;
  /** @type {Network | null} what the changes have made of it */
  let mine = null;
  let changes = createChanges(base);
  /** @type {Place} */
  let chosen = { layer: changeable(base)[0].name, map: 0 };
  /** @type {import("../../network/units.js").Unit | null} */
  let unit = null;
  let frame = 0;
  let asked = false; // how the base reads
  let fewest = Number.POSITIVE_INFINITY;
  /** @type {Judgement | null} of the base */
  let before = null;

  const ask = createJury(reader.rules, judged);
  const undo = makeButton("undo-change", say.undo, "change undo");
  const back = makeButton("all-back", say.allBack, "change back");
  const mute = makeButton("mute", say.mute, "change mute");
  const status = make("p", {
    class: "challenge",
    role: "status",
    "data-explain": "change challenge",
  });
  const places = createPlaces((place) => choose(place));
  const kernels = createKernels(put);
  const bars = createBars(base.layers[base.layers.length - 1].maps);
  const right = make("p", { class: "right" });
  words.replaceChildren(
    make("h3", { "data-explain": "tool change" }, say.tools.change.label),
    make("p", { "data-explain": "change help" }, say.changeHelp),
    make("p", { class: "buttons" }, mute, undo, back),
    status,
  );
  detail.classList.add("change");
  detail.replaceChildren(
    places.element,
    kernels.element,
    make(
      "div",
      { class: "judged", "data-explain": "change bars" },
      bars.element,
      right,
    ),
  );
  undo.addEventListener("click", () => {
    changes.undo();
    apply();
  });
  back.addEventListener("click", () => exchange(null));
  mute.addEventListener("click", () => toggle(chosen));

  /** @param {Place} place */
  function toggle(place) {
    changes.mute(place);
    choose(place);
    apply();
  }

  /** @param {Place} place */
  function choose(place) {
    chosen = place;
    draw();
  }

  /** @type {Parameters<typeof createKernels>[0]} */
  function put(square, value, goesOn) {
    changes.put(square, value, goesOn);
    frame ||= requestAnimationFrame(apply); // a pointer moves more often than it is seen
  }

  function apply() {
    cancelAnimationFrame(frame);
    frame = 0;
    const { muted, numbers } = changes.count();
    mine = muted || numbers ? changes.network() : null;
    exchange(
      mine ?? (baseName === null ? null : base),
      mine ? say.changed(muted, numbers) : (baseName ?? ""),
    );
    ask(mine ?? base);
    draw();
  }

  function draw() {
    const muted = changes.isMuted(chosen);
    kernels.show({ ...base, weights: changes.weights() }, chosen);
    places.show(base, chosen, changes.isMuted);
    mute.textContent = muted ? say.unmute : say.mute;
    mute.ariaPressed = `${muted}`;
    undo.disabled = !changes.canUndo();
  }

  /** @type {Parameters<typeof createJury>[1]} */
  function judged(judgement, network) {
    if (!judgement) {
      right.textContent = say.noDigits;
      return;
    }
    if (network === base) {
      before = judgement;
      if (mine) ask(mine);
    }
    if (!before) return ask(base);
    const share = shareOf(judgement);
    const shares = judgement.right.map((n, digit) => n / judgement.all[digit]);
    const old = before.right.map((n, digit) => n / judgement.all[digit]);
    bars.show(shares, (digit) => say.rightNow(digit, shares[digit], old[digit]), old);
    right.textContent = say.rightBefore(share, shareOf(before));
    const { left, muted } = changes.count();
    if (network === mine && muted && share >= ENOUGH) fewest = Math.min(fewest, left);
    status.textContent = say.challenge(left, share >= ENOUGH, fewest);
    detail.dataset.share = share.toFixed(4);
  }

  /** @param {KeyboardEvent} event */
  function pressed(event) {
    if (event.key.toLowerCase() !== "m" || event.ctrlKey || event.metaKey) return;
    toggle(places.focused() ?? mapOf(base, unit) ?? chosen);
  }

  /**
   * Another network has come than that of the changes: they begin with it.
   *
   * @param {import("../../panels.js").View} view
   */
  function adopt({ network, name }) {
    const { muted = [], unmuted = network.weights } = network;
    const isShipped = unmuted === reader.network.weights;
    base = muted.length ? { ...network, weights: unmuted, muted: [] } : network;
    if (isShipped) base = reader.network;
    baseName = isShipped ? null : name;
    mine = muted.length ? network : null;
    before = null;
    asked = true;
    changes = createChanges(base, muted);
    if (!base.layers.some((layer) => layer.name === chosen.layer))
      chosen = { layer: changeable(base)[0].name, map: 0 };
    ask(base);
    draw();
  }

  return {
    open: () => document.addEventListener("keydown", pressed),
    close: () => document.removeEventListener("keydown", pressed),
    show(view) {
      if (!asked || view.network !== (mine ?? base)) adopt(view);
    },
    mark(_, choice) {
      unit = choice.unit;
    },
    choices: () => [placeOf(reader.network.layers, chosen)],
    choose([place]) {
      choose(mapsOf(reader.network.layers)[place] ?? chosen);
    },
    repaint: draw,
    map: (place, part) => (part === "number" ? toggle(place) : choose(place)),
  };
}

/**
 * The map that a unit is of, or that it averages.
 *
 * @param {Network} network
 * @param {import("../../network/units.js").Unit | null} unit
 * @returns {Place | null}
 */
function mapOf(network, unit) {
  if (!unit) return null;
  const own = layerNamed(network.layers, unit.layer);
  const layers = [own];
  if (own.kind === "average") layers.push(layerBefore(network.layers, own.name));
  const layer = layers.find((one) => changeable(network).includes(one));
  return layer ? { layer: layer.name, map: unit.map } : null;
}
