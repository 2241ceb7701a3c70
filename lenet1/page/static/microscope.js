/** A network and a drawing, each of which may be exchanged, and what panels show of both. */

import { NONE } from "./network/preparation.js";
import { sameUnit } from "./network/units.js";

/** @typedef {import("./panels.js").Choice} Choice */
/** @typedef {import("./panels.js").Panel} Panel */
/** @typedef {import("./panels.js").View} View */

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

  /** @type {import("./network/picker.js").OnPick} */
  function pick(unit, how) {
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
    unit: () => choice.unit,
  };
}
