/**
 * LeNet-1's arithmetic in the browser, in double precision: what a unit saw and how
 * its value came about. The maps that the page paints come from the server; these
 * functions explain them.
 *
 * A unit is {layer, map, row, column}; for "logits" `map` is the digit and row and
 * column are 0, for "input" `map` is 0.
 */

export const LAYERS = {
  input: { maps: 1, side: 28 },
  conv1: { maps: 4, side: 24, from: "input" },
  pool1: { maps: 4, side: 12, from: "conv1" },
  conv2: { maps: 12, side: 8, from: "pool1" },
  pool2: { maps: 12, side: 4, from: "conv2" },
  logits: { maps: 10, side: 1, from: "pool2" },
};

const KERNEL = 5;

/** @returns {Float64Array} every value of `layer`, map after map, row after row */
function convolve(input, layer, { weight, bias }) {
  const { maps, side, from } = LAYERS[layer];
  const inputs = LAYERS[from].maps;
  const inputSide = LAYERS[from].side;
  const output = new Float64Array(maps * side * side);
  for (let map = 0; map < maps; map++)
    for (let row = 0; row < side; row++)
      for (let column = 0; column < side; column++) {
        let sum = bias[map];
        for (let source = 0; source < inputs; source++)
          for (let i = 0; i < KERNEL; i++)
            for (let j = 0; j < KERNEL; j++)
              sum +=
                weight[((map * inputs + source) * KERNEL + i) * KERNEL + j] *
                input[(source * inputSide + row + i) * inputSide + column + j];
        output[(map * side + row) * side + column] = Math.max(sum, 0);
      }
  return output;
}

function average(input, layer) {
  const { maps, side } = LAYERS[layer];
  const output = new Float64Array(maps * side * side);
  for (let map = 0; map < maps; map++)
    for (let row = 0; row < side; row++)
      for (let column = 0; column < side; column++) {
        const corner = (map * 2 * side + 2 * row) * 2 * side + 2 * column;
        output[(map * side + row) * side + column] =
          (input[corner] +
            input[corner + 1] +
            input[corner + 2 * side] +
            input[corner + 2 * side + 1]) /
          4;
      }
  return output;
}

/**
 * @param {Uint8Array} image 28x28, 255 = ink
 * @param {object} weights {conv1, conv2, fc_out}, each {weight, bias}
 * @returns {Record<string, Float64Array>} the values of every layer
 */
export function forward(image, weights) {
  const input = Float64Array.from(image, (level) => level / 255);
  const conv1 = convolve(input, "conv1", weights.conv1);
  const pool1 = average(conv1, "pool1");
  const conv2 = convolve(pool1, "conv2", weights.conv2);
  const pool2 = average(conv2, "pool2");
  const logits = Float64Array.from({ length: 10 }, (_, digit) =>
    evidence(pool2, weights, digit).reduce(
      (sum, part) => sum + part,
      weights.fc_out.bias[digit],
    ),
  );
  return { input, conv1, pool1, conv2, pool2, logits };
}

/**
 * What each of the 12 x 4 x 4 averaged values adds to a digit's logit, or, compared
 * with another digit, to the difference of both. With the bias it sums to the logit,
 * exactly: the last layer is linear.
 */
export function evidence(pool2, weights, digit, versus = null) {
  const { weight } = weights.fc_out;
  const n = pool2.length;
  return Float64Array.from(pool2, (value, i) => {
    const against = versus === null ? 0 : weight[versus * n + i];
    return value * (weight[digit * n + i] - against);
  });
}

/** A square of a map, cut out row after row. */
function cut(values, side, { map, row, column, size }) {
  const patch = [];
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++)
      patch.push(values[(map * side + row + i) * side + column + j]);
  return patch;
}

/** The value that a unit holds. */
export function valueAt(values, { layer, map, row, column }) {
  const { side } = LAYERS[layer];
  return values[layer][(map * side + row) * side + column];
}

/**
 * How a convolution's unit came about: for each input map its patch, the kernel, their
 * products and the products' sum; then the sum of all with the bias, and what ReLU
 * leaves of it.
 */
export function explainConvolution(values, weights, unit) {
  const { layer, map, row, column } = unit;
  const { maps: inputs, side } = LAYERS[LAYERS[layer].from];
  const { weight, bias } = weights[layer];
  const parts = Array.from({ length: inputs }, (_, source) => {
    const at = (map * inputs + source) * KERNEL * KERNEL;
    const kernel = Array.from(weight.subarray(at, at + KERNEL * KERNEL));
    const place = { map: source, row, column, size: KERNEL };
    const patch = cut(values[LAYERS[layer].from], side, place);
    const products = patch.map((value, i) => value * kernel[i]);
    return { patch, kernel, products, sum: total(products) };
  });
  const sum = total(parts.map((part) => part.sum)) + bias[map];
  return { parts, bias: bias[map], sum, output: Math.max(sum, 0) };
}

/** The four numbers that an averaging unit averages. */
export function explainAverage(values, { layer, map, row, column }) {
  const { from } = LAYERS[layer];
  const place = { map, row: 2 * row, column: 2 * column, size: 2 };
  const patch = cut(values[from], LAYERS[from].side, place);
  return { patch, output: total(patch) / 4 };
}

function total(numbers) {
  return numbers.reduce((sum, number) => sum + number, 0);
}

/**
 * The part of every earlier layer that reaches a unit: layer -> {row, column, size},
 * for itself as well. A convolution needs four more rows and columns than it makes, an
 * average twice as many.
 */
export function receptiveField({ layer, row, column }) {
  let box = { row, column, size: 1 };
  const field = { [layer]: box };
  for (let name = layer; LAYERS[name].from; name = LAYERS[name].from) {
    const { from } = LAYERS[name];
    if (name === "logits") box = { row: 0, column: 0, size: LAYERS[from].side };
    else if (name.startsWith("conv")) box = { ...box, size: box.size + KERNEL - 1 };
    else box = { row: 2 * box.row, column: 2 * box.column, size: 2 * box.size };
    field[from] = box;
  }
  return field;
}

/** The maps that a unit is made of in every earlier layer: layer -> numbers. */
export function sourceMaps({ layer, map }) {
  const sources = {};
  let maps = [map];
  for (let name = layer; LAYERS[name].from; name = LAYERS[name].from) {
    const { from } = LAYERS[name];
    if (!name.startsWith("pool")) maps = [...Array(LAYERS[from].maps).keys()];
    sources[from] = maps;
  }
  return sources;
}
