/** A small network of LeNet-1's kinds of layers and another shape, for the tests. */

const random = (seed) => () => {
  seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
  return seed / 2 ** 30 - 1;
};

export function smallNetwork(seed = 1) {
  const next = random(seed);
  const numbers = (length) => Float32Array.from({ length }, next);
  return {
    layers: [
      { name: "input", maps: 1, side: 12, kind: "input", kernel: 1 },
      { name: "conv1", maps: 2, side: 10, kind: "convolution", kernel: 3 },
      { name: "pool1", maps: 2, side: 5, kind: "average", kernel: 2 },
      { name: "conv2", maps: 3, side: 3, kind: "convolution", kernel: 3 },
      { name: "logits", maps: 4, side: 1, kind: "linear", kernel: 3 },
    ],
    weights: {
      conv1: { weight: numbers(2 * 9), bias: Float32Array.of(2, 2) },
      conv2: { weight: numbers(3 * 2 * 9), bias: Float32Array.of(9, 9, 9) },
      fc_out: { weight: numbers(4 * 27), bias: numbers(4) },
    },
    scales: {},
  };
}

export const smallInput = (seed = 2) => {
  const next = random(seed);
  return Float64Array.from({ length: 144 }, () => Math.abs(next()));
};

/** For whole drawings: averages alone, and any scores. */
export const NETWORK = {
  layers: [
    { name: "input", maps: 1, side: 28, kind: "input", kernel: 1 },
    { name: "pool1", maps: 1, side: 14, kind: "average", kernel: 2 },
    { name: "pool2", maps: 1, side: 7, kind: "average", kernel: 2 },
    { name: "logits", maps: 10, side: 1, kind: "linear", kernel: 7 },
  ],
  weights: {
    fc_out: {
      weight: Float32Array.from({ length: 490 }, (_, i) => Math.sin(i)),
      bias: new Float32Array(10),
    },
  },
  scales: {},
};
/** That whatever is drawn is a digit. */
export const CONFIDENCE = {
  temperature: Float32Array.of(1),
  kernels: new Float32Array(5 ** 2),
  kernel_bias: Float32Array.of(0),
  hidden_weights: new Float32Array(5 ** 2 + 49 + 10),
  hidden_bias: Float32Array.of(0),
  weights: Float32Array.of(0),
  bias: Float32Array.of(0),
  least_likeness: Float32Array.of(-1),
  least_probability: Float32Array.of(0),
};
