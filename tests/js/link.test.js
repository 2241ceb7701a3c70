import assert from "node:assert/strict";
import { test } from "node:test";
import { TOOLS } from "../../lenet1/page/static/bench/tools.js";
import { read } from "../../lenet1/page/static/network/reading.js";
import { createPaper } from "../../lenet1/page/static/pad/paper.js";
import {
  createSource,
  toText,
  Unreadable,
} from "../../lenet1/page/static/share/bytes.js";
import { decode, encode } from "../../lenet1/page/static/share/link.js";
import { readStrokes } from "../../lenet1/page/static/share/strokes.js";
import { networkOf, partsOf } from "../../lenet1/page/static/share/weights.js";
import { createRandom, drawnByHand } from "./hands.js";
import { deepNetwork, READER } from "./network.js";

const { network } = READER;
const UNIT = { layer: "conv2", map: 3, row: 7, column: 5 };

const imageOf = (drawing, off) => {
  const paper = createPaper();
  paper.paint(drawing);
  return read(READER, paper.read(true), off)?.image;
};

const line = (...xs) =>
  xs.slice(1).map((to_x, i) => segment(xs[i], 100 + 5 * i, to_x, 105 + 5 * i));
const segment = (from_x, from_y, to_x, to_y, size = 13, mode = "draw") => ({
  from_x,
  from_y,
  to_x,
  to_y,
  size,
  mode,
});

test("a network's weights come back to half a level of 127", () => {
  const { weights } = READER.network;
  const state = { drawing: drawnByHand(createRandom(1), 3), weights };
  const back = decode(encode(state, READER), network).weights;
  for (const [name, parts] of Object.entries(weights))
    for (const [kind, values] of Object.entries(parts)) {
      const most = Math.max(...values.map(Math.abs));
      const off = values.map((value, i) => Math.abs(value - back[name][kind][i]));
      assert.ok(Math.max(...off) <= (most / 127) * 0.501);
    }
});

test("a drawing's link is about as long as promised", () => {
  const random = createRandom(4);
  for (const [points, most] of [
    [40, 130],
    [200, 580],
  ])
    for (let digit = 0; digit < 10; digit++) {
      const strokes = Array.from({ length: 20 }, () => drawnByHand(random, 8)).flat();
      const drawing = strokes.slice(0, points - 1);
      const { length } = encode({ drawing }, READER);
      assert.ok(length <= most, `${length} characters for ${points} points`);
    }
});

test("strokes, pens, erasers, dots, steps and the unit come back", () => {
  const drawing = [
    segment(100, 60, 100, 220),
    segment(60, 60, 220, 60, 8),
    segment(150, 60, 190, 60, 16, "erase"),
    segment(250, 250, 250, 250, 8),
  ];
  const state = { drawing, off: new Set(["stroke", "upright"]), unit: UNIT };
  assert.deepEqual(decode(encode(state, READER), network), state);
});

test("muted maps, the open tool and what is chosen in it come back", () => {
  for (const { name } of [{ name: "why" }, ...TOOLS]) {
    const state = {
      muted: ["conv1 3", "conv2 0", "conv2 11"],
      tool: { name, choices: [] },
    };
    const back = decode(encode(state, READER), network);
    assert.deepEqual(back.muted, state.muted);
    if (name === "why") assert.ok(!("tool" in back), "it is open from the beginning");
    else assert.deepEqual(back.tool, state.tool);
  }
  const tool = { name: "train", choices: [2, 0, 200] };
  assert.deepEqual(decode(encode({ tool }, READER), network), { tool });
  assert.equal(
    encode({ muted: [], tool: { name: "other", choices: [1] } }, READER),
    "",
  );
});

test("a link of muted maps is a muted network, which knows its weights", () => {
  const muted = ["conv1 1", "conv2 7"];
  const text = encode({ ...partsOf({ ...network, muted }, network) }, READER);
  assert.ok(text.length < 12, "no weights are carried where only maps are muted");
  const opened = networkOf(decode(text, network), network);
  assert.match(opened.name, /2 maps/);
  const { weights, unmuted } = opened.network;
  assert.equal(unmuted, network.weights);
  assert.ok(weights.conv1.weight.slice(25, 50).every((weight) => weight === 0));
  assert.deepEqual(
    weights.conv1.weight.slice(0, 25),
    unmuted.conv1.weight.slice(0, 25),
  );
  assert.deepEqual(partsOf(opened.network, network), { weights: null, muted });
  assert.deepEqual(networkOf({}, network), { network, name: null });
  const other = networkOf(
    { weights: structuredClone(network.weights), muted },
    network,
  );
  assert.doesNotMatch(other.name, /2 maps/);
  assert.ok(partsOf(other.network, network).weights);
  assert.deepEqual(partsOf(deepNetwork(), network), { weights: null, muted: [] });
});

test("a drawing stays the same without the steps that are off, too", () => {
  const random = createRandom(7);
  const off = new Set(["cut out", "stroke", "centred", "upright"]);
  for (let i = 0; i < 20; i++) {
    const drawing = drawnByHand(random, i % 10);
    const back = decode(encode({ drawing, off }, READER), network);
    for (const steps of [off, new Set()]) {
      const [a, b] = [imageOf(drawing, steps), imageOf(back.drawing, steps)];
      assert.ok(a.every((level, at) => Math.abs(level - b[at]) <= 1));
    }
  }
});

test("a page just opened has no fragment", () => {
  assert.equal(encode({ drawing: [], off: new Set(), unit: null }, READER), "");
});

