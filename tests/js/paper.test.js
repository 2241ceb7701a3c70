import assert from "node:assert/strict";
import { test } from "node:test";
import { createPaper, HALF } from "../../lenet1/page/static/pad/paper.js";

const SIDE = 60; // px of the paper, of which the pad has twice as many
const FINE = 8; // points across a pixel, for the reference

/** A line with round ends: the share of each pixel's points that are near enough. */
function reference({ from_x, from_y, to_x, to_y, size }) {
  const levels = new Float64Array(SIDE ** 2);
  const length2 = (to_x - from_x) ** 2 + (to_y - from_y) ** 2;
  for (let at = 0; at < levels.length; at++)
    for (let i = 0; i < FINE ** 2; i++) {
      const x = ((at % SIDE) + ((i % FINE) + 0.5) / FINE) / HALF;
      const y = (Math.floor(at / SIDE) + (Math.floor(i / FINE) + 0.5) / FINE) / HALF;
      const dot = (x - from_x) * (to_x - from_x) + (y - from_y) * (to_y - from_y);
      const along = length2 ? Math.min(Math.max(dot / length2, 0), 1) : 0;
      const apart = Math.hypot(
        from_x + along * (to_x - from_x) - x,
        from_y + along * (to_y - from_y) - y,
      );
      if (apart <= size) levels[at] += 255 / FINE ** 2;
    }
  return levels;
}

const segment = (from_x, from_y, to_x, to_y, mode = "draw", size = 13) => ({
  from_x,
  from_y,
  to_x,
  to_y,
  size,
  mode,
});

/** The whole sheet, put together again from a frame. */
function sheetOf({ x, y, width, height, pixels }) {
  const sheet = new Uint8Array(SIDE ** 2);
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++)
      sheet[(y + row) * SIDE + x + column] = pixels[row * width + column];
  return sheet;
}

function drawn(...segments) {
  const paper = createPaper(SIDE);
  paper.paint(segments);
  return paper.read(true);
}

for (const [name, one] of Object.entries({
  "a dot": segment(60, 60, 60, 60),
  "a slanting line": segment(30, 25, 81, 90),
  "a line over the edge": segment(-20, 50, 40, 130),
  "a thin line": segment(20, 100, 100, 30, "draw", 4),
}))
  test(`${name} covers of each pixel what the pen does`, () => {
    const levels = sheetOf(drawn(one));
    for (const [at, level] of reference(one).entries())
      assert.ok(Math.abs(levels[at] - level) < 40, `${levels[at]} at ${at}: ${level}`);
    const [ours, its] = [levels, reference(one)].map((all) =>
      all.reduce((sum, level) => sum + level, 0),
    );
    assert.ok(Math.abs(ours / its - 1) < 0.01);
  });

test("a pen between the pad's pixels draws as on the nearest", () => {
  const between = drawn(segment(30.4, 25.4, 80.6, 90.4, "draw", 13.2));
  assert.deepEqual(between, drawn(segment(30, 25, 81, 90)));
});

test("an eraser takes off just what it goes over, whatever was drawn before", () => {
  const line = segment(20, 60, 100, 60);
  const left = sheetOf(drawn(line, segment(100, 20, 100, 100, "erase")));
  const levels = sheetOf(drawn(line));
  assert.equal(left[30 * SIDE + 48], 0);
  assert.deepEqual(
    left.slice(30 * SIDE, 30 * SIDE + 42),
    levels.slice(30 * SIDE, 30 * SIDE + 42),
  );
  assert.deepEqual(drawn(line, segment(20, 60, 100, 60, "erase", 16)).width, 0);
});

test("a frame is the drawing cropped to its ink, first and last rows and columns in", () => {
  const { x, y, width, height, pixels, final } = drawn(segment(40, 60, 80, 60));
  assert.deepEqual(
    { x, y, width, height, final },
    { x: 13, y: 23, width: 34, height: 14, final: true },
  );
  assert.equal(pixels.length, 34 * 14);
  assert.ok(pixels.subarray(0, 34).some((level) => level > 0));
});

test("a frame of a full sheet is the sheet", () => {
  const { width, height, pixels } = drawn(segment(60, 60, 60, 60, "draw", 200));
  assert.deepEqual([width, height, pixels.length], [SIDE, SIDE, SIDE ** 2]);
  assert.ok(pixels.every((level) => level === 255));
});

test("no ink makes an empty frame, and a wiped sheet has none", () => {
  const paper = createPaper(SIDE);
  paper.paint([segment(20, 20, 60, 60)]);
  paper.wipe();
  const { width, height, pixels, final } = paper.read(false);
  assert.deepEqual([width, height, pixels.length, final], [0, 0, 0, false]);
});
