/**
 * The page's state as an address's fragment, which no server gets to see: a byte for the
 * version, then of each part its number, its length and its bytes, as base64url.
 */

import { NONE } from "../network/preparation.js";
import { read } from "../network/reading.js";
import { createPaper } from "../pad/paper.js";
import { createSink, createSource, fromText, toText, Unreadable } from "./bytes.js";
import { PARTS } from "./parts.js";
import { simplified } from "./strokes.js";

/** @typedef {import("./parts.js").State} State */
/** @typedef {import("./parts.js").Network} Network */
/** @typedef {import("../network/reading.js").Reader} Reader */
/** @typedef {import("../network/reading.js").Reading} Reading */
/** @typedef {import("../sketchpad/strokes.js").Segment} Segment */

const VERSION = 1;
const LONGEST = 6_000; // characters
const NAMES = /** @type {(keyof State)[]} */ (Object.keys(PARTS));

/**
 * A link's fragment without "#", whose drawing has as few points as are read as the
 * state's own: with all steps, and without those that are off.
 *
 * @param {State} state
 * @param {Reader} reader the shipped one
 * @returns {string | null} "" for a page just opened; null where a link has no room for it
 */
export function encode(state, reader) {
  const { network } = reader;
  const { drawing = [], off = NONE } = state;
  /** @param {Segment[]} segments */
  const readings = (segments) =>
    [...new Set([NONE, off])].map((without) => readOf(segments, reader, without));
  const own = readings(drawing);
  const strokes = simplified(drawing, (fewer) =>
    readings(fewer).every((reading, i) => isSame(reading, own[i])),
  );
  const sink = createSink();
  const written = { ...state, drawing: strokes };
  for (const name of NAMES) writePart(sink, name, written[name], network);
  if (!sink.bytes.length) return "";
  const text = toText([VERSION, ...sink.bytes]);
  return decode(text, network) && text;
}

/** @type {(segments: Segment[], reader: Reader, off: import("../network/preparation.js").Off) => Reading | null} */
function readOf(segments, reader, off) {
  const paper = createPaper();
  paper.paint(segments);
  return read(reader, paper.read(true), off);
}

/**
 * The same answer to pictures of which no pixel is more than one level of 255 apart.
 *
 * @param {Reading | null} a
 * @param {Reading | null} b
 */
export function isSame(a, b) {
  if (!a || !b) return a === b;
  const close = a.image.every((level, i) => Math.abs(level - b.image[i]) <= 1);
  return close && a.label === b.label && a.verdict === b.verdict;
}

/**
 * @param {import("./bytes.js").Sink} sink
 * @param {keyof State} name
 * @param {any} value
 * @param {Network} network
 */
function writePart(sink, name, value, network) {
  /** @type {import("./parts.js").Part<any>} */
  const part = PARTS[name];
  if (!value || part.isPlain(value)) return;
  const its = createSink();
  part.write(its, value, network);
  sink.count(part.id);
  sink.count(its.bytes.length);
  sink.append(its.bytes);
}

/**
 * @param {string} text a fragment without "#"
 * @param {Network} network
 * @returns {State | null} null for anything that `encode` does not write
 */
export function decode(text, network) {
  try {
    return decoded(text, network);
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

/** @type {(text: string, network: Network) => State} */
function decoded(text, network) {
  if (text.length > LONGEST) throw new Unreadable("too long");
  const source = createSource(fromText(text));
  if (source.count(127) !== VERSION) throw new Unreadable("another version");
  /** @type {Record<string, unknown>} */
  const state = {};
  while (!source.isAtEnd()) {
    const id = source.count(127);
    const name = NAMES.find((one) => PARTS[one].id === id);
    if (!name || name in state) throw new Unreadable("another part");
    const its = createSource(source.take(source.count(LONGEST)));
    state[name] = PARTS[name].read(its, network);
    if (!its.isAtEnd()) throw new Unreadable("more than a part");
  }
  return state;
}
