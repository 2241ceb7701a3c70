/** Another network is data: one more layer, other counts, and values below zero. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { nameOf } from "../../lenet1/page/static/network/details.js";
import {
  explainAverage,
  explainConvolution,
  valueAt,
  votesFor,
} from "../../lenet1/page/static/network/explanation.js";
import { describe } from "../../lenet1/page/static/network/layer.js";
import { forward } from "../../lenet1/page/static/network/model.js";
import {
  layerBefore,
  layerNamed,
  receptiveField,
  sourceMaps,
  unitAt,
} from "../../lenet1/page/static/network/units.js";
import { deepNetwork, smallInput, TABLE } from "./network.js";

const network = deepNetwork();
const { layers } = network;
const signed = smallInput(5, 16).map((value, i) => (i % 2 ? value : -value));
const values = forward(signed, network);
const close = (a, b) => assert.ok(Math.abs(a - b) < 1e-9, `${a} is not ${b}`);

for (const layer of layers.slice(1))
  test(`every unit of ${layer.name} is explained, by values of both signs`, () => {
    for (let index = 0; index < layer.maps * layer.side ** 2; index++) {
      const unit = unitAt(layer, index);
      const held = valueAt(layers, values, unit);
      if (layer.kind === "convolution")
        close(explainConvolution(network, values, unit).output, held);
      else if (layer.kind === "average")
        close(explainAverage(network, values, unit).output, held);
      else {
        const { sums, bias } = votesFor(network, values, unit);
        assert.equal(sums.length, layerBefore(layers, layer.name).maps);
        close(
          sums.reduce((sum, one) => sum + one, bias),
          held,
        );
      }
    }
  });

test("values below zero reach the averages of an input", () => {
  assert.ok(values.mean.some((value) => value < 0));
});

test("a table says which maps a unit sees, and weights for others are no matter", () => {
  const [before, second] = ["first", "second"].map((name) => layerNamed(layers, name));
  const spanOf = (at) => [at * second.kernel ** 2, (at + 1) * second.kernel ** 2];
  for (const [map, seen] of TABLE.entries()) {
    const unit = { layer: "second", map, row: 1, column: 2 };
    assert.deepEqual(sourceMaps(layers, unit).first, seen);
    const { parts } = explainConvolution(network, values, unit);
    assert.deepEqual(
      parts.map(({ source }) => source),
      seen,
    );
    const other = structuredClone(network);
    const { weight } = other.weights.second;
    for (let source = 0; source < before.maps; source++)
      if (!seen.includes(source))
        weight.fill(99, ...spanOf(map * before.maps + source));
    const held = (all) => valueAt(layers, all, unit);
    assert.equal(held(forward(signed, other)), held(values));
  }
});

test("a unit of the last layer is made of all that is before it", () => {
  const unit = { layer: "scores", map: 4, row: 0, column: 0 };
  const field = receptiveField(layers, unit);
  assert.deepEqual(field.picture, { row: 0, column: 0, size: 16 });
  assert.deepEqual(sourceMaps(layers, unit), {
    picture: [0],
    mean: [0],
    first: [0, 1, 2],
    second: [0, 1, 2, 3, 4],
    third: [0, 1],
  });
  assert.equal(nameOf(network, unit), "Why 4? 2 votes");
});

test("each layer is described by what it is made of", () => {
  const texts = layers
    .slice(0, -1)
    .map((layer) => describe(layer, layers))
    .map(([title, text, more]) => `${title}: ${text}${more}`);
  assert.deepEqual(texts, [
    "Your digit: step by step",
    "halved: mean · 8×8",
    "searched: first · 3 patterns",
    "searched again: second · 5 patterns by 8 of 15 kernels",
    "searched again: third · 2 patterns of all 5",
  ]);
});
