/** The experiments: what the page sees of them, how far one is, what is said. */

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  DECIDING,
  firesAnew,
  fourBecomesNine,
  LIKING,
  mutedGuess,
  trainedTwice,
  uncut,
  withoutEach,
} from "../../lenet1/page/static/bench/experiments/checks.js";
import { createProgress } from "../../lenet1/page/static/bench/experiments/progress.js";
import { forward } from "../../lenet1/page/static/network/model.js";
import { experiments } from "../../lenet1/page/static/sentences.js";
import { READER } from "./network.js";

const { network } = READER;
const IMAGE = Uint8Array.from({ length: 784 }, (_, at) =>
  Math.abs((at % 28) - 14) < 2 && at > 112 && at < 672 ? 255 : 0,
);
const reading = (label, more = {}) => ({
  label,
  image: IMAGE,
  probabilities: Array(10).fill(0.1),
  ...more,
});
const view = (more) => ({
  network,
  name: null,
  off: new Set(),
  reading: null,
  ...more,
});

test("a 4 becomes a 9 in one drawing, read by the shipped network", () => {
  const check = fourBecomesNine();
  assert.equal(check(view({ reading: reading(9) })), null);
  assert.equal(check(view({ reading: reading(4) })), null);
  assert.equal(check(view({})), null, "the pad was cleared");
  assert.equal(check(view({ reading: reading(9) })), null);
  check(view({ reading: reading(4) }));
  assert.equal(check(view({ reading: reading(9), name: "another" })), null);
  check(view({ reading: reading(4) }));
  assert.match(check(view({ reading: reading(9) })), /9/);
});

test("a drawing counts as uncut where that step is off, and there is one", () => {
  const off = new Set(["cut out"]);
  assert.equal(uncut(view({ off })), null);
  assert.equal(uncut(view({ reading: reading(7) })), null);
  assert.match(uncut(view({ off, reading: reading(7) })), /7/);
});

test("what is left without a map is the softmax without its share of the scores", () => {
  const x = Float64Array.from(IMAGE, (level) => level / 255);
  const { pool2, logits } = forward(x, network);
  const { label, left } = withoutEach(network, IMAGE);
  assert.equal(label, logits.indexOf(Math.max(...logits)));
  assert.equal(left.length, 12);
  const { weight } = network.weights.fc_out;
  for (let map = 0; map < 12; map++) {
    const scores = Array.from(logits, (score, digit) => {
      let share = 0;
      for (let i = 16 * map; i < 16 * (map + 1); i++)
        share += pool2[i] * weight[digit * 192 + i];
      return Math.exp(score - share);
    });
    const sum = scores.reduce((a, b) => a + b, 0);
    assert.ok(Math.abs(left[map] - scores[label] / sum) < 1e-9);
  }
});

test("a map counts as muted only if it is the one that was guessed", () => {
  const check = mutedGuess(network);
  const muted = { ...network, muted: [`${DECIDING} 3`] };
  assert.equal(check(view({ network: muted, reading: reading(1) }), 2), null);
  assert.equal(check(view({ network: muted }), 3), null);
  assert.match(check(view({ network: muted, reading: reading(1) }), 3), /4/);
});

test("few and many digits must both have been learned from, and long enough", () => {
  let looks = 0;
  const judged = [];
  const check = trainedTwice(
    (one, onShare) => {
      judged.push(one.learned);
      onShare(one.learned.from === 50 ? 0.71 : 0.97);
    },
    () => looks++,
  );
  const trained = (from, seen) =>
    view({ name: "trained", network: { ...network, learned: { from, seen } } });
  assert.equal(check(view({})), null);
  assert.equal(check(trained(50, 2_999)), null);
  assert.equal(judged.length, 0);
  assert.equal(check(trained(50, 3_200)), null);
  assert.equal(check(trained(500, 9_000)), null);
  assert.match(check(trained(5_000, 3_200)), /71.*97/);
  assert.equal(looks, judged.length);
});

test("a map has to be pale first, and then bright at one of its own units", () => {
  const { layer, map } = LIKING;
  const at = (index) => {
    const values = new Float64Array(12 * 64);
    values[index] = 99;
    return view({ reading: reading(7, { layers: { [layer]: values } }) });
  };
  const own = at(64 * map);
  const check = firesAnew();
  assert.equal(check(own), null, "what was there before is not the learner's");
  assert.equal(check(at(64 * (map + 1))), null);
  assert.match(check(own), /99/);
  const cleared = firesAnew();
  assert.equal(cleared(view({})), null);
  assert.match(cleared(own), /99/);
});

/** @returns {any} what stands in for the browser's */
const keeping = (items = new Map()) => ({
  getItem: (key) => items.get(key) ?? null,
  setItem: (key, value) => items.set(key, value),
});

test("one goes on where one stopped; without storage as long as the page lasts", () => {
  const names = Object.keys(experiments);
  const storage = keeping();
  const first = createProgress(names, () => storage);
  assert.equal(first.current(), "nine");
  first.begin("nine");
  first.predict(2);
  first.happen("It turned.");
  first.finish();
  first.begin("corner");
  first.predict(0);
  const again = createProgress(names, () => storage);
  assert.deepEqual(again.now(), {
    finished: ["nine"],
    open: "corner",
    guess: 0,
    outcome: null,
  });
  const refused = createProgress(names, () => {
    throw new Error("SecurityError");
  });
  refused.begin("likes");
  assert.equal(refused.current(), "likes");
  for (const broken of ["", "[]", "7", '{"finished": 1}', '{"open": "other"}']) {
    const items = new Map([["lenet1.experiments", broken]]);
    const progress = createProgress(names, () => keeping(items));
    assert.equal(progress.current(), "nine");
    assert.deepEqual(progress.now().finished, []);
  }
});

test("no more than 25 words at a time, three whys with a sentence each", () => {
  const words = (text) => text.split(/\s+/).length;
  for (const { question, task, choices, whys, right } of Object.values(experiments)) {
    assert.equal(whys.length, 3);
    assert.ok(whys[right] && choices.length >= 3);
    for (const text of [question, task, ...choices, ...whys.flat()])
      assert.ok(words(text) <= 25, text);
  }
});
