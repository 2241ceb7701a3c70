/**
 * What a link carries of the page's state: a table of named parts. A further part is a line
 * here with a number of its own, which no other part may ever get again.
 */

import { STEPS } from "../network/preparation.js";
import { mapsOf } from "../network/units.js";
import { Unreadable } from "./bytes.js";
import { readStrokes, toSegments, writeStrokes } from "./strokes.js";
import { readWeights, writeWeights } from "./weights.js";

/** @typedef {import("./bytes.js").Sink} Sink */
/** @typedef {import("./bytes.js").Source} Source */
/** @typedef {import("../network/units.js").Network} Network the shipped one */

/**
 * @typedef {object} State what one sees, as far as it differs from a page just opened
 * @property {import("../sketchpad/strokes.js").Segment[]} [drawing]
 * @property {import("../network/preparation.js").Off} [off]
 * @property {import("../network/units.js").Unit | null} [unit]
 * @property {import("../network/units.js").Weights | null} [weights] of another network
 * @property {string[]} [muted] maps, as a network names them
 * @property {{name: string, choices: number[]}} [tool] the one that is open, and what is
 *   chosen in it, in numbers of its own
 */

/**
 * @typedef {object} Written a state whose drawing has been simplified
 * @property {import("./strokes.js").Stroke[]} [drawing]
 * @property {State["off"]} [off]
 * @property {State["unit"]} [unit]
 * @property {State["weights"]} [weights]
 * @property {State["muted"]} [muted]
 * @property {State["tool"]} [tool]
 */

/**
 * @template {keyof State} Name
 * @typedef {object} Part
 * @property {number} id 1 to 127
 * @property {(value: NonNullable<Written[Name]>) => boolean} isPlain there is nothing to
 *   be carried
 * @property {(sink: Sink, value: NonNullable<Written[Name]>, network: Network) => void} write
 * @property {(source: Source, network: Network) => NonNullable<State[Name]>} read throws
 *   Unreadable for what `write` does not write
 */

/** @type {Part<"drawing">} */
const drawing = {
  id: 1,
  isPlain: (strokes) => !strokes.length,
  write: writeStrokes,
  read: (source) => toSegments(readStrokes(source)),
};

const NAMES = [...STEPS.keys()];

/** @type {Part<"off">} one bit for each step */
const off = {
  id: 2,
  isPlain: ({ size }) => !size,
  write: (sink, value) =>
    sink.count(
      NAMES.reduce((bits, name, i) => bits + (value.has(name) ? 2 ** i : 0), 0),
    ),
  read(source) {
    const bits = source.count(2 ** NAMES.length - 1);
    return new Set(NAMES.filter((_, i) => (bits >> i) % 2));
  },
};

/** @type {Part<"unit">} */
const unit = {
  id: 3,
  isPlain: () => false,
  write(sink, { layer, map, row, column }, { layers }) {
    const place = layers.findIndex(({ name }) => name === layer);
    for (const number of [place, map, row, column]) sink.count(number);
  },
  read(source, { layers }) {
    const { name, maps, side } = layers[source.count(layers.length - 1)];
    const [map, row, column] = [maps, side, side].map((end) => source.count(end - 1));
    return { layer: name, map, row, column };
  },
};

/** @type {Part<"weights">} */
const weights = {
  id: 4,
  isPlain: () => false,
  write: writeWeights,
  read: readWeights,
};

/** @type {Part<"muted">} each by its place, the first ones first */
const muted = {
  id: 5,
  isPlain: (names) => !names.length,
  write(sink, names, { layers }) {
    for (const [place, name] of namesOf(layers).entries())
      if (names.includes(name)) sink.count(place);
  },
  read(source, { layers }) {
    const every = namesOf(layers);
    const places = [source.count(every.length - 1)];
    while (!source.isAtEnd()) places.push(source.count(every.length - 1));
    if (places.some((place, i) => place <= places[i - 1]))
      throw new Unreadable("in no order");
    return places.map((place) => every[place]);
  },
};

/** @param {import("../network/units.js").Layer[]} layers */
const namesOf = (layers) => mapsOf(layers).map(({ layer, map }) => `${layer} ${map}`);

/** The bench's, by the numbers of their places, which none of them ever changes. */
export const TOOLS = ["why", "likes", "train", "change", "experiments"];
const LARGEST = 255; // of a tool's numbers

/** @type {Part<"tool">} */
const tool = {
  id: 6,
  isPlain: ({ name }) => TOOLS.indexOf(name) < 1, // it is open from the beginning
  write(sink, { name, choices }) {
    for (const number of [TOOLS.indexOf(name), ...choices]) sink.count(number);
  },
  read(source) {
    const name = TOOLS[source.count(TOOLS.length - 1)];
    const choices = [];
    while (!source.isAtEnd()) choices.push(source.count(LARGEST));
    return { name, choices };
  },
};

/** @type {{[Name in keyof Required<State>]: Part<Name>}} */
export const PARTS = { drawing, off, unit, weights, muted, tool };
