/** How a unit's value came about: a sentence, and the numbers. */

import { make, number, styleOf } from "../dom.js";
import * as say from "../sentences.js";
import { inkColor, signedColor } from "./colors.js";
import {
  explainAverage,
  explainConvolution,
  valueAt,
  votesFor,
} from "./explanation.js";
import { cells, labelled, part, products, sign } from "./squares.js";
import { kernelScale, layerBefore, layerNamed } from "./units.js";
import { NO_DIGIT } from "./verdict.js";

/** @typedef {import("./units.js").Network} Network */
/** @typedef {import("./units.js").Unit} Unit */
/** @typedef {import("./reading.js").Reading} Reading */
/** @typedef {[text: string, content: HTMLElement[]]} Details */

/**
 * A unit's name in words; that of an output is a question.
 *
 * @param {Network} network
 * @param {Unit} unit
 * @param {Pick<Reading, "verdict" | "label"> | null} reading
 */
export function nameOf({ layers }, { layer, map, row, column }, reading = null) {
  const { kind } = layerNamed(layers, layer);
  if (kind === "linear")
    return isNearest(reading, map)
      ? say.nearestTitle(map)
      : say.outputTitle(map, layerBefore(layers, layer).maps);
  return kind === "input"
    ? say.pixelTitle(row + 1, column + 1)
    : say.unitTitle(layer, map + 1, row + 1, column + 1);
}

/** @type {(reading: Pick<Reading, "verdict" | "label"> | null, digit: number) => boolean} */
const isNearest = (reading, digit) =>
  reading?.verdict === NO_DIGIT && reading.label === digit;

/**
 * @param {Network} network
 * @param {Unit} unit
 * @param {Reading} reading
 * @param {object} options
 * @param {number | null} options.rival the digit that an output is compared with
 * @param {ReturnType<typeof import("./tiles.js").createTiles>} options.tiles the evidence's
 * @returns {Details}
 */
export function detailsOf(network, unit, reading, options) {
  return DETAILS[layerNamed(network.layers, unit.layer).kind](
    network,
    unit,
    reading,
    options,
  );
}

/** @type {Record<import("./units.js").Layer["kind"], typeof detailsOf>} */
const DETAILS = { input: pixel, convolution, average: averaging, linear: output };

/** @type {(network: Network, unit: Unit, reading: Reading) => Details} */
function pixel({ layers }, unit, reading) {
  const share = valueAt(layers, reading.layers, unit);
  const cell = make("div", { "data-explain": "pixel" }, cells([share], inkColor, 1));
  return [say.pixel(share), [cell]];
}

/** @type {(network: Network, unit: Unit, reading: Reading) => Details} */
function convolution(network, unit, reading) {
  const why = explainConvolution(network, reading.layers, unit);
  const { parts, bias, sum } = why;
  const before = layerBefore(network.layers, unit.layer);
  const scales = {
    input: network.scales[before.name],
    kernel: kernelScale(network, unit.layer),
    sum: network.scales[unit.layer],
  };
  const { kernel, activation } = layerNamed(network.layers, unit.layer);
  const outcome = say.outcome(sum, activation);
  const arithmetic = make(
    "p",
    { class: "arithmetic", "data-explain": "arithmetic" },
    say.arithmetic(
      parts.map((one) => one.sum),
      bias,
      sum,
    ),
    ...becomes(activation, why.output),
  );
  if (before.kind === "input") {
    const text = `${say.looksAtDigit(kernel)} ${outcome}`;
    const whole = parts.map((one) => products(one, say.patch, inkColor, scales));
    return [text, [make("div", { class: "whole" }, ...whole), arithmetic]];
  }
  const looks = say.looksAtMaps(kernel, parts.length, before);
  const text = `${looks} ${outcome}`;
  const all = parts.map((one) =>
    part(one, say.mapNumber(one.source + 1), signedColor, scales),
  );
  const style = styleOf({
    "--columns": parts.length,
    "--half": Math.ceil(parts.length / 2),
  });
  return [text, [make("div", { class: "parts", style }, ...all), arithmetic]];
}

/** @type {(network: Network, unit: Unit, reading: Reading) => Details} */
function averaging(network, unit, reading) {
  const { layers, scales } = network;
  const { module, activation } = layerNamed(layers, unit.layer);
  const why = explainAverage(network, reading.layers, unit);
  const { patch, coefficient, bias, sum, output } = why;
  const { name } = layerBefore(layers, unit.layer);
  const scale = scales[unit.layer];
  const mean = patch.reduce((sum, one) => sum + one, 0) / patch.length;
  const content = make(
    "div",
    { class: "product" },
    labelled(
      say.mapName(name, unit.map + 1),
      cells(patch, signedColor, scale),
      "patch",
    ),
    sign("\u2192"),
    labelled(say.average, cells([output], signedColor, scale), "average"),
  );
  const arithmetic = make(
    "p",
    { class: "arithmetic", "data-explain": "average" },
    say.mean(patch, mean),
  );
  if (module) arithmetic.append(say.times(coefficient, bias, sum));
  if (activation !== "none") arithmetic.append(...becomes(activation, output));
  return [averageInWords(patch, name), [content, arithmetic]];
}

/** @type {(patch: number[], layer: string) => string} */
export const averageInWords = (patch, layer) =>
  (patch.some(Boolean) ? say.averageOf : say.averageOfNothing)(patch.length, layer);

/** @type {(activation: import("./units.js").Layer["activation"], value: number) => HTMLElement[]} */
const becomes = (activation, value) => [
  make("span", {}, ` \u2192 ${say.activation[activation]} \u2192 `),
  make("b", {}, number(value, 3)),
];

/** @type {typeof detailsOf} */
function output(network, unit, reading, { rival, tiles }) {
  const { maps, sums, bias } = votesFor(network, reading.layers, unit, rival);
  const voteOf = (/** @type {number} */ sum) => ({ map: sums.indexOf(sum) + 1, sum });
  const sentence = say.votes({
    digit: unit.map,
    rival,
    best: voteOf(Math.max(...sums)),
    worst: voteOf(Math.min(...sums)),
    bias,
    score: sums.reduce((total, one) => total + one, bias),
  });
  const nearest = isNearest(reading, unit.map) ? `${say.nearestDigit(unit.map)} ` : "";
  return [nearest + sentence, [tiles.show(maps, sums, network.scales.evidence)]];
}
