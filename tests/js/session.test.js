/** Training on its own thread, own digits, and weights as files. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { shareOf } from "../../lenet1/page/static/bench/training/curve.js";
import { decodeDigits, join } from "../../lenet1/page/static/bench/training/digits.js";
import { lastOf } from "../../lenet1/page/static/bench/training/guess.js";
import {
  createOwnDigits,
  MOST,
} from "../../lenet1/page/static/bench/training/own_digits.js";
import { seeded } from "../../lenet1/page/static/bench/training/random.js";
import { createRun, MOST_SEEN } from "../../lenet1/page/static/bench/training/run.js";
import {
  decodeWeights,
  encodeWeights,
  FileError,
} from "../../lenet1/page/static/bench/training/safetensors.js";
import { createSession } from "../../lenet1/page/static/bench/training/session.js";
import { createTrainer } from "../../lenet1/page/static/bench/training/trainer.js";
import { deepNetwork, READER, smallNetwork } from "./network.js";

const { layers } = READER.network;
const FOLDER = new URL("../../lenet1/page/static/bench/digits/", import.meta.url);
const load = (name) =>
  decodeDigits(new Blob([readFileSync(new URL(`${name}.gz`, FOLDER))]), READER.rules);
const [learn, judge] = [await load("learn"), await load("judge")];
const NONE = { images: new Uint8Array(), labels: new Uint8Array() };
const CHOICES = { count: 500, rate: 0.01, seed: 1 };
const SHORT = {
  images: judge.images.subarray(0, 200 * 784),
  labels: judge.labels.subarray(0, 200),
};

const steps = (run, count) => {
  for (let n = 0; n < count; n++) assert.ok(run.step());
};

test("from noise to nine in ten on digits that it never saw", () => {
  const run = createRun(
    { layers, learn, judge, own: NONE },
    { ...CHOICES, count: 5_000 },
  );
  const before = run.judge();
  assert.ok(shareOf(before) < 0.25);
  assert.deepEqual(before.asked, new Array(10).fill(100));
  steps(run, 80);
  assert.equal(run.seen(), 2_560);
  assert.ok(shareOf(run.judge()) > 0.85);
});

test("own digits count as if each had come ten times", () => {
  const pick = ({ images, labels }, from, to) => ({
    images: images.slice(from * 784, to * 784),
    labels: labels.slice(from, to),
  });
  const [few, own] = [pick(learn, 0, 50), pick(judge, 7, 9)];
  const ten = join(few, ...Array(10).fill(own));
  const weights = [
    { learn: few, own, count: 50 },
    { learn: ten, own: NONE, count: 70 },
  ].map(({ count, ...digits }) => {
    const run = createRun({ layers, judge, ...digits }, { ...CHOICES, count });
    steps(run, 3);
    return run.weights();
  });
  assert.deepEqual(weights[0], weights[1]);
});

test("the digit that is learned last is the one with the smallest share", () => {
  const judged = { right: [9, 40, 1, 50], asked: [10, 50, 2, 50] };
  assert.equal(lastOf(judged), 2);
  assert.equal(shareOf(judged), 100 / 112);
});

test("the same seed repeats a run; fifty digits are not five hundred", () => {
  const weights = [1, 1, 2].map((seed) => {
    const run = createRun(
      { layers, learn, judge: SHORT, own: NONE },
      { ...CHOICES, seed },
    );
    steps(run, 20);
    return run.weights();
  });
  assert.deepEqual(weights[0], weights[1]);
  assert.notDeepEqual(weights[0], weights[2]);
  const few = createRun(
    { layers, learn, judge: SHORT, own: NONE },
    { ...CHOICES, count: 50 },
  );
  steps(few, 20);
  assert.notDeepEqual(few.weights(), weights[0]);
});

/** A 7 as no one writes it: what is ink in a 7 is paper, and lies below the middle. */
function oddSeven() {
  const image = new Uint8Array(784);
  for (let row = 6; row < 24; row++) image.fill(255, row * 28 + 8, row * 28 + 20);
  for (let row = 10; row < 20; row++) image.fill(0, row * 28 + 11, row * 28 + 17);
  return image;
}

