/** A small network of LeNet-1's kinds of layers and another shape, for the tests. */

import { readFileSync } from "node:fs";
import { decodeReader } from "../../lenet1/page/static/network/wire.js";

const random = (seed) => () => {
  seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
  return seed / 2 ** 30 - 1;
};

const layer = (name, maps, side, kind, kernel, module, activation = "none") => ({
  name,
  maps,
  side,
  kind,
  kernel,
  module,
  activation,
});

export function smallNetwork(seed = 1) {
  const next = random(seed);
  const numbers = (length) => Float32Array.from({ length }, next);
  return {
    layers: [
      layer("input", 1, 12, "input", 1, null),
      layer("conv1", 2, 10, "convolution", 3, "conv1", "relu"),
      layer("pool1", 2, 5, "average", 2, null),
      layer("conv2", 3, 3, "convolution", 3, "conv2", "relu"),
      layer("logits", 4, 1, "linear", 3, "fc_out"),
    ],
    weights: {
      conv1: { weight: numbers(2 * 9), bias: Float32Array.of(2, 2) },
      conv2: { weight: numbers(3 * 2 * 9), bias: Float32Array.of(9, 9, 9) },
      fc_out: { weight: numbers(4 * 27), bias: numbers(4) },
    },
    scales: {},
  };
}

export const smallInput = (seed = 2, side = 12) => {
  const next = random(seed);
  return Float64Array.from({ length: side ** 2 }, () => Math.abs(next()));
};

export const TABLE = [[0], [0, 1], [1, 2], [2], [0, 2]];

/**
 * Three convolutions in a row after an average with a coefficient and a bias, one of which
 * sees few of the maps before; every kind of activation, and no name that LeNet-1 has.
 */
export function deepNetwork(seed = 3) {
  const next = random(seed);
  const numbers = (length) => Float32Array.from({ length }, next);
  return {
    layers: [
      layer("picture", 1, 16, "input", 1, null),
      layer("mean", 1, 8, "average", 2, "scaled", "tanh"),
      layer("first", 3, 6, "convolution", 3, "first", "relu"),
      { ...layer("second", 5, 4, "convolution", 3, "second", "tanh"), table: TABLE },
      layer("third", 2, 2, "convolution", 3, "third"),
      layer("scores", 6, 1, "linear", 2, "weighed"),
    ],
    weights: {
      scaled: { weight: numbers(1), bias: numbers(1) },
      first: { weight: numbers(3 * 9), bias: numbers(3) },
      second: { weight: numbers(5 * 3 * 9), bias: numbers(5) },
      third: { weight: numbers(2 * 5 * 9), bias: numbers(2) },
      weighed: { weight: numbers(6 * 8), bias: numbers(6) },
    },
    scales: {},
  };
}

/** For whole drawings: what the server sends, of weights that call all of them digits. */
export const READER = decodeReader(
  JSON.parse(
    readFileSync(new URL("../messages/network.json", import.meta.url), "utf8"),
  ),
);
