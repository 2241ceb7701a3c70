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
import { kernelScale, layerBefore, layerNamed, moduleOf } from "./units.js";
import { NO_DIGIT } from "./verdict.js";

/** @typedef {import("./units.js").Network} Network */
/** @typedef {import("./units.js").Unit} Unit */
/** @typedef {import("./reading.js").Reading} Reading */
/** @typedef {[text: string, content: HTMLElement[]]} Details */

/**
 * A unit's name in words.
 *
 * @param {Network} network
 * @param {Unit} unit
 */
export function nameOf({ layers }, { layer, map, row, column }) {
  const { kind } = layerNamed(layers, layer);
  if (kind === "linear")
    return say.outputTitle(moduleOf(layerNamed(layers, layer)), map);
  return kind === "input"
    ? say.pixelTitle(row + 1, column + 1)
    : say.unitTitle(layer, map + 1, row + 1, column + 1);
}

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
  return [say.pixel(share), [cells([share], inkColor, 1)]];
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
    { class: "arithmetic" },
    say.arithmetic(
      parts.map((one) => one.sum),
      bias,
      sum,
    ),
    make("span", {}, ` \u2192 ${say.activation[activation]} \u2192 `),
    make("b", {}, number(why.output, 3)),
  );
  if (before.kind === "input") {
    const text = `${say.looksAtDigit(kernel)} ${outcome}`;
    const whole = parts.map((one) => products(one, say.patch, inkColor, scales));
    return [text, [make("div", { class: "whole" }, ...whole), arithmetic]];
  }
  const text = `${say.looksAtMaps(kernel, parts.length, before.name)} ${outcome}`;
  const all = parts.map((one, source) => {
    const row = part(one, say.mapNumber(source + 1), signedColor, scales);
    row.classList.toggle("late", source >= parts.length / 2);
    return row;
  });
  const style = styleOf({ "--columns": parts.length });
  return [text, [make("div", { class: "parts", style }, ...all), arithmetic]];
}

/** @type {(network: Network, unit: Unit, reading: Reading) => Details} */
function averaging(network, unit, reading) {
  const { layers, scales } = network;
  const { patch, output } = explainAverage(network, reading.layers, unit);
  const { name } = layerBefore(layers, unit.layer);
  const scale = scales[unit.layer];
  const sentence = patch.some(Boolean) ? say.averageOf : say.averageOfNothing;
  const content = make(
    "div",
    { class: "product" },
    labelled(say.mapName(name, unit.map + 1), cells(patch, signedColor, scale)),
    sign(say.average),
    labelled(unit.layer, cells([output], signedColor, scale)),
  );
  return [sentence(patch.length, name), [content]];
}

/** @type {typeof detailsOf} */
function output(network, unit, { layers, verdict, label }, { rival, tiles }) {
  const { maps, sums, bias } = votesFor(network, layers, unit, rival);
  const [most, least] = [Math.max(...sums), Math.min(...sums)];
  const votes = {
    digit: unit.map,
    maps: maps.length,
    layer: layerBefore(network.layers, unit.layer).name,
    sum: sums.reduce((total, one) => total + one, 0),
    bias,
  };
  const sentences = [
    rival === null ? say.votes(votes) : say.votesAgainst(votes, rival),
    say.bestAndWorst(sums.indexOf(most) + 1, most, sums.indexOf(least) + 1, least),
  ];
  if (verdict === NO_DIGIT && unit.map === label)
    sentences.unshift(say.nearestDigit(unit.map));
  return [sentences.join(" "), [tiles.show(maps, sums, network.scales.evidence)]];
}
