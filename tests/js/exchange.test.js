/** What is read by another network than the one that the server sent. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { inWords } from "../../lenet1/page/static/network/answer.js";
import { read, readAgain } from "../../lenet1/page/static/network/reading.js";
import { UNRATED } from "../../lenet1/page/static/network/verdict.js";
import { mostProbable } from "../../lenet1/page/static/sentences.js";
import { READER } from "./network.js";

const STROKE = {
  width: 90,
  height: 150,
  pixels: Uint8Array.from({ length: 90 * 150 }, (_, at) =>
    Math.abs((at % 90) - 45) < 9 && at > 90 * 20 && at < 90 * 130 ? 255 : 0,
  ),
};

/** The shipped layers with other weights, and nothing that says how sure they are. */
function other() {
  const { weights } = READER.network;
  const doubled = Object.entries(weights).map(([name, { weight, bias }]) => [
    name,
    { weight: weight.map((value) => -value / 2), bias },
  ]);
  const network = { ...READER.network, weights: Object.fromEntries(doubled) };
  return { ...READER, network, confidence: null };
}

test("probabilities of a network that nobody rated are the softmax of its scores", () => {
  const reading = read(other(), STROKE);
  const odds = Array.from(reading.layers.logits, Math.exp);
  const sum = odds.reduce((a, b) => a + b, 0);
  for (const [digit, probability] of reading.probabilities.entries())
    assert.ok(Math.abs(probability - odds[digit] / sum) < 1e-12);
  assert.equal(reading.label, odds.indexOf(Math.max(...odds)));
  assert.equal(reading.verdict, UNRATED);
  const first = reading.probabilities[reading.label];
  assert.equal(inWords(reading), mostProbable(reading.label, first));
});

test("a prepared drawing is read again by another network as if it came anew", () => {
  const shipped = read(READER, STROKE);
  assert.deepEqual(readAgain(other(), shipped), read(other(), STROKE));
  assert.deepEqual(readAgain(READER, readAgain(other(), shipped)), shipped);
});
