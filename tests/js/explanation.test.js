import assert from "node:assert/strict";
import { test } from "node:test";
import {
  evidence,
  explainAverage,
  explainConvolution,
  valueAt,
} from "../../lenet1/page/static/network/explanation.js";
import { forward } from "../../lenet1/page/static/network/model.js";
import { unitAt } from "../../lenet1/page/static/network/units.js";
import { smallInput, smallNetwork } from "./network.js";

const network = smallNetwork();
const values = forward(smallInput(), network);
const close = (a, b) => assert.ok(Math.abs(a - b) < 1e-9, `${a} is not ${b}`);

for (const layer of network.layers.slice(1))
  test(`every unit of ${layer.name} holds what its explanation comes to`, () => {
    for (let index = 0; index < layer.maps * layer.side ** 2; index++) {
      const unit = unitAt(layer, index);
      const held = valueAt(network.layers, values, unit);
      if (layer.kind === "convolution")
        close(explainConvolution(network, values, unit).output, held);
      else if (layer.kind === "average")
        close(explainAverage(network, values, unit).output, held);
      else {
        const { fc_out } = network.weights;
        const parts = evidence(values.conv2, fc_out, unit.map);
        close(
          parts.reduce((sum, part) => sum + part, fc_out.bias[unit.map]),
          held,
        );
      }
    }
  });

test("evidence against a rival is the difference of both", () => {
  const { fc_out } = network.weights;
  const [one, other, both] = [
    evidence(values.conv2, fc_out, 1),
    evidence(values.conv2, fc_out, 2),
    evidence(values.conv2, fc_out, 1, 2),
  ];
  for (const i of both.keys()) close(both[i], one[i] - other[i]);
});

test("the parts of a convolution are its patch times its kernel", () => {
  const unit = { layer: "conv2", map: 1, row: 1, column: 2 };
  const { parts, bias, sum } = explainConvolution(network, values, unit);
  assert.equal(parts.length, 2);
  const sums = parts.map(({ patch, kernel }) =>
    patch.reduce((total, value, i) => total + value * kernel[i], 0),
  );
  close(sums[0] + sums[1] + bias, sum);
});
