import assert from "node:assert/strict";
import { test } from "node:test";
import { prepare, STEPS } from "../../lenet1/page/static/network/preparation.js";
import { read } from "../../lenet1/page/static/network/reading.js";
import { straighten } from "../../lenet1/page/static/network/upright.js";
import { READER } from "./network.js";

const SHEET = 140;
const SIDE = 28;
const NAMES = [...STEPS.keys()];
const ALL = new Set(NAMES);

/** Without the last step. */
function center(drawing, off = []) {
  const way = prepare(drawing, READER.rules, new Set([...off, "upright"]));
  return way && { ...way, ...way.laid };
}

/** A drawing of rectangles [left, top, width, height, level], cropped as the pad does. */
function drawing(...rectangles) {
  const sheet = new Uint8Array(SHEET ** 2);
  for (const [x, y, width, height, level = 255] of rectangles)
    for (let row = y; row < y + height; row++)
      sheet.fill(level, row * SHEET + x, row * SHEET + x + width);
  const left = Math.min(...rectangles.map(([x]) => x));
  const top = Math.min(...rectangles.map(([, y]) => y));
  const width = Math.max(...rectangles.map(([x, , w]) => x + w)) - left;
  const height = Math.max(...rectangles.map(([, y, , h]) => y + h)) - top;
  const pixels = new Uint8Array(width * height);
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++)
      pixels[row * width + column] = sheet[(top + row) * SHEET + left + column];
  return { x: left, y: top, width, height, pixels, sheet: SHEET, whole: sheet };
}

/** The mean of each 5x5 of a sheet. */
function shrunk(sheet) {
  const image = [];
  for (let row = 0; row < SIDE; row++)
    for (let column = 0; column < SIDE; column++) {
      let sum = 0;
      for (let y = 5 * row; y < 5 * row + 5; y++)
        for (let x = 5 * column; x < 5 * column + 5; x++) sum += sheet[y * SHEET + x];
      image.push(sum / 25);
    }
  return image;
}

function closeTo(image, expected) {
  assert.equal(image.length, expected.length);
  for (let i = 0; i < image.length; i++)
    assert.ok(Math.abs(image[i] - expected[i]) <= 0.5, `at ${i}: ${expected[i]}`);
}

/** By how much, in all directions, one picture is another one moved. */
function moveBetween(image, other) {
  for (let down = -SIDE; down <= SIDE; down++)
    for (let right = -SIDE; right <= SIDE; right++) {
      const same = Array.from(image).every((level, i) => {
        const row = Math.floor(i / SIDE) + down;
        const column = (i % SIDE) + right;
        const inside = row >= 0 && row < SIDE && column >= 0 && column < SIDE;
        return level === (inside ? other[row * SIDE + column] : 0);
      });
      if (same) return [down, right];
    }
  return null;
}

function box(image) {
  const rows = [];
  const columns = [];
  for (const [i, level] of image.entries())
    if (level) {
      rows.push(Math.floor(i / SIDE));
      columns.push(i % SIDE);
    }
  return {
    top: Math.min(...rows),
    bottom: Math.max(...rows) + 1,
    left: Math.min(...columns),
    right: Math.max(...columns) + 1,
  };
}

const sum = (image) => image.reduce((total, level) => total + level, 0);

/** Its longer side spans 20 px with 5 of the drawing's each, its stroke 2.4. */
const SEVEN = [
  [21, 13, 60, 12],
  [69, 13, 12, 100],
];

test("without all steps the sheet is shrunk to 28x28 as it is", () => {
  const drawn = drawing(...SEVEN, [7, 131, 3, 4, 90], [120, 3, 2, 2, 13]);
  const { image, left, top, pixel, leftOut } = center(drawn, ALL);
  closeTo(image, shrunk(drawn.whole));
  assert.deepEqual([left, top, pixel], [-drawn.x, -drawn.y, SHEET / SIDE]);
  assert.deepEqual(leftOut, []);
});

test("a picture without its sheet is shrunk from rim to rim", () => {
  const drawn = drawing([0, 0, 140, 20], [0, 130, 140, 10, 60]);
  const { x, y, sheet, ...alone } = drawn;
  closeTo(center(alone, ALL).image, shrunk(drawn.whole));
});