test("an odd 7, drawn twenty times, is read after training, and not without", () => {
  const shaken = Array.from({ length: 20 }, (_, at) => {
    const image = oddSeven();
    image.copyWithin((at % 3) * 28, 0); // a row or two lower
    return image;
  });
  const own = {
    images: Uint8Array.from(shaken.flatMap((image) => [...image])),
    labels: new Uint8Array(20).fill(7),
  };
  const read = [NONE, own].map((drawn) => {
    const run = createRun({ layers, learn, judge: SHORT, own: drawn }, CHOICES);
    steps(run, 60);
    assert.ok(shareOf(run.judge()) > 0.7, "and the others are not forgotten");
    const trainer = createTrainer(layers, run.weights());
    return trainer.read({ images: oddSeven(), labels: [7] }, 0);
  });
  assert.notEqual(read[0], 7);
  assert.equal(read[1], 7);
});

test("own digits may come and go while it trains", () => {
  const run = createRun(
    { layers, learn, judge: SHORT, own: NONE },
    { ...CHOICES, count: 50 },
  );
  const other = createRun(
    { layers, learn, judge: SHORT, own: NONE },
    { ...CHOICES, count: 50 },
  );
  steps(run, 1);
  steps(other, 1);
  run.take({ images: oddSeven(), labels: Uint8Array.of(7) });
  steps(run, 3);
  steps(other, 3);
  assert.notDeepEqual(run.weights(), other.weights());
  run.take(NONE);
  steps(run, 3);
});

/** A session whose clock and thread the test turns. */
function session(files = { learn, judge: SHORT }) {
  const told = [];
  const waiting = [];
  let time = 0;
  const hear = createSession({
    tell: (news) => told.push(news),
    load: async (name) => files[name],
    now: () => (time += 10),
    later: (work) => waiting.push(work),
  });
  const turn = () => {
    for (const work of waiting.splice(0)) work();
  };
  const kinds = () => told.splice(0).map(({ told: kind }) => kind);
  return { hear, told, kinds, turn, waiting };
}

async function opened(files, shape = layers) {
  const one = session(files);
  one.hear({ want: "open", layers: shape, rules: READER.rules });
  await new Promise((resolve) => setTimeout(resolve));
  assert.deepEqual(one.kinds(), ["ready"]);
  one.hear({ want: "own", own: NONE }); // somebody draws before anything begins
  one.hear({ want: "resume" });
  one.turn();
  one.hear({ want: "begin", run: 1, choices: CHOICES, own: NONE });
  assert.deepEqual(one.kinds(), ["weights", "judged"]);
  return one;
}

test("it goes on until it is paused, and steps one at a time", async () => {
  const { hear, told, kinds, turn, waiting } = await opened();
  hear({ want: "step" });
  assert.deepEqual(told.map(({ seen }) => seen).slice(0, 1), [32]);
  assert.deepEqual(kinds(), ["weights", "judged"]);
  assert.equal(waiting.length, 0);
  hear({ want: "go" });
  hear({ want: "go" });
  assert.equal(waiting.length, 1, "once, however often it is asked");
  turn();
  turn();
  assert.deepEqual([...new Set(kinds())], ["weights", "judged"]);
  hear({ want: "pause" });
  turn();
  turn();
  assert.deepEqual(kinds(), []);
});

test("while somebody draws it rests", async () => {
  const { hear, kinds, turn, waiting } = await opened();
  hear({ want: "go" });
  hear({ want: "rest" });
  turn();
  assert.deepEqual(kinds(), []);
  assert.equal(waiting.length, 0);
  hear({ want: "resume" });
  turn();
  assert.ok(kinds().includes("weights"));
});

test("a rate that explodes is said, and nothing goes on", async () => {
  const { hear, kinds, turn, waiting } = await opened();
  hear({ want: "begin", run: 1, choices: { ...CHOICES, rate: 0.3 }, own: NONE });
  kinds();
  hear({ want: "go" });
  turn();
  const said = kinds();
  assert.deepEqual(said, ["exploded", "weights"]);
  assert.equal(waiting.length, 0);
});

