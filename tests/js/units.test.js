import assert from "node:assert/strict";
import { test } from "node:test";
import { forward } from "../../lenet1/page/static/network/model.js";
import { neighbour } from "../../lenet1/page/static/network/picker.js";
import {
  indexOf,
  layerNamed,
  receptiveField,
  sourceMaps,
  unitAt,
} from "../../lenet1/page/static/network/units.js";
import { smallInput, smallNetwork } from "./network.js";

const network = smallNetwork();
const { layers } = network;

test("a unit's index and the unit at an index are one another's inverse", () => {
  for (const layer of layers)
    for (let index = 0; index < layer.maps * layer.side ** 2; index++)
      assert.equal(indexOf(layer, unitAt(layer, index)), index);
});

/** By trial: which input pixels change a unit's value. */
function reaching(unit) {
  const x = smallInput();
  const held = (input) =>
    forward(input, network)[unit.layer][indexOf(layerNamed(layers, unit.layer), unit)];
  const before = held(x);
  return [...x.keys()].filter((i) => {
    const changed = Float64Array.from(x);
    changed[i] += 0.01;
    return held(changed) !== before;
  });
}

for (const unit of [
  { layer: "conv1", map: 1, row: 2, column: 9 },
  { layer: "pool1", map: 0, row: 4, column: 1 },
  { layer: "conv2", map: 2, row: 0, column: 2 },
  { layer: "logits", map: 3, row: 0, column: 0 },
])
  test(`the receptive field of a ${unit.layer} unit is what changes it`, () => {
    const { row, column, size } = receptiveField(layers, unit).input;
    const inside = [...smallInput().keys()].filter((i) => {
      const y = Math.floor(i / 12);
      const x = i % 12;
      return y >= row && y < row + size && x >= column && x < column + size;
    });
    assert.deepEqual(reaching(unit), inside);
  });

test("an average is made of its own map, a convolution of all", () => {
  const at = { row: 0, column: 0 };
  assert.deepEqual(sourceMaps(layers, { layer: "pool1", map: 1, ...at }), {
    conv1: [1],
    input: [0],
  });
  assert.deepEqual(sourceMaps(layers, { layer: "conv2", map: 0, ...at }), {
    pool1: [0, 1],
    conv1: [0, 1],
    input: [0],
  });
});

test("keys walk over the edges of maps as they lie, and stop at the outer ones", () => {
  const layer = { name: "conv2", maps: 6, side: 4, kind: "convolution", kernel: 3 };
  const at = (map, row, column) => ({ layer: "conv2", map, row, column });
  assert.deepEqual(neighbour(layer, at(0, 1, 3), [0, 1], 3), at(1, 1, 0));
  assert.deepEqual(neighbour(layer, at(1, 3, 2), [1, 0], 3), at(4, 0, 2));
  assert.deepEqual(neighbour(layer, at(1, 3, 2), [1, 0], 6), at(1, 3, 2));
  assert.deepEqual(neighbour(layer, at(0, 0, 0), [-1, 0], 3), at(0, 0, 0));
});
