/** A network and a drawing, each of which may be exchanged, and what panels show of both. */

import { NONE } from "./network/preparation.js";
import { sameUnit } from "./network/units.js";

/** @typedef {import("./panels.js").Choice} Choice */
/** @typedef {import("./panels.js").Panel} Panel */
/** @typedef {import("./panels.js").View} View */
/** @typedef {import("./share/parts.js").State} State */

const RESTING = 80; // ms of a pointer on another map until that is the choice
const LEFT = 300; // ms off all maps and numbers until nothing is
const READABLE = 200; // ms between words and numbers that change while the pen is down

/**
 * @param {((on: import("./panels.js").On) => Panel)[]} makers of the panels
 * @param {Omit<import("./panels.js").On, "pick" | "release">} on the rest is done here
 */
export function createMicroscope(makers, on) {
  /** @type {View} */
  let view = {
    network: on.reader.network,
    name: null,
    reading: null,
    frame: null,
    off: NONE,
    unconfirmed: false,
  };
  /** @type {Choice} */
  let choice = { unit: null, pinned: false, how: null };
  let passing = 0; // until the pointer's place counts
  let timer = 0; // until the words follow the drawing
  const panels = makers.map((make) => make({ ...on, pick, release }));

  /**
   * @param {Partial<View>} change
   * @param {boolean} [soon] words and numbers follow
   */
  function show(change, soon = false) {
    const { layers } = view.network;
    view = { ...view, ...change };
    if (view.network.layers !== layers)
      choice = { unit: null, pinned: false, how: null };
    for (const panel of panels) panel.show?.(view);
    if (soon) timer ||= setTimeout(tell, READABLE);
    else tell();
  }

  function tell() {
    clearTimeout(timer);
    timer = 0;
    for (const panel of panels) panel.tell?.(view);
    mark(null);
  }

  /** @param {Choice["how"]} how */
  function mark(how) {
    const unit = view.reading && choice.unit;
    choice = { ...choice, how };
    for (const panel of panels) panel.mark?.(view, { ...choice, unit });
  }

  /**
   * On its way from a unit to its numbers the pointer passes others: another map is chosen
   * once the pointer rests there, and none once it has been nowhere for a while.
   *
   * @type {import("./network/picker.js").OnPick}
   */
  function pick(unit, how) {
    const { unit: before } = choice;
    clearTimeout(passing);
    const isNear = unit?.layer === before?.layer && unit?.map === before?.map;
    if (how !== "point" || !before || isNear) return take(unit, how);
    passing = setTimeout(() => take(unit, how), unit ? RESTING : LEFT);
  }

  /** @type {import("./network/picker.js").OnPick} */
  function take(unit, how) {
    const { pinned, unit: before } = choice;
    if (how === "point" && pinned) return;
    if (unit && !view.reading) return; // nothing is drawn
    const again = pinned && sameUnit(unit, before);
    choice = { unit, pinned: how === "pin" ? !again : pinned, how };
    mark(how);
  }

  function release() {
    choose(null);
  }

  /**
   * Pins a unit, also before there is a reading.
   *
   * @param {Choice["unit"]} unit
   */
  function choose(unit) {
    clearTimeout(passing);
    choice = { unit, pinned: unit !== null, how: null };
    mark(null);
  }

  function repaint() {
    for (const panel of panels) panel.repaint?.(view);
    mark(null);
  }

  return {
    show,
    choose,
    release,
    repaint,
    view: () => view,
    /** @returns {State} what a link holds of it, but for drawing and network */
    state() {
      const fits = view.network.layers === on.reader.network.layers;
      const unit = fits ? choice.unit : null;
      return Object.assign(
        { off: view.off, unit },
        ...panels.map((panel) => panel.state?.()),
      );
    },
    /** @param {State} state of which drawing and network are shown already */
    restore(state) {
      for (const panel of panels) panel.restore?.(state);
      choose(state.unit ?? null);
    },
  };
}
