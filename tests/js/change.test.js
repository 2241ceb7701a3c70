/** What a visitor changes of a network, and how it then reads. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import {
  changeable,
  createChanges,
} from "../../lenet1/page/static/bench/change/changes.js";
import {
  createJudge,
  shareOf,
} from "../../lenet1/page/static/bench/change/judgement.js";
import { decodeDigits } from "../../lenet1/page/static/bench/training/digits.js";
import { forward } from "../../lenet1/page/static/network/model.js";
import { deepNetwork, READER, smallInput, smallNetwork } from "./network.js";

const network = smallNetwork();
const before = JSON.stringify(network);
const MAP = { layer: "conv1", map: 1 };

test("a muted map is zero everywhere, and the others are as they were", () => {
  const changes = createChanges(network);
  changes.mute(MAP);
  const x = smallInput();
  const [now, old] = [forward(x, changes.network()), forward(x, network)];
  assert.ok(now.conv1.slice(100).every((value) => value === 0));
  assert.ok(old.conv1.slice(100).some((value) => value > 0));
  assert.deepEqual(now.conv1.slice(0, 100), old.conv1.slice(0, 100));
  assert.notDeepEqual(now.logits, old.logits);
  assert.deepEqual(changes.network().muted, ["conv1 1"]);
  changes.mute(MAP);
  assert.deepEqual(forward(x, changes.network()), old);
  assert.equal(JSON.stringify(network), before, "the base stays");
});

test("averages with a coefficient and a bias are changed and muted like kernels", () => {
  const deep = deepNetwork();
  const names = changeable(deep).map(({ name }) => name);
  assert.deepEqual(names, ["mean", "first", "second", "third"]);
  const changes = createChanges(deep);
  const x = smallInput(5, 16);
  changes.put({ module: "scaled", kind: "weight", index: 0 }, 2);
  const now = changes.network();
  assert.notDeepEqual(forward(x, now).mean, forward(x, deep).mean);
  changes.mute({ layer: "mean", map: 0 });
  assert.ok(forward(x, changes.network()).mean.every((value) => value === 0));
});

test("a score without a map is the score less what that map adds", () => {
  const changes = createChanges(network);
  changes.mute({ layer: "conv2", map: 2 });
  const x = smallInput();
  const [now, old] = [forward(x, changes.network()), forward(x, network)];
  const { weight } = network.weights.fc_out;
  for (let digit = 0; digit < 4; digit++) {
    let share = 0;
    for (let i = 18; i < 27; i++) share += old.conv2[i] * weight[digit * 27 + i];
    assert.ok(Math.abs(old.logits[digit] - share - now.logits[digit]) < 1e-9);
  }
});

test("changes are undone one by one, a drag as one; what is muted keeps its kernel", () => {
  const changes = createChanges(network);
  const square = { module: "conv1", kind: "weight", index: 12 };
  const value = () => changes.network().weights.conv1.weight[12];
  changes.put(square, 0.25);
  changes.put(square, 0.5, true);
  changes.put(square, 0.75, true);
  changes.mute(MAP);
  assert.equal(value(), 0);
  assert.deepEqual(changes.count(), { muted: 1, left: 4, numbers: 1 });
  changes.mute(MAP);
  assert.equal(value(), 0.75);
  changes.put({ module: "conv1", kind: "bias", index: 0 }, 7);
  assert.equal(changes.count().numbers, 2);
  for (let i = 0; i < 3; i++) changes.undo();
  assert.equal(value(), 0.75);
  changes.undo();
  assert.equal(value(), network.weights.conv1.weight[12]);
  assert.ok(!changes.canUndo());
  changes.undo();
  assert.deepEqual(changes.count(), { muted: 0, left: 5, numbers: 0 });
});

const FILE = new URL("../../lenet1/page/static/bench/digits/judge.gz", import.meta.url);
const digits = await decodeDigits(new Blob([readFileSync(FILE)]), READER.rules);

/** What a network makes of some digits, without anything kept of another. */
const saidBy = (network, { images, labels }) =>
  Array.from(labels, (_, at) => {
    const size = images.length / labels.length;
    const x = Array.from(images.subarray(at * size, (at + 1) * size), (v) => v / 255);
    const scores = forward(x, network)[network.layers.at(-1).name];
    return scores.indexOf(Math.max(...scores));
  });

test("after every change all is as if it were read from the beginning", () => {
  for (const network of [READER.network, deepNetwork()]) {
    const { side } = network.layers[0];
    const some = {
      images: digits.images.subarray(0, 50 * side ** 2),
      labels: digits.labels.subarray(0, 50).map((label) => label % 6),
    };
    const judge = createJudge(some, 50);
    const changes = createChanges(network);
    const squares = Object.entries(network.weights).reverse();
    const same = () => {
      const said = saidBy(changes.network(), some);
      const right = Array(network.layers.at(-1).maps).fill(0);
      for (const [at, label] of said.entries())
        if (label === some.labels[at]) right[label]++;
      assert.deepEqual(judge(changes.network()).right, right);
    };
    same();
    for (const [module, { weight }] of squares)
      for (const index of [0, weight.length - 1]) {
        changes.put({ module, kind: "weight", index }, 3);
        same();
        changes.put({ module, kind: "bias", index: 0 }, -2);
        same();
      }
    while (changes.canUndo()) {
      changes.undo();
      same();
    }
  }
  const judge = createJudge(digits, 200); // networks of two shapes, one after the other
  const old = judge(READER.network);
  const means = coarseNetwork();
  const said = saidBy(means, digits);
  const right = said.filter((digit, at) => at < 200 && digit === digits.labels[at]);
  assert.equal(shareOf(judge(means)), right.length / 200);
  assert.deepEqual(judge(READER.network), old);
});

/** Scores of 14x14 means, without a convolution: each digit's own mean. */
function coarseNetwork() {
  const [input, , , , , scores] = READER.network.layers;
  const mean = { ...input, name: "mean", side: 14, kind: "average", kernel: 2 };
  const layers = [input, mean, { ...scores, kernel: 14 }];
  const weight = new Float32Array(10 * 196);
  for (const [at, label] of digits.labels.entries())
    for (let i = 0; i < 784; i++) {
      const to = Math.floor(i / 56) * 14 + Math.floor((i % 28) / 2);
      weight[196 * label + to] += digits.images[784 * at + i] / 1e5;
    }
  return { layers, weights: { fc_out: { weight, bias: new Float32Array(10) } } };
}

test("the carried digits are read: each counts for its own digit", () => {
  const { network } = READER;
  const one = createJudge(digits, 200)(network);
  assert.deepEqual(one.all, Array(10).fill(20));
  const first = { images: digits.images, labels: digits.labels.map(() => 3) };
  const threes = createJudge(first, 200)(network);
  assert.deepEqual(threes.all, [0, 0, 0, 200, 0, 0, 0, 0, 0, 0]);
  const said = saidBy(network, {
    images: digits.images.subarray(0, 200 * 784),
    labels: digits.labels.subarray(0, 200),
  });
  assert.equal(threes.right[3], said.filter((digit) => digit === 3).length);
  const right = said.filter((digit, at) => digit === digits.labels[at]).length;
  assert.ok(Math.abs(shareOf(one) - right / 200) < 1e-12);
});
