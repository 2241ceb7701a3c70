/** How a unit's value came about: a sentence, and the numbers. */

import { make, number, signed, styleOf } from "../dom.js";
import { inkColor, signedColor } from "./colors.js";
import {
  evidence,
  explainAverage,
  explainConvolution,
  valueAt,
} from "./explanation.js";
import { cells, labelled, part, products, sign } from "./squares.js";
import { kernelScale, layerBefore, layerNamed, parametersOf } from "./units.js";

/** @typedef {import("./units.js").Network} Network */
/** @typedef {import("./units.js").Unit} Unit */
/** @typedef {import("./units.js").Values} Values */
/** @typedef {[text: string, content: HTMLElement[]]} Details */

/**
 * A unit's name in words.
 *
 * @param {Network} network
 * @param {Unit} unit
 */
export function nameOf({ layers }, { layer, map, row, column }) {
  const { kind } = layerNamed(layers, layer);
  if (kind === "linear") return `fc_out, digit ${map}`;
  const place = `row ${row + 1}, column ${column + 1}`;
  return kind === "input"
    ? `Your digit, ${place}`
    : `${layer}, map ${map + 1}, ${place}`;
}

/**
 * @param {Network} network
 * @param {Unit} unit
 * @param {Values} values
 * @param {object} options
 * @param {number | null} options.rival the digit that an output is compared with
 * @param {ReturnType<typeof import("./tiles.js").createTiles>} options.tiles the evidence's
 * @returns {Details}
 */
export function detailsOf(network, unit, values, options) {
  switch (layerNamed(network.layers, unit.layer).kind) {
    case "input":
      return pixel(network, unit, values);
    case "convolution":
      return convolution(network, unit, values);
    case "average":
      return averaging(network, unit, values);
    case "linear":
      return output(network, unit, values, options);
  }
}

/** @type {(network: Network, unit: Unit, values: Values) => Details} */
function pixel({ layers }, unit, values) {
  const share = valueAt(layers, values, unit);
  const kind = share === 0 ? "paper" : share === 1 ? "full ink" : "partly ink";
  const text = `What the network gets holds ${number(share)} here: ${kind}.`;
  return [text, [cells([share], inkColor, 1)]];
}

/** @type {(network: Network, unit: Unit, values: Values) => Details} */
function convolution(network, unit, values) {
  const { parts, bias, sum, output } = explainConvolution(network, values, unit);
  const before = layerBefore(network.layers, unit.layer);
  const scales = {
    input: network.scales[before.name],
    kernel: kernelScale(network, unit.layer),
    sum: network.scales[unit.layer],
  };
  const first = before.kind === "input";
  const color = first ? inkColor : signedColor;
  const rows = first
    ? parts.map((one) => products(one, "patch", color, scales))
    : parts.map((one, source) => part(one, `map ${source + 1}`, color, scales));
  for (const [i, row] of rows.entries())
    row.classList.toggle("late", i >= rows.length / 2);
  const sums = parts.map((part) => signed(part.sum, 3)).join(" ");
  const result = make(
    "p",
    { class: "arithmetic" },
    `${sums} and bias ${signed(bias, 3)} = ${number(sum, 3)}`,
    make("span", {}, ` \u2192 ReLU \u2192 `),
    make("b", {}, number(output, 3)),
  );
  const size = Math.round(Math.sqrt(parts[0].patch.length));
  const patch = first
    ? `the outlined ${size}\u00d7${size} patch of your digit and multiplied it by its kernel`
    : `the same ${size}\u00d7${size} patch of all ${parts.length} ${before.name} maps,` +
      " and multiplied each by a kernel";
  const outcome =
    output > 0
      ? "above zero, so ReLU lets it through: it found some of its pattern here."
      : "not above zero, so ReLU makes it 0: its pattern is not here.";
  const style = styleOf({ "--columns": rows.length });
  const text = `This unit looked at ${patch}. The sum, ${number(sum)}, is ${outcome}`;
  return [
    text,
    [make("div", { class: first ? "whole" : "parts", style }, ...rows), result],
  ];
}

/** @type {(network: Network, unit: Unit, values: Values) => Details} */
function averaging({ layers, scales }, unit, values) {
  const { patch, output } = explainAverage(layers, values, unit);
  const before = layerBefore(layers, unit.layer);
  const scale = scales[unit.layer];
  const text =
    `The average of ${patch.length} neighbours in ${before.name}:` +
    " it keeps what was found and blurs where.";
  const content = make(
    "div",
    { class: "product" },
    labelled(`${before.name}, map ${unit.map + 1}`, cells(patch, signedColor, scale)),
    sign("average"),
    labelled(unit.layer, cells([output], signedColor, scale)),
  );
  return [text, [content]];
}

/** @type {typeof detailsOf} */
function output(network, unit, values, { rival, tiles }) {
  const digit = unit.map;
  const before = layerBefore(network.layers, unit.layer);
  const parameters = parametersOf(network, unit.layer);
  const parts = evidence(values[before.name], parameters, digit, rival);
  const area = before.side ** 2;
  const maps = Array.from({ length: before.maps }, (_, map) =>
    parts.slice(map * area, (map + 1) * area),
  );
  const sums = maps.map((map) => map.reduce((sum, part) => sum + part, 0));
  const { bias } = parameters;
  const base = bias[digit] - (rival === null ? 0 : bias[rival]);
  const total = sums.reduce((sum, part) => sum + part, base);
  const best = sums.indexOf(Math.max(...sums));
  const worst = sums.indexOf(Math.min(...sums));
  const over = rival === null ? "" : ` rather than ${rival}`;
  const text =
    `For ${digit}${over}, the ${maps.length} ${before.name} maps add up to` +
    ` ${signed(total - base)}; with the bias ${signed(base)} that is ${number(total)}.` +
    ` Map ${best + 1} says the most for it (${signed(sums[best])}),` +
    ` map ${worst + 1} the ${sums[worst] < 0 ? "most against it" : "least"}` +
    ` (${signed(sums[worst])}).`;
  return [text, [tiles.show(maps, sums, network.scales.evidence)]];
}
