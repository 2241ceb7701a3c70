/** The experiments: what the page sees of them, how far one is, what is said. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
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
import { decodeWeights } from "../../lenet1/page/static/bench/training/safetensors.js";
import { forward } from "../../lenet1/page/static/network/model.js";
import { read } from "../../lenet1/page/static/network/reading.js";
import { segments } from "../../lenet1/page/static/pad/examples.js";
import { createPaper, PAD } from "../../lenet1/page/static/pad/paper.js";
import {
  experiments,
  furtherIntoCorner,
  switchCutOff,
} from "../../lenet1/page/static/sentences.js";
import { EXAMPLES } from "./hands.js";
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
  assert.match(check(view({ reading: reading(9) })).outcome, /9/);
});

/** An example, shrunk and moved; shares of the pad. */
function drawn(digit, scale, right, down) {
  const paper = createPaper();
  for (const stroke of EXAMPLES[digit])
    paper.paint(
      segments(
        stroke.map(([x, y]) => [
          PAD * (right + (scale * x) / 100),
          PAD * (down + (scale * y) / 100),
        ]),
      ),
    );
  return paper.read(true);
}

test("it is a small 7, in a corner, and cut is off; else it is said what is missing", () => {
  const file = new URL("../../weights/lenet1.safetensors", import.meta.url);
  const weights = decodeWeights(network.layers, readFileSync(file));
  const reader = { ...READER, network: { ...network, weights } };
  const check = uncut(reader);
  const off = new Set(["cut out"]);
  const see = (frame, steps = off) =>
    check(view({ frame, off: steps, reading: read(reader, frame, steps) }));
  assert.equal(check(view({ off })), null);
  const seven = drawn(7, 0.4, 0.55, 0.03);
  assert.match(see(seven).outcome, /middle/);
  assert.match(see(seven, new Set(["cut out", "centred"])).outcome, /corner/);
  assert.equal(see(seven, new Set()).hint, switchCutOff);
  for (const [scale, right, down] of [
    [1, 0, 0],
    [0.4, 0.3, 0.03],
    [0.4, 0.03, 0.3],
    [0.7, 0, 0],
  ])
    assert.equal(see(drawn(7, scale, right, down)).hint, furtherIntoCorner);
  for (const [right, down] of [
    [0, 0.55],
    [0.55, 0.55],
    [0, 0],
  ])
    assert.ok(see(drawn(7, 0.4, right, down)).outcome);
  assert.match(see(drawn(1, 0.4, 0.55, 0.03)).hint, /1/);
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
  assert.match(check(view({ network: muted, reading: reading(1) }), 3).outcome, /4/);
});

test("few and many digits must both have been learned from, and long enough", () => {
  const judged = [];
  const figures = {};
  const create = () =>
    trainedTwice(
      (one, onShare) => {
        judged.push(one.learned);
        onShare(one.learned.from === 50 ? 0.71 : 0.97);
      },
      () => figures,
      (from, share) => {
        figures[from] = share;
      },
    );
  const check = create();
  const trained = (from, seen) =>
    view({ name: "trained", network: { ...network, learned: { from, seen } } });
  assert.equal(check(view({})), null);
  assert.equal(check(trained(50, 2_999)), null);
  assert.equal(judged.length, 0);
  assert.match(check(trained(50, 3_200)).hint, /50.*71.*5,000/);
  assert.match(check(trained(500, 9_000)).hint, /71/);
  const resumed = create();
  assert.match(resumed(view({})).hint, /71/, "the first figure is kept");
  assert.match(resumed(trained(5_000, 3_200)).outcome, /71.*97/);
});

test("a map has to be pale first, and then bright at one of its own units", () => {
  const { layer, map } = LIKING;
  const at = (index) => {
    const values = new Float64Array(12 * 64);
    values[index] = 99;
    return view({ reading: reading(7, { layers: { [layer]: values } }) });
  };
  const own = at(64 * map);
  let pair = null;
  const check = firesAnew(() => pair);
  assert.equal(check(own), null, "what was there before is not the learner's");
  assert.equal(check(at(64 * (map + 1))), null);
  assert.equal(check(own), null, "the patches are not there yet");
  pair = [{ sum: -31 }, { sum: 13 }];
  assert.match(check(own).outcome, /99.*31.*13/);
  const cleared = firesAnew(() => pair);
  assert.equal(cleared(view({})), null);
  assert.match(cleared(own).outcome, /99/);
});

/** @returns {any} what stands in for the browser's */
const keeping = (items = new Map()) => ({
  getItem: (key) => items.get(key) ?? null,
  setItem: (key, value) => items.set(key, value),
});

test("each goes on where it was left; without storage as long as the page lasts", () => {
  const names = Object.keys(experiments);
  const storage = keeping();
  const first = createProgress(names, () => storage);
  assert.equal(first.current(), "nine");
  first.predict(2);
  first.happen("It turned.");
  first.finish();
  first.begin("digits");
  first.predict(0);
  first.see("50", 0.7);
  first.begin("corner");
  first.predict(1);
  const again = createProgress(names, () => storage);
  assert.equal(again.current(), "corner");
  assert.deepEqual(again.finished(), ["nine"]);
  assert.deepEqual(again.step(), { guess: 1, outcome: null, figures: {} });
  again.begin("digits");
  assert.deepEqual(again.step(), { guess: 0, outcome: null, figures: { 50: 0.7 } });
  again.predict(2);
  assert.deepEqual(again.step().figures, {}, "another guess begins anew");
  again.begin("nine");
  assert.equal(again.step().guess, null, "and so does what is finished");
  assert.deepEqual(again.finished(), ["nine"]);
  const refused = createProgress(names, () => {
    throw new Error("SecurityError");
  });
  refused.begin("likes");
  assert.equal(refused.current(), "likes");
  refused.predict(1);
  assert.equal(refused.step().guess, 1);
  for (const broken of ["", "[]", "7", '{"finished": 1}', '{"open": "other"}']) {
    const items = new Map([["lenet1.experiments", broken]]);
    const progress = createProgress(names, () => keeping(items));
    assert.equal(progress.current(), "nine");
    assert.equal(progress.step().guess, null);
    assert.deepEqual(progress.finished(), []);
  }
});

test("no more than 25 words at a time, three whys with a sentence each", () => {
  const words = (text) => text.split(/\s+/).length;
  for (const { question, task, choices, whys, right } of Object.values(experiments)) {
    assert.equal(whys.length, 3);
    assert.ok(whys[right] && choices.length >= 2);
    for (const text of [question, task, ...choices, ...whys.flat()])
      assert.ok(words(text) <= 25, text);
  }
});
