/** Lines from a chosen unit back to what it is made of, and the kernels in between. */

import { find, make, makeCanvas } from "../dom.js";
import { paint, signedColor } from "./colors.js";
import { votesFor } from "./explanation.js";
import {
  kernelScale,
  kernelsOf,
  layerBefore,
  layerNamed,
  parametersOf,
} from "./units.js";

/** @typedef {import("./units.js").Network} Network */
/** @typedef {import("./units.js").Unit} Unit */
/** @typedef {import("./units.js").Values} Values */
/** @typedef {{left: number, right: number, top: number, bottom: number}} Box */

const SVG = "http://www.w3.org/2000/svg";
const WIDEST = 4; // px; the line of the map that says the most

/** @returns {import("../panels.js").Panel} */
export function createLines() {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "lines");
  svg.ariaHidden = "true";
  find(".microscope .layers").after(svg);
  let again = () => {};

  /**
   * @param {Network} network
   * @param {Unit | null} unit
   * @param {Values | null} values
   */
  function show(network, unit, values) {
    again = () => show(network, unit, values);
    svg.replaceChildren();
    for (const kernel of document.querySelectorAll(".between")) kernel.remove();
    const before = unit && layerBefore(network.layers, unit.layer);
    const to = unit && boxOf(unit.layer, unit.map);
    if (!before || !to || !values) return;
    const { kind } = layerNamed(network.layers, unit.layer);
    for (const { source: map, first } of kernelsOf(network.layers, unit)) {
      const from = boxOf(before.name, map);
      if (!from || from.right > to.left) continue; // they lie otherwise on a phone
      if (kind === "linear") svg.append(share(network, unit, values, map, from, to));
      else svg.append(...frustum(from, to));
      if (kind === "convolution" && before.maps > 1)
        putKernel(network, unit, map, first);
    }
  }

  /**
   * Where a map's outline lies, seen from the lines' own corner.
   *
   * @param {string} layer
   * @param {number} map
   * @returns {Box | null}
   */
  function boxOf(layer, map) {
    const figure = figureOf(layer, map);
    const outlined = figure?.classList.contains("lit") ? ".field" : ".map";
    const box = figure?.querySelector(outlined)?.getBoundingClientRect();
    if (!box?.width) return null; // a lesson may not show it
    const { left, right, top, bottom } = box;
    const { left: x, top: y } = svg.getBoundingClientRect();
    return { left: left - x, right: right - x, top: top - y, bottom: bottom - y };
  }

  addEventListener("resize", () => again());
  return {
    mark: ({ network, reading }, { unit }) =>
      show(network, unit, reading?.layers ?? null),
  };
}

/** @type {(layer: string, map: number) => Element | undefined} */
const figureOf = (layer, map) =>
  document.querySelectorAll(`.layer.${layer} figure`)[map];

/**
 * From the corners of a field to those of the unit that it makes.
 *
 * @param {Box} from
 * @param {Box} to
 */
const frustum = (from, to) => [
  line(from.right, from.top, to.left, to.top),
  line(from.right, from.bottom, to.left, to.bottom),
];

/**
 * A line as wide as what a map adds to an output or takes from it.
 *
 * @type {(network: Network, unit: Unit, values: Values, map: number, from: Box, to: Box) => SVGPathElement}
 */
function share(network, unit, values, map, from, to) {
  const { sums } = votesFor(network, values, unit);
  const most = Math.max(...sums.map(Math.abs)) || 1;
  const middle = (from.top + from.bottom) / 2;
  const path = line(from.right, middle, to.left, (to.top + to.bottom) / 2);
  path.classList.add(sums[map] < 0 ? "takes" : "adds");
  path.style.strokeWidth = `${(WIDEST * Math.abs(sums[map])) / most}px`;
  return path;
}

/** @type {(x1: number, y1: number, x2: number, y2: number) => SVGPathElement} */
function line(x1, y1, x2, y2) {
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", `M${x1} ${y1}L${x2} ${y2}`);
  return path;
}

/**
 * The kernel that a unit looks at a map with, beside that map.
 *
 * @param {Network} network
 * @param {Unit} unit
 * @param {number} source
 * @param {number} first of its weights
 */
function putKernel(network, { layer }, source, first) {
  const before = layerBefore(network.layers, layer);
  const { kernel: side } = layerNamed(network.layers, layer);
  const { weight } = parametersOf(network, layer);
  const canvas = makeCanvas(side);
  paint(canvas, weight, signedColor, kernelScale(network, layer), first);
  figureOf(before.name, source)?.append(make("div", { class: "between" }, canvas));
}
