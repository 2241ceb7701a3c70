import assert from "node:assert/strict";
import { test } from "node:test";
import { forward } from "../../lenet1/page/static/network/model.js";
import { asInput } from "../../lenet1/page/static/network/upright.js";
import { decodeReader, decodeReading } from "../../lenet1/page/static/network/wire.js";
import { smallNetwork } from "./network.js";

const base64 = (array) => Buffer.from(array.buffer).toString("base64");

test("the maps follow from the image, and what is sent of the scores stays", () => {
  const network = smallNetwork();
  const { side } = network.layers[0];
  const image = Uint8Array.from({ length: side ** 2 }, (_, i) => i);
  const logits = [1.5, -2.5, 0, 3];
  const message = { verdict: "digit", image: base64(image), logits };
  const reading = decodeReading(message, network);
  const expected = forward(asInput(image), network);
  assert.deepEqual(reading.layers.conv2, expected.conv2);
  assert.deepEqual([...reading.layers.logits], logits);
  assert.deepEqual(reading.image, image);
});

test("an empty pad has no reading", () => {
  assert.equal(decodeReading({ verdict: "blank" }, smallNetwork()), null);
  assert.equal(decodeReading(null, smallNetwork()), null);
});

test("weights, confidence and rules arrive as they were sent", () => {
  const weight = Float32Array.of(0.1, -2, 3);
  const bias = Float32Array.of(7);
  const temperature = Float32Array.of(0.75);
  const reads = { pooled: "pool1", last: "conv2", logits: "logits" };
  const { network, confidence, rules } = decodeReader({
    layers: smallNetwork().layers,
    weights: { conv1: { weight: base64(weight), bias: base64(bias) } },
    scales: { conv1: 4 },
    confidence: { reads, kernel: 5, temperature: base64(temperature) },
    rules: { ink: { FAINTEST_INK: 24 } },
  });
  assert.deepEqual(network.weights.conv1, { weight, bias });
  assert.equal(network.scales.conv1, 4);
  assert.deepEqual(confidence, { reads, kernel: 5, temperature });
  assert.equal(rules.ink.FAINTEST_INK, 24);
});
