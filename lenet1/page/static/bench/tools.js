/**
 * The tools under the microscope. A further one needs a line here and a module that has
 * `create`; the module is fetched when its tab is first opened.
 */

import * as say from "../sentences.js";

/**
 * @typedef {object} Host where a tool is built
 * @property {HTMLElement} root
 * @property {HTMLElement} words at the left, under the pad
 * @property {HTMLElement} detail at the right, under the maps
 */

/**
 * @typedef {import("../panels.js").Panel & {
 *   ready?: Promise<void>,
 *   open?: () => void,
 *   close?: () => void,
 *   map?: (place: {layer: string, map: number}, part: "number" | "kernel") => void,
 *   choices?: () => number[],
 *   choose?: (choices: number[]) => void,
 * }} Tool `ready` is kept when it has what it shows. `show`, `tell`, `mark` and `repaint`
 *   are called while its tab is the open one, `open` before the first of them, `close` when
 *   another tab is opened, `map` for a press on a map's number or kernel; `choices` are
 *   small whole numbers for a link, and `choose` gets those of any link
 */

/** @typedef {(host: Host, on: import("../panels.js").On) => Tool} Create */

/**
 * @typedef {object} Entry
 * @property {string} name
 * @property {{label: string, brief: string}} words the tab's, and for narrow windows
 * @property {() => Promise<{create: Create}>} load its module, by a literal name: where
 *   the page is one file, such names are looked up
 * @property {string} [needs] the data file without which it cannot work
 */

/** @type {Entry[]} */
export const TOOLS = [
  {
    name: "likes",
    words: say.tools.likes,
    load: () => import("./likes/likes.js"),
    needs: "likes",
  },
  {
    name: "train",
    words: say.tools.train,
    load: () => import("./train.js"),
    needs: "digits/learn.gz",
  },
  {
    name: "change",
    words: say.tools.change,
    load: () => import("./change/change.js"),
    needs: "digits/judge.gz",
  },
  {
    name: "experiments",
    words: say.tools.experiments,
    load: () => import("./experiments/experiments.js"),
    needs: "digits/judge.gz",
  },
];

/** What a press on a map's number or kernel opens, if the open tool has no use for it. */
export const OF_MAPS = "likes";

/** The first tab is there from the beginning: what a chosen unit is made of. */
export const WHY = { name: "why", words: say.tools.why };
