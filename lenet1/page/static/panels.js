/**
 * What shows a network and a drawing: a list of panels. Each is made by a module of its
 * own, which builds it where it belongs; a further one needs a line here.
 */

import { createAnswer } from "./network/answer.js";
import { createInspector } from "./network/inspector.js";
import { createLines } from "./network/lines.js";
import { createMaps } from "./network/maps.js";
import { createSteps } from "./network/steps.js";

/**
 * @typedef {object} View
 * @property {import("./network/units.js").Network} network
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
 */

/**
 * @typedef {object} On what a visitor does to a panel
 * @property {import("./network/picker.js").OnPick} pick
 * @property {() => void} release no unit is chosen any more
 * @property {(off: import("./network/preparation.js").Off) => void} turn steps are off
 */

/** @type {((on: On) => Panel)[]} in the order in which they are shown and marked */
export const PANELS = [
  createMaps,
  createSteps,
  createAnswer,
  createLines,
  createInspector,
];
