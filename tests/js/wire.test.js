import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeNetwork, decodeReading } from "../../lenet1/page/static/network/wire.js";

const base64 = (array) => Buffer.from(array.buffer).toString("base64");
const layers = [
  { name: "input", maps: 1, side: 2, kind: "input", kernel: 1 },
  { name: "conv1", maps: 1, side: 2, kind: "convolution", kernel: 1 },
  { name: "logits", maps: 2, side: 1, kind: "linear", kernel: 2 },
];

test("maps keep their sign", () => {
  const message = {
    verdict: "digit",
    image: base64(Uint8Array.of(0, 51, 255, 0)),
    conv1: { maximum: 2.54, levels: base64(Int8Array.of(127, -127, 0, -50)) },
    logits: [1.5, -2.5],
  };
  const reading = decodeReading(message, layers);
  assert.deepEqual([...reading.layers.input], [0, Math.fround(0.2), 1, 0]);
  assert.deepEqual([...reading.layers.conv1], [2.54, -2.54, 0, -1].map(Math.fround));
  assert.deepEqual([...reading.layers.logits], [1.5, -2.5]);
});

test("an empty pad has no reading", () => {
  assert.equal(decodeReading({ verdict: "blank" }, layers), null);
  assert.equal(decodeReading(null, layers), null);
});

test("weights arrive as they were sent", () => {
  const weight = Float32Array.of(0.1, -2, 3);
  const bias = Float32Array.of(7);
  const weights = { conv1: { weight: base64(weight), bias: base64(bias) } };
  const network = decodeNetwork({ layers, weights, scales: { conv1: 4 } });
  assert.deepEqual(network.weights.conv1, { weight, bias });
  assert.equal(network.scales.conv1, 4);
});
