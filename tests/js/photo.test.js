import assert from "node:assert/strict";
import { test } from "node:test";
import { onPad } from "../../lenet1/page/static/pad/outlines.js";
import { nearest, roomFor, walk } from "../../lenet1/page/static/photo/boxes.js";
import {
  brief,
  countInWords,
  frameOf,
  inWords,
  isDigit,
  linesOf,
  sheetOf,
} from "../../lenet1/page/static/photo/page.js";
import { decodePage } from "../../lenet1/page/static/photo/wire.js";

const NO_DIGIT = "does not look like one digit";

const digit = (box, line, number, label, verdict = "digit") => ({
  box,
  line,
  number,
  label,
  verdict,
});

/** "31 4" above "7x2", where x is a letter and the 2 is not sure. */
const DIGITS = [
  digit([10, 10, 10, 20], 0, 0, 3),
  digit([25, 10, 10, 20], 0, 0, 1),
  digit([90, 10, 10, 20], 0, 1, 4),
  digit([20, 50, 10, 20], 1, 2, 7),
  digit([50, 50, 10, 20], 1, 2, 1, NO_DIGIT),
  digit([80, 50, 10, 20], 1, 3, 2, "not sure"),
];

test("each digit is told by its place among the digits, and what is none as none", () => {
  assert.equal(inWords(DIGITS, 2), "digit 3 of 5: 4");
  assert.equal(inWords(DIGITS, 5), "digit 5 of 5: 2, not sure");
  assert.equal(inWords(DIGITS, 4), "not a digit");
  assert.deepEqual(DIGITS.map(brief), ["3", "1", "4", "7", "", "2?"]);
});

test("digits and lines are counted without what is no digit", () => {
  const said = (digits, cut_short) => countInWords({ digits, cut_short });
  assert.equal(said(DIGITS, false), "5 digits in 2 lines");
  assert.equal(said(DIGITS.slice(0, 1), false), "1 digit in 1 line");
  assert.match(said(DIGITS, true), /^5 digits in 2 lines\. .*time/);
});

test("lines are what was read, each digit by its place, and signs between them", () => {
  const below = digit([10, 90, 10, 20], 3, 4, 8);
  const lines = ["31/4", "7?2", "", "8"];
  assert.deepEqual(linesOf({ lines, digits: [...DIGITS, below] }), [
    [0, 1, "/", 2],
    [3, "?", 5],
    [6],
  ]);
  assert.deepEqual(linesOf({ lines: [""], digits: [] }), []);
});

test("arrow keys go along the reading order and stop at its ends", () => {
  const go = (key, from) => walk(key, DIGITS, from, isDigit);
  assert.deepEqual(
    [0, 1, 2, 3, 5].map((at) => go("ArrowRight", at)),
    [1, 2, 3, 5, 5],
  );
  assert.deepEqual(
    [0, 1, 2, 3, 5].map((at) => go("ArrowLeft", at)),
    [0, 0, 1, 2, 3],
  );
  assert.equal(go("Home", 3), 0);
  assert.equal(go("End", 0), 5);
  assert.equal(go("Enter", 0), null);
});

test("up and down lead to the nearest digit of the next line that has any", () => {
  const go = (key, from) => walk(key, DIGITS, from, isDigit);
  assert.deepEqual(
    [0, 1, 2].map((at) => go("ArrowDown", at)),
    [3, 3, 5],
  );
  assert.deepEqual(
    [3, 5].map((at) => go("ArrowUp", at)),
    [1, 2],
  );
  assert.equal(go("ArrowUp", 1), 1);
  assert.equal(go("ArrowDown", 5), 5);
});

test("with every box counting, keys stop at a letter too", () => {
  assert.equal(
    walk("ArrowRight", DIGITS, 3, () => true),
    4,
  );
  assert.equal(walk("ArrowRight", DIGITS, 4, isDigit), 5);
});

const PHOTO = { width: 100, height: 100 };
const box = (left, top, width = 10, height = 20) => ({ left, top, width, height });

