/**
 * The layers forwards and backwards, for one digit and GROUP maps at a time. A linear
 * layer is a convolution whose kernel covers the whole map.
 */

import { ACTIVATIONS } from "../../network/model.js";
import { GROUP } from "./layers.js";

/** @typedef {import("./layers.js").Trained} Trained */

/**
 * The layers' values of one digit, and the output that is greatest.
 *
 * @param {Trained[]} trained
 * @param {Float64Array} x
 * @param {number} [first] layer whose values are to be computed; those before it hold theirs
 */
export function run(trained, x, first = 0) {
  for (let at = first; at < trained.length; at++) {
    const one = trained[at];
    const input = at ? trained[at - 1].values : x;
    if (one.layer.kind === "average") average(one, input);
    else connect(one, input);
    activate(one);
  }
  const { values, layer } = trained[trained.length - 1];
  let best = 0;
  for (let unit = 1; unit < layer.maps; unit++)
    if (values[unit] > values[best]) best = unit;
  return best;
}

/**
 * Two neighbouring places at a time, which use each weight twice.
 *
 * @param {Trained} trained
 * @param {Float64Array} input
 */
function connect({ layer, before, maps, sources, values, weight, bias }, input) {
  const { side, kernel } = layer;
  const run = kernel * sources;
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column += 2) {
      const beside = column + 1 < side ? 1 : 0; // or the same place twice
      const right = beside * sources;
      for (let map = 0; map < maps; map += GROUP) {
        let a = bias[map];
        let b = bias[map + 1];
        let c = bias[map + 2];
        let d = bias[map + 3];
        let e = a;
        let f = b;
        let g = c;
        let h = d;
        let w = map;
        for (let i = 0; i < kernel; i++) {
          const from = ((row + i) * before.side + column) * sources;
          for (let at = from; at < from + run; at++, w += maps) {
            const one = input[at];
            const other = input[at + right];
            if (one === 0 && other === 0) continue; // most of a drawing
            const first = weight[w];
            const second = weight[w + 1];
            const third = weight[w + 2];
            const fourth = weight[w + 3];
            a += one * first;
            b += one * second;
            c += one * third;
            d += one * fourth;
            e += other * first;
            f += other * second;
            g += other * third;
            h += other * fourth;
          }
        }
        const to = (row * side + column) * maps + map;
        values[to] = a;
        values[to + 1] = b;
        values[to + 2] = c;
        values[to + 3] = d;
        const next = to + beside * maps;
        values[next] = e;
        values[next + 1] = f;
        values[next + 2] = g;
        values[next + 3] = h;
      }
    }
}

/**
 * From a layer's slopes to those of its weights, its biases and its input.
 *
 * @param {Trained} trained
 * @param {Float64Array} input
 * @param {Float64Array | null} inputSlopes null: of no use
 */
export function teach(trained, input, inputSlopes) {
  const { maps, slopes, biasSlopes } = trained;
  for (let at = 0; at < slopes.length; at += maps)
    for (let map = 0; map < maps; map++) biasSlopes[map] += slopes[at + map];
  teachWeights(trained, input);
  if (inputSlopes) teachInput(trained, inputSlopes);
}

/**
 * Two weights' inputs at a time, which use each slope twice.
 *
 * @param {Trained} trained
 * @param {Float64Array} input
 */
function teachWeights({ layer, before, maps, sources, slopes, weightSlopes }, input) {
  const { side, kernel } = layer;
  const run = kernel * sources;
  for (let i = 0; i < kernel; i++)
    for (let at = 0; at < run; at += 2) {
      const beside = at + 1 < run ? 1 : 0;
      for (let map = 0; map < maps; map += GROUP) {
        let a = 0;
        let b = 0;
        let c = 0;
        let d = 0;
        let e = 0;
        let f = 0;
        let g = 0;
        let h = 0;
        let to = map;
        for (let row = 0; row < side; row++) {
          let from = (row + i) * before.side * sources + at;
          for (const end = to + side * maps; to < end; to += maps, from += sources) {
            const one = input[from];
            const other = input[from + beside];
            if (one === 0 && other === 0) continue;
            const first = slopes[to];
            const second = slopes[to + 1];
            const third = slopes[to + 2];
            const fourth = slopes[to + 3];
            a += one * first;
            b += one * second;
            c += one * third;
            d += one * fourth;
            e += other * first;
            f += other * second;
            g += other * third;
            h += other * fourth;
          }
        }
        const w = (i * run + at) * maps + map;
        weightSlopes[w] += a;
        weightSlopes[w + 1] += b;
        weightSlopes[w + 2] += c;
        weightSlopes[w + 3] += d;
        if (!beside) continue;
        weightSlopes[w + maps] += e;
        weightSlopes[w + maps + 1] += f;
        weightSlopes[w + maps + 2] += g;
        weightSlopes[w + maps + 3] += h;
      }
    }
}