test("without centring alone the same picture lies with its box in the middle", () => {
  const drawn = drawing([21, 13, 57, 12], [66, 13, 12, 100]);
  const centred = center(drawn);
  const { image, left, top, pixel } = center(drawn, new Set(["centred"]));
  const { top: first, bottom, left: start, right } = box(image);
  assert.deepEqual([first, bottom], [4, 24]);
  assert.ok(Math.abs(start - (SIDE - right)) <= 1);
  const [down, right_] = moveBetween(centred.image, image);
  assert.notDeepEqual([down, right_], [0, 0]);
  assert.ok(Math.abs(left - (centred.left - right_ * pixel)) < 1e-9);
  assert.ok(Math.abs(top - (centred.top - down * pixel)) < 1e-9);
});

test("a digit that is heavy at one end lies whole in the picture", () => {
  for (const shape of [
    [
      [0, 0, 30, 30],
      [30, 10, 100, 4],
    ], // its knob left, then above
    [
      [0, 0, 30, 30],
      [10, 30, 4, 100],
    ],
  ]) {
    const { top, bottom, left, right } = box(center(drawing(...shape)).image);
    assert.equal(Math.max(bottom - top, right - left), 20);
    assert.ok(bottom <= SIDE && right <= SIDE);
  }
});

test("a slant is evened as far as no ink leaves the picture", () => {
  const image = new Uint8Array(SIDE ** 2);
  for (let row = 4; row < 24; row++)
    image.fill(255, row * SIDE + 25 - row, row * SIDE + 28 - row);
  image[23 * SIDE + 26] = 255; // goes to the right, where one px is left
  const { slant, middle, image: even } = straighten(image, SIDE, READER.rules);
  assert.ok(Math.abs(slant) > 0.05);
  assert.ok(Math.abs(slant) * (23.5 - middle) <= 1 + 1e-9);
  const ink = (levels) => levels.reduce((sum, level) => sum + level, 0);
  assert.ok(Math.abs(ink(even) / ink(image) - 1) < 0.001);
});

test("without the stroke's step alone every px is the mean of what it covers", () => {
  const drawn = drawing(...SEVEN.map(([x, y, w, h]) => [x, y, w, h, 200]));
  const { image } = center(drawn, new Set(["stroke"]));
  const corner = shrunk(
    drawing(...SEVEN.map(([x, y, w, h]) => [x - 21, y - 13, w, h, 200])).whole,
  );
  assert.ok(moveBetween(image, corner.map(Math.round)));
  assert.equal(Math.max(...image), 200, "not darkened either");
});

test("without cutting out alone the drawing keeps its size, and dots stay", () => {
  const small = drawing([30, 40, 10, 30], [120, 120, 3, 3]);
  const off = new Set(["cut out"]);
  assert.equal(center(small).leftOut.length, 1);
  const { image, leftOut } = center(small, off);
  assert.deepEqual(leftOut, []);
  const { top, bottom } = box(image);
  assert.ok(bottom - top >= 16, "from stroke to dot");
  const alone = center(drawing([30, 40, 10, 30]), off);
  const height = box(alone.image).bottom - box(alone.image).top;
  assert.ok(height >= 6 && height <= 8, "30 of 140 are 6 of 28");
});

test("centred alone moves the shrunk sheet until its centre of mass is in the middle", () => {
  const drawn = drawing([5, 5, 10, 60]);
  const off = new Set(["cut out", "stroke", "upright"]);
  const { image } = center(drawn, off);
  assert.ok(Math.abs(sum(image) - sum(shrunk(drawn.whole))) < 0.5 * 100);
  let x = 0;
  let y = 0;
  for (const [i, level] of image.entries()) {
    x += level * ((i % SIDE) + 0.5);
    y += level * (Math.floor(i / SIDE) + 0.5);
  }
  assert.ok(Math.abs(x / sum(image) - 14.5) <= 0.51);
  assert.ok(Math.abs(y / sum(image) - 14.5) <= 0.51);
});