test("it ends when it has seen all that it shall see, and was judged all the while", async () => {
  const random = seeded(3);
  const digits = {
    images: Uint8Array.from({ length: 50 * 144 }, () => 255 * random()),
    labels: Uint8Array.from({ length: 50 }, (_, at) => at % 4),
  };
  const [input, scores] = [smallNetwork().layers.at(0), smallNetwork().layers.at(-1)];
  const { hear, told, turn, waiting } = await opened(
    { learn: digits, judge: digits },
    [input, { ...scores, kernel: input.side }], // soon done with each digit
  );
  hear({
    want: "begin",
    run: 1,
    choices: { ...CHOICES, rate: 0.001, count: 50 },
    own: NONE,
  });
  hear({ want: "go" });
  while (waiting.length) turn();
  assert.equal(told.at(-1).told, "over");
  assert.equal(told.findLast(({ told: kind }) => kind === "weights").seen, MOST_SEEN);
  const judged = told.filter((news) => news.told === "judged").map((n) => n.judgement);
  const seen = judged.map((one) => one.seen).slice(1);
  assert.ok(seen.length > 12 && seen.length < 18, `${seen}`);
  assert.ok(shareOf(judged.at(-1)) > 0.9, "it knows them by heart");
});

test("news say of which run they are", async () => {
  const { hear, told, turn } = await opened();
  hear({ want: "go" });
  turn();
  hear({ want: "begin", run: 2, choices: CHOICES, own: NONE });
  const runs = told.map(({ run }) => run);
  assert.equal(runs[0], 1);
  assert.deepEqual(runs.slice(-2), [2, 2]);
  assert.deepEqual(told.at(-2).seen, 0);
});

test("digits that cannot be fetched are said to be missing", async () => {
  const told = [];
  const hear = createSession({
    tell: (news) => told.push(news),
    load: () => Promise.reject(new Error("offline")),
  });
  hear({ want: "open", layers, rules: READER.rules });
  await new Promise((resolve) => setTimeout(resolve));
  assert.deepEqual(told, [{ told: "failed" }]);
});

function storage(content = null) {
  const kept = new Map(content === null ? [] : [["lenet1.own-digits", content]]);
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
    removeItem: (key) => kept.delete(key),
    kept,
  };
}

test("own digits stay in this browser until they are erased", () => {
  const one = storage();
  const own = createOwnDigits(() => one, 784);
  own.add(oddSeven(), 7);
  own.add(learn.images.subarray(0, 784), 0);
  const again = createOwnDigits(() => one, 784).digits();
  assert.deepEqual(again.labels, Uint8Array.of(7, 0));
  assert.deepEqual(again.images.subarray(0, 784), oddSeven());
  assert.deepEqual(again.images.subarray(784), learn.images.subarray(0, 784));
  own.erase();
  assert.equal(one.kept.size, 0);
  assert.equal(own.digits().labels.length, 0);
});

test("of own digits there is an end, which fits where browsers keep things", () => {
  const one = storage();
  const own = createOwnDigits(() => one, 784);
  for (let n = 0; n < MOST; n++) {
    assert.ok(!own.isFull());
    own.add(learn.images.subarray(n * 784, (n + 1) * 784), learn.labels[n]);
  }
  assert.ok(own.isFull());
  assert.ok([...one.kept.values()][0].length < 120_000);
  assert.equal(createOwnDigits(() => one, 784).digits().labels.length, MOST);
});

test("broken or refused storage is an empty list, and digits last as long as the page", () => {
  const good = storage();
  createOwnDigits(() => good, 784).add(oddSeven(), 7);
  const [text] = good.kept.values();
  const refused = () => {
    throw new Error("SecurityError");
  };
  const full = { ...storage(), setItem: refused };
  for (const source of [
    refused,
    () => full,
    ...[
      "",
      "null",
      "[]",
      "{}",
      "7",
      text.slice(0, 300),
      text.replace("A", "?"),
      JSON.stringify({ labels: btoa("\x0a"), images: JSON.parse(text).images }),
      JSON.stringify({ labels: JSON.parse(text).labels, images: btoa("abc") }),
      JSON.stringify({
        labels: btoa("\0".repeat(101)),
        images: btoa("\0".repeat(101 * 784)),
      }),
    ].map((broken) => () => storage(broken)),
  ]) {
    const own = createOwnDigits(source, 784);
    assert.equal(own.digits().labels.length, 0);
    own.add(oddSeven(), 7);
    assert.deepEqual(own.digits().labels, Uint8Array.of(7));
  }
});

