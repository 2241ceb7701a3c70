/** One layer of the panel: its title, its maps or scores, its legend. */

import { gradient, inkColor, paint, signedColor } from "./colors.js";
import { make, makeCanvas, number, signed } from "./dom.js";
import { LAYERS } from "./network.js";

const TITLES = {
  input: ["Your digit", "28\u00d728 pixels"],
  conv1: ["conv1", "4 kernels 5\u00d75, each with its map 24\u00d724"],
  pool1: ["pool1", "averages of 2\u00d72: 4 maps 12\u00d712"],
  conv2: ["conv2", "12 maps 8\u00d78, each from all four"],
  pool2: ["pool2", "averages of 2\u00d72: 12 maps 4\u00d74"],
  logits: ["fc_out", "10 scores: the highest is the answer"],
};
const positive = (scale) => [signedColor, 0, ["0", `\u2265 ${number(scale, 1)}`]];
const both = (scale, name, digits) => [
  signedColor,
  -1,
  [number(-scale, digits), name, signed(scale, digits)],
];
const LEGENDS = {
  input: () => [inkColor, 0, ["paper", "ink"]],
  conv1: ({ conv1 }) => positive(conv1),
  pool1: ({ pool1 }) => positive(pool1),
  conv2: ({ conv2 }) => positive(conv2),
  pool2: ({ pool2 }) => positive(pool2),
  logits: ({ logits }) => both(logits, "score", 0),
  kernel1: ({ kernel1 }) => both(kernel1, "kernel", 1),
};

/**
 * @param {keyof typeof LAYERS} name
 * @param {Record<string, number>} scales the value of the full colour, by layer
 */
export function makeLayer(name, scales) {
  const { maps } = LAYERS[name];
  const [title, text] = TITLES[name];
  const cells = Array.from({ length: maps }, (_, map) =>
    name === "logits" ? makeOutput(map) : makeMap(name, map),
  );
  const legend = makeLegend(...LEGENDS[name](scales));
  const kernels = name === "conv1" && makeLegend(...LEGENDS.kernel1(scales));
  const grid = make("div", { class: "maps" }, ...cells.map((cell) => cell.figure));
  const section = make(
    "section",
    {
      class: `layer ${name}`,
      tabindex: 0,
      role: "group",
      "aria-label": `${title}: ${text}. Arrow keys choose a unit, Enter pins it.`,
    },
    make("h3", {}, title),
    make("p", {}, text),
    grid,
    ...(kernels ? [kernels.element] : []),
    legend.element,
  );
  const legends = kernels ? [kernels, legend] : [legend];
  return { section, cells, legends, values: [] };
}

function makeMap(name, map) {
  const title = TITLES[name][0];
  const label = LAYERS[name].maps > 1 ? `${title}, map ${map + 1}` : title;
  const canvas = makeCanvas(LAYERS[name].side, label);
  const field = make("i", { class: "field" });
  const target = make("div", { class: "map" }, canvas, field);
  return { canvas, field, target, figure: make("figure", {}, target) };
}

function makeOutput(digit) {
  const fill = make("i");
  const value = make("b");
  const field = make("i", { class: "field" });
  const bar = make("div", {}, fill);
  const target = make("div", { class: "output" }, String(digit), bar, value, field);
  return { fill, value, field, target, figure: make("figure", {}, target) };
}

function makeLegend(color, from, ends) {
  const bar = make("i");
  const label = make("small", {}, ...ends.map((end) => make("span", {}, end)));
  const draw = () => (bar.style.background = gradient(color, from, 1));
  return { element: make("div", { class: "legend" }, bar, label), draw };
}

/** Paint `values` of a layer, on its scale. */
export function showLayer({ cells, values }, name, scale) {
  if (name === "logits") {
    for (const [digit, cell] of cells.entries()) showOutput(cell, values[digit], scale);
    return;
  }
  const area = LAYERS[name].side ** 2;
  const color = name === "input" ? inkColor : signedColor;
  for (const [map, { canvas }] of cells.entries())
    paint(canvas, values.subarray(map * area, (map + 1) * area), color, scale);
}

function showOutput({ fill, value }, logit, scale) {
  const share = Math.min(Math.abs(logit) / scale, 1) / 2;
  fill.style.width = `${100 * share}%`;
  fill.style.left = `${100 * (logit < 0 ? 0.5 - share : 0.5)}%`;
  fill.classList.toggle("negative", logit < 0);
  value.textContent = logit === 0 ? "" : signed(logit, 1);
}
