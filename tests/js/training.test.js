/** A network that is trained on the page learns as torch's does. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { decodeDigits, join } from "../../lenet1/page/static/bench/training/digits.js";
import {
  seeded,
  shuffle,
  startWeights,
} from "../../lenet1/page/static/bench/training/random.js";
import { createTrainer } from "../../lenet1/page/static/bench/training/trainer.js";
import { forward } from "../../lenet1/page/static/network/model.js";
import { straighten } from "../../lenet1/page/static/network/upright.js";
import { bytes } from "../../lenet1/page/static/network/wire.js";
import { deepNetwork, READER, smallNetwork } from "./network.js";

const STATIC = new URL("../../lenet1/page/static/bench/digits/", import.meta.url);
const FILES = { learn: 5_000, judge: 1_000 };
const raw = (name) => gunzipSync(readFileSync(new URL(`${name}.gz`, STATIC)));
const torchs = JSON.parse(
  readFileSync(new URL("../learning/torch_steps.json", import.meta.url), "utf8"),
);

/** By module and kind, of a record by torch's names. */
function weightsOf(record) {
  const weights = {};
  for (const [name, text] of Object.entries(record)) {
    const [module, kind] = name.split(".");
    weights[module] ??= {};
    weights[module][kind] = new Float32Array(bytes(text).buffer);
  }
  return weights;
}

/** The largest difference of any two numbers. */
const apart = (one, other) =>
  Math.max(
    ...Object.entries(one).flatMap(([module, { weight, bias }]) => [
      ...weight.map((w, at) => Math.abs(w - other[module].weight[at])),
      ...bias.map((b, at) => Math.abs(b - other[module].bias[at])),
    ]),
  );

test("twenty steps end where torch's end", () => {
  const learn = raw("learn");
  const [labels, images] = [learn.subarray(0, 5_000), learn.subarray(5_000)];
  const trainer = createTrainer(torchs.layers, weightsOf(torchs.start));
  assert.equal(torchs.batches.length, 20);
  for (const [at, batch] of torchs.batches.entries()) {
    const loss = trainer.step({ images, labels }, batch, torchs.rate);
    assert.ok(Math.abs(loss - torchs.losses[at]) < 1e-4);
  }
  const end = weightsOf(torchs.end);
  assert.ok(apart(trainer.weights(), end) < 1e-4);
  assert.ok(apart(trainer.weights(), weightsOf(torchs.start)) > 0.02);
});

const NETWORKS = { small: smallNetwork(), deep: deepNetwork() };

/** Pictures of which half is paper, with a label for each. */
function pictures({ layers }, count) {
  const random = seeded(7);
  const level = () => (random() < 0.5 ? 0 : Math.floor(256 * random()));
  return {
    images: Uint8Array.from({ length: count * layers[0].side ** 2 }, level),
    labels: Uint8Array.from({ length: count }, (_, at) => at % layers.at(-1).maps),
  };
}

for (const [name, network] of Object.entries(NETWORKS))
  test(`the slopes of the ${name} network are its loss's differences`, () => {
    const digits = pictures(network, 6);
    const batch = [0, 1, 2, 3, 4, 5, 3];
    const trainer = createTrainer(network.layers, network.weights);
    trainer.differentiate(digits, batch);
    const slopes = trainer.slopes();
    const lossOf = (weights) => {
      const losses = batch.map((index) =>
        lossIn({ ...network, weights }, digits, index),
      );
      return losses.reduce((sum, loss) => sum + loss, 0) / batch.length;
    };
    let steep = 0;
    for (const [module, parts] of Object.entries(network.weights))
      for (const kind of Object.keys(parts))
        for (let at = 0; at < parts[kind].length; at++) {
          const changed = (by) => {
            const weights = structuredClone(network.weights);
            weights[module][kind] = Float64Array.from(parts[kind]);
            weights[module][kind][at] += by;
            return lossOf(weights);
          };
          const slope = (changed(1e-6) - changed(-1e-6)) / 2e-6;
          assert.ok(
            Math.abs(slope - slopes[module][kind][at]) < 1e-4 + 1e-4 * Math.abs(slope),
          );
          steep += Math.abs(slope) > 0.01;
        }
    assert.ok(steep > 50, `${steep} slopes say something`);
  });

