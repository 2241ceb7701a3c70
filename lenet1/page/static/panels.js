/**
 * What shows a network and a drawing: a list of panels. Each is made by a module of its
 * own, which builds it where it belongs; a further one needs a line here.
 */

import { createBench } from "./bench/bench.js";
import { createChip } from "./bench/chip.js";
import { createAnswer } from "./network/answer.js";
import { createLines } from "./network/lines.js";
import { createMaps } from "./network/maps.js";
import { createSteps } from "./network/steps.js";

/**
 * @typedef {object} View
 * @property {import("./network/units.js").Network} network
 * @property {string | null} name what the network is called; null: it is the shipped one
 * @property {import("./network/reading.js").Reading | null} reading what it made of the
 *   drawing; null where nothing is drawn
 * @property {import("./pad/paper.js").Frame | null} frame the drawing; null where a
 *   reading does not say where it lay
 * @property {import("./network/preparation.js").Off} off the steps it was read without
 * @property {boolean} unconfirmed the server has not read it yet, though it was asked
 */

/**
 * @typedef {object} Choice
 * @property {import("./network/units.js").Unit | null} unit
 * @property {boolean} pinned it stays where the pointer goes elsewhere
 * @property {import("./network/picker.js").How | null} how it was chosen; null where the
 *   choice is an old one and the drawing has changed
 */

/**
 * @typedef {object} Panel
 * @property {(view: View) => void} [show] called for every frame
 * @property {(view: View) => void} [tell] words and numbers, as often as they can be read
 * @property {(view: View, choice: Choice) => void} [mark] what a unit is made of
 * @property {(view: View) => void} [repaint] the theme has changed
 * @property {() => Partial<import("./share/parts.js").State>} [state] what it adds to a link
 * @property {(state: import("./share/parts.js").State) => void} [restore] a link's
 */

/**
 * @typedef {object} On what a panel can ask of the page
 * @property {import("./network/reading.js").Reader} reader the shipped network, and all
 *   that came with it
 * @property {import("./network/picker.js").OnPick} pick
 * @property {() => void} release no unit is chosen any more
 * @property {(off: import("./network/preparation.js").Off) => void} turn steps are off
 * @property {Exchange} exchange
 */

/**
 * Another network reads the drawing from now on, until it is exchanged for `null`, the
 * shipped one. Where its layers are the shipped ones it has their scales too, so that
 * colours can be compared; a network of another shape brings its own.
 *
 * @typedef {(network: import("./network/units.js").Network | null, name?: string) => void} Exchange
 */

/** @type {((on: On) => Panel)[]} in the order in which they are shown and marked */
export const PANELS = [
  createChip,
  createMaps,
  createSteps,
  createAnswer,
  createLines,
  createBench,
];