test("the stroke's step alone brings a hairline on the sheet to MNIST's width", () => {
  const drawn = drawing([70, 45, 2, 50]);
  const off = new Set(["cut out", "centred", "upright"]);
  const { image } = center(drawn, off);
  const row = [...image.subarray(14 * SIDE, 15 * SIDE)];
  const width = sum(row) / 255;
  assert.ok(width > 1.7 && width < 2.6, `${width} px`);
  const middle = row.reduce((at, level, i) => at + level * (i + 0.5), 0) / sum(row);
  assert.ok(Math.abs(middle - 71 / 5) < 0.2, "where it was drawn");
});

test("ink that grows over the sheet's edge is cut there", () => {
  const drawn = drawing([0, 20, 2, 100]);
  const { image } = center(drawn, new Set(["cut out", "centred", "upright"]));
  assert.ok(image[14 * SIDE] > 200);
  assert.equal(image[14 * SIDE - 1], 0, "it does not come in again on the other side");
});

test("each picture is what the network would get if the way ended there", () => {
  const drawn = drawing(...SEVEN, [3, 3, 4, 4]);
  for (const off of [new Set(), new Set(["stroke"]), new Set(["cut out", "centred"])]) {
    const { pictures, image } = center(drawn, off);
    const names = ["drawn", ...NAMES];
    assert.deepEqual(Object.keys(pictures), names);
    for (const [i, name] of names.entries()) {
      const later = new Set([...off, ...NAMES.slice(i)]);
      assert.deepEqual(pictures[name], center(drawn, later).image, name);
    }
    assert.deepEqual(pictures.centred, image);
  }
});

test("nothing is drawn whichever steps are off", () => {
  const { width, height, pixels } = { width: 0, height: 0, pixels: new Uint8Array() };
  for (const off of [new Set(), ALL])
    assert.equal(center({ width, height, pixels, sheet: SHEET }, off), null);
});

test("the network gets the drawing without what is off, and answers to that", () => {
  const leaning = drawing([60, 20, 10, 40], [50, 60, 10, 40], [40, 100, 10, 20]);
  const usual = read(READER, leaning);
  assert.ok(Math.abs(usual.slant) > 0.2);
  assert.notDeepEqual(usual.image, usual.pictures.centred);
  const slanted = read(READER, leaning, new Set(["upright"]));
  assert.deepEqual(slanted.image, usual.pictures.centred);
  assert.equal(slanted.slant, 0);
  const plain = read(READER, leaning, ALL);
  closeTo(plain.image, shrunk(leaning.whole));
  for (const reading of [usual, slanted, plain]) {
    const shares = Array.from(reading.image, (level) => level / 255);
    assert.deepEqual([...reading.layers.input], shares);
  }
  assert.notDeepEqual(plain.probabilities, usual.probabilities);
});

test("a step more has its switch and its picture, and the network sees it", () => {
  const drawn = drawing(...SEVEN);
  const inverted = (way) => ({
    ...way,
    laid: { ...way.laid, image: way.laid.image.map((level) => 255 - level) },
  });
  const steps = new Map([...STEPS, ["inverted", inverted]]);
  const usual = read(READER, drawn);
  const { image, pictures } = read(READER, drawn, new Set(), steps);
  assert.deepEqual(image, inverted({ laid: usual }).laid.image);
  assert.deepEqual(Object.keys(pictures), ["drawn", ...steps.keys()]);
  assert.deepEqual(pictures.upright, usual.image);
  const without = read(READER, drawn, new Set(["inverted"]), steps);
  assert.deepEqual(without.image, usual.image);
});

test("a step more may come before the drawing lies in the 28x28", () => {
  const drawn = drawing(...SEVEN);
  const flipped = ({ grid, ...way }) => {
    const pixels = grid.ink.pixels.toReversed();
    return { ...way, grid: { ...grid, ink: { ...grid.ink, pixels } }, laid: null };
  };
  const [first, ...later] = STEPS;
  const steps = new Map([first, ["flipped", flipped], ...later]);
  const { pictures } = prepare(drawn, READER.rules, new Set(), steps);
  const [down, right] = moveBetween(pictures["cut out"].toReversed(), pictures.flipped);
  assert.ok(Math.abs(down) <= 1 && Math.abs(right) <= 1);
});
