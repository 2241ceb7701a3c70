/** A drawing as strokes on whole pixels of the pad, with fewer points, and as bytes. */

import { onGrid } from "../pad/paper.js";
import { Unreadable } from "./bytes.js";

/** @typedef {import("../sketchpad/strokes.js").Segment} Segment */
/** @typedef {[number, number]} Point */

/**
 * @typedef {object} Stroke
 * @property {number} size radius of the pen, px of the pad
 * @property {Segment["mode"]} mode
 * @property {Point[]} points one of them is a dot
 */

const STROKES = 200; // at most, and of all strokes together:
const POINTS = 4_000;
const FARTHEST = 4_000; // px between two points; windows are not larger
const LARGEST = 100; // px; no pen of the sketchpad is

// px that a line may miss a point by which it went: more and more, while the reading bears
const TOLERANCES = [0.1, 0.15, 0.25, 0.35, 0.5, 0.7, 1, 1.5, 2];

/**
 * Segments that go on where the one before ended are one stroke.
 *
 * @param {Segment[]} segments
 * @returns {Stroke[]}
 */
function toStrokes(segments) {
  /** @type {Stroke[]} */
  const strokes = [];
  for (const segment of segments) {
    const { from_x, from_y, to_x, to_y, size, mode } = onGrid(segment);
    let stroke = strokes.at(-1);
    const [x, y] = stroke?.points.at(-1) ?? [];
    const goesOn =
      stroke?.size === size && stroke.mode === mode && x === from_x && y === from_y;
    if (!stroke || !goesOn) {
      stroke = { size, mode, points: [[from_x, from_y]] };
      strokes.push(stroke);
    }
    if (to_x !== from_x || to_y !== from_y) stroke.points.push([to_x, to_y]);
  }
  return strokes;
}

/**
 * @param {Stroke[]} strokes
 * @returns {Segment[]}
 */
export const toSegments = (strokes) =>
  strokes.flatMap(({ size, mode, points }) =>
    (points.length > 1 ? points.slice(1) : points).map(([to_x, to_y], i) => {
      const [from_x, from_y] = points[i];
      return { from_x, from_y, to_x, to_y, size, mode };
    }),
  );

/**
 * A drawing with fewer points and the same reading.
 *
 * @param {Segment[]} segments
 * @param {(fewer: Segment[]) => boolean} isSame
 * @returns {Stroke[]}
 */
export function simplified(segments, isSame) {
  const strokes = toStrokes(segments);
  let simplest = strokes;
  for (const tolerance of TOLERANCES) {
    const fewer = strokes.map((stroke) => ({
      ...stroke,
      points: thinned(stroke.points, tolerance),
    }));
    if (!isSame(toSegments(fewer))) break;
    simplest = fewer;
  }
  return simplest;
}

/**
 * Without the points that lie near the line between others (Douglas and Peucker, 1973).
 *
 * @param {Point[]} points
 * @param {number} tolerance
 */
function thinned(points, tolerance) {
  const kept = new Set([0, points.length - 1]);
  const spans = [[0, points.length - 1]];
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [first, last] = span;
    let farthest = -1;
    let most = tolerance;
    for (let i = first + 1; i < last; i++) {
      const apart = distance(points[i], points[first], points[last]);
      if (apart > most) [farthest, most] = [i, apart];
    }
    if (farthest < 0) continue;
    kept.add(farthest);
    spans.push([first, farthest], [farthest, last]);
  }
  return points.filter((_, i) => kept.has(i));
}

/**
 * From a point to the line between two others, which ends there.
 *
 * @param {Point} point
 * @param {Point} from
 * @param {Point} to
 */
function distance([x, y], [x1, y1], [x2, y2]) {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const along = ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy || 1);
  const share = Math.min(Math.max(along, 0), 1);
  return Math.hypot(x - x1 - share * dx, y - y1 - share * dy);
}

/**
 * Each stroke begins with twice the number of its points, and one more where the pen is
 * another than before, which then follows. Every point is the way from the one before.
 *
 * @param {import("./bytes.js").Sink} sink
 * @param {Stroke[]} strokes
 */
export function writeStrokes(sink, strokes) {
  let pen = -1;
  let [x, y] = [0, 0];
  for (const { size, mode, points } of strokes) {
    const its = 2 * size + (mode === "erase" ? 1 : 0);
    sink.count(2 * points.length + (its === pen ? 0 : 1));
    if (its !== pen) sink.count(its);
    pen = its;
    for (const [to_x, to_y] of points) {
      sink.signed(to_x - x);
      sink.signed(to_y - y);
      [x, y] = [to_x, to_y];
    }
  }
}

/**
 * @param {import("./bytes.js").Source} source
 * @returns {Stroke[]}
 */
export function readStrokes(source) {
  /** @type {Stroke[]} */
  const strokes = [];
  let pen = 0;
  let left = POINTS;
  let [x, y] = [0, 0];
  while (!source.isAtEnd()) {
    const head = source.count(2 * left + 1);
    const length = head >> 1;
    if (head % 2) pen = source.count(2 * LARGEST + 1);
    if (!length || pen < 2 || strokes.length === STROKES) throw new Unreadable("pen");
    left -= length;
    const points = Array.from({ length }, () => {
      x = clamped(x + source.signed(FARTHEST));
      y = clamped(y + source.signed(FARTHEST));
      return /** @type {Point} */ ([x, y]);
    });
    strokes.push({ size: pen >> 1, mode: pen % 2 ? "erase" : "draw", points });
  }
  return strokes;
}

/** @param {number} at */
const clamped = (at) => Math.min(Math.max(at, -FARTHEST), FARTHEST);
