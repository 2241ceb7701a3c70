/** All drawings that were on a pad, one after the other: none is lost but by intent. */

import { PAD } from "./paper.js";

/** @typedef {import("../sketchpad/strokes.js").Segment} Segment */

const STEPS = 100; // that are kept
const CHARACTERS = 500_000; // of the text that outlives a reload; some 100 drawings
const FAR = 4 * PAD; // px; no pen gets there from the paper
const NUMBERS = 6; // of a segment, in that text

/** @param {string | null} text of a history before, if there was one */
export function createHistory(text = null) {
  let { drawings, at } = decode(text);

  return {
    present: () => drawings[at],
    canUndo: () => at > 0,
    canRedo: () => at < drawings.length - 1,
    undo: () => (at > 0 ? drawings[--at] : null),
    redo: () => (at < drawings.length - 1 ? drawings[++at] : null),

    /**
     * What is on the pad now. It may be what was there already.
     *
     * @param {Segment[]} drawing
     */
    note(drawing) {
      const before = drawings[at];
      if (shared(before, drawing) === Math.max(before.length, drawing.length)) return;
      drawings = [...drawings.slice(0, at + 1), drawing].slice(-STEPS);
      at = drawings.length - 1;
    },

    /** For `createHistory`: all, or the present alone, or nothing, as there is room. */
    text: () =>
      [encode(drawings, at), encode([drawings[at]], 0)].find(
        ({ length }) => length <= CHARACTERS,
      ) ?? "",
  };
}

/**
 * How many segments two drawings have in common, from the first.
 *
 * @param {Segment[]} a
 * @param {Segment[]} b
 */
function shared(a, b) {
  const other = a.findIndex((segment, i) => segment !== b[i]);
  return other < 0 ? a.length : other;
}

/**
 * Of each drawing what it has more than the one before.
 *
 * @param {Segment[][]} drawings
 * @param {number} at
 */
function encode(drawings, at) {
  const steps = drawings.map((drawing, i) => {
    const kept = shared(drawings[i - 1] ?? [], drawing);
    return [kept, drawing.slice(kept).flatMap(numbersOf)];
  });
  return JSON.stringify({ at, steps });
}

/**
 * Anything may be in the store: what is no history becomes an empty one.
 *
 * @param {string | null} text
 * @returns {{drawings: Segment[][], at: number}}
 */
function decode(text) {
  try {
    const { at, steps } = JSON.parse(text ?? "");
    /** @type {Segment[][]} */
    const drawings = [];
    for (const [kept, numbers] of steps.slice(0, STEPS))
      drawings.push([
        ...(drawings.at(-1) ?? []).slice(0, kept),
        ...segmentsOf(numbers),
      ]);
    if (Number.isInteger(at) && drawings[at]) return { drawings, at };
  } catch {}
  return { drawings: [[]], at: 0 };
}

/** @param {Segment} segment */
const numbersOf = ({ from_x, from_y, to_x, to_y, size, mode }) => [
  ...[from_x, from_y, to_x, to_y, size].map((px) => Math.round(10 * px) / 10),
  Number(mode === "erase"),
];

/**
 * @param {number[]} numbers
 * @returns {Segment[]} throws for what no pen has drawn
 */
function segmentsOf(numbers) {
  if (!numbers.every((one) => Number.isFinite(one) && Math.abs(one) < FAR))
    throw new RangeError("no drawing");
  return Array.from({ length: Math.floor(numbers.length / NUMBERS) }, (_, i) => {
    const [from_x, from_y, to_x, to_y, size, erases] = numbers.slice(NUMBERS * i);
    return { from_x, from_y, to_x, to_y, size, mode: erases ? "erase" : "draw" };
  });
}