for (const { layers, weights } of [READER.network, smallNetwork(), deepNetwork()])
  test(`a file of ${layers.length} layers' weights holds what was written`, () => {
    assert.deepEqual(decodeWeights(layers, encodeWeights(layers, weights)), weights);
  });

test("the shipped weights are such a file", () => {
  const file = readFileSync(
    new URL("../../weights/lenet1.safetensors", import.meta.url),
  );
  const weights = decodeWeights(layers, file);
  assert.equal(weights.fc_out.weight.length, 1_920);
  const run = createTrainer(layers, weights);
  let right = 0;
  for (const [at, label] of SHORT.labels.entries())
    right += run.read(SHORT, at) === label;
  assert.ok(right > 192);
});

const file = encodeWeights(layers, READER.network.weights);
const withHeader = (change) => {
  const length = Number(new DataView(file.buffer).getBigUint64(0, true));
  const text = new TextDecoder().decode(file.subarray(8, 8 + length));
  const json = new TextEncoder().encode(change(text));
  const other = new Uint8Array(8 + json.length + file.length - 8 - length);
  new DataView(other.buffer).setBigUint64(0, BigInt(json.length), true);
  other.set(json, 8);
  other.set(file.subarray(8 + length), 8 + json.length);
  return other;
};
const ofNaN = file.slice();
ofNaN.set([0, 0, 192, 127], ofNaN.length - 4);

for (const [name, reason, other] of [
  ["an empty one", "broken", new Uint8Array()],
  ["a picture", "broken", Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0)],
  ["one cut short", "broken", file.subarray(0, file.length - 1)],
  ["one with no JSON", "broken", withHeader(() => "{")],
  ["one with a list", "other", withHeader(() => "[]")],
  ["one with null", "broken", withHeader(() => "null")],
  [
    "another network's",
    "other",
    encodeWeights(smallNetwork().layers, smallNetwork().weights),
  ],
  [
    "one of another shape",
    "other",
    withHeader((text) => text.replace("[4,1,5,5]", "[4,25]")),
  ],
  [
    "one with another name",
    "other",
    withHeader((text) => text.replace("fc_out", "toString")),
  ],
  [
    "one with one more",
    "other",
    withHeader((text) => text.replace("{", '{"more":{},')),
  ],
  ["one of halves", "kind", withHeader((text) => text.replace("F32", "F16"))],
  [
    "one of wrong places",
    "broken",
    withHeader((text) => text.replace("[0,400]", "[-4,396]")),
  ],
  ["one of no places", "broken", withHeader((text) => text.replace("[0,400]", "{}"))],
  ["one with NaN", "infinite", ofNaN],
])
  test(`a file is refused: ${name}`, () => {
    assert.throws(() => decodeWeights(layers, other), new FileError(reason));
  });

test("whatever else is dropped is refused with a reason, or is a network", () => {
  const random = seeded(5);
  let networks = 0;
  for (let n = 0; n < 2_000; n++) {
    const other = file.slice(
      0,
      random() < 0.2 ? Math.floor(random() * file.length) : undefined,
    );
    for (let changes = 1 + Math.floor(4 * random()); changes > 0; changes--)
      other[Math.floor(random() ** 4 * other.length)] = Math.floor(256 * random());
    try {
      const weights = decodeWeights(layers, other);
      assert.deepEqual(Object.keys(weights), ["conv1", "conv2", "fc_out"]);
      networks++;
    } catch (error) {
      assert.ok(error instanceof FileError, error.stack);
      assert.match(error.message, /^(broken|other|kind|infinite)$/);
    }
  }
  assert.ok(networks > 100 && networks < 1_900, `${networks}`);
});