/**
 * @param {Trained} trained
 * @param {Float64Array} inputSlopes
 */
function teachInput({ layer, before, maps, sources, slopes, weight }, inputSlopes) {
  const { side, kernel } = layer;
  const run = kernel * sources;
  inputSlopes.fill(0);
  let to = 0;
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++)
      for (let map = 0; map < maps; map += GROUP) {
        const a = slopes[to++];
        const b = slopes[to++];
        const c = slopes[to++];
        const d = slopes[to++];
        if (a === 0 && b === 0 && c === 0 && d === 0) continue;
        let w = map;
        for (let i = 0; i < kernel; i++) {
          const from = ((row + i) * before.side + column) * sources;
          for (let at = from; at < from + run; at++, w += maps)
            inputSlopes[at] +=
              weight[w] * a + weight[w + 1] * b + weight[w + 2] * c + weight[w + 3] * d;
        }
      }
}

/**
 * @param {Trained} trained
 * @param {Float64Array} input
 */
function average({ layer, before, maps, values, weight, bias }, input) {
  const { side, kernel } = layer;
  const share = 1 / kernel ** 2;
  values.fill(0);
  for (let row = 0, to = 0; row < side; row++)
    for (let column = 0; column < side; column++, to += maps)
      for (let i = 0; i < kernel; i++) {
        const line = (kernel * row + i) * before.side + kernel * column;
        for (let from = line * maps; from < (line + kernel) * maps; from += maps)
          for (let map = 0; map < maps; map++)
            values[to + map] += share * input[from + map];
      }
  if (weight.length)
    for (let to = 0; to < values.length; to++)
      values[to] = weight[to % maps] * values[to] + bias[to % maps];
}

/**
 * As `teach` does; every unit that an average is made of has the same share in it.
 *
 * @param {Trained} trained
 * @param {Float64Array} input
 * @param {Float64Array | null} inputSlopes
 */
export function teachAverage(trained, input, inputSlopes) {
  const { layer, before, maps, slopes, weight, weightSlopes, biasSlopes } = trained;
  const { side, kernel } = layer;
  const share = 1 / kernel ** 2;
  inputSlopes?.fill(0); // the last rows and columns may be in no average
  for (let row = 0, from = 0; row < side; row++)
    for (let column = 0; column < side; column++, from += maps)
      for (let i = 0; i < kernel; i++) {
        const line = (kernel * row + i) * before.side + kernel * column;
        for (let to = line * maps; to < (line + kernel) * maps; to += maps)
          for (let map = 0; map < maps; map++) {
            const slope = share * slopes[from + map];
            if (inputSlopes)
              inputSlopes[to + map] = weight.length ? weight[map] * slope : slope;
            if (weight.length) weightSlopes[map] += slope * input[to + map];
          }
      }
  if (weight.length)
    for (let from = 0; from < slopes.length; from++)
      biasSlopes[from % maps] += slopes[from];
}

/** @param {Trained} trained whose values are sums so far */
function activate({ layer, values }) {
  const activation = ACTIVATIONS[layer.activation];
  if (layer.activation !== "none")
    for (let at = 0; at < values.length; at++) values[at] = activation(values[at]);
}

/** By a value, what its activation does to slopes. */
const PASSED = {
  relu: (/** @type {number} */ value) => (value > 0 ? 1 : 0),
  tanh: (/** @type {number} */ value) => (2 / 3) * (1.7159 - value ** 2 / 1.7159),
  none: () => 1,
};

/** @param {Trained} trained whose slopes become those of the sums */
export function passBack({ layer, values, slopes }) {
  const passed = PASSED[layer.activation];
  if (layer.activation !== "none")
    for (let at = 0; at < values.length; at++) slopes[at] *= passed(values[at]);
}
