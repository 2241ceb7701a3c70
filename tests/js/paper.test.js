import assert from "node:assert/strict";
import { test } from "node:test";
import { readInk } from "../../lenet1/page/static/pad/paper.js";

/** A canvas of which just the pixels are asked for. */
function context(width, height, inked) {
  const data = new Uint8ClampedArray(4 * width * height);
  for (const [x, y, level] of inked) data[4 * (y * width + x) + 3] = level;
  return { canvas: { width, height }, getImageData: () => ({ data }) };
}

test("a frame is the drawing cropped to its ink, first and last rows and columns in", () => {
  const frame = readInk(
    context(6, 5, [
      [1, 0, 10],
      [4, 2, 20],
      [2, 4, 30],
    ]),
    true,
  );
  const { x, y, width, height, final } = frame;
  assert.deepEqual(
    { x, y, width, height, final },
    {
      x: 1,
      y: 0,
      width: 4,
      height: 5,
      final: true,
    },
  );
  // biome-ignore format: rows of a picture
  assert.deepEqual([...frame.pixels], [
    10, 0, 0, 0,
    0, 0, 0, 0,
    0, 0, 0, 20,
    0, 0, 0, 0,
    0, 30, 0, 0,
  ]);
});

test("a frame of a full sheet is the sheet", () => {
  const corners = [
    [0, 0, 255],
    [3, 3, 255],
  ];
  const { width, height, pixels } = readInk(context(4, 4, corners), false);
  assert.deepEqual([width, height, pixels.length], [4, 4, 16]);
  assert.deepEqual([pixels[0], pixels[15]], [255, 255]);
});

test("no ink makes an empty frame", () => {
  const { width, height, pixels } = readInk(context(4, 4, []), true);
  assert.deepEqual([width, height, pixels.length], [0, 0, 0]);
});