test("what has no room in a link has none", () => {
  const random = createRandom(5);
  const far = () => Math.floor(280 * random());
  const many = Array.from({ length: 201 }, () => segment(far(), far(), far(), far()));
  assert.equal(encode({ drawing: many }, READER), null);
  assert.ok(encode({ drawing: many.slice(1) }, READER));
  const long = line(...Array.from({ length: 3_000 }, far));
  assert.equal(encode({ drawing: long }, READER), null);
});

// What `encode` would not write, after the version.
const HOSTILE = {
  "no version": [],
  "another version": [2, 1, 3, 2, 26, 0],
  "an unknown part": [1, 99, 1, 0],
  "a part twice": [1, 2, 1, 1, 2, 1, 1],
  "a part longer than the link": [1, 2, 9, 1],
  "a part with more in it than its own": [1, 2, 2, 1, 1],
  "a step that is none": [1, 2, 1, 16],
  "a unit of no layer": [1, 3, 4, 9, 0, 0, 0],
  "a unit beyond its map": [1, 3, 4, 1, 0, 24, 0],
  "a map beyond its layer": [1, 3, 4, 1, 4, 0, 0],
  "no map that is muted": [1, 5, 0],
  "a muted map beyond the last": [1, 5, 1, 16],
  "a map muted twice": [1, 5, 2, 3, 3],
  "muted maps in no order": [1, 5, 2, 3, 2],
  "no tool": [1, 6, 0],
  "a tool that is none": [1, 6, 1, 5],
  "a choice that is too large": [1, 6, 3, 2, 128, 2],
  "a stroke without points": [1, 1, 2, 1, 26],
  "a stroke without a pen": [1, 1, 3, 2, 10, 10],
  "more points than there are": [1, 1, 4, 255, 255, 3, 26],
  "a pen of no width": [1, 1, 4, 3, 1, 10, 10],
  "a pen as wide as the pad": [1, 1, 5, 3, 255, 3, 10, 10],
  "a move over the edge of the world": [1, 1, 6, 3, 26, 255, 255, 3, 0],
  "weights that are cut off": [1, 4, 5, 0, 0, 128, 63, 1],
  "weights that are none": [1, 4, 198, 25, 0, 0, 192, 127, ...new Array(3_266).fill(1)],
  "weights beyond all bounds": [
    1,
    4,
    198,
    25,
    0,
    0,
    0,
    80,
    ...new Array(3_266).fill(1),
  ],
  "a number that never ends": [1, 1, 8, 3, 26, 255, 255, 255, 255, 255, 255],
};
for (const [name, bytes] of Object.entries(HOSTILE))
  test(`${name} is no link`, () => {
    assert.equal(decode(toText(bytes), network), null);
  });

test("text that no link is made of is none", () => {
  for (const text of ["", "guide", "A", "AQ==", "AQ\n", "<img src=x>", "%41", "é"])
    assert.equal(decode(text, network), null, text);
  assert.equal(decode("A".repeat(6_001), network), null);
});

test("200 strokes and 4,000 points are the most", () => {
  const strokes = (count) =>
    [1, 1, ...varint(3 * count + 1), 3, 26, 9, 9].concat(
      ...Array(count - 1).fill([2, 1, 1]),
    );
  const dots = (count) => [...varint(2 * count + 1), 26, ...Array(2 * count).fill(0)];
  const points = (count) => createSource(Uint8Array.from(dots(count)));
  assert.ok(decode(toText(strokes(200)), network));
  assert.equal(decode(toText(strokes(201)), network), null);
  assert.equal(readStrokes(points(4_000))[0].points.length, 4_000);
  assert.throws(() => readStrokes(points(4_001)), Unreadable);
});

test("a pen that walks away stays within reach", () => {
  const far = [192, 62, 192, 62]; // 4,000 px to the right and down
  const bytes = [11, 26, ...far, ...far, ...far, ...far, ...far];
  const { drawing } = decode(toText([1, 1, bytes.length, ...bytes]), network);
  for (const { to_x, to_y } of drawing) assert.deepEqual([to_x, to_y], [4_000, 4_000]);
});

const varint = (value) => (value < 128 ? [value] : [(value & 127) | 128, value >> 7]);

test("10,000 hostile links give a drawing within the limits, or none", () => {
  const random = createRandom(6);
  const below = (end) => Math.floor(end * random());
  const links = Array.from({ length: 20 }, (_, i) =>
    encode({ drawing: drawnByHand(random, i % 10), unit: UNIT }, READER),
  );
  const letter = () =>
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"[below(64)];
  const changes = [
    (text) => text.slice(0, below(text.length)),
    (text) => text.slice(below(text.length)),
    (text) => text + letter().repeat(below(9)),
    (text, at = below(text.length)) =>
      text.slice(0, at) + letter() + text.slice(at + 1),
    (text, at = below(text.length)) =>
      text.slice(0, at) + String.fromCharCode(below(9_000)) + text.slice(at),
    () => toText([1, ...Array.from({ length: below(60) }, () => below(256))]),
    () => toText([1, 1, 40, ...Array.from({ length: 40 }, () => below(256))]),
  ];
  let read = 0;
  for (let i = 0; i < 10_000; i++) {
    const hostile = changes[i % changes.length](links[below(links.length)]);
    const state = decode(hostile, network);
    if (!state) continue;
    read++;
    const { drawing = [], unit } = state;
    assert.ok(drawing.length <= 4_000);
    for (const { mode, ...numbers } of drawing) {
      assert.ok(mode === "draw" || mode === "erase");
      assert.ok(Object.values(numbers).every((one) => Math.abs(one) <= 4_000));
      assert.ok(numbers.size >= 1 && numbers.size <= 100);
    }
    if (unit) assert.ok(network.layers.some(({ name }) => name === unit.layer));
  }
  assert.ok(read > 100 && read < 5_000, `${read} were drawings`);
});