test("an answer stands above its box, below where that is taken, or nowhere", () => {
  assert.deepEqual(roomFor([box(40, 40)], ["7"], PHOTO), ["above"]);
  assert.deepEqual(roomFor([box(40, 5)], ["7"], PHOTO), ["below"]);
  assert.deepEqual(roomFor([box(40, 5, 10, 90)], ["7"], PHOTO), [null]);
  assert.deepEqual(roomFor([box(40, 40)], [""], PHOTO), [null]);
  const between = [box(40, 10), box(40, 34), box(40, 58)];
  assert.deepEqual(roomFor(between, ["1", "2", "3"], PHOTO), [null, null, "below"]);
});

test("answers cover neither another box nor another answer, nor leave the photo", () => {
  const random = (() => {
    let state = 1;
    return () => {
      state = (state * 16807) % 2147483647;
      return state / 2147483647;
    };
  })();
  for (let trial = 0; trial < 50; trial++) {
    const boxes = Array.from({ length: 12 }, () =>
      box(90 * random(), 80 * random(), 3 + 7 * random(), 5 + 10 * random()),
    );
    const answers = boxes.map((_, i) => (i % 3 ? "7" : "7?"));
    const pixels = new Set(); // what answers cover, as plain pixels
    roomFor(boxes, answers, PHOTO).forEach((side, at) => {
      if (!side) return;
      const { left, top, width, height } = boxes[at];
      const wide = 8 * answers[at].length;
      const x1 = left + width / 2 - wide / 2;
      const y1 = side === "above" ? top - 12 : top + height;
      assert.ok(x1 >= 0 && y1 >= 0 && x1 + wide <= 100 && y1 + 12 <= 100);
      for (let x = Math.ceil(x1); x < x1 + wide; x++)
        for (let y = Math.ceil(y1); y < y1 + 12; y++) {
          assert.ok(!pixels.has(`${x} ${y}`));
          pixels.add(`${x} ${y}`);
          const covered = boxes.findIndex(
            (o, i) =>
              i !== at &&
              x > o.left &&
              x < o.left + o.width &&
              y > o.top &&
              y < o.top + o.height,
          );
          assert.equal(covered, -1);
        }
    });
  }
});

test("a tap means the box it hits, else the nearest, else none", () => {
  const boxes = [box(10, 10), box(40, 10)];
  assert.equal(nearest(boxes, 12, 15), 0);
  assert.equal(nearest(boxes, 26, 15), 0);
  assert.equal(nearest(boxes, 34, 35), 1);
  assert.equal(nearest(boxes, 45, 60), null);
  assert.equal(nearest([], 1, 1), null);
});

test("what a digit looked at lies on the photo where its ink lies", () => {
  const [width, height] = [30, 40];
  const ink = { width, height, pixels: new Uint8Array(width * height) };
  const one = { ...DIGITS[0], box: [200, 100, 60, 80], ink };
  const frame = frameOf(one);
  const { left, top, scale } = sheetOf(one);
  // A reading whose 28x28 begins at the ink's corner, with pixels as wide as the ink's.
  const reading = { left: 0, top: 0, pixel: 1, slant: 0, middle: 14 };
  const square = onPad({ row: 5, column: 3, size: 4 }, reading, frame);
  assert.ok(Math.abs(left + scale * square.x - (200 + 2 * 3)) < 1e-9);
  assert.ok(Math.abs(top + scale * square.y - (100 + 2 * 5)) < 1e-9);
  assert.ok(Math.abs(scale * square.side - 2 * 4) < 1e-9);
});

test("a digit's frame is its ink, in the middle of a sheet with room around it", () => {
  const ink = { width: 20, height: 40, pixels: Uint8Array.of(1, 2, 3) };
  const frame = frameOf({ ink });
  assert.equal(frame.pixels, ink.pixels);
  assert.ok(frame.final);
  assert.ok(frame.sheet > 50 && frame.sheet < 80);
  assert.equal(frame.x + 10, frame.sheet / 2);
  assert.equal(frame.y + 20, frame.sheet / 2);
});

test("ink arrives as it was sent", () => {
  const levels = Buffer.from(Uint8Array.of(0, 128, 255, 7, 8, 9)).toString("base64");
  const sent = { ...DIGITS[0], ink: { width: 3, height: 2, levels } };
  const { size, digits } = decodePage({ size: [9, 5], lines: ["3"], digits: [sent] });
  assert.deepEqual(size, [9, 5]);
  assert.deepEqual([...digits[0].ink.pixels], [0, 128, 255, 7, 8, 9]);
  assert.equal(digits[0].ink.width, 3);
});
