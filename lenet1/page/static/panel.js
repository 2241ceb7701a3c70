/** The network from left to right: every map as it is, on one scale a layer. */

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
const COLUMNS = { input: 1, conv1: 1, pool1: 1, conv2: 3, pool2: 3, logits: 1 };
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
const STEPS = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/**
 * @param {HTMLElement} root
 * @param {object} options
 * @param {object} options.weights
 * @param {Record<string, number>} options.scales the value of the full colour, by layer
 * @param {(unit: object | null, pin: boolean) => void} options.onPick
 */
export function createPanel(root, { weights, scales, onPick }) {
  const layers = Object.fromEntries(
    Object.keys(LAYERS).map((name) => [name, makeLayer(name, scales)]),
  );
  const kernels = Array.from({ length: 4 }, (_, map) => {
    const kernel = makeCanvas(5, `Kernel of conv1's map ${map + 1}`);
    kernel.classList.add("kernel");
    layers.conv1.cells[map].figure.prepend(kernel);
    return kernel;
  });
  root.replaceChildren(...Object.values(layers).map((layer) => layer.section));
  let current = null;

  for (const [name, layer] of Object.entries(layers)) {
    layer.section.addEventListener("keydown", (event) => {
      const step = STEPS[event.key];
      if (step) event.preventDefault();
      if (step) onPick(neighbour(start(name), step), false);
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        onPick(start(name), true);
      }
    });
    for (const cell of layer.cells) {
      const unitAt = (event) => unitUnder(event, name, cell);
      cell.target.addEventListener("pointermove", (event) => {
        if (event.pointerType !== "touch") onPick(unitAt(event), false);
      });
      cell.target.addEventListener("click", (event) => onPick(unitAt(event), true));
    }
  }
  root.addEventListener("pointerleave", () => onPick(null, false));

  /** Where the keys begin in a layer: at its chosen unit, else at its strongest. */
  function start(name) {
    if (current?.layer === name) return current;
    const { side } = LAYERS[name];
    const values = layers[name].values;
    const best = values.indexOf(Math.max(...values));
    const at = best % (side * side);
    const map = Math.floor(best / (side * side));
    return { layer: name, map, row: Math.floor(at / side), column: at % side };
  }

  function show(values) {
    for (const [name, layer] of Object.entries(layers)) {
      layer.values = values[name];
      showLayer(layer, name, scales[name]);
    }
  }

  function clear() {
    const blank = ([name, { maps, side }]) => [
      name,
      new Float32Array(maps * side ** 2),
    ];
    show(Object.fromEntries(Object.entries(LAYERS).map(blank)));
  }

  /** Outline a unit and, in every earlier layer, what it is made of. */
  function mark(unit, field, sources) {
    current = unit;
    for (const [name, layer] of Object.entries(layers))
      layer.cells.forEach((cell, map) => {
        const box = field[name];
        const own = unit?.layer === name;
        const lit = box && (own ? map === unit.map : sources[name].includes(map));
        cell.figure.classList.toggle("lit", Boolean(lit));
        cell.field.classList.toggle("unit", own);
        if (lit) place(cell.field, box, LAYERS[name].side);
      });
  }

  /** Draw what no drawing changes, again after a change of theme. */
  function repaint() {
    const scale = scales.kernel1;
    kernels.forEach((canvas, map) => {
      const kernel = weights.conv1.weight.subarray(25 * map, 25 * map + 25);
      paint(canvas, kernel, signedColor, scale);
    });
    for (const layer of Object.values(layers))
      for (const legend of layer.legends) legend.draw();
  }

  repaint();
  clear();
  return { show, clear, mark, repaint };
}

function makeLayer(name, scales) {
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

function showLayer({ cells, values }, name, scale) {
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

function place(element, { row, column, size }, side) {
  const at = (position) => `${(100 * position) / side}%`;
  element.style.left = at(column);
  element.style.top = at(row);
  element.style.width = element.style.height = at(size);
}

function unitUnder(event, layer, { target, figure }) {
  const { side } = LAYERS[layer];
  const box = target.getBoundingClientRect();
  const index = (offset, length) =>
    Math.min(Math.max(Math.floor((offset / length) * side), 0), side - 1);
  return {
    layer,
    map: Array.prototype.indexOf.call(figure.parentNode.children, figure),
    row: index(event.clientY - box.top, box.height),
    column: index(event.clientX - box.left, box.width),
  };
}

/** The unit next to one, over the edges of maps, as they lie on the page. */
function neighbour({ layer, map, row, column }, [down, right]) {
  const { maps, side } = LAYERS[layer];
  const columns = COLUMNS[layer];
  const clamp = (value, end) => Math.min(Math.max(value, 0), end - 1);
  const y = clamp(
    Math.floor(map / columns) * side + row + down,
    (maps / columns) * side,
  );
  const x = clamp((map % columns) * side + column + right, columns * side);
  return {
    layer,
    map: Math.floor(y / side) * columns + Math.floor(x / side),
    row: y % side,
    column: x % side,
  };
}
