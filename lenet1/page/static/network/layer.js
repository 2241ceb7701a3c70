/** One layer on the page: its title, its maps, its legend. */

import { make, makeCanvas, number, styleOf } from "../dom.js";
import * as say from "../sentences.js";
import { gradient, inkColor, paint, signedColor } from "./colors.js";
import { makePickable } from "./picker.js";
import { columnsOf, hasKernels, sizesOfLayer } from "./sizes.js";
import { kernelScale, layerBefore, moduleOf, parametersOf } from "./units.js";

/** @typedef {import("./units.js").Layer} Layer */
/** @typedef {import("./units.js").Network} Network */

/**
 * @param {Network} network
 * @param {Layer} layer
 * @param {Layer | undefined} before
 * @param {import("./picker.js").OnPick} onPick
 */
export function makeLayer(network, layer, before, onPick) {
  const { name, kind, side } = layer;
  const scale = network.scales[name];
  const color = kind === "input" ? inkColor : signedColor;
  const [title, text, more] = describe(layer, network.layers);
  const cells = Array.from({ length: layer.maps }, (_, map) => makeMap(layer, map));
  const kernels = hasKernels(layer, before);
  const kernelCanvases = kernels
    ? cells.map((cell, map) => addKernel(layer, cell, map))
    : [];
  const legend = makeLegend(kind === "input" ? "ink" : "scale");
  // Averages that share the scale of what they average need no second legend.
  const shared = kind === "average" && before && network.scales[before.name] === scale;
  const kernelLegend = kernels ? makeLegend("kernels") : null;
  const section = make(
    "section",
    {
      class: `layer ${kind} ${name}`,
      "data-kind": kind,
      "data-layer": name,
      "data-columns": columnsOf(layer),
      "data-kernels": kernels,
      style: styleOf(sizesOfLayer(layer)),
      tabindex: 0,
      role: "group",
      "aria-label": say.layerHelp(title, text + more),
    },
    make("h3", { "data-explain": kind }, title),
    make("p", { "data-explain": `${kind} name` }, text, make("span", {}, more)),
    make("div", { class: "maps" }, ...cells.map(({ figure }) => figure)),
    make(
      "div",
      { class: "legends" },
      ...[kernelLegend, shared ? null : legend].flatMap((one) =>
        one ? [one.element] : [],
      ),
    ),
  );
  /** @type {ArrayLike<number>} */
  let values = new Float32Array(layer.maps * side ** 2);
  let negative = false; // values below zero have come
  const { mark } = makePickable(section, layer, cells, {
    values: () => values,
    onPick,
  });

  /** @param {ArrayLike<number>} news the layer's values */
  function show(news) {
    values = news;
    for (const [map, { canvas }] of cells.entries())
      paint(canvas, values, color, scale, map * side ** 2);
    if (negative || !belowZero(values)) return;
    negative = true;
    drawLegend();
  }

  function drawLegend() {
    const most = `\u2265\u00a0${number(scale, 1)}`;
    if (kind === "input") legend.draw(color, 0, [say.paper, say.ink]);
    else if (negative) {
      const least = `\u2264\u00a0${number(-scale, 1)}`;
      legend.draw(color, -1, [least, "0", most]);
    } else legend.draw(color, 0, ["0", most]);
  }

  /** @param {Network} other of the same layers and scales */
  function use(other) {
    network = other;
    drawKernels();
  }

  function drawKernels() {
    if (!kernels) return;
    const { weight } = parametersOf(network, name);
    const most = kernelScale(network, name);
    for (const [map, canvas] of kernelCanvases.entries())
      paint(canvas, weight, signedColor, most, map * layer.kernel ** 2);
    kernelLegend?.draw(signedColor, -1, [`\u00b1\u00a0${number(most, 1)}`]);
  }

  /** Paint everything again, as after a change of theme. */
  function repaint() {
    show(values);
    drawLegend();
    drawKernels();
  }

  return { section, cells, show, mark, use, repaint };
}

/**
 * What a layer does; in small print its name and what it holds; and where there is room
 * what this is made of.
 *
 * @param {Layer} layer
 * @param {Layer[]} all of the network's
 */
export function describe(layer, all) {
  const { name, kind, kernel, maps, side, table } = layer;
  const [first] = all.filter((one) => one.kind === kind);
  const time = layer === first ? 0 : 1;
  if (kind === "input") return [say.yourDigit, say.stepByStep, ""];
  if (kind === "linear") return [say.weighed[time], say.outputs(moduleOf(layer)), ""];
  if (kind === "average") {
    const verbs = kernel === 2 ? say.halved : say.averaged;
    return [verbs[time], say.smaller(name, side), ""];
  }
  const before = layerBefore(all, name);
  const wired = table
    ? say.ofSome(table.flat().length, maps * before.maps)
    : say.ofAll(before.maps);
  const more = before.maps === 1 ? "" : wired;
  return [say.searched[time], say.patterns(name, maps), more];
}

/**
 * @param {Layer} layer
 * @param {number} map
 */
function makeMap({ name, kind, side }, map) {
  const label = kind === "input" ? say.yourDigit : say.mapName(name, map + 1);
  const canvas = makeCanvas(side, label);
  const field = make("i", { class: "field" });
  const target = make("div", { class: "map" }, canvas, field);
  const attributes = { class: "number", "aria-hidden": true, "data-explain": "map" };
  const number = make("b", attributes, `${map + 1}`);
  const figure = make("figure", {}, ...(kind === "input" ? [] : [number]), target);
  return { canvas, field, target, figure };
}

/**
 * @param {Layer} layer
 * @param {{figure: HTMLElement}} cell
 * @param {number} map
 */
function addKernel({ name, kernel }, { figure }, map) {
  const canvas = makeCanvas(kernel, say.kernelName(name, map + 1));
  canvas.classList.add("kernel");
  figure.prepend(canvas);
  return canvas;
}

/** @param {ArrayLike<number>} values */
function belowZero(values) {
  for (let i = 0; i < values.length; i++) if (values[i] < 0) return true;
  return false;
}

/** @param {string} meaning the key of what explains it */
function makeLegend(meaning) {
  const bar = make("i");
  const label = make("small");
  /**
   * @param {import("./colors.js").Scale} color
   * @param {number} from the share at its left end
   * @param {string[]} ends what is written below, from left to right
   */
  function draw(color, from, ends) {
    bar.style.background = gradient(color, from, 1);
    label.replaceChildren(...ends.map((end) => make("span", {}, end)));
  }
  const attributes = { class: "legend", "data-explain": meaning };
  return { element: make("div", attributes, bar, label), draw };
}