/** By the page's own forward, which knows no trainer. */
function lossIn(network, { images, labels }, index) {
  const pixels = network.layers[0].side ** 2;
  const picture = images.subarray(index * pixels, (index + 1) * pixels);
  const x = Float64Array.from(picture, (level) => level / 255);
  const scores = forward(x, network)[network.layers.at(-1).name];
  return Math.log(
    scores.reduce((sum, s) => sum + Math.exp(s - scores[labels[index]]), 0),
  );
}

test("weights that are taken over come back as they were", () => {
  for (const { layers, weights } of [...Object.values(NETWORKS), READER.network])
    assert.deepEqual(createTrainer(layers, weights).weights(), seen(layers, weights));
});

/** With zeros where a table leaves a weight out. */
function seen(layers, weights) {
  const all = structuredClone(weights);
  for (const { table, module, kernel } of layers.filter((layer) => layer.table)) {
    const before = all[module].weight.length / table.length / kernel ** 2;
    const at = (i) => Math.floor(i / kernel ** 2);
    all[module].weight = all[module].weight.map((weight, i) =>
      table[Math.floor(at(i) / before)].includes(at(i) % before) ? weight : 0,
    );
  }
  return all;
}

test("what a table leaves out learns nothing", () => {
  const { deep } = NETWORKS;
  const digits = pictures(deep, 6);
  const trainer = createTrainer(deep.layers, deep.weights);
  for (let step = 0; step < 3; step++) trainer.step(digits, [0, 1, 2], 0.1);
  const learned = { ...deep, weights: trainer.weights() }; // without what is left out
  assert.notDeepEqual(learned.weights.second, seen(deep.layers, deep.weights).second);
  const loss = trainer.differentiate(digits, [4]);
  assert.ok(Math.abs(loss - lossIn(learned, digits, 4)) < 1e-4);
});

test("a seed repeats the start and the order; another has others", () => {
  const { layers } = READER.network;
  const [once, again, other] = [1, 1, 2].map((seed) =>
    startWeights(layers, seeded(seed)),
  );
  assert.deepEqual(once, again);
  assert.notDeepEqual(once, other);
  const largest = Math.max(...once.conv2.weight.map(Math.abs));
  assert.ok(largest > 0.095 && largest <= 0.1, "1 / sqrt(4 x 25), as torch has it");
  const [first, second, third] = [1, 1, 2].map((seed) => {
    const order = Uint16Array.from({ length: 100 }, (_, at) => at);
    shuffle(order, seeded(seed));
    return order;
  });
  assert.deepEqual(first, second);
  assert.notDeepEqual(first, third);
  assert.deepEqual(
    first.toSorted(),
    Uint16Array.from({ length: 100 }, (_, at) => at),
  );
});

test("random numbers fill the unit evenly", () => {
  const random = seeded(3);
  const counts = new Array(10).fill(0);
  for (let n = 0; n < 10_000; n++) counts[Math.floor(10 * random())]++;
  assert.ok(
    counts.every((count) => Math.abs(count - 1_000) < 120),
    counts.join(),
  );
});

test("a file's digits are made upright, as drawings are", async () => {
  for (const [name, count] of Object.entries(FILES)) {
    const plain = raw(name);
    const { images, labels } = await decodeDigits(
      new Blob([readFileSync(new URL(`${name}.gz`, STATIC))]),
      READER.rules,
    );
    assert.equal(labels.length, count);
    assert.deepEqual(labels, new Uint8Array(plain.subarray(0, count)));
    for (let index = 0; index < count; index += 97) {
      const at = index * 784;
      const before = plain.subarray(count + at, count + at + 784);
      const { image } = straighten(before, 28, READER.rules);
      assert.deepEqual(images.subarray(at, at + 784), image);
    }
  }
});

test("joined digits keep picture and label together", () => {
  const one = pictures(NETWORKS.small, 2);
  const other = pictures(NETWORKS.small, 3);
  const both = join(one, other);
  assert.deepEqual(both.labels, Uint8Array.of(0, 1, 0, 1, 2));
  assert.deepEqual(both.images.subarray(2 * 144), other.images);
});
