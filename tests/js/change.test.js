/** What a visitor changes of a network, and how it then reads. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import {
  changeable,
  createChanges,
} from "../../lenet1/page/static/bench/change/changes.js";
import { judge, shareOf } from "../../lenet1/page/static/bench/change/judgement.js";
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

test("the carried digits are read: each counts for its own digit", async () => {
  const file = new URL(
    "../../lenet1/page/static/bench/digits/judge.gz",
    import.meta.url,
  );
  const { network, rules } = READER;
  const digits = await decodeDigits(new Blob([readFileSync(file)]), rules);
  const one = judge(network, digits, 200);
  assert.deepEqual(one.all, Array(10).fill(20));
  const first = { images: digits.images, labels: digits.labels.map(() => 3) };
  const threes = judge(network, first, 200);
  assert.deepEqual(threes.all, [0, 0, 0, 200, 0, 0, 0, 0, 0, 0]);
  const said = Array.from({ length: 200 }, (_, at) => {
    const x = Array.from(
      digits.images.subarray(at * 784, (at + 1) * 784),
      (v) => v / 255,
    );
    const { logits } = forward(x, network);
    return logits.indexOf(Math.max(...logits));
  });
  assert.equal(threes.right[3], said.filter((digit) => digit === 3).length);
  const right = said.filter((digit, at) => digit === digits.labels[at]).length;
  assert.ok(Math.abs(shareOf(one) - right / 200) < 1e-12);
});
